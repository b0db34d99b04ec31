package eval

// This file ends the waits of native functions in an actor that is to stop.

import (
	"context"
	"sync"
)

// An interrupt is how an actor that waits is interrupted. Most actors never wait for anything but
// messages: the context is made at the first call of a native function that can block.
type interrupt struct {
	mu     sync.Mutex
	cancel context.CancelFunc // of the thread's context, nil if that is the program's
	ended  bool               // the actor is to stop
}

// mayWait prepares t for a native function that can block.
func (t *thread) mayWait() {
	if t.cell == nil || t.stopping || t.task != nil || t.generator != nil {
		return // a task and a generator have the context of who has made them
	}
	w := &t.estate.halt
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.cancel == nil {
		t.ctx, w.cancel = context.WithCancel(t.ctx)
	}
	if w.ended {
		w.cancel()
	}
}

// Interrupt ends what the actor waits for in native functions, now and later in the message
// that it handles.
func (c *cell) Interrupt() {
	w := &c.thread.estate.halt
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ended = true
	if w.cancel != nil {
		w.cancel()
	}
}

// interrupted tells whether an interrupt has ended what t did last. It may go on then: there is
// only the end of the actor left.
func (t *thread) interrupted() bool {
	t.estate.halt.mu.Lock()
	ended := t.estate.halt.ended
	t.estate.halt.mu.Unlock()
	if !ended || !t.stopping || t.process.ctx.Err() != nil {
		return false
	}
	t.forgetWait()
	t.ctx, t.ended, t.stopping = t.process.ctx, nil, false
	t.stop.And(^mustStop)
	if t.process.ctx.Err() != nil {
		t.stop.Or(mustStop)
	}
	return true
}

// forgetWait lets go of the context for waits.
func (t *thread) forgetWait() {
	w := &t.estate.halt
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.cancel != nil {
		w.cancel()
	}
	w.cancel, w.ended = nil, false
}
