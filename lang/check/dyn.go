package check

// This file tells which traits may stand in `dyn Trait`.

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// bindsAssoc checks that a `dyn Trait` tells the associated types of the trait: they could
// not be found later.
func (c *Checker) bindsAssoc(at ast.Node, r *types.TraitRef) bool {
	var lacking []string
	for _, name := range r.Trait.Assoc {
		if r.Assoc[name] == nil {
			lacking = append(lacking, name)
		}
	}
	if len(lacking) == 0 {
		return true
	}
	d := c.report(at, diag.BadDyn, "`dyn %s` must tell what `%s` is", r.Trait.Name, strings.Join(lacking, "`, `"))
	help(d, "write `dyn %s<%s = …>`", r.Trait.Name, strings.Join(lacking, " = …, "))
	return false
}

// dispatchable checks that the methods of a trait can be called without knowing the type they
// are called on: they have no type parameters of their own and do not return Self.
func (c *Checker) dispatchable(at ast.Node, tr *types.Trait) bool {
	t := c.prog.traits[tr]
	if t == nil || t.in == nil {
		return true
	}
	for _, name := range methodNames(t) {
		f := t.Methods[name]
		why := ""
		switch {
		case len(f.TypeParams) > 1+len(t.Params):
			why = "has type parameters"
		case mentions(f.Sig.Result, t.Self):
			why = "returns `Self`"
		default:
			continue
		}
		d := c.report(at, diag.BadDyn, "`%s` cannot be `dyn`: method `%s` %s", t.Name, name, why)
		note(d, c.placeOf(f), "`%s` is declared here", name)
		help(d, "take a type parameter `T: %s` instead", t.Name)
		return false
	}
	return true
}

// mentions tells whether p is part of t. An associated type of p is known where p is not.
func mentions(t types.Type, p *types.Param) bool {
	switch t := types.Resolve(t).(type) {
	case *types.Param:
		return t == p
	case *types.Named:
		return mentionedBy(t.Args, p)
	case *types.Tuple:
		return mentionedBy(t.Elems, p)
	case *types.Array:
		return mentions(t.Elem, p)
	case *types.Slice:
		return mentions(t.Elem, p)
	case *types.Func:
		return mentionedBy(t.Params, p) || mentions(t.Result, p)
	}
	return false
}

func mentionedBy(ts []types.Type, p *types.Param) bool {
	for _, t := range ts {
		if mentions(t, p) {
			return true
		}
	}
	return false
}

// ambiguous reports a method that several bounds of a type parameter, or several traits of a `dyn`
// value, declare.
func (c *Checker) ambiguous(at ast.Node, t types.Type, name string) bool {
	var bounds []*types.TraitRef
	where := "bounds of `"
	switch t := t.(type) {
	case *types.Param:
		bounds = t.Bounds
	case *types.Dyn:
		bounds, where = t.Traits, "traits of `"
	}
	var owners []string
	var first *Func
	for _, b := range bounds {
		if f, ref := c.traitMethod(b, name); f != nil && f != first {
			if first == nil {
				first = f
			}
			owners = append(owners, ref.Trait.Name)
		}
	}
	if len(owners) < 2 {
		return false
	}
	d := c.report(at, diag.AmbiguousMethod, "`%s` is declared by several %s%s`: `%s`", name, where, t, strings.Join(owners, "`, `"))
	help(d, "tell which one: `%s::%s(…)`", owners[0], name)
	return true
}
