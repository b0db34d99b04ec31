package eval

// This file evaluates what is typed at a prompt, one input after the other.

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/flow"
	"hewq/lang/types"
	"hewq/lang/value"
	"hewq/native"
)

// A Session evaluates inputs; the variables they bind live on. Its methods must not be called
// concurrently.
//
// All inputs share one frame. A variable that an input declares has a slot there until it
// cannot be named any more; the values on the way need the slots behind those.
type Session struct {
	program *program
	process *process
	thread  *thread
	frame   *frame

	slots map[*check.Local]int  // of the variables that live on
	kept  map[*check.Local]bool // these variables
	free  []int                 // slots below top that are free
	top   int
	sites *sitePool
	ends  []ending

	unwatch func()                   // ends what Options.Waiting knows of the session
	running atomic.Pointer[inputRun] // nil while none does
	busy    atomic.Bool              // the thread does something
}

// An ending is done when the session ends: a deferred expression or the closing of a variable.
type ending struct {
	run   func(*frame)
	local *check.Local   // that is closed; nil of a deferred expression
	at    site           // of the closing
	life  *life          // of the input
	uses  []*check.Local // of a deferred expression
}

// NewSession makes a session. The program grows with what its Checker checks.
func NewSession(prog *flow.Analysis, env *native.Env, options Options) *Session {
	ps := newProcess(prog, env)
	ps.options, ps.program.parallel = options, false
	t := ps.newThread()
	t.onMain = true
	s := &Session{program: ps.program, process: ps, thread: t, sites: newSitePool(), slots: map[*check.Local]int{}, kept: map[*check.Local]bool{}}
	ps.prompt = s.stuck
	s.unwatch = options.Waiting.watch(s.watched())
	s.frame = &frame{thread: t, stop: &t.stop, prev: t.root, next: noFrame, depth: 1}
	return s
}

// A Result is what came of an input.
type Result struct {
	Value *check.Local // with the value of the input; nil if it has none
	Done  int          // statements that came to their end
	Stale bool         // an impl of the input has taken the place of one that stays in use
}

// Run evaluates an input. The error is a *Fault, an *Exit, or that of ctx, which stops the input
// wherever it waits. Nothing is written about it. Stdout is flushed.
func (s *Session) Run(ctx context.Context, in *check.Input) (Result, error) {
	t := s.thread
	defer t.flush()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	running := &inputRun{cancel: cancel}
	s.running.Store(running)
	defer s.running.Store(nil)
	defer s.begin(ctx)()
	s.program.retire(in.Retired)
	var l *lowerer
	var result Result
	if in.Replacing {
		result.Stale = !s.program.renew()
	}
	err := t.guard(func() {
		var run []stmt
		s.share(ctx)
		l, run = s.lower(in, &result)
		s.process.prepare(s.thread.root)
		for _, do := range run {
			s.frame.heed()
			do(s.frame)
			result.Done++
		}
	})
	if err != nil && result.Value != nil {
		s.release(result.Value)
		result.Value = nil
	}
	err = running.deadlock(s.process, err)
	s.settle(in, l, result)
	return result, err
}

// begin makes the thread run until ctx ends. The result must be called when it has run: nothing
// that ctx started goes on after it.
func (s *Session) begin(ctx context.Context) (end func()) {
	t := s.thread
	t.ctx, t.ended, t.stopping = ctx, nil, false
	t.stop.And(^mustStop)
	stopped := make(chan struct{})
	release := context.AfterFunc(ctx, func() {
		t.stop.Or(mustStop)
		close(stopped)
	})
	s.busy.Store(true)
	return func() {
		s.busy.Store(false)
		if !release() {
			<-stopped
		}
	}
}

