// Package bubble runs programs in virtual time: it passes as soon as all their goroutines wait, so
// that an hour of waiting takes no time at all.
//
// It is testing/synctest outside of tests. What a program waits on must be made in its bubble:
// channels, timers, contexts. A wait for anything else, such as a read from a file, holds up the time
// of the bubble until it ends.
package bubble

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// ErrStuck is the cause of the end of a context in a bubble where nothing can happen any more: each
// goroutine waits for another.
var ErrStuck = errors.New("deadlock: each goroutine waits for another, and no timer runs")

// A PanicError is a panic of the function that Run has called.
type PanicError struct {
	Value any
	Stack []byte // of the goroutine
}

// Error tells the value alone.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// A LeftError tells of goroutines that went on to wait, for ever, after the function that Run has
// called. They are lost, with the memory that they hold.
type LeftError struct {
	Stacks string // of the goroutines, as Go prints them
}

func (*LeftError) Error() string { return "goroutines were left over" }

// Options are what Run may have besides.
type Options struct {
	// Begin is the time at which the bubble begins; at the earliest, and by default, the year 2000.
	Begin time.Time

	// Break, if not nil, is called outside of the bubble when ctx ends: f may be busy, and would hear
	// of it only when it waits.
	Break func()

	// Busy, if not nil, is called outside of the bubble, again and again, while f computes and no
	// virtual time passes. What computes should call wait then, in the bubble: else what other
	// goroutines wait for never comes.
	Busy func(wait func())

	// Stuck, if not nil, is called in the bubble when nothing can happen any more, before the context
	// of f ends.
	Stuck func()
}

// Run calls f in a bubble and returns when f and all goroutines that it has started have ended, or
// wait for ever. The context of f is one of the bubble. It ends when ctx does, with the cause of
// that, and with ErrStuck.
//
// The error is a *PanicError if f panics, and a *LeftError if f, or a goroutine that it has started,
// waits for ever. A panic of another goroutine ends the process, as it always does. Run itself must
// not be called in a bubble.
func Run(ctx context.Context, o Options, f func(context.Context)) error {
	b := &bubble{outside: ctx, options: o}
	over := make(chan struct{})
	beats := make(chan struct{})
	go func() { // it ends with Run
		defer close(beats)
		b.beat(over)
	}()
	defer func() { <-beats }()
	defer close(over)
	if o.Break != nil {
		defer context.AfterFunc(ctx, o.Break)()
	}
	if left := b.enter(f); b.failed == nil {
		return left
	}
	return b.failed
}

// A bubble is one call of Run.
type bubble struct {
	outside context.Context
	options Options
	real    atomic.Int64  // how many beats of real time have passed
	looks   atomic.Int64  // see watch
	soon    chan struct{} // of the bubble: watch looks soon again
	name    string        // as the runtime shows it in the stacks of its goroutines
	failed  error         // of f
}

// enter makes the bubble and runs f in it. It returns a *LeftError, or nil.
//
// A failure that is noted on the T, or a panic in its goroutine, would end the whole process: T is of
// no test. Its function only waits.
func (b *bubble) enter(f func(context.Context)) (left error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case error: // only the runtime panics here, when goroutines wait for ever
			left = &LeftError{Stacks: stacksOf(b.name)}
		default:
			panic(r)
		}
	}()
	synctest.Test(&testing.T{}, func(*testing.T) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			b.run(f)
		}()
		<-done
		<-time.After(lastTime)
	})
	return nil
}

// lastTime is how long goroutines that f has left may take to end by themselves, in virtual time.
const lastTime = 10 * time.Minute

// run calls f.
func (b *bubble) run(f func(context.Context)) {
	defer func() {
		if r := recover(); r != nil {
			b.failed = &PanicError{Value: r, Stack: debug.Stack()}
		}
	}()
	b.name = ownBubble()
	if d := time.Until(b.options.Begin); d > 0 {
		<-time.After(d)
	}
	b.soon = make(chan struct{}, 1)
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(b.outside))
	defer cancel(nil)
	watched := make(chan struct{})
	done := make(chan struct{})
	defer func() { close(done); <-watched }()
	go func() {
		defer close(watched)
		b.watch(done, cancel)
	}()
	f(ctx)
}
