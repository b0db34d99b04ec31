package eval

// This file lowers await: its operand asks an actor, or waits as it does without await.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
)

// await lowers `await x`, or `await x | after d` if after is not nil.
func (l *lowerer) await(e *ast.UnaryExpr, after ast.Expr) expr {
	if check.TaskResult(l.typeOf(e.X)) != nil {
		return l.awaitTask(e, e.X, after)
	}
	x := awaited(e.X)
	info := l.info.Calls[x]
	switch {
	case info.Kind == check.CallAsk:
		return l.ask(x, after)
	case info.Func != nil && info.Func.Intrinsic == "duplex.close":
		return l.closed(x)
	case after == nil:
		return l.expr(x)
	}
	fn, targs := l.callee(info, l.typeOf(info.Recv))
	args := append([]ast.Expr{info.Recv}, info.Args...)
	c := &call{fn: fn, targs: targs, args: l.args(args), result: l.typeOf(x), at: l.site(x), node: x}
	return l.deadline(c, l.expr(after))
}

// awaited is the call in the operand of `await`.
func awaited(e ast.Expr) *ast.CallExpr {
	return check.Awaited(e).(*ast.CallExpr)
}
