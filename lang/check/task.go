package check

// This file checks structured tasks: scope, fork and the await of a task.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// A Fork is the meaning of a ForkExpr. Either the task calls Call, whose operands the forking
// code computes, or it runs Closure, a closure without parameters that the tree does not have.
type Fork struct {
	Call    *ast.CallExpr
	Closure *ast.LambdaExpr
	Result  types.Type // of the task
}

// Operands are what the forking code computes for the call of the task.
func (info *Info) Operands(call *ast.CallExpr) []ast.Expr {
	meaning := info.Calls[call]
	switch {
	case meaning == nil:
		return nil
	case meaning.Recv != nil:
		return append([]ast.Expr{meaning.Recv}, meaning.Args...)
	case meaning.Kind == CallValue:
		return append([]ast.Expr{call.Func}, meaning.Args...)
	}
	return meaning.Args
}

// TaskResult is what `await` gives for a value of type t, nil if that is no task.
func TaskResult(t types.Type) types.Type {
	if args, ok := types.IsNamed(t, "Task"); ok {
		return args[0]
	}
	return nil
}

// scopeExpr is `scope { }`.
func (c *Checker) scopeExpr(e *ast.ScopeExpr) types.Type {
	inside, d := c.context, e.Deadline()
	inside.scopes++
	inside.deadline = d
	var t types.Type
	c.in(inside, func() { t = c.block(e.Body, discard) })
	c.record(e.Body, t)
	if d != nil {
		c.record(d.Body, c.block(d.Body, discard))
		return void
	}
	if types.Is(t, types.Never) {
		return never
	}
	return void
}

// deadlineExpr is `after(d) { }`, a statement of a scope. Its body, which runs after the scope, does
// not see what the scope declares.
func (c *Checker) deadlineExpr(e *ast.DeadlineExpr) types.Type {
	c.check(e.After, types.Of(types.Duration))
	if e != c.deadline {
		d := c.report(e, diag.OutsideScope, "`after(…)` is a statement of a `scope` body, which has one deadline")
		help(d, "for a single `await`: `await x | after 1s`")
	}
	return void
}

// forkExpr is `fork { }`, `fork call()` or `fork name = call()`.
func (c *Checker) forkExpr(e *ast.ForkExpr) types.Type {
	switch {
	case e == c.session.background: // no scope waits for it
	case c.scopes == 0:
		d := c.report(e, diag.OutsideScope, "`fork` is only valid inside a `scope { }` body")
		help(d, "put it into `scope { … }`, which waits for the task at its end")
	case c.session.begun:
		c.unsupported(e, "`fork` at a prompt", "")
	}
	f := &Fork{}
	c.info.Forks[e] = f
	c.prog.tasks = true
	if call, ok := ast.Unparen(e.X).(*ast.CallExpr); ok {
		f.Call, f.Result = call, c.expr(e.X, nil)
		c.later(func() { c.forkedCall(call) })
	} else {
		f.Closure = &ast.LambdaExpr{Span: e.Span, Move: true, Body: e.X}
		if b, ok := e.X.(*ast.Block); ok && e != c.session.background {
			f.Closure.Block, f.Closure.Body = b, nil
		}
		c.record(f.Closure, c.closure(&function{task: true}, f.Closure, nil))
		f.Result = c.info.Lambdas[f.Closure].Sig.Result
		c.later(func() { c.capturable(f.Closure) })
	}
	if types.Is(f.Result, types.Never) {
		f.Result = void
	}
	result := f.Result
	c.later(func() {
		f.Result = c.final(result)
		if !c.sendable(f.Result) {
			c.report(e.X, diag.NotSendable, "a task cannot give `%s`: functions and generators stay where they were made", f.Result)
		}
	})
	if e.Name != "" {
		c.declareLocal(e, e.Name, named(c.universe.task, result), false)
	}
	return void
}

// namedFork reports `let t = fork f();`: the name of a task stands behind `fork`.
func (c *Checker) namedFork(s *ast.LetStmt, name *ast.NamePattern, e *ast.ForkExpr) {
	before := len(c.diags)
	c.expr(e, nil)
	if len(c.diags) == before {
		d := c.report(s, diag.BadOperator, "`fork` has no value to bind to `%s`", name.Name)
		help(d, "name the task: `fork %s = …`", name.Name)
	}
	c.bindLet(s, invalid)
}

// forkedCall checks that a task may make a call with what the forking code hands to it.
func (c *Checker) forkedCall(call *ast.CallExpr) {
	meaning := c.info.Calls[call]
	if meaning == nil {
		return
	}
	operands := c.info.Operands(call)
	if meaning.Kind == CallValue {
		if !c.portable(call.Func) {
			d := c.report(call.Func, diag.NotSendable, "a task cannot call this closure: what it captured stays where it was made")
			help(d, "fork a function, or write what is to be done as a block: `fork { … }`")
			return
		}
		operands = operands[1:]
	}
	if meaning.Func != nil && meaning.Func.VarSelf && meaning.Recv != nil {
		if c.prog.IsState(types.DefOf(c.info.Types[meaning.Recv])) {
			c.reachesActor(call)
			return
		}
		d := c.report(call, diag.NotSendable, "`%s` changes its receiver, which a task has a copy of: nobody would see the change", meaning.Func.Name)
		help(d, "fork a block that makes the value and gives it back: `fork name = { … }`")
		return
	}
	for _, x := range operands {
		if c.linear(x, c.info.Types[x]) {
			continue
		}
		if t := c.info.Types[x]; t != nil && !c.sendable(t) && !c.portable(x) {
			c.report(x, diag.NotSendable, "`%s` cannot be handed to a task: functions and generators stay where they were made", t)
		}
	}
}

// portable tells whether a function value can be handed to a task: a declared function, or a
// closure that is written here and captures nothing that must stay.
func (c *Checker) portable(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.LambdaExpr:
		return c.capturable(x)
	case *ast.Name, *ast.FieldExpr, *ast.InstanceExpr:
		_, declared := c.info.Uses[x].(*Func)
		return declared
	}
	return false
}

// capturable checks that a task may have what the closure captures.
func (c *Checker) capturable(e *ast.LambdaExpr) bool {
	for _, l := range c.info.Lambdas[e].Captures {
		switch {
		case c.prog.IsState(types.DefOf(l.Type)):
			c.reachesActor(e)
		case c.linear(e, l.Type):
		case !c.sendable(l.Type):
			d := c.report(e, diag.NotSendable, "the task captures `%s` of type `%s`, which stays where it was made", l.Name, l.Type)
			note(d, l.Span, "`%s` is declared here", l.Name)
		default:
			continue
		}
		return false
	}
	return true
}

// linear refuses a value that must be consumed: a task that is cancelled may not come to that.
func (c *Checker) linear(at ast.Node, t types.Type) bool {
	if t == nil || !c.anyPartOrElem(t, func(t types.Type) bool { def := types.DefOf(t); return def != nil && def.Linear }) {
		return false
	}
	d := c.report(at, diag.NotConsumed, "`%s` must be consumed, but a task that is cancelled may not come to that", t)
	help(d, "consume it before the task starts or after it has ended")
	return true
}

func (c *Checker) reachesActor(at ast.Node) {
	d := c.report(at, diag.NotSendable, "a task cannot reach the fields of its actor, which handles messages by itself")
	help(d, "hand the task what it needs: `fork name = f(field)`, and store what `await name` gives")
}
