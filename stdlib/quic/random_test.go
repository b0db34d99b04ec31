package quic

// This file plays random streams over random bad networks, in simulated time.

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"
)

// A sending is what was done with a stream, and what its receiver got.
type sending struct {
	sent     int64
	finished bool
	stopped  bool
	got      int64
	ended    bool // regularly
}

// play sends up to 5 MB on a, and ends it, or not.
func (x *sending) play(ctx context.Context, random *rand.Rand, a *Stream) {
	for range random.IntN(5) {
		data := make([]byte, 1+random.IntN(1<<random.IntN(21)))
		if a.Send(ctx, data, 0) != nil {
			return
		}
		x.sent += int64(len(data))
		time.Sleep(time.Duration(random.IntN(3)*random.IntN(100)) * time.Millisecond)
	}
	switch random.IntN(4) {
	case 0:
		x.finished = a.Finish(ctx) == nil
	case 1:
		x.stopped = a.Stop(5) == nil
	case 2:
		a.Close()
		x.finished = true
	}
}

// receive receives all of b, slowly or not.
func (x *sending) receive(ctx context.Context, b *Stream, pause time.Duration) {
	for {
		data, err := b.Recv(ctx, 0)
		if err != nil || len(data) == 0 {
			x.ended = err == nil
			return
		}
		x.got += int64(len(data))
		time.Sleep(pause)
	}
}

// What disconnect gives Ok to has arrived, with the ends of streams that have one and of no others.
func TestRandomStreamsOverBadNetworks(t *testing.T) {
	for seed := range uint64(12) {
		random := rand.New(rand.NewPCG(7, seed))
		s := &storm{loss: random.Float64() * 0.3, late: random.Float64() * 0.3, duplicate: random.Float64() * 0.3}
		s.play(t, func(t *testing.T, ctx context.Context, c, d *Conn) {
			var senders, receivers sync.WaitGroup
			all := make([]sending, 8)
			receivers.Go(func() {
				for {
					b, err := d.AcceptStream(ctx)
					if err != nil {
						return
					}
					n := int(b.id / 4)
					receivers.Go(func() { all[n].receive(ctx, b, time.Duration(n*10)*time.Millisecond) })
				}
			})
			for i := range all {
				a, err := c.OpenStream(ctx)
				must(t, "OpenStream", err)
				senders.Go(func() { all[i].play(ctx, rand.New(rand.NewPCG(seed, uint64(i))), a) })
			}
			senders.Wait()
			left := c.Disconnect(ctx)
			receivers.Wait()
			for i, x := range all {
				lost := !x.stopped && x.got != x.sent || x.finished && !x.ended
				if left == nil && lost || !x.finished && x.ended {
					t.Errorf("seed %d, stream %d: %+v (Disconnect: %v)", seed, 4*i, x, left)
				}
			}
		})
	}
}
