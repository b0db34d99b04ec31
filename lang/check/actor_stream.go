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
		c.report(d, diag.NotSendable, "`%s` cannot be streamed to others", f.Yields)
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
	if c.waiter(e) != byNothing {
		d := c.report(e, diag.BadOperator, "`%s` gives a stream, which is not a reply to await", call.Func.Name)
		help(d, "go over it: `for await x in %s`", c.span(e).Text())
		return invalid
	}
	return result
}
