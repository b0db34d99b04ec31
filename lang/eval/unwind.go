package eval

// This file does what scopes have left to do when something fails or has to stop in them.

import (
	"context"
	"time"
)

// Steps are done at the end of a scope. A step that was begun is not done again.
type steps []func(*frame)

// all does the steps where a scope comes to its end. If one of them fails, the others are done
// while that unwinds.
func (s steps) all(f *frame) {
	done := 0
	defer func() {
		if done < len(s) {
			f.leave(s[done:])
		}
	}()
	for done < len(s) {
		step := s[done]
		done++
		step(f)
	}
}

// leave does the steps of a scope that a fault or the end of its thread leaves. What fails in one
// of them is told and does not keep the others from being done. An exit of the program, and a
// mistake of hewq, do none.
func (f *frame) leave(s steps) {
	t := f.thread
	if !t.stopping && !t.failing {
		return
	}
	defer t.hurry()()
	r, left := f.r, f.left
	for _, step := range s {
		f.attempt(step)
	}
	f.r, f.left = r, left
}

// hurry gives a thread that a fault unwinds limited time for what scopes have left to do, until the
// result is called. One that has to stop has that already.
func (t *thread) hurry() (done func()) {
	if t.stopping {
		return func() {}
	}
	ctx, begun := t.ctx, !t.until.IsZero()
	if !begun {
		t.until = time.Now().Add(endTime)
	}
	limited, cancel := context.WithDeadline(context.WithoutCancel(ctx), t.until)
	t.ctx, t.stopping = limited, true
	return func() {
		cancel()
		t.ctx, t.stopping = ctx, false
	}
}

// attempt does a step; a fault in it is told.
func (f *frame) attempt(step func(*frame)) {
	defer func() {
		switch r := recover().(type) {
		case nil, stopped: // there is no time left for the step
		case *Fault:
			f.thread.tellClosing(r)
		default:
			panic(r)
		}
	}()
	step(f)
}

// shed does steps that close values left over; if the thread has to stop, while it unwinds.
func (f *frame) shed(s steps) {
	if len(s) == 0 {
		return
	}
	begun := false
	defer func() {
		if !begun {
			f.leave(s)
		}
	}()
	f.pollContext()
	begun = true
	s.all(f)
}
