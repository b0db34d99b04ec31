package eval

// This file runs generators: coroutines with a thread of their own.

import (
	"context"
	"errors"
	"iter"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/value"
)

// A generator is a call that stops at every yield until somebody wants the next value. It runs
// only while its owner, the thread that made it, is in next or close.
type generator struct {
	thread thread
	root   frame
	owner  *thread
	asker  *frame // that waits for its next value, nil if none does
	code   *code
	args   []value.Value
	state  progress
	next   func() (value.Value, bool)
	stop   func()
	yield  func(value.Value) bool
	err    error // how the code has ended
	quiet  bool  // it is dropped without running what it deferred

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

// generatorDepth is how many calls a generator counts for in the depth of calls: it has a stack
// of its own.
const generatorDepth = 64

// newGenerator makes a generator that has not begun.
func (f *frame) newGenerator(c *code, args []value.Value) value.Value {
	return value.FromRef(&generator{owner: f.thread, code: c, args: args})
}

// begin makes the coroutine. f is the frame of who asks for the first value.
func (g *generator) begin(f *frame) {
	t, owner := &g.thread, g.owner
	owner.process.start(t, &g.root)
	g.root.stop, g.root.depth = owner.root.stop, f.depth+generatorDepth
	t.generator, t.cell, t.task, t.onMain = g, owner.cell, owner.task, owner.onMain
	g.next, g.stop = iter.Pull(func(yield func(value.Value) bool) {
		g.yield = yield
		g.err = t.guard(func() {
			nf := g.root.next
			if len(nf.s) < g.code.need {
				nf = g.root.grow(g.code, 0)
			}
			copy(nf.s, g.args)
			g.args = nil
			g.code.body(nf)
		})
		if dropped := t.dropGenerators(g.quiet || exited(g.err)); g.err == nil {
			g.err = dropped
		}
	})
	if g.younger = owner.generators; g.younger != nil {
		g.younger.older = g
	}
	owner.generators = g
	g.state = genSuspended
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
	g.root.next = noFrame
}

// enter lends the owner's context to the generator while run runs.
func (g *generator) enter(run func()) {
	t, owner := &g.thread, g.owner
	owner.mayWait()
	t.ctx, t.nested, t.onMain = owner.ctx, owner.nested, owner.onMain
	g.state = genRunning
	owner.inside.Store(t)
	run()
	owner.inside.Store(nil)
	if g.state == genRunning {
		g.state = genSuspended
	}
}

// advance gives the next value; ok is false once the generator has ended.
func (g *generator) advance(f *frame, at site) (v value.Value, ok bool) {
	switch g.state {
	case genOver:
		return unit, false
	case genRunning:
		f.trap(at, "the generator is running: it cannot ask itself for its next value")
	case genFresh:
		g.begin(f)
	}
	f.at, g.asker = at, f
	g.enter(func() { v, ok = g.next() })
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
		g.begin(f)
		g.leave()
		g.enter(func() { g.next() })
	default:
		g.enter(g.stop)
	}
	g.over()
	g.fail(f, at)
}

// leave has the code unwind: its defers run unless the generator is dropped quietly.
func (g *generator) leave() {
	t := &g.thread
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

// yielded gives v to who asked for it, and comes back when the next value is wanted.
func (f *frame) yielded(at site, v value.Value) {
	g := f.thread.generator
	if f.thread.stopping {
		return // nobody wants more
	}
	if !g.yield(v) {
		g.leave()
		panic(stopped{})
	}
	f.poll(at)
}

// yieldExpr lowers `yield value`.
func (l *lowerer) yieldExpr(e *ast.YieldExpr) expr {
	if !l.generator {
		return l.streamYield(e)
	}
	at, x := l.site(e), expr(nothing)
	if e.Value != nil {
		x = l.element(e.Value)
	}
	return func(f *frame) value.Value {
		f.yielded(at, x(f))
		return unit
	}
}

// genExpr lowers `gen { }`.
func (l *lowerer) genExpr(e *ast.GenExpr) expr {
	c, from, _ := l.enclose(l.info.Gens[e], true)
	return func(f *frame) value.Value {
		args := make([]value.Value, len(from))
		for i, x := range from {
			args[i] = x(f)
		}
		return f.newGenerator(c, args)
	}
}

// generate makes the code of a gen function: a call makes a generator that will run body.
func (l *lowerer) generate(c *code, f *check.Func) {
	l.generator = true
	body, n := l.function(f, f.Decl), len(f.Params)
	run := &code{name: c.name, body: body}
	l.finish(run)
	c.body = func(f *frame) value.Value {
		return f.newGenerator(run, append([]value.Value(nil), f.s[:n]...))
	}
}

// begun leaves the code of a generator that was closed before it began.
func begun(body expr) expr {
	return func(f *frame) value.Value {
		if g := f.thread.generator; f.thread.stopping || g.quiet {
			panic(stopped{})
		}
		return body(f)
	}
}

func generatorIntrinsics() map[string]intrinsic {
	return map[string]intrinsic{
		"generator.next": func(_ *lowerer, c *call) expr {
			x, at, some := c.args[0].x, c.at, someOf(payloadOf(c.result)[0])
			return func(f *frame) value.Value {
				v, ok := value.Ref[generator](x(f)).advance(f, at)
				if !ok {
					return noneValue
				}
				return some(v)
			}
		},
		"generator.close": func(_ *lowerer, c *call) expr {
			x, at := c.args[0].x, c.at
			return func(f *frame) value.Value {
				value.Ref[generator](x(f)).close(f, at)
				return unit
			}
		},
		"task.is_done": pure1(func(v value.Value) value.Value {
			return value.Bool(value.Ref[task](v).done.Given())
		}),
	}
}
