package quic

// This file dials. A name may have several addresses: they are tried one after the other, and the
// first that answers wins (RFC 8305).

import (
	"context"
	"crypto/tls"
	"errors"
	"net/netip"
	"slices"
	"sync"
	"time"

	quicgo "github.com/quic-go/quic-go"
)

const (
	nextAddressAfter = 250 * time.Millisecond // RFC 8305, section 5
	loserAtMost      = time.Second
)

// Connect dials addr, "host:port" or ":port" for this machine, and waits for the handshake. The
// server is asked for as serverName, and its certificate must be for that name if ep was made
// with a CA. ctx ends the wait.
//
// Each address of the host is tried, the next one when for 250 ms nothing has come back, and the
// first that answers wins. It fails ten seconds after the last of them began if none answers. It
// fails with a *pathError when the system tells why no packet gets there; if it tells that nothing
// listens, Connect goes on for Config.RefusedWait, for a server that is about to start. An address
// that cannot be used gives an *AddressError.
func (ep *Endpoint) Connect(ctx context.Context, addr, serverName string) (*Conn, error) {
	if !ep.live() {
		return nil, errNone
	}
	c, err := ep.dial(ctx, addr, serverName)
	if err != nil {
		return nil, ep.fail(ctx, ep.stack.conf.named(err, "this client offered"))
	}
	ep.succeed(0)
	return c, nil
}

func (ep *Endpoint) dial(ctx context.Context, addr, serverName string) (*Conn, error) {
	remotes, err := ep.stack.resolveConnect(ctx, addr)
	if err != nil {
		return nil, err
	}
	first := remotes[0]
	remotes = slices.DeleteFunc(remotes, func(a netip.AddrPort) bool { return !ep.reaches(a) })
	if len(remotes) == 0 {
		return nil, &unreachableError{first}
	}
	if !isServerName(serverName) {
		return nil, &nameError{serverName}
	}
	conf := ep.client.Clone()
	conf.ServerName = serverName
	qc, err := newRace(ep, conf, remotes).run(ctx)
	if err != nil {
		return nil, err
	}
	return ep.newConn(qc)
}

// A race is one Connect: handshakes with the addresses of one server, of which at most one is
// completed. Its fields belong to the goroutine of run, but for those that mu guards.
type race struct {
	ep      *Endpoint
	tls     *tls.Config
	targets []*target
	decided *try // its result is that of the race; nil as long as it is open

	results chan result
	signs   chan sign
	once    sync.Once
	heard   chan struct{} // closed, once, when the first packet has come back: what is under way decides
	urgent  chan struct{} // closed when what refuses is to be given up: probes ask at once
	ended   chan struct{} // closed when run returns

	probing     context.Context // of all probes
	stopProbing context.CancelFunc

	mu       sync.Mutex // guards what follows
	admitted *try       // the only one whose handshake may complete
	over     bool
}

// A target is an address of the server.
type target struct {
	remote   netip.AddrPort
	socket   *socket
	tries    []*try
	began    bool
	refusing bool          // nothing listened there when it was last probed
	sent     chan struct{} // has something when a packet was sent to it
	failed   error         // why it is given up; nil if it is not
}

// A result is how a try ended: with one of the two.
type result struct {
	try *try
	qc  *quicgo.Conn
	err error
}

func newRace(ep *Endpoint, conf *tls.Config, remotes []netip.AddrPort) *race {
	r := &race{
		ep: ep, tls: conf, results: make(chan result), signs: make(chan sign),
		heard: make(chan struct{}), urgent: make(chan struct{}), ended: make(chan struct{}),
	}
	for _, a := range remotes {
		r.targets = append(r.targets, &target{remote: a, sent: make(chan struct{}, 1)})
	}
	return r
}

