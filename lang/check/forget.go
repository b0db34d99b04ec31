package check

// This file forgets what was declared.

import (
	"slices"
)

// forget drops a unit that has errors, or that nothing can reach: what it has declared and all
// facts about it.
func (c *Checker) forget(u *unit) {
	delete(c.session.alive, u)
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
				delete(c.answers.known, def)
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
