package quic

// This file holds events: what happened on an endpoint or a connection.

import (
	"context"
	"fmt"
	"sync/atomic"
)

// A Kind says what happened. Scripts see its number.
type Kind int32

// The kinds of events.
const (
	Failed       Kind = -1
	Connected    Kind = 0
	Disconnected Kind = 1
	StreamOpened Kind = 2
	StreamClosed Kind = 3
)

// String is the kind in words.
func (k Kind) String() string {
	switch k {
	case Failed:
		return "error"
	case Connected:
		return "connected"
	case Disconnected:
		return "disconnected"
	case StreamOpened:
		return "stream opened"
	case StreamClosed:
		return "stream closed"
	}
	return fmt.Sprintf("kind %d", int32(k))
}

// An Event is one thing that happened. A nil Event is the zero value of its Hew type. It is
// safe for use from several goroutines.
type Event struct {
	kind  Kind
	freed atomic.Bool
}

// Kind is what happened; Failed for a nil or freed event.
func (e *Event) Kind() Kind {
	if e == nil || e.freed.Load() {
		return Failed
	}
	return e.kind
}

// Free ends the use of e.
func (e *Event) Free() {
	if e != nil {
		e.freed.Store(true)
	}
}

// String describes e for people.
func (e *Event) String() string {
	switch {
	case e == nil:
		return "QUICEvent, none"
	case e.freed.Load():
		return "QUICEvent, freed"
	}
	return "QUICEvent " + e.kind.String()
}

// A happening is an event of an endpoint that waits to be taken.
type happening struct {
	kind Kind
	why  string // of Failed: what LastError says once the event is taken
}

// newEndpointEvents makes the queue of an endpoint's events. It keeps the newest.
func newEndpointEvents() *queue[happening] {
	return newBounded(func(e happening) bool { return e.kind == Failed }, true)
}

// pushFailure queues the event of a failure.
func (ep *Endpoint) pushFailure(err error) {
	ep.events.push(happening{Failed, connectionText(err)})
}

// newEvents makes a queue of events. It keeps the newest.
func newEvents() *queue[Kind] {
	return newBounded(func(k Kind) bool { return k == Failed }, true)
}

// nextEvent waits for the next kind of q: nil when q has ended or ctx ends first.
func nextEvent(ctx context.Context, q *queue[Kind]) *Event {
	k, err := q.pop(ctx)
	if err != nil {
		return nil
	}
	return &Event{kind: k}
}
