package actor

import (
	"context"
	"sync/atomic"
)

// A Reply is the answer to a message: given once, waited for by one goroutine.
type Reply[T any] struct {
	system *System
	state  atomic.Uint32
	given  chan struct{}
	value  T
	err    error
}

// The states of a reply.
const (
	open uint32 = iota
	awaited
	given
	abandoned
)

// NewReply makes a Reply that is not given yet.
func NewReply[T any](s *System) *Reply[T] {
	return &Reply[T]{system: s, given: make(chan struct{}, 1)}
}

// Give answers. Only the first answer counts; false tells that it came too late, or that
// nobody waits any more.
func (r *Reply[T]) Give(value T, err error) bool {
	for {
		switch old := r.state.Load(); old {
		case given, abandoned:
			return false
		default:
			r.value, r.err = value, err
			if !r.state.CompareAndSwap(old, given) {
				continue
			}
			if old == awaited {
				r.system.Enter() // for the goroutine that goes on now
				r.given <- struct{}{}
			}
			return true
		}
	}
}

// Wait waits for the answer. When ctx ends first it gives ctx's error, and an answer that comes
// later is dropped.
func (r *Reply[T]) Wait(ctx context.Context) (T, error) {
	if r.state.CompareAndSwap(open, awaited) {
		r.system.Exit()
		select {
		case <-r.given:
		case <-ctx.Done():
			if r.state.CompareAndSwap(awaited, abandoned) {
				r.system.Enter()
				var none T
				return none, ctx.Err()
			}
			<-r.given
		}
	}
	return r.value, r.err
}