// run returns the connection of the try that was admitted.
func (r *race) run(ctx context.Context) (*quicgo.Conn, error) {
	r.probing, r.stopProbing = context.WithCancel(ctx)
	defer r.end()
	patience := time.NewTimer(r.ep.stack.refusedWait())
	defer patience.Stop()
	next := time.NewTimer(nextAddressAfter)
	defer next.Stop()
	r.beginNext(ctx)
	heard := r.heard
	for {
		if err := r.lost(); err != nil {
			return nil, err
		}
		more := false
		select {
		case <-next.C:
			more = true
		case <-heard:
			heard = nil
			r.stopProbing()
		case <-patience.C:
			close(r.urgent)
		case s := <-r.signs:
			more = r.take(ctx, s)
		case res := <-r.results:
			if more = r.drop(res); r.decided != nil {
				return res.qc, res.err
			}
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if more && r.beginNext(ctx) {
			next.Reset(nextAddressAfter)
		}
	}
}

func (r *race) answered() bool {
	select {
	case <-r.heard:
		return true
	default:
		return false
	}
}

// beginNext begins with the next address. It reports false if there is none, or none is needed.
func (r *race) beginNext(ctx context.Context) bool {
	for _, t := range r.targets {
		if t.began || r.answered() {
			continue
		}
		t.began = true
		var err error
		if t.socket, err = r.ep.socketFor(t.remote.Addr()); err != nil {
			t.failed = pathErrorOf(t.remote, err)
			continue
		}
		r.try(ctx, t)
		r.probe(t)
		return true
	}
	return false
}

// lost is why the race is lost; nil if it is not.
func (r *race) lost() error {
	var why error
	for _, t := range r.targets {
		switch {
		case !t.began && r.answered():
		case t.failed == nil:
			return nil
		case rank(t.failed) > rank(why):
			why = t.failed
		}
	}
	return allRefused(r.targets, why)
}

// rank says which of several reasons tells most.
func rank(err error) int {
	var path *pathError
	switch {
	case err == nil:
		return 0
	case !errors.As(err, &path):
		return 2
	case path.refused():
		return 3
	}
	return 1
}

// drop takes note of the end of a try. It reports whether the next address may begin.
func (r *race) drop(res result) (more bool) {
	t := res.try.target
	t.tries = slices.DeleteFunc(t.tries, func(x *try) bool { return x == res.try })
	switch {
	case res.try.replaced, res.qc == nil && r.isAdmittedBeside(res.try):
		return false
	case res.qc != nil, res.try.heard.Load() && t.failed == nil:
		r.decided = res.try
		return false
	case len(t.tries) > 0, t.failed != nil:
		return false
	}
	t.failed = res.err
	return true
}

// take handles what a probe has found out. It reports whether the next address may begin.
func (r *race) take(ctx context.Context, s sign) (more bool) {
	t := s.target
	switch {
	case r.answered() || t.failed != nil:
		return false
	case s.err != nil:
		t.refusing = true
		if s.urgent {
			r.giveUp(t, s.err)
		}
		return true
	}
	t.refusing = false
	// The handshake under way may not ask again for a second or two.
	if r.withdraw(t, s.refused) {
		r.try(ctx, t)
	}
	return false
}

// withdraw ends the tries of a target where nothing listened at that time, so that another may take
// their place. It reports false, and leaves them, if one may have reached the server since: two
// handshakes would be two failures to a server that refuses them.
func (r *race) withdraw(t *target, refused time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	var ids []string
	for _, x := range t.tries {
		id := x.id.Load()
		if x == r.admitted || id == nil || x.heard.Load() {
			return false
		}
		ids = append(ids, *id)
	}
	if !t.socket.greeter.withdraw(ids, refused.Add(-reportedSoon)) {
		return false
	}
	for _, x := range t.tries {
		x.barred, x.replaced = true, true
		x.cancel(errLate)
	}
	return true
}

// giveUp ends the tries of a target that refuses, unless a try was admitted.
func (r *race) giveUp(t *target, why error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.admitted != nil {
		return
	}
	for _, x := range t.tries {
		x.barred = true
		x.cancel(why)
	}
	t.failed = why
}

// end closes the race: no try is admitted any more. What has not ended by itself is a loser if the
// race is decided, and is cut off if not.
func (r *race) end() {
	r.mu.Lock()
	r.over = true
	r.mu.Unlock()
	close(r.ended)
	r.stopProbing()
	for _, t := range r.targets {
		for _, x := range t.tries {
			switch {
			case r.decided == nil:
				x.cancel(context.Canceled)
			case t.refusing && !x.heard.Load():
				x.cancel(errLate)
			default:
				r.ep.addLoser(x, min(loserAtMost, nextAddressAfter+2*time.Since(r.decided.began)))
			}
		}
	}
}
