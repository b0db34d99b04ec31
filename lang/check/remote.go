package check

// This file checks what is sent to actors on other nodes.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// crossesNodes checks the message, and the answer, of a call of a method of a RemotePid, which x is
// the type of; of other types it does nothing.
func (c *Checker) crossesNodes(e *ast.CallExpr, x types.Type, method string) {
	def := types.DefOf(x)
	if def == nil || def.Name != "RemotePid" || def.Module != "core::duplex" || len(e.Args) == 0 {
		return
	}
	c.later(func() {
		message := e.Args[0].Value
		c.serializable(message, c.info.Types[message], "a message")
		if result, ok := c.info.Types[e].(*types.Named); ok && method == "ask" && len(result.Args) > 0 {
			c.serializable(e, result.Args[0], "an answer")
		}
	})
}

// serializable reports a type whose values cannot be sent to another node.
func (c *Checker) serializable(at ast.Node, t types.Type, what string) {
	if t == nil || isInvalid(t) {
		return
	}
	var bad types.Type
	c.anyPart(t, func(part types.Type) bool {
		switch p := part.(type) {
		case *types.Func, *types.Dyn, *types.Slice:
			bad = part
		case *types.Named:
			switch p.Def.Shape {
			case types.Collection, types.Opaque, types.Actor, types.Supervisor:
				bad = part
			}
		}
		return bad != nil
	})
	if bad != nil {
		d := c.report(at, diag.NotSendable, "%s of type `%s` cannot be sent to another node: `%s` is not Serializable", what, t, bad)
		help(d, "numbers, strings, bytes, and records, tuples and enums of such can be sent")
	}
}
