package quic

// This file holds the handshakes of one Connect, and the gate through which only one of them goes.

import (
	"context"
	"crypto/tls"
	"errors"
	"maps"
	"net"
	"slices"
	"sync/atomic"
	"time"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/qlog"
	"github.com/quic-go/quic-go/qlogwriter"
)

// A try is one handshake.
type try struct {
	race   *race
	target *target
	began  time.Time
	cancel context.CancelCauseFunc
	barred bool                   // guarded by the race: it must not complete
	heard  atomic.Bool            // a packet has come back
	id     atomic.Pointer[string] // the server's connection ID in the first packets; nil if it is not known

	replaced bool // another try with its target takes its place; only for the race's own goroutine
	deaf     bool // nothing more needs to be heard
	done     chan struct{}

	attempt attempt
}

// try begins a handshake with t.
func (r *race) try(ctx context.Context, t *target) {
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	x := &try{race: r, target: t, began: time.Now(), cancel: cancel, done: make(chan struct{})}
	x.attempt.ear, x.attempt.finished = x, make(chan struct{})
	t.tries = append(t.tries, x)
	ctx = context.WithValue(ctx, attemptKey{}, &x.attempt)
	if !r.ep.start(func() { x.run(ctx) }) {
		cancel(errStopping)
		r.ep.removeLoser(x)
		t.failed = errStopping
	}
}

func (x *try) run(ctx context.Context) {
	defer x.cancel(nil)
	defer x.race.ep.removeLoser(x)
	conf := x.race.tls.Clone()
	conf.VerifyConnection = func(tls.ConnectionState) error {
		if !x.race.admit(x) {
			return errLate
		}
		return nil
	}
	stack := x.race.ep.stack
	qc, err := x.target.socket.transport.Dial(ctx, net.UDPAddrFromAddrPort(x.target.remote), stack.followTLS(conf, &x.attempt), stack.quicConfig())
	if id := x.id.Load(); id != nil {
		x.target.socket.greeter.forget(*id)
	}
	if err != nil {
		err = pathErrorOf(x.target.remote, err)
		x.attempt.monitor.Load().over(err)
	}
	select {
	case x.race.results <- result{x, qc, err}:
	case <-x.race.ended:
		if qc != nil { // it was admitted, and then the caller went away
			hangUp(qc, textClosed)
		}
	}
}

// admit reports whether the handshake of x may complete. The server has proved who it is, and
// waits for the client's last word: what ends here never was a connection to it.
func (r *race) admit(x *try) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over || x.barred || r.admitted != nil {
		return false
	}
	r.admitted = x
	return true
}

// isAdmittedBeside reports whether another try than x was admitted.
func (r *race) isAdmittedBeside(x *try) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.admitted != nil && r.admitted != x
}

// hear implements listener.
func (x *try) hear(e qlogwriter.Event) {
	if x.deaf {
		return
	}
	switch e := e.(type) {
	case qlog.PacketReceived, qlog.PacketBuffered, qlog.PacketDropped, qlog.VersionNegotiationReceived:
		x.heard.Store(true)
		x.race.once.Do(func() { close(x.race.heard) })
	case qlog.PacketSent:
		if x.id.Load() == nil {
			id := string(e.Header.DestConnectionID.Bytes())
			x.target.socket.greeter.expect(id)
			x.id.Store(&id)
		}
		select {
		case x.target.sent <- struct{}{}:
		default:
		}
		if e.Header.PacketType == qlog.PacketTypeHandshake && slices.ContainsFunc(e.Frames, isCrypto) {
			x.deaf = true
			x.attempt.finish()
		}
	}
}

func isCrypto(f qlog.Frame) bool {
	_, ok := f.Frame.(*qlog.CryptoFrame)
	return ok
}

// hangUp closes a connection with code 0. Until the last word of a client's handshake is under way
// it waits: without it the server would have no connection, but a handshake that failed.
func hangUp(qc *quicgo.Conn, reason string) {
	if a, ok := qc.Context().Value(attemptKey{}).(*attempt); ok && a.finished != nil {
		select {
		case <-a.finished:
		case <-qc.Context().Done():
		}
	}
	_ = qc.CloseWithError(0, reason) // fails only when it is closed already
}

// errLate ends the handshake of a try that is not admitted. The server is told user_canceled
// (RFC 8446, section 6.1): see isLate.
var errLate error = lateError{}

type lateError struct{}

func (lateError) Error() string { return "another address has answered before" }
func (lateError) Unwrap() error { return tls.AlertError(userCanceled) }

const userCanceled = 90

// isLate reports whether the client has ended a handshake because it needs it no more: to the
// script of the server that is neither a connection nor a failure.
func isLate(err error) bool {
	var tr *quicgo.TransportError
	return errors.As(err, &tr) && tr.Remote && alert(tr) == userCanceled
}

// addLoser has x go on when its race is over. If it simply ended, a server that has seen it would
// wait for it, and then tell its script of a handshake that failed. Closing the endpoint ends it,
// after the time that an answer may take.
func (ep *Endpoint) addLoser(x *try, atMost time.Duration) {
	ep.mu.Lock()
	defer ep.mu.Unlock()
	select {
	case <-x.done:
	default:
		ep.losers[x] = time.Now().Add(atMost)
	}
}

func (ep *Endpoint) removeLoser(x *try) {
	ep.mu.Lock()
	defer ep.mu.Unlock()
	close(x.done)
	delete(ep.losers, x)
}

// awaitLosers returns when no loser is worth waiting for, or ctx ends.
func (ep *Endpoint) awaitLosers(ctx context.Context) {
	ep.mu.Lock()
	all := maps.Clone(ep.losers)
	ep.mu.Unlock()
	for x, until := range all {
		if left := time.Until(until); left > 0 {
			wait(ctx, left, x.done)
		}
	}
}
