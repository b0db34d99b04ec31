package quic

// This file takes in connections in the background. quic-go holds only 32 that nobody has
// accepted, and says nothing of handshakes that fail; scripts may accept late, and hear of both.

import (
	"context"
	"errors"
	"sync/atomic"

	quicgo "github.com/quic-go/quic-go"
)

// An arrival is what one accept gives out: a connection, or why a handshake failed.
type arrival struct {
	conn *Conn
	err  error
}

// An attempt is a handshake under way, on either side. The context of the connection carries it.
type attempt struct {
	told    atomic.Bool // its connection or its failure is among the arrivals
	monitor atomic.Pointer[monitor]
}

type attemptKey struct{}

// acceptAll queues connections until the listener closes.
func (ep *Endpoint) acceptAll(ctx context.Context) {
	for {
		qc, err := ep.listener.Accept(ctx)
		if err != nil {
			return
		}
		if a, ok := qc.Context().Value(attemptKey{}).(*attempt); ok && a.told.Swap(true) {
			continue // it has failed meanwhile
		}
		c, err := ep.newConn(qc)
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
		ep.events.push(Failed)
	}
}

// watchHandshake queues a failed handshake when it is over. ctx ends with the connection.
func (ep *Endpoint) watchHandshake(ctx context.Context, _ *quicgo.ClientInfo) (context.Context, error) {
	a := &attempt{}
	context.AfterFunc(ctx, func() {
		// An application's close comes only after a handshake that succeeded.
		var app *quicgo.ApplicationError
		cause := context.Cause(ctx)
		if !errors.As(cause, &app) && !a.told.Swap(true) {
			a.monitor.Load().over(cause)
			ep.noteFailure(a, cause)
			ep.failArrival(cause)
		}
	})
	return context.WithValue(ctx, attemptKey{}, a), nil
}
