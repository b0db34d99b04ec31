package eval

// This file lowers scope, fork and the await of a task.

import (
	"slices"
	"time"

	"hewq/actor"
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// scopeStmt lowers `scope { }`. The tasks end before what the block has is closed and its defers
// run.
func (l *lowerer) scopeStmt(e *ast.ScopeExpr) stmt {
	deadline := e.Deadline()
	if deadline == nil && !forks(e) {
		return l.blockStmt(e.Body)
	}
	defer l.inside()()
	top, at := l.top, l.site(e)
	slot := l.temp()
	late := l.temp()
	l.scopes = append(l.scopes, slot)
	s := l.open(e.Body)
	run := make([]stmt, 0, len(e.Body.Stmts))
	for _, st := range e.Body.Stmts {
		run = append(run, l.stmt(st, s.clean))
	}
	l.scopes = l.scopes[:len(l.scopes)-1]
	body := seq(run)
	whole := s.clean.aroundStmt(func(f *frame) ctl {
		scope := f.thread.openScope(at)
		f.s[slot] = value.FromRef(scope)
		left, expired := scope.around(f, body)
		if expired {
			f.s[late] = reached
		}
		return left
	})
	l.shut(s)
	if deadline == nil {
		l.top = top
		return whole
	}
	handler := l.blockStmt(deadline.Body)
	l.top = top
	return func(f *frame) ctl {
		f.s[late] = value.Value{}
		left := whole(f)
		if !f.s[late].Present() {
			return left
		}
		r := f.r
		if c := handler(f); c != next {
			return c
		}
		f.r = r
		return left
	}
}

// deadlineStmt lowers `after(d) { }`: the time counts from here on. What is done when it has
// passed belongs to the scope.
func (l *lowerer) deadlineStmt(e *ast.DeadlineExpr) stmt {
	scope := l.scopes[len(l.scopes)-1]
	top := l.top
	slot := l.temp()
	after := l.into(e.After, slot)
	l.top = top
	return func(f *frame) ctl {
		if c := after(f); c != next {
			return c
		}
		value.Ref[taskScope](f.s[scope]).limit(time.Duration(f.s[slot].Int()))
		return next
	}
}

// forks tells whether a scope has tasks or lambda actors.
func forks(e *ast.ScopeExpr) (found bool) {
	ast.Inspect(e.Body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.ForkExpr, *ast.ActorExpr:
			found = true
		}
		return !found
	})
	return found
}

// nothingOf is the value of a statement that nothing leaves.
func (l *lowerer) nothingOf(s stmt) expr {
	return func(f *frame) value.Value { s(f); return unit }
}

// forkStmt lowers `fork { }`, `fork call()` and `fork name = call()`.
func (l *lowerer) forkStmt(e *ast.ForkExpr) stmt {
	info, at := l.info.Forks[e], l.site(e)
	result := l.typ(info.Result)
	p := &taskPlan{name: e.Name, copy: l.sharer(result)}
	if l.program.prog.Closes(result) {
		p.close = l.closer(result)
	}
	if args, ok := types.IsNamed(result, "Result"); ok {
		p.failed = l.program.types.Key(args[1])
	}
	top := l.top
	slot := -1
	if v := l.info.Defs[e]; v != nil {
		slot = l.temp()
		defer func() { l.slots[v] = slot }()
	}
	before, args := l.forked(e, p)
	l.top = max(top, slot+1)
	scope := l.scopes[len(l.scopes)-1]
	return after(before, func(f *frame) ctl {
		given := make([]value.Value, len(args))
		for i, x := range args {
			given[i] = x(f)
		}
		t := value.Ref[taskScope](f.s[scope]).start(f, p, at, given)
		if slot >= 0 {
			f.s[slot] = value.FromRef(t)
		}
		return next
	})
}

