package quic

// This file is the queue behind events, accepted connections and accepted streams.

import (
	"context"
	"slices"
	"sync"
)

// A queue hands out what was pushed, first in, first out. A push never waits: a bounded queue
// forgets items instead. It is safe for use from several goroutines.
type queue[T any] struct {
	ready chan struct{} // holds one token while there may be something to pop
	ended chan struct{} // closed by end

	failed func(T) bool // tells failures of a bounded queue from successes; nil of an unbounded one
	fixed  bool         // successes are bounded too

	mu       sync.Mutex
	items    []T
	failures int   // of a bounded queue: how many of items there are
	err      error // set by end: nothing more is pushed
}

// keptAtMost is how many items of a bounded queue wait: peers may fail as often as they like.
const keptAtMost = 1024

func newQueue[T any]() *queue[T] {
	return &queue[T]{ready: make(chan struct{}, 1), ended: make(chan struct{})}
}

// newBounded makes a queue that keeps the newest failures: with the successes at most 1,024, if
// fixed is set; else all successes, and of the failures as many.
func newBounded[T any](failed func(T) bool, fixed bool) *queue[T] {
	q := newQueue[T]()
	q.failed, q.fixed = failed, fixed
	return q
}

// push reports whether v was taken: not after end.
func (q *queue[T]) push(v T) bool {
	q.mu.Lock()
	if q.err != nil {
		q.mu.Unlock()
		return false
	}
	if q.failed == nil || q.room(v) {
		q.items = append(q.items, v)
	}
	q.mu.Unlock()
	poke(q.ready)
	return true
}

// room makes room for v in a bounded queue, and counts v. It is false if there is none: no success
// is forgotten for a failure.
func (q *queue[T]) room(v T) bool {
	failure := q.failed(v)
	full := len(q.items) >= keptAtMost
	if !q.fixed {
		full = failure && q.failures >= keptAtMost
	}
	if full {
		switch {
		case q.failures > 0:
			oldest := slices.IndexFunc(q.items, q.failed)
			q.items = slices.Delete(q.items, oldest, oldest+1)
			q.failures--
		case failure:
			return false
		default:
			q.items = q.items[1:]
		}
	}
	if failure {
		q.failures++
	}
	return true
}

// pop waits for the next item. It fails with the error given to end when the queue is empty
// for good, and with ctx.Err() when ctx ends first.
func (q *queue[T]) pop(ctx context.Context) (T, error) {
	for {
		v, ok, err := q.next()
		if ok || err != nil {
			return v, err
		}
		select {
		case <-q.ready:
		case <-q.ended:
		case <-ctx.Done():
			return v, ctx.Err()
		}
	}
}

func (q *queue[T]) next() (v T, ok bool, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.items) == 0 {
		return v, false, q.err
	}
	v = q.items[0]
	var none T
	q.items[0] = none
	q.items = q.items[1:]
	if q.failed != nil && q.failed(v) {
		q.failures--
	}
	if len(q.items) > 0 {
		poke(q.ready)
	}
	return v, true, nil
}

// end refuses further items. What is queued can still be popped; after that pop fails with err.
func (q *queue[T]) end(err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.err == nil {
		q.err = err
		close(q.ended)
	}
}

// len is how many items are queued.
func (q *queue[T]) len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.items)
}

// drain takes out all that is queued.
func (q *queue[T]) drain() []T {
	q.mu.Lock()
	defer q.mu.Unlock()
	items := q.items
	q.items, q.failures = nil, 0
	return items
}

// poke leaves a token in c, whose capacity is one.
func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
