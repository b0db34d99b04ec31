package eval

// This file runs generators, which have a thread of their own. Those that are not resumable are coroutines.

import (
	"context"
	"errors"
	"iter"
	"time"

	"hewq/lang/value"
)

// A generator is a call that stops at every yield until somebody wants the next value. It runs
// only while its owner, the thread that made it, is in next or close.
type generator struct {
	thread thread
	root   frame
	first  frame // of the code
	estate estate
	body   *frame // first, once the code has begun
	owner  *thread
	asker  *frame // that waits for its next value, nil if none does
	code   *code
	args   []value.Value // with room for the other slots of the code, if it was lowered
	state  progress
	err    error // how the code has ended
	quiet  bool  // it is dropped without running what it deferred
	left   bool  // its owner asks for no more: it unwinds

	// Of a coroutine.
	next  func() (value.Value, bool)
	yield func(value.Value) bool

	older, younger *generator // of those of the owner that have begun and not ended
}

// A progress is how far a generator has come.
type progress uint8

const (
	genFresh progress = iota
	genSuspended
	genRunning
	genOver
)

// generatorDepth is how many calls a generator counts for in the depth of calls.
const generatorDepth = 64

// newGenerator makes a generator that has not begun.
func (f *frame) newGenerator(c *code, args []value.Value) value.Value {
	return value.FromRef(&generator{owner: f.thread, code: c, args: args})
}

// begin makes the thread. depth is that of the frame that asks for the first value.
func (g *generator) begin(depth int) {
	t, owner := &g.thread, g.owner
	t.estate = &g.estate
	owner.process.start(t, &g.root)
	g.root.stop, g.root.depth = owner.root.stop, depth+generatorDepth
	t.generator, t.cell, t.task, t.onMain = g, owner.cell, owner.task, owner.onMain
	if g.code.ready(); g.code.step == nil {
		g.next, _ = iter.Pull(func(yield func(value.Value) bool) {
			g.yield = yield
			g.err = t.guard(func() { g.code.body(g.enterBody()) })
			g.conclude()
		})
	}
	if g.younger = owner.generators; g.younger != nil {
		g.younger.older = g
	}
	owner.generators = g
	g.state = genSuspended
}

// enterBody gives the frame for the code, its arguments in place.
func (g *generator) enterBody() *frame {
	g.root.poll(0)
	g.root.follow(&g.first, 0)
	need := g.code.need
	if cap(g.args) < need {
		g.args = append(make([]value.Value, 0, need), g.args...)
	}
	g.first.s, g.args = g.args[:need], nil
	return &g.first
}

// conclude ends the generators of a generator whose code has ended.
func (g *generator) conclude() {
	if dropped := g.thread.dropGenerators(g.quiet || exited(g.err)); g.err == nil {
		g.err = dropped
	}
}

// over notes that the code has ended.
func (g *generator) over() {
	g.state = genOver
	if g.older != nil {
		g.older.younger = g.younger
	} else {
		g.owner.generators = g.younger
	}
	if g.younger != nil {
		g.younger.older = g.older
	}
	g.older, g.younger = nil, nil
	g.root.next, g.body, g.first.s = noFrame, nil, nil
	g.owner.inside.CompareAndSwap(&g.thread, nil)
}

// run lends the owner's context to the generator until it yields or ends. depth is that of the frame that asks.
func (g *generator) run(depth int) (v value.Value, ok bool) {
	t, owner := &g.thread, g.owner
	owner.mayWait()
	t.ctx, t.nested, t.onMain = owner.ctx, owner.nested, owner.onMain
	g.state = genRunning
	if owner.inside.Load() != t {
		owner.inside.Store(t)
	}
	t.uncounted = max(0, depth+owner.uncounted+generatorDepth-g.root.depth)
	switch {
	case g.next != nil:
		t.uncounted = 0
		v, ok = g.next()
	case t.uncounted > mostUncounted:
		t.uncounted = 0
		v, ok = g.resumeApart()
	default:
		v, ok = g.resume()
	}
	if g.state == genRunning {
		g.state = genSuspended
	}
	return v, ok
}

// resume is next for a resumable generator.
func (g *generator) resume() (v value.Value, ok bool) {
	if g.steps() {
		return g.body.r, true
	}
	t := &g.thread
	t.failing, t.until = false, time.Time{}
	g.conclude()
	return unit, false
}

