package check

// This file finds the variables whose resources are closed at the end of their scopes, and
// checks that resources can be closed.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// owns notes that the variables declared by n, which get the value of e, own the resources in
// it. What is only looked at, such as a field, stays with its owner.
func (c *Checker) owns(n ast.Node, e ast.Expr) {
	if scope := c.scope.block; scope != nil && e != nil && c.gives(e) {
		c.closes(scope, n)
	}
}

// taken notes that the variables of a pattern own the resources in the value of e, which has
// no other owner, until the end of body.
func (c *Checker) taken(p ast.Pattern, e, body ast.Expr) {
	scope, ok := body.(*ast.Block)
	if _, variable := e.(*ast.Name); ok && scope != nil && !variable && e != nil && c.gives(e) {
		c.closes(scope, p)
	}
}

// closes has the variables declared by n closed at the end of a block.
func (c *Checker) closes(scope *ast.Block, n ast.Node) {
	c.later(func() {
		ast.Inspect(n, func(n ast.Node) bool {
			if _, ok := n.(ast.Expr); ok {
				return false
			}
			if l, ok := c.info.Defs[n]; ok && c.hasResource(l.Type) {
				l.NeedsDrop = true
				c.info.Drops[scope] = append(c.info.Drops[scope], l)
			}
			return true
		})
	})
}

// gives tells whether the value of e is handed over: it is made here, or moved from a
// variable.
func (c *Checker) gives(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.FieldExpr, *ast.IndexExpr:
		return false
	case *ast.TupleExpr:
		return len(e.Elems) != 1 || c.gives(e.Elems[0])
	case *ast.Name:
		l, ok := c.info.Uses[e].(*Local)
		return ok && (!l.Param || l.NeedsDrop)
	}
	return true
}

// closable checks the close method of a resource.
func (c *Checker) closable(t *TypeName) {
	def := defOf(t)
	if def == nil || !def.Resource {
		return
	}
	place := c.declared[def].span
	f := c.inherentMethod(t.Type, "close").fn
	switch {
	case f == nil || f.Trait != nil:
		d := c.reportAt(place, diag.BadResource, "resource `%s` has no `close` method", def.Name)
		help(d, "write `impl %s { fn close(self) { … } }`", def.Name)
	case !types.Is(f.Sig.Result, types.Unit):
		d := c.reportAt(c.places[f], diag.BadResource, "`close` of resource `%s` must return nothing: at the end of a scope nobody takes its result", def.Name)
		note(d, place, "`%s` is declared here", def.Name)
	}
}
