package check

// This file lets another package look at what was checked, before it becomes part of the program.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
)

// A Body is code whose types are known: that of a function, or the arguments of a supervisor's child.
type Body struct {
	Module *Module
	Func   *Func          // nil of a child
	Child  *ast.SpawnExpr // nil of a function
}

// A Pass looks at what was checked.
type Pass interface {
	// Look looks at bodies, in the order in which they were checked, and at the input that they
	// belong to, which is nil of a file. It gives what is wrong with them.
	Look(bodies []Body, in *Input) []diag.Diagnostic

	// Forget drops what is known of n and of what is in it: the checker is about to.
	Forget(n ast.Node)
}

// Then has pass look at all that is checked from now on.
func (c *Checker) Then(pass Pass) { c.pass = pass }

// passed hands what was checked to the pass.
func (c *Checker) passed(in *Input) {
	bodies := c.checked
	c.checked = nil
	if c.pass != nil {
		c.diags = append(c.diags, c.pass.Look(bodies, in)...)
	}
}