// steps goes on to the next yield; false if the code ends before.
func (g *generator) steps() (yields bool) {
	ended := false
	defer func() {
		if !ended {
			g.err = g.thread.outcome(recover())
		}
	}()
	if g.body == nil {
		g.body = g.enterBody()
	} else {
		g.body.resuming = true
	}
	yields = g.code.step(g.body) == yielding
	ended = true
	return yields
}

// goOn is where the code goes on after a yield at a site.
func (f *frame) goOn(at site) {
	f.resuming = false
	if f.thread.generator.left {
		panic(stopped{})
	}
	f.poll(at)
}

// mostUncounted bounds the calls on a stack that the depth of its frames does not count.
const mostUncounted = 20_000

// resumeApart is resume on a stack of its own.
func (g *generator) resumeApart() (v value.Value, ok bool) {
	next, stop := iter.Pull(func(func(struct{}) bool) { v, ok = g.resume() })
	defer stop()
	next()
	return v, ok
}

// advance gives the next value; ok is false once the generator has ended. between is how many calls
// stand between f and the code.
func (g *generator) advance(f *frame, at site, between int) (v value.Value, ok bool) {
	switch g.state {
	case genOver:
		return unit, false
	case genRunning:
		f.trap(at, "the generator is running: it cannot ask itself for its next value")
	case genFresh:
		g.begin(f.depth + between)
	}
	f.at, g.asker = at, f
	v, ok = g.run(f.depth + between)
	g.asker = nil
	if !ok {
		g.over()
		g.fail(f, at)
	}
	return v, ok
}

// close ends the generator where it stands.
func (g *generator) close(f *frame, at site) {
	switch g.state {
	case genRunning, genOver:
		return
	case genFresh:
		if len(g.args) == 0 {
			g.state = genOver
			return
		}
		// What it was given is closed by its own code, which leaves at once.
		g.begin(f.depth)
	}
	g.leave()
	g.run(f.depth)
	g.over()
	g.fail(f, at)
}

// leave has the code unwind: its defers run unless the generator is dropped quietly.
func (g *generator) leave() {
	t := &g.thread
	g.left = true
	if !g.quiet {
		t.stopping, t.ended = true, nil
	}
	t.release = func() {}
}

// fail goes on with what has ended the code, if that is no end of its own.
func (g *generator) fail(f *frame, at site) {
	err := g.err
	g.err = nil
	var fault *Fault
	var left *Exit
	switch {
	case err == nil:
	case errors.As(err, &fault):
		for _, call := range f.fault(fault.Kind, at, "").Stack {
			if call.Span.Known() { // next itself has no place
				fault.Stack = append(fault.Stack, call)
			}
		}
		f.thread.raise(fault)
	case errors.As(err, &left):
		panic(exit{left.Status})
	default:
		f.pollContext() // the owner has to stop as well
	}
}

// dropGenerators ends the generators of a thread that has ended. quiet tells that exit has ended it:
// nothing that was deferred runs then.
func (t *thread) dropGenerators(quiet bool) error {
	if t.generators == nil {
		return nil
	}
	outer, stopping := t.ctx, t.stopping
	ctx, cancel := context.WithTimeout(context.WithoutCancel(outer), endTime)
	defer cancel()
	t.ctx, t.stopping = ctx, true
	defer func() { t.ctx, t.stopping = outer, stopping }()
	var errs []error
	for g := t.generators; g != nil; g = t.generators {
		g.quiet = quiet
		errs = append(errs, t.guard(func() { g.close(t.root, 0) }))
		if t.generators == g {
			g.over()
		}
	}
	return errors.Join(errs...)
}

// exited tells whether err is an exit, after which nothing that was deferred runs.
func exited(err error) bool {
	var left *Exit
	return errors.As(err, &left)
}

// yielded gives v to the frame that asked for it, and comes back when the next value is wanted.
func (f *frame) yielded(at site, v value.Value) {
	g := f.thread.generator
	if f.thread.stopping {
		return // the owner asks for no more
	}
	g.yield(v)
	if g.left {
		panic(stopped{})
	}
	f.poll(at)
}
