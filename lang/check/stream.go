package check

// This file tells what streams carry.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// streamable checks that what a stream or a sink carries could be written down: a function, an actor
// or a handle could not.
func (c *Checker) streamable(at ast.Node, t types.Type) {
	n, ok := t.(*types.Named)
	if !ok || len(n.Args) != 1 || n.Def.Module != queueModules["Stream"] || n.Def.Name != "Stream" && n.Def.Name != "Sink" {
		return
	}
	c.later(func() {
		var bad types.Type
		c.anyPartOrElem(c.final(n.Args[0]), func(part types.Type) bool {
			switch p := part.(type) {
			case *types.Func, *types.Dyn:
				bad = part
			case *types.Named:
				if s := p.Def.Shape; p.Def.Resource || s == types.Opaque || s == types.Actor || s == types.Supervisor {
					bad = part
				}
			}
			return bad != nil
		})
		if bad != nil {
			d := c.report(at, diag.NotSendable, "a `%s` carries no `%s`", n.Def.Name, c.final(n.Args[0]))
			help(d, "numbers, strings, bytes, and collections, records and enums of such can be carried; `%s` cannot be written down", bad)
		}
	})
}
