package quic

// This file takes in connections in the background. quic-go holds only 32 that are
// not accepted, and says nothing of handshakes that fail; scripts may accept late, and hear of both.

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/qlog"
	"github.com/quic-go/quic-go/qlogwriter"
)

// An arrival is what one accept gives out: a connection, or why a handshake failed.
type arrival struct {
	conn *Conn
	err  error
}

// An attempt is a handshake under way, on either side. The context of the connection carries it.
type attempt struct {
	told    atomic.Bool // its connection or its failure is among the arrivals
	heard   atomic.Bool // it has received a packet that makes sense; only of servers
	monitor atomic.Pointer[monitor]
	ear     listener // hears the connection too; nil for none

	ep     *Endpoint     // of a server; nil of clients
	taken  chan struct{} // closed when quic-go has given out the connection; nil of clients
	judged func()        // ends Close's wait for what is told of the end; nil before the end

	finished   chan struct{} // closed when the client's last word is under way; nil of servers
	finishOnce sync.Once
}

type attemptKey struct{}

// takenAtMost is how long a connection that ends waits to be given out.
const takenAtMost = 2 * time.Second

// acceptAll queues connections until the listener closes.
func (ep *Endpoint) acceptAll(ctx context.Context, ln *quicgo.Listener) {
	for {
		qc, err := ln.Accept(ctx)
		if err != nil {
			return
		}
		a := qc.Context().Value(attemptKey{}).(*attempt)
		if a.told.Swap(true) {
			close(a.taken)
			continue // it has failed meanwhile
		}
		c, err := ep.newConn(qc)
		close(a.taken)
		if err != nil {
			return
		}
		if !ep.arrivals.push(arrival{conn: c}) {
			c.close(textClosed)
		}
	}
}

// newArrivals makes a queue of arrivals. Of failures, which peers can make as often as they like, it
// keeps the newest.
func newArrivals() *queue[arrival] {
	return newBounded(func(a arrival) bool { return a.err != nil }, false)
}

// failArrival queues a failed handshake for accept, and its event. accept adds no other one.
func (ep *Endpoint) failArrival(err error) {
	if ep.arrivals.push(arrival{err: err}) {
		ep.pushFailure(ep.named(err))
	}
}

// watchHandshake queues a failed handshake when it is over. ctx ends with the connection.
func (ep *Endpoint) watchHandshake(ctx context.Context, _ *quicgo.ClientInfo) (context.Context, error) {
	a := &attempt{ep: ep, taken: make(chan struct{})}
	a.ear = a
	context.AfterFunc(ctx, func() {
		if a.judged != nil {
			defer a.judged()
		}
		// An application's close comes only after a handshake that succeeded.
		var app *quicgo.ApplicationError
		cause := context.Cause(ctx)
		if a.heard.Load() && !errors.As(cause, &app) && !isLate(cause) && !a.told.Swap(true) {
			a.monitor.Load().over(cause)
			ep.noteFailure(a, cause)
			ep.failArrival(cause)
		}
	})
	return context.WithValue(ctx, attemptKey{}, a), nil
}

// finish notes that the client's last word is under way.
func (a *attempt) finish() {
	if a.finished != nil {
		a.finishOnce.Do(func() { close(a.finished) })
	}
}

// hearNothing ends the wait for events that will not come.
func (a *attempt) hearNothing() {
	a.heard.Store(true)
	a.finish()
}

// hear implements listener. A packet that cannot be read does not count as a handshake: it may be a late copy of the
// goodbye of a connection that is forgotten.
//
// An application's goodbye takes effect only once the connection was given out: on a busy machine it may come before, and
// quic-go would then drop the connection without a word, or not, as it happens.
func (a *attempt) hear(e qlogwriter.Event) {
	switch e := e.(type) {
	case qlog.PacketReceived:
		a.heard.Store(true)
		if slices.ContainsFunc(e.Frames, isGoodbye) {
			select {
			case <-a.taken:
			case <-time.After(takenAtMost):
			}
		}
	case qlog.ConnectionClosed: // comes once: its context ends next; then quic-go forgets the connection
		a.judged = a.ep.await()
	}
}

// isGoodbye tells whether a frame is an application's close, which no side sends before the handshake is complete.
func isGoodbye(f qlog.Frame) bool {
	c, ok := f.Frame.(*qlog.ConnectionCloseFrame)
	return ok && c.IsApplicationError
}
