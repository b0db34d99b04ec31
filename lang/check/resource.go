package check

// This file finds the variables whose resources are closed at the end of their scopes, and
// checks that resources can be closed.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// owns notes that the variables declared by n, which get the value of e, own the resources in
// it. What is only looked at, such as a field, stays with its owner. Without e they get values
// later.
func (c *Checker) owns(n ast.Node, e ast.Expr) {
	scope := c.scope.block
	if scope == nil {
		return
	}
	c.later(func() {
		if _, ok := e.(*ast.ActorExpr); ok {
			return // owns what it has captured
		}
		if e == nil {
			c.closes(scope, n)
		} else if lambda, ok := e.(*ast.LambdaExpr); ok {
			c.captures(n, lambda)
		} else if c.gives(e) {
			c.closes(scope, n)
		} else {
			c.parts(n, e)
		}
	})
}

// taken notes that the variables of a pattern own the resources in the value of e until the
// end of body, unless a variable has them.
func (c *Checker) taken(p ast.Pattern, e, body ast.Expr) {
	if body == nil || e == nil {
		return
	}
	c.later(func() {
		if c.hands(e) {
			c.closes(body, p)
		} else {
			c.parts(p, e)
		}
	})
}

// closes has the variables declared by n, and what its `_` stand for, closed at the end of a
// scope.
func (c *Checker) closes(scope, n ast.Node) {
	alternatives := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case ast.Expr:
			return false
		case *ast.OrPattern:
			alternatives = true
			if !c.binds(n) {
				c.nameless(n)
			}
		case *ast.NamePattern:
			if n.Name == "_" && !alternatives {
				c.nameless(n)
			}
		}
		if l, ok := c.info.Defs[n]; ok && c.mayClose(l.Type) {
			l.NeedsDrop = true
			c.info.Drops[scope] = append(c.info.Drops[scope], l)
		}
		return true
	})
}

// nameless makes a variable of what a pattern matches but gives no name, if that may have a
// resource.
func (c *Checker) nameless(p ast.Pattern) {
	if t := c.info.PatternTypes[p]; t != nil && c.mayHaveResource(t) {
		c.info.Defs[p] = &Local{Name: "_", Type: t, Span: c.span(p)}
	}
}

// binds tells whether a pattern has variables.
func (c *Checker) binds(p ast.Pattern) (binds bool) {
	ast.Inspect(p, func(n ast.Node) bool {
		binds = binds || c.info.Defs[n] != nil
		return true
	})
	return binds
}

// parts notes that the variables declared by n are parts of the variable that e names or is a
// part of.
func (c *Checker) parts(n ast.Node, e ast.Expr) {
	root := c.info.Root(e)
	if root == nil {
		return
	}
	c.shows(n, root)
}

// shows notes that the variables declared by n show parts of root.
func (c *Checker) shows(n ast.Node, root *Local) {
	ast.Inspect(n, func(n ast.Node) bool {
		if _, ok := n.(ast.Expr); ok {
			return false
		}
		if l, ok := c.info.Defs[n]; ok && l != root && c.mayHaveResource(l.Type) {
			l.from = root
		}
		return true
	})
}

// hands tells whether what takes the value of e apart has it for itself.
func (c *Checker) hands(e ast.Expr) bool { return c.info.Root(e) == nil && c.gives(e) }

// captures notes that the closure that n names shows what it has captured.
func (c *Checker) captures(n ast.Node, e *ast.LambdaExpr) {
	for _, l := range c.info.Lambdas[e].Captures {
		if v := c.info.Defs[n]; v != nil && c.mayHaveResource(l.Type) {
			v.from = l
		}
	}
}

// gives tells whether the value of e is handed over: it is made here, or moved from a
// variable.
func (c *Checker) gives(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.FieldExpr:
		return c.info.Uses[e] == nil && c.hands(e.X)
	case *ast.IndexExpr:
		return false
	case *ast.TupleExpr:
		return len(e.Elems) != 1 || c.gives(e.Elems[0])
	case *ast.Name:
		l, ok := c.info.Uses[e].(*Local)
		return ok && (!l.Param || l.NeedsDrop)
	case *ast.CallExpr:
		return !c.lends(c.info.Calls[e])
	}
	return true
}

// lends tells whether a call gives what a collection keeps.
func (c *Checker) lends(call *Call) bool {
	if call == nil || call.Func == nil || call.Recv == nil || call.Func.Intrinsic == "" {
		return false
	}
	def := types.DefOf(c.info.Types[call.Recv])
	return def != nil && def.Shape == types.Collection && call.Func.Name != "pop" && call.Func.Name != "remove"
}

// makes tells whether e is where a value comes to be, so that it is closed if nobody takes it.
func (c *Checker) makes(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.CallExpr, *ast.TryExpr, *ast.StructExpr, *ast.ArrayExpr, *ast.GenExpr:
		return c.gives(e)
	}
	return false
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
