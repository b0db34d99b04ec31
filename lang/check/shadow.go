package check

// This file refuses variables that hide a field of the actor in whose function they stand.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// hidesField reports the variables that n declares and that have the name of a field of the actor,
// unless another variable hides the field already. The variables of a `for` may hide one.
func (c *Checker) hidesField(n ast.Node) {
	a := c.actor()
	if a == nil || c.fn == nil || c.inActorLambda() {
		return
	}
	seen := map[string]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		if l := c.info.Defs[n]; l != nil && !seen[l.Name] && !c.hiddenBefore(l.Name) {
			seen[l.Name] = true
			c.hides(a, l)
		}
		_, isExpr := n.(ast.Expr)
		return !isExpr
	})
}

// hiddenBefore tells whether a variable of this name stands outside of the current scope.
func (c *Checker) hiddenBefore(name string) bool {
	for s := c.scope.outer; s != nil; s = s.outer {
		if s.locals.get(name) != nil {
			return true
		}
	}
	return false
}

// paramsHide reports the parameters of a function of an actor that hide fields. Those of `init` and
// of hooks, which give the fields their first values or are named by the system, may.
func (c *Checker) paramsHide(f *Func) {
	a := c.prog.actors[types.DefOf(f.Owner)]
	if a == nil || f == a.Init || f.hook != "" || !f.Receiver {
		return
	}
	for _, p := range f.Params[1:] {
		c.hides(a, p)
	}
}

// hides reports a variable with the name of a field.
func (c *Checker) hides(a *Actor, l *Local) {
	if l.Name[0] == '_' {
		return
	}
	for i, f := range a.State.Fields {
		if f.Name != l.Name {
			continue
		}
		d := c.reportAt(l.Span, diag.HiddenField, "variable `%s` shadows a field of actor `%s`", l.Name, a.Name)
		note(d, a.Module.File.Span(a.fields()[i]), "the field `%s` is declared here", f.Name)
		help(d, "choose another name, such as `new_%s` or `_%s`", l.Name, l.Name)
	}
}