// lower prepares the statements of an input, and the variable of its value.
func (s *Session) lower(in *check.Input, result *Result) (*lowerer, []stmt) {
	l := s.program.lowerer(in.Module.File, "input", nil)
	l.slots, l.drops, l.pool, l.typed, l.eager = s.slots, s.kept, s.sites, true, true
	for _, st := range in.Stmts {
		for _, v := range st.Locals {
			s.keep(v)
		}
	}
	if in.Type != nil && !isUnit(in.Type) {
		result.Value = &check.Local{Name: "_", Type: in.Type}
		if s.program.follow.Owned(in) {
			s.program.follow.Own(result.Value)
		}
		s.keep(result.Value)
	}
	l.top, l.max = s.top, s.top
	l.survey(in.Block)
	s.unsurvey(l)
	var run []stmt
	for i, st := range in.Stmts {
		run = append(run, s.statement(l, in, st, i == len(in.Stmts)-1, result.Value))
		l.top = s.top
	}
	s.program.deepen(l.deep)
	s.widen(l.max)
	return l, run
}

// statement lowers one statement. That of the value leaves it in the slot of result.
func (s *Session) statement(l *lowerer, in *check.Input, st check.InputStmt, last bool, result *check.Local) stmt {
	if d, ok := st.Stmt.(*ast.DeferStmt); ok {
		l.lasting = true
		x := l.effect(d.Value)
		end := ending{run: func(f *frame) { x(f) }, uses: s.named(d), life: s.sites.life}
		return func(*frame) ctl { s.ends = append(s.ends, end); return next }
	}
	if last && result != nil {
		slot := s.slots[result]
		if tail := in.Block.Tail(); tail != nil {
			return l.into(tail, slot)
		}
		return l.loopInto(st.Stmt, slot)
	}
	return l.stmt(st.Stmt, nil)
}

// unsurvey undoes what the survey found out for variables that later inputs may read.
func (s *Session) unsurvey(l *lowerer) {
	for name := range l.last {
		if v, ok := s.program.info.Uses[name].(*check.Local); ok && s.kept[v] {
			delete(l.last, name)
		}
	}
}

// named are the variables of the session that n uses.
func (s *Session) named(n ast.Node) []*check.Local {
	var locals []*check.Local
	ast.Inspect(n, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok {
			if v, ok := s.program.info.Uses[e].(*check.Local); ok && s.kept[v] {
				locals = append(locals, v)
			}
		}
		return true
	})
	return locals
}

// keep gives v a slot in the frame.
func (s *Session) keep(v *check.Local) {
	if n := len(s.free); n > 0 {
		s.slots[v] = s.free[n-1]
		s.free = s.free[:n-1]
	} else {
		s.slots[v] = s.top
		s.top++
	}
	s.kept[v] = true
}

// widen makes room for n slots. The old ones are not in use: an input is not running.
func (s *Session) widen(n int) {
	if old := s.frame.s; len(old) < n {
		s.frame.s = make([]value.Value, max(16, n, 2*len(old)))
		copy(s.frame.s, old)
	}
}

// settle takes back what the input needed on its way, and the variables of the statements that
// did not come to their end. l is nil if the input could not be lowered.
func (s *Session) settle(in *check.Input, l *lowerer, r Result) {
	f := s.frame
	f.next, f.r = noFrame, value.Value{}
	if s.top < len(f.s) {
		clear(f.s[s.top:])
	}
	for i, st := range in.Stmts {
		for _, v := range st.Locals {
			switch {
			case i >= r.Done:
				s.release(v)
			case s.program.owned(v):
				s.ends = append(s.ends, s.closing(v))
			}
		}
	}
	if r.Value != nil && s.program.owned(r.Value) {
		s.ends = append(s.ends, s.closing(r.Value))
	}
	ast.Inspect(in.Block, func(n ast.Node) bool {
		delete(s.program.leaves, n)
		if v := s.program.info.Defs[n]; v != nil && !slices.ContainsFunc(in.Stmts, func(st check.InputStmt) bool { return slices.Contains(st.Locals, v) }) {
			delete(s.slots, v)
			delete(s.kept, v)
		}
		return true
	})
	s.sites.recycle(l == nil || l.lasting)
}