// forked lowers what a task does to the code of its plan. args are what it is given; before
// computes those that can be left early.
func (l *lowerer) forked(e *ast.ForkExpr, p *taskPlan) (before stmt, args []expr) {
	info := l.info.Forks[e]
	name := "a task in " + l.name
	if e.Name != "" {
		name = "task `" + e.Name + "` in " + l.name
	}
	inner := l.program.lowerer(l.file, name, l.subst)
	p.code = &code{name: name}
	if info.Closure != nil {
		lambda := l.info.Lambdas[info.Closure]
		moving := make([]types.Type, len(lambda.Captures))
		for i, v := range lambda.Captures {
			inner.slots[v] = i
			x := l.capture(info.Closure, v)
			moving[i] = types.Of(types.Unit)
			if l.drops[v] && l.flow.Moves[info.Closure] {
				x = emptied(l.slots[v], x)
				moving[i] = l.typ(v.Type)
			}
			args = append(args, l.handed(l.typ(v.Type), x, l.site(e)))
		}
		inner.top, inner.max = len(args), len(args)
		inner.lambdaBody(p.code, info.Closure, lambda)
		p.moves = l.luggage(moving)
		return nil, args
	}
	operands := l.info.Operands(info.Call)
	before = l.spill(operands)
	var moving []types.Type
	for _, o := range operands {
		if _, ok := o.(*ast.Literal); ok {
			continue
		}
		inner.spilled[o] = len(args)
		args = append(args, l.handed(l.typeOf(o), l.element(o), l.site(o)))
		moving = append(moving, l.typeOf(o))
	}
	p.moves = l.luggage(moving)
	inner.top, inner.max = len(args), len(args)
	p.code.body = inner.keeping(l.flow.Kept[e], inner.callExpr(info.Call))
	inner.finish(p.code)
	return before, args
}

// keeping closes operands after a call that only looks at them.
func (l *lowerer) keeping(operands []ast.Expr, call expr) expr {
	var closing steps
	for _, o := range operands {
		slot, spilled := l.spilled[o]
		if t := l.typeOf(o); spilled && l.closes(t) {
			shut, at := l.closer(t), l.site(o)
			closing = append(closing, func(f *frame) { shut.close(f, at, f.s[slot]) })
		}
	}
	if closing == nil {
		return call
	}
	slices.Reverse(closing)
	return func(f *frame) value.Value {
		ended := false
		defer func() {
			if !ended {
				f.leave(closing)
			}
		}()
		v := call(f)
		ended = true
		closing.all(f)
		return v
	}
}

// awaitTask lowers `await task`, which n is, with a deadline if after is not nil: a task that does
// not end in time is cancelled.
func (l *lowerer) awaitTask(n ast.Node, handle, after ast.Expr) expr {
	at, x, result := l.site(n), l.expr(handle), check.TaskResult(l.typeOf(handle))
	failed, dup := "", l.sharer(result)
	if args, ok := types.IsNamed(result, "Result"); ok && !l.program.prog.Closes(result) {
		failed = l.program.types.Key(args[1])
	}
	if after == nil {
		return func(f *frame) value.Value {
			t := value.Ref[task](x(f))
			if !t.done.Given() {
				f.first(at, &wait{kind: waitTask, on: t}, &t.done)
			}
			return t.outcomeOf(f, at, failed, dup)
		}
	}
	limit, ok, late := l.expr(after), okOf(result), value.Variant1(tagErr, value.Unit(0))
	return func(f *frame) value.Value {
		t := value.Ref[task](x(f))
		timer := &actor.Timer{After: time.Duration(limit(f).Int())}
		if f.first(at, &wait{kind: waitTask, on: t, limit: timer.After}, &t.done, timer) > 0 {
			t.scope.cancelTask(t)
			return late
		}
		return ok(t.outcomeOf(f, at, failed, dup))
	}
}

// outcomeOf is what the await of a task that has ended gives. A task that was cancelled because
// a sibling failed gives the sibling's error, if its own would be of the same type.
func (t *task) outcomeOf(f *frame, at site, failed string, dup func(value.Value) value.Value) value.Value {
	switch t.ending() {
	case taskDone:
		return t.claim()
	case taskFailed:
		f.thread.raise(t.failure)
	}
	f.pollContext()
	first := t.scope.first()
	if first != nil && failed != "" && first.plan.failed == failed {
		if dup != nil {
			return dup(first.result)
		}
		return first.result
	}
	why := ""
	if first != nil {
		why = " because " + first.String() + " failed"
	}
	f.trap(at, t.String()+" was cancelled"+why)
	return unit
}
