package check

// This file checks `select`.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// selectExpr is `select { pattern from source => body, after d => body }`. All bodies that come
// back have the type of the first one.
func (c *Checker) selectExpr(e *ast.SelectExpr, want types.Type) types.Type {
	var after *ast.SelectArm
	var result types.Type
	for _, arm := range e.Arms {
		c.in(c.nested(), func() {
			switch {
			case arm.After == nil:
				t := c.armSource(arm.From)
				c.bindPattern(arm.Pattern, t, false)
				c.hidesField(arm.Pattern)
				c.later(func() { c.irrefutable(arm.Pattern, "`select`") })
			case after != nil:
				d := c.report(arm, diag.BadSelect, "a `select` has at most one `after` arm")
				note(d, c.span(after), "the first one is here")
				fallthrough
			default:
				after = arm
				c.check(arm.After, types.Of(types.Duration))
			}
			result = c.armBody(arm.Body, want, result)
		})
	}
	switch {
	case len(e.Arms) == 0:
		c.report(e, diag.BadSelect, "a `select` without arms waits for ever")
	case result == nil:
		return never
	}
	return result
}

// armBody checks the body of an arm, where others before it are of type first, and gives that type.
func (c *Checker) armBody(e ast.Expr, want, first types.Type) types.Type {
	if want == nil {
		want = first
	}
	got := c.expr(e, want)
	if block, ok := e.(*ast.Block); ok {
		c.record(block, got)
	}
	switch {
	case types.Is(got, types.Never):
		return first
	case want == nil:
		return got
	}
	c.assign(valueOf(e), got, want)
	if first == nil {
		return want
	}
	return first
}

// armSource gives the type of what an arm gets: the bare reply of an actor, or what a channel
// delivers.
func (c *Checker) armSource(e ast.Expr) types.Type {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return c.badSource(e, c.expr(e, nil))
	}
	field, isMethod := call.Func.(*ast.FieldExpr)
	before := len(c.diags)
	var t types.Type
	c.in(c.waits(call, bySelect), func() { t = c.expr(e, nil) })
	info := c.info.Calls[call]
	switch {
	case isInvalid(t) || types.Is(t, types.Never) || len(c.diags) > before:
		return t
	case info != nil && info.Kind == CallAsk:
		return t.(*types.Named).Args[0]
	case isMethod && intrinsicOf(info) == "channel.recv":
		return t
	case isMethod && intrinsicOf(info) == "stream.recv":
		t = c.badSource(e, t)
		help(&c.diags[len(c.diags)-1], "a stream cannot be selected: `await %s.recv() | after d` waits for it alone", c.span(field.X).Text())
		return t
	}
	return c.badSource(e, t)
}

func (c *Checker) badSource(e ast.Expr, t types.Type) types.Type {
	if isInvalid(t) {
		return t
	}
	d := c.report(e, diag.BadSelect, "select arm source must be actor.method(args) or rx.recv()")
	if await, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && await.Op == "await" {
		help(d, "leave out `await`: `select` waits itself, for all arms")
	}
	return invalid
}
