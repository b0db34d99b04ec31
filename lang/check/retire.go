package check

// This file lets go of what inputs have declared and nobody can use any more: functions and
// constants whose names mean something else by now.
//
// A unit of an input is held by the later ones whose declarations name something of it, and for
// good by closures and function values that an input has made. Units with types, traits or impls
// stay: values and their methods may need them.

import (
	"slices"

	"hewq/lang/ast"
)

// Retired are declarations that nothing can reach any more.
type Retired struct {
	Funcs  []*Func
	Consts []*Const
}

// unitOf is the unit of an input that declares o, nil of anything else.
func unitOf(o Object) *unit {
	var m *Module
	switch o := o.(type) {
	case *Func:
		m = o.Module
	case *Const:
		m = o.Module
	}
	if m == nil || !m.unit.input {
		return nil
	}
	return m.unit
}

// holdAll notes which earlier units an input needs from now on.
func (c *Checker) holdAll(in *Input, u *unit) {
	for _, item := range in.Module.File.Items {
		c.eachUse(item, func(old *unit, _ bool) {
			if old != u && !slices.Contains(u.holds, old) {
				u.holds = append(u.holds, old)
				old.holders++
			}
		})
	}
	for _, s := range in.Stmts {
		c.eachUse(s.Stmt, func(old *unit, lasts bool) { old.pinned = old.pinned || lasts })
	}
}

// eachUse calls f for the functions and constants of inputs that n names. lasts tells that the
// use may outlive the evaluation of n: it is a function value or stands in a closure or a `defer`.
func (c *Checker) eachUse(n ast.Node, f func(u *unit, lasts bool)) {
	called := map[ast.Node]bool{}
	inside := 0 // end of the closure or `defer` that was entered last
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.LambdaExpr, *ast.DeferStmt:
			inside = max(inside, n.End())
		case *ast.CallExpr:
			called[n.Func] = true
			if call := c.info.Calls[n]; call != nil && call.Func != nil {
				if u := unitOf(call.Func); u != nil {
					f(u, n.Start() < inside)
				}
			}
		}
		if p, ok := n.(ast.Pattern); ok {
			if info := c.info.Patterns[p]; info != nil && info.Const != nil {
				if u := unitOf(info.Const); u != nil {
					f(u, n.Start() < inside)
				}
			}
		}
		if e, ok := n.(ast.Expr); ok {
			o := c.info.Uses[e]
			_, isFunc := o.(*Func)
			if u := unitOf(o); u != nil {
				f(u, n.Start() < inside || isFunc && !called[n])
			}
		}
		return true
	})
}

// retire drops u if nothing can reach it, and then what it held.
func (c *Checker) retire(u *unit) {
	if u.retired || u.pinned || u.holders > 0 || !u.input || !u.plain() {
		return
	}
	for n, o := range u.names {
		if c.session.unit.names[n] == o {
			return
		}
	}
	u.retired = true
	for _, o := range u.names {
		switch o := o.(type) {
		case *Func:
			c.retired.Funcs = append(c.retired.Funcs, o)
		case *Const:
			c.retired.Consts = append(c.retired.Consts, o)
		}
	}
	c.forget(u)
	for _, old := range u.holds {
		old.holders--
		c.retire(old)
	}
}

// plain tells whether u declares functions and constants only.
func (u *unit) plain() bool {
	for _, m := range u.files {
		for _, item := range m.File.Items {
			switch item.Decl.(type) {
			case *ast.FuncDecl, *ast.ConstDecl, *ast.ImportDecl:
			default:
				return false
			}
		}
	}
	return true
}

// forget drops a unit that has errors, or that nothing can reach: what it has declared and all
// facts about it.
func (c *Checker) forget(u *unit) {
	for _, im := range c.prog.impls.all {
		if im.in.unit == u {
			for _, f := range im.order {
				delete(c.places, f)
			}
		}
	}
	of := func(im *impl) bool { return im.in.unit == u }
	t := &c.prog.impls
	t.all = slices.DeleteFunc(t.all, of)
	for _, table := range []map[any][]*impl{t.inherent, t.byHead} {
		for h, impls := range table {
			if impls = slices.DeleteFunc(impls, of); len(impls) > 0 {
				table[h] = impls
			} else {
				delete(table, h)
			}
		}
	}
	for tr, impls := range t.traits {
		if impls = slices.DeleteFunc(impls, of); len(impls) > 0 {
			t.traits[tr] = impls
		} else {
			delete(t.traits, tr)
		}
	}
	for _, o := range u.names {
		delete(c.places, o)
		switch o := o.(type) {
		case *TypeName:
			if def := defOf(o); def != nil && c.declared[def] != nil && c.declared[def].unit == u {
				delete(c.declared, def)
				delete(c.prog.actors, def)
				delete(c.prog.states, def)
			}
		case *Trait:
			delete(c.prog.traits, o.Trait)
		}
	}
	for _, m := range u.files {
		for _, item := range m.File.Items {
			c.prune(item)
		}
	}
	c.prog.Modules = slices.DeleteFunc(c.prog.Modules, func(m *Module) bool { return m.unit == u })
}