// closing closes the resources in v, if it still has its value.
func (s *Session) closing(v *check.Local) ending {
	l := s.program.lowerer(nil, "input", nil)
	shut, at := l.closer(l.typ(v.Type)), s.program.siteAt(v.Span, "input")
	slot := s.slots[v]
	return ending{local: v, at: at, run: func(f *frame) {
		if x := f.s[slot]; x.Present() {
			f.s[slot] = value.Value{}
			shut.close(f, at, x)
		}
	}}
}

// release takes the slot of v back.
func (s *Session) release(v *check.Local) {
	slot, ok := s.slots[v]
	if !ok {
		return
	}
	s.frame.s[slot] = value.Value{}
	s.free = append(s.free, slot)
	delete(s.slots, v)
	delete(s.kept, v)
	s.program.follow.Disown(v)
	s.ends = slices.DeleteFunc(s.ends, func(e ending) bool {
		if e.local != v {
			return false
		}
		s.program.free = append(s.program.free, e.at)
		return true
	})
}

// Forget takes back variables that cannot be named any more. Those with resources, and those
// that a deferred expression uses, live until the session ends, but for the value of an input,
// which is closed.
func (s *Session) Forget(ctx context.Context, vs []*check.Local) error {
	var errs []error
	for _, v := range vs {
		if slices.ContainsFunc(s.ends, func(e ending) bool { return slices.Contains(e.uses, v) }) {
			continue
		}
		_, ok := s.slots[v]
		open := ok && s.program.owned(v) && s.open(v)
		if open && v.Name == "_" {
			i := slices.IndexFunc(s.ends, func(e ending) bool { return e.local == v })
			errs = append(errs, s.finish(ctx, s.ends[i].run))
		} else if open {
			continue
		}
		s.release(v)
	}
	return errors.Join(errs...)
}

// open tells whether there is something to close in v.
func (s *Session) open(v *check.Local) bool {
	x := s.frame.s[s.slots[v]]
	if _, ok := types.Resolve(v.Type).(*types.Func); ok {
		return x.Present() && len(value.Ref[closure](x).code.owned) > 0
	}
	return x.Present()
}

// finish runs what closes something.
func (s *Session) finish(ctx context.Context, run func(*frame)) error {
	defer s.begin(ctx)()
	return s.thread.guard(func() { run(s.frame) })
}

// Close ends the session: deferred expressions and the closing of resources, last first, then
// the modules of its Env. It returns before ctx ends by much; the error joins what failed.
func (s *Session) Close(ctx context.Context) error {
	var errs []error
	for _, e := range slices.Backward(s.ends) {
		errs = append(errs, s.finish(ctx, e.run))
	}
	s.ends = nil
	errs = append(errs, s.finish(ctx, func(*frame) { errs = append(errs, s.thread.dropClosures(), s.thread.dropGenerators(false)) }))
	if s.process.cancel != nil {
		errs = append(errs, s.endActors(ctx))
	}
	s.thread.flush()
	s.process.env.End(native.Ending{Context: ctx, Hurry: ctx})
	s.thread.flush()
	s.unwatch()
	return errors.Join(errs...)
}

// Notes tells of the calls of modules that have failed and that nothing has looked at, and forgets
// them. It is empty if there are none.
func (s *Session) Notes() string { return s.process.env.Failures.Report() }

// inputTry makes the `?` of an input: it fails with a sentence.
func (l *lowerer) inputTry(n ast.Node, out try, t types.Type, option bool) try {
	at := l.site(n)
	out.failed = tagNone
	if !option {
		out.failed = tagErr
	}
	show := l.inspector(t, inspectLimit)
	out.failure = func(f *frame, v value.Value) value.Value {
		panic(f.fault(Panic, at, "`?` ended the input: "+string(show(f, nil, v))))
	}
	return out
}
