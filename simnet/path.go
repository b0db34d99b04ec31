package simnet

// This file decides what becomes of datagrams.

import (
	"hash/fnv"
	"math/rand/v2"
	"net/netip"
	"time"
)

const (
	heldUpAtLeast = 5 * time.Millisecond // of the datagrams that others overtake
	heldUpMore    = 5 * time.Millisecond // at most, at random

	queueTime  = 200 * time.Millisecond // how long a datagram waits for those before it, where Rate holds them up
	queueBytes = 16 << 10               // that may wait in any case
)

// A route is a direction between two sockets.
type route struct{ from, to netip.AddrPort }

// A path is what is known of a route. Each has chances of its own: what happens on one does not
// depend on when something is sent on another.
type path struct {
	random *rand.Rand
	free   time.Time // when all before has left, where there is a Rate
	last   time.Time // when the last one arrives that is not held up
}

// path is that of a route. The network is locked.
func (n *Network) path(r route) *path {
	p := n.paths[r]
	if p == nil {
		h := fnv.New64a()
		_, _ = h.Write([]byte(r.from.String() + " " + r.to.String())) // never fails
		p = &path{random: rand.New(rand.NewPCG(n.conditions.Seed, h.Sum64()))}
		n.paths[r] = p
	}
	return p
}

// A fate is what becomes of a datagram.
type fate struct {
	arrives []time.Time // not at all, once or twice
	lost    *int64      // the count of its loss; nil if it is not lost
}

// fate decides about a datagram of some bytes that is sent now. The network is locked.
//
// The same number of chances is drawn for each datagram, so that a change of one condition does not
// move what the others do to later ones.
func (n *Network) fate(r route, size int, now time.Time) fate {
	c, p := &n.conditions, n.path(r)
	loss, twice, held := p.random.Float64(), p.random.Float64(), p.random.Float64()
	jitter, jitterTwice, heldUp := p.random.Float64(), p.random.Float64(), p.random.Float64()
	size += headers(r.to)
	switch {
	case n.closed, n.isCut(now), n.isParted(r):
		return fate{lost: &n.counts.Cut}
	case c.MTU > 0 && size > c.MTU:
		return fate{lost: &n.counts.Large}
	}
	leaves := now
	if c.Rate > 0 {
		if leaves = later(now, p.free); tooMuch(leaves.Sub(now), c.Rate) {
			return fate{lost: &n.counts.Full}
		}
		leaves = leaves.Add(scale(time.Second, float64(size)*8/float64(c.Rate)))
		p.free = leaves
	}
	if loss < c.Loss {
		return fate{lost: &n.counts.Chance}
	}
	arrives := leaves.Add(c.Delay)
	if held < c.Reorder {
		return fate{arrives: []time.Time{arrives.Add(scale(c.Jitter, jitter) + heldUpAtLeast + scale(heldUpMore, heldUp))}}
	}
	p.last = later(arrives.Add(scale(c.Jitter, jitter)), p.last)
	f := fate{arrives: []time.Time{p.last}}
	if twice < c.Duplicate {
		p.last = later(arrives.Add(scale(c.Jitter, jitterTwice)), p.last)
		f.arrives = append(f.arrives, p.last)
	}
	return f
}

// tooMuch reports whether a datagram that would have to wait finds no room in the queue.
func tooMuch(wait time.Duration, rate int64) bool {
	return wait > queueTime && wait > scale(time.Second, queueBytes*8/float64(rate))
}

// headers are the bytes of the IP and UDP headers.
func headers(to netip.AddrPort) int {
	if to.Addr().Is4() {
		return 28
	}
	return 48
}

func scale(d time.Duration, f float64) time.Duration { return time.Duration(float64(d) * f) }

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
