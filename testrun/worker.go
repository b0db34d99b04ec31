package testrun

// This file is the worker process: it runs tests that a Runner in another process asks for.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// ErrMemory ends Work when the process takes more memory than it may.
var ErrMemory = errors.New("the tests take more memory than they may")

// ErrTimeout is the cause of the end of a test's context when its time is over.
var ErrTimeout = errors.New("the time of the test is over")

// errInterrupted is the cause when the user has interrupted the run.
var errInterrupted = errors.New("the run was interrupted")

// Work runs the tests that a Runner asks for on in, and answers on out. It returns when in ends, after
// the tests that run then have stopped, or when the process takes too much memory.
func Work(ctx context.Context, in io.Reader, out io.Writer, kinds []Kind, programs *Programs) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	w := &work{kinds: kinds, programs: programs, out: newSender(out)}
	requests := json.NewDecoder(in)
	var first request
	if err := requests.Decode(&first); err != nil || first.Setup == nil {
		return errors.Join(errors.New("the first request sets the worker up"), err)
	}
	w.setup = *first.Setup
	over := make(chan error, 2)
	go func() { over <- w.watchMemory(ctx) }()
	go func() { over <- w.serve(ctx, requests) }()
	err := <-over
	cancel(errInterrupted)
	if !errors.Is(err, ErrMemory) {
		w.running.Wait()
	}
	return err
}

type work struct {
	setup    setup
	kinds    []Kind
	programs *Programs
	out      *sender
	running  sync.WaitGroup
	latest   atomic.Pointer[Context] // of the test that began last
	tests    runningSet
}

// serve starts tests as requests come, until there are no more.
func (w *work) serve(ctx context.Context, requests *json.Decoder) error {
	for {
		var r request
		if err := requests.Decode(&r); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if r.Explain {
			w.running.Go(func() {
				text := w.tests.explain()
				_ = w.out.send(answer{Explained: &text})
			})
			continue
		}
		if r.Test == nil {
			return errors.New("a request without a test")
		}
		w.running.Go(func() { w.run(ctx, r.I, *r.Test) })
	}
}

// run runs a test and answers. Nothing is left to do if the answer does not arrive: the Runner is gone.
func (w *work) run(ctx context.Context, i int, t Test) {
	_ = w.out.send(answer{I: i, Began: true})
	output := &Output{}
	if w.setup.Isolated {
		output.Stdout.copy = func(b []byte) { _ = w.out.send(answer{I: i, Stdout: b}) }
		output.Stderr.copy = func(b []byte) { _ = w.out.send(answer{I: i, Stderr: b}) }
	}
	c := &Context{Options: w.setup.Options, Isolated: w.setup.Isolated, Output: output, Programs: w.programs}
	w.latest.Store(c)
	defer w.tests.add(i, t, c)()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	timer := time.AfterFunc(c.Options.Timeout, func() { cancel(&lateError{c.explain()}) })
	defer timer.Stop()
	begun := time.Now()
	done := make(chan Result, 1)
	go func() { done <- w.test(ctx, t, c) }()
	var result Result
	stuck := false
	select {
	case result = <-done:
	case <-late(ctx, w.setup.Grace):
		stuck = true
		if result = Ended(ctx, c.Options); result.Failure != nil {
			result.Failure.Text += "it did not stop when it was told to\n"
		}
	}
	result.Duration = time.Since(begun)
	result.Stdout, result.Stderr = output.Stdout.String(), output.Stderr.String()
	result.Isolated = c.Isolated
	_ = w.out.send(answer{I: i, Result: &result, Stuck: stuck})
}

// late tells when some time has passed since the end of ctx.
func late(ctx context.Context, grace time.Duration) <-chan struct{} {
	over := make(chan struct{})
	context.AfterFunc(ctx, func() { time.AfterFunc(grace, func() { close(over) }) })
	return over
}

// test runs a test by its kind.
func (w *work) test(ctx context.Context, t Test, c *Context) Result {
	for _, k := range w.kinds {
		if k.Name() == t.Kind {
			return k.Run(ctx, t, c)
		}
	}
	return Fail(NotAvailable, fmt.Sprintf("there is no kind of test `%s`", t.Kind))
}

// A lateError is the cause of the end of a test whose time is over. It is an ErrTimeout.
type lateError struct {
	waits string // what the test did then, in whole lines; "" if that is not known
}

func (*lateError) Error() string        { return ErrTimeout.Error() }
func (*lateError) Is(target error) bool { return target == ErrTimeout }

// Ended is the Result of a test that has not come to its end because its context has: its time is over,
// or the user has interrupted the run.
func Ended(ctx context.Context, options Options) Result {
	cause := context.Cause(ctx)
	if !errors.Is(cause, ErrTimeout) {
		return Result{Outcome: Stopped}
	}
	failed := Fail(TimedOut, timedOut(options))
	if late := (*lateError)(nil); errors.As(cause, &late) {
		failed.Failure.Text = late.waits
	}
	return failed
}

// timedOut says that the time of a test is over.
func timedOut(options Options) string { return "test timed out after " + shortTime(options.Timeout) }

// shortTime is a time limit as Hew's own test command writes it.
func shortTime(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%dms", d.Milliseconds())
	}
	return fmt.Sprintf("%ds", int(d.Seconds()))
}
