package check

// This file checks receive gen functions, whose values come to the caller as a stream.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// streams makes f a receive function that streams what it yields.
func (c *Checker) streams(f *Func, d *ast.FuncDecl) {
	f.Streams = true
	if !c.sendable(f.Yields) || c.hasResource(f.Yields) {
		c.unstreamable(d, f.Yields)
	}
	stream, ok := c.queueType("Stream").(*TypeName)
	if !ok {
		f.Sig.Result = invalid
		return
	}
	f.Sig.Result = named(types.DefOf(stream.Type), f.Yields)
}

// streamed is a call of a receive gen function by way of an address.
func (c *Checker) streamed(e *ast.CallExpr, call *Call, result types.Type) types.Type {
	call.Kind = CallStream
	if c.hasResource(call.Func.Yields) {
		// It was reported where it was declared.
	} else if s, ok := result.(*types.Named); ok && len(s.Args) > 0 {
		c.goes(c.owning(), s.Args[0], true)
		if c.hasResource(s.Args[0]) {
			c.unstreamable(e, s.Args[0])
		}
	}
	if c.waiter(e) != byNothing {
		d := c.report(e, diag.BadOperator, "`%s` gives a stream, which is not a reply to await", call.Func.Name)
		help(d, "go over it: `for await x in %s`", c.span(e).Text())
		return invalid
	}
	return result
}

// unstreamable reports a stream of values that streams do not carry.
func (c *Checker) unstreamable(at ast.Node, t types.Type) {
	d := c.report(at, diag.NotSendable, "`%s` cannot be streamed to others", t)
	if c.hasResource(t) {
		help(d, "a stream carries no resources: let the other actor ask for one after the other, which comes as a reply")
	}
}
