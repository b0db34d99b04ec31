package check

// This file checks fields.

import (
	"sort"
	"strconv"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// field is `x.name`: a field, or a path to what a module or a type has.
func (c *Checker) field(e *ast.FieldExpr, want types.Type) types.Type {
	if s := c.space(e.X); s != nil {
		return c.pathValue(e, s, want, nil)
	}
	return c.fieldOf(e, c.settled(c.expr(e.X, nil)))
}

// fieldOf is a field of a value of type x.
func (c *Checker) fieldOf(e *ast.FieldExpr, x types.Type) types.Type {
	if isInvalid(x) {
		return invalid
	}
	if types.Is(x, types.Never) {
		return never
	}
	if t := c.fieldType(e, x); t != nil {
		return t
	}
	at := c.nameSpan(e, e.Name)
	if toks := c.span(e); toks.Known() {
		at.Start, at.End = toks.End-len(e.Name), toks.End
	}
	if v, ok := x.(*types.Var); ok && v.Lit == types.NoLiteral {
		d := c.report(e.X, diag.TypeUnknown, "type annotations needed: the type of this is not known here")
		help(d, "annotate the variable or the parameter that it comes from")
		c.unify(v, invalid)
		return invalid
	}
	if m := c.method(x, e.Name); m.fn != nil {
		d := c.reportAt(at, diag.UnknownField, "`%s` is a method of `%s`, not a field", e.Name, x)
		help(d, "call it: `.%s(…)`", e.Name)
		if c.acceptsArgs(x, e.Name, nil) {
			d.Help = []string{"call it: `." + e.Name + "()`"}
			fix(d, "write `."+e.Name+"()`", c.insertion(e.End(), "()"))
		}
		return invalid
	}
	if e.Name == "await" && c.async {
		return x
	}
	d := c.reportAt(at, diag.UnknownField, "no field `%s` on type `%s`", e.Name, x)
	if e.Name == "await" {
		help(d, "there is nothing to await: a call gives its value when it is there")
		fix(d, "remove `.await`", c.cut(e.X.End(), e.End()))
		return invalid
	}
	if c.actorField(d, e, x) {
		return invalid
	}
	c.helpField(d, e, x)
	if def := types.DefOf(x); def != nil {
		if decl := c.declared[def]; decl != nil {
			note(d, decl.span, "`%s` is declared here", def.Name)
		}
	}
	return invalid
}

// actorField says how to come by a field of an actor, if e names one.
func (c *Checker) actorField(d *diag.Diagnostic, e *ast.FieldExpr, x types.Type) bool {
	a := c.actorOf(x)
	if a == nil || indexOf(a.State.Fields, e.Name) < 0 {
		return false
	}
	if _, ok := e.X.(*ast.ThisExpr); ok {
		help(d, "`this` is the address of the actor: write `%s`", e.Name)
		fix(d, "write `"+e.Name+"`", c.edit(e, e.Name))
		return true
	}
	help(d, "only actor `%s` itself has its fields: give it a `receive fn` for this", a.Name)
	return true
}

// fieldType finds the field that e names in x, nil if there is none.
func (c *Checker) fieldType(e *ast.FieldExpr, x types.Type) types.Type {
	switch x := x.(type) {
	case *types.Named:
		if v := c.supervisorOf(x); v != nil {
			return c.childOf(e, v)
		}
		if x.Def.Shape != types.Record {
			return nil
		}
		for i, f := range x.Def.Fields {
			if f.Name == e.Name {
				c.info.Fields[e] = i
				return c.normalize(types.Bind(x.Def.Params, x.Args).Apply(f.Type))
			}
		}
	case *types.Tuple:
		if i, err := strconv.Atoi(e.Name); err == nil && i < len(x.Elems) {
			c.info.Fields[e] = i
			return x.Elems[i]
		}
	}
	return nil
}

// memberNames are the names of methods and functions of a type.
func (c *Checker) memberNames(t types.Type) []string {
	var names []string
	for _, im := range c.implsOf(t) {
		for n := range im.methods {
			names = append(names, n)
		}
	}
	sort.Strings(names)
	return names
}
