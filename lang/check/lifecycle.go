package check

// This file checks the functions that end actors and link them: they take any address.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// needsActor checks the argument of a function for supervisors or actors once its type is known.
func (c *Checker) needsActor(e *ast.CallExpr, f *Func) {
	of := f.Builtin
	if !of.Actor && !of.Supervisor || len(e.Args) != 1 {
		return
	}
	c.later(func() {
		arg := e.Args[0].Value
		t := c.info.Types[arg]
		switch tree := c.supervisorOf(t) != nil; {
		case isInvalid(t):
		case !of.Actor:
			if !tree {
				c.report(arg, diag.TypeMismatch, "`%s` needs a supervisor, not `%s`", f.Name, t)
			}
		case c.actorOf(t) == nil && !(tree && of.Supervisor):
			d := c.report(arg, diag.TypeMismatch, "`%s` needs the address of an actor, not `%s`", f.Name, t)
			switch {
			case tree:
				help(d, "`supervisor_stop` stops a supervisor and its children")
			case types.DefOf(t) == c.universe.duplex && !of.Supervisor:
				help(d, "close the handle: `%s.close()`", c.span(arg).Text())
			}
		}
	})
}
