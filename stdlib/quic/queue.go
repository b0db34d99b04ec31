package quic

// This file is the unbounded queue behind events, accepted connections and accepted streams.

import (
	"context"
	"sync"
)

// A queue hands out what was pushed, first in, first out. It has no bound: who pushes never
// waits. It is safe for use from several goroutines.
type queue[T any] struct {
	ready chan struct{} // holds one token while there may be something to pop
	ended chan struct{} // closed by end

	mu    sync.Mutex
	items []T
	err   error // set by end: nothing more is pushed
}

func newQueue[T any]() *queue[T] {
	return &queue[T]{ready: make(chan struct{}, 1), ended: make(chan struct{})}
}

// push reports whether v was taken: not after end.
func (q *queue[T]) push(v T) bool {
	q.mu.Lock()
	if q.err != nil {
		q.mu.Unlock()
		return false
	}
	q.items = append(q.items, v)
	q.mu.Unlock()
	poke(q.ready)
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

// drain takes out all that is queued.
func (q *queue[T]) drain() []T {
	q.mu.Lock()
	defer q.mu.Unlock()
	items := q.items
	q.items = nil
	return items
}

// poke leaves a token in c, whose capacity is one.
func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
