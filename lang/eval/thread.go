package eval

// This file has threads: what runs the code of a program, each one thing at a time.

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"
	"time"

	"hewq/lang/shape"
	"hewq/lang/value"
	"hewq/native"
)

// A thread evaluates one thing after the other: the main function, the messages of an actor, a task
// or a generator.
type thread struct {
	process *process
	stop    atomic.Uint32 // mustStop and the like
	leaving
	scratch    []byte           // a buffer for text; nil while somebody uses it
	growth     value.Growth     // of the strings that it has made
	positions  *value.Positions // in strings that it has looked into; nil before the first long one
	native     native.Actor
	call       *native.Call // for the next call of a native function; nil while one runs
	root       *frame
	cell       *cell                    // the actor, nil of main
	nested     int                      // how many threads stand below on the same goroutine
	uncounted  int                      // how many calls do that the depth of its frames does not count
	onMain     bool                     // the first of these, or this one, is main's
	wait       atomic.Pointer[wait]     // what it waits for; nil while it does not
	latest     *wait                    // the latest one for a module
	asked      atomic.Pointer[question] // what a report wants to know; nil if nothing
	estate     *estate                  // what has to be ended even if the thread is garbage
	scope      *taskScope               // the innermost that is open
	target     *taskScope               // what stopping leaves, if not all
	task       *task                    // the task that it evaluates, nil if none
	inside     atomic.Pointer[thread]   // the generator that runs in it now
	generator  *generator               // that it evaluates, nil if none
	out        *end                     // takes what the receive gen function that runs yields
	deserted   bool                     // the reader of out has gone
	generators *generator               // that it has made and that have not ended, the youngest first
	closures   *kept                    // that own something, the youngest first
}

// A leaving is how far a thread is with its end.
type leaving struct {
	ctx      context.Context
	failing  bool      // a fault unwinds it: what scopes have left to do is done
	stopping bool      // it is unwinding: defers run, polls are off
	graceful bool      // it has come to its end by itself, and closes what it has
	closing  bool      // main has come to its end, and its variables are closed
	until    time.Time // when the time is over for what scopes that a fault leaves have to do
	ended    error     // why it had to stop
	release  func()    // of the context that it has while it is unwinding
}

func (t *thread) unwinding() *leaving { return &t.leaving }

// An exit is the panic value of exit(n).
type exit struct{ status int }

// A stopped is the panic value that unwinds a thread whose context has ended.
type stopped struct{}

// run calls main and gives the status of the process.
func (t *thread) run() (status int, err error) {
	err = t.guard(func() {
		p := t.process.program
		entry, judge := t.process.entry()
		if entry == nil {
			return
		}
		c := p.function(entry, nil)
		t.process.prepare(t.root)
		v := t.root.call(c, 0)
		if c.scalar {
			status = int(v.Int() & 0xff)
		}
		judge(t.root, v)
		if p.parallel {
			t.flush()
			t.waitsAtEnd(waitMessages)
			t.process.drain()
			t.goesOn()
			t.root.pollContext()
		}
	})
	var ended *Exit
	var fault *Fault
	if errors.As(err, &ended) {
		t.process.exit(ended.Status)
	}
	err = t.dropAll(err)
	switch {
	case errors.As(err, &ended):
		return ended.Status, nil
	case errors.As(err, &fault):
		return fault.Exit, err
	case err != nil:
		return 1, err
	}
	return status, nil
}

// guard runs f and gives how it ended: an *Exit, a *Fault, the error of a context that ended, or
// nil.
func (t *thread) guard(f func()) (err error) {
	defer func() {
		t.failing, t.until = false, time.Time{}
		if r := recover(); r != nil {
			err = t.outcome(r)
		}
	}()
	f()
	return nil
}

// outcome is how something has ended that panicked with r.
func (t *thread) outcome(r any) error {
	switch r := r.(type) {
	case exit:
		return &Exit{r.status}
	case stopped:
		t.release()
		return t.ended
	case *Fault:
		return r
	case shape.Loop, shape.Unbounded:
		return &Fault{Kind: Trap, Exit: exitTrap, Message: r.(error).Error()}
	}
	return &Fault{
		Kind: Internal, Exit: 1,
		Message: fmt.Sprintf("internal error: %v\n%sthis is a bug in hewq", r, debug.Stack()),
	}
}

// flush writes out what the program has printed.
func (t *thread) flush() { t.process.flush() }

// take borrows the thread's buffer, empty; give gives it back.
func (t *thread) take() []byte {
	b := t.scratch
	t.scratch = nil
	return b[:0]
}

func (t *thread) give(b []byte) {
	if cap(b) <= 1<<16 {
		t.scratch = b
	}
}

// longText is how long strings are whose characters are worth remembering.
const longText = 64

// places is what the thread knows of where the characters of s are.
func (t *thread) places(s string) *value.Positions {
	if t.positions == nil && len(s) >= longText {
		t.positions = new(value.Positions)
	}
	return t.positions
}

// print writes text to the program's output.
func (t *thread) print(b []byte) {
	if _, err := t.process.env.Stdout.Write(b); err != nil {
		panic(exit{brokenPipe})
	}
}
