package check

// This file checks join.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// joinExpr is `join { a.f(), b.g() }`: a tuple of the replies, the reply itself if there is one
// branch.
func (c *Checker) joinExpr(e *ast.JoinExpr) types.Type {
	replies := make([]types.Type, len(e.Elems))
	bad := types.Type(nil)
	for i, x := range e.Elems {
		replies[i] = c.branch(x)
		if isInvalid(replies[i]) || types.Is(replies[i], types.Never) {
			bad = replies[i]
		}
	}
	switch {
	case len(replies) == 0:
		c.report(e, diag.BadOperator, "`join` has no branches: there is nothing to wait for")
		return invalid
	case bad != nil:
		return bad
	case len(replies) == 1:
		return replies[0]
	}
	return &types.Tuple{Elems: replies}
}

// branch is a branch of `join`, which asks an actor; `await` may be written before it.
func (c *Checker) branch(x ast.Expr) types.Type {
	call := JoinBranch(x)
	if call != nil {
		var t types.Type
		c.in(c.waits(call, byJoin), func() { t = c.expr(call, nil) })
		if isInvalid(t) || types.Is(t, types.Never) {
			return t
		}
		if meaning := c.info.Calls[call]; meaning != nil && meaning.Kind == CallAsk {
			return t.(*types.Named).Args[0]
		}
	} else if t := c.expr(x, nil); isInvalid(t) {
		return t
	}
	d := c.report(x, diag.BadOperator, "a branch of `join` asks an actor, and this does not")
	help(d, "start it as a task: `scope { fork name = …; … await name … }`")
	return invalid
}

// JoinBranch is the call in a branch of `join`, nil if it is none.
func JoinBranch(x ast.Expr) *ast.CallExpr {
	x = ast.Unparen(x)
	if await, ok := x.(*ast.UnaryExpr); ok && await.Op == "await" {
		x = ast.Unparen(await.X)
	}
	call, _ := x.(*ast.CallExpr)
	return call
}
