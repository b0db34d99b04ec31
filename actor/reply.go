package actor

import (
	"context"
	"sync/atomic"
)

// A Reply is the answer to a message: given once, waited for by one goroutine. It is an Arm.
type Reply[T any] struct {
	system *System
	state  atomic.Uint32
	wait   *wait // of state awaited
	number int32
	value  T
	err    error
}

// The states of a reply.
const (
	open uint32 = iota
	awaited
	given
	left // the answer is not wanted any more
)

// NewReply makes a Reply that is not given yet.
func NewReply[T any](s *System) *Reply[T] { return &Reply[T]{system: s} }

// Give answers. Only the first answer counts; false tells that it came too late, or that
// the caller waits no more.
func (r *Reply[T]) Give(value T, err error) bool {
	if r.state.Load() >= given {
		return false
	}
	r.value, r.err = value, err
	if r.state.CompareAndSwap(open, given) {
		return true
	}
	if !r.state.CompareAndSwap(awaited, given) {
		return false
	}
	if r.wait.claim(r.number) {
		r.wait.wake()
		return true
	}
	return !r.state.CompareAndSwap(given, left) // Leave has it if that fails
}

// Leave gives up waiting: an answer that comes later is refused, and its giver keeps it. If the
// answer had come already, the caller gets it here and ok is true.
func (r *Reply[T]) Leave() (value T, ok bool) {
	if r.state.Swap(left) != given || r.err != nil {
		return value, false
	}
	return r.value, true
}

// Ready tells whether the answer is given.
func (r *Reply[T]) Ready() bool { return r.state.Load() == given }

// Wait waits for the answer. When ctx ends first it gives ctx's error, and an answer that comes
// later is dropped.
func (r *Reply[T]) Wait(ctx context.Context) (T, error) {
	if r.state.Load() != given {
		if _, err := r.system.First(ctx, r); err != nil {
			var none T
			return none, err
		}
	}
	return r.value, r.err
}

// Given is the answer that was waited for.
func (r *Reply[T]) Given() (T, error) { return r.value, r.err }

func (r *Reply[T]) arm(w *wait, i int32) bool {
	r.wait, r.number = w, i
	if r.state.CompareAndSwap(open, awaited) {
		return false
	}
	return r.state.Load() == given && w.claim(i)
}

func (r *Reply[T]) disarm(*wait) {}
