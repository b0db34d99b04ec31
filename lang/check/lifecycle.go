package check

// This file checks the functions that end actors and link them: they take any address.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// lifecycle are the intrinsics that take the address of an actor.
var lifecycle = map[string]bool{"stop": true, "close": true, "link": true, "unlink": true}

// needsActor checks the argument of a function for supervisors or actors once its type is known.
func (c *Checker) needsActor(e *ast.CallExpr, f *Func) {
	if !lifecycle[f.Intrinsic] && f.Intrinsic != "supervisor_stop" || len(e.Args) != 1 {
		return
	}
	c.later(func() {
		arg := e.Args[0].Value
		t := c.info.Types[arg]
		switch tree := c.supervisorOf(t) != nil; {
		case isInvalid(t):
		case f.Intrinsic == "supervisor_stop":
			if !tree {
				c.report(arg, diag.TypeMismatch, "`%s` needs a supervisor, not `%s`", f.Name, t)
			}
		case c.actorOf(t) == nil && !(tree && (f.Name == "link" || f.Name == "unlink")):
			d := c.report(arg, diag.TypeMismatch, "`%s` needs the address of an actor, not `%s`", f.Name, t)
			switch {
			case tree && (f.Name == "stop" || f.Name == "close"):
				help(d, "`supervisor_stop` stops a supervisor and its children")
			case types.DefOf(t) == c.universe.duplex && (f.Name == "stop" || f.Name == "close"):
				help(d, "close the handle: `%s.close()`", c.span(arg).Text())
			}
		}
	})
}
