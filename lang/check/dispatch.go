package check

// This file finds the methods of embedded modules that are chosen only when the program is lowered:
// by a type argument, or because a value is shown or closed. Their bodies are checked beforehand.

import (
	"slices"

	"hewq/lang/types"
)

// provide has the methods checked that a call of a trait's method, the end of a scope or an
// f-string may choose. It tells whether there were more.
func (c *Checker) provide() bool {
	before := len(c.bodies)
	names := c.dispatchedNames()
	for _, im := range slices.Clone(c.prog.impls.all) {
		if !im.in.unit.embedded {
			continue
		}
		for _, f := range im.order {
			if c.chosenLater(im, f, names) {
				c.queue(f)
			}
		}
	}
	return len(c.bodies) > before
}

// chosenLater tells whether f may be called where the checked code does not name it.
func (c *Checker) chosenLater(im *impl, f *Func, names map[string]bool) bool {
	if def := types.DefOf(im.typ); names[f.Name] || f.Name == "close" && def != nil && def.Resource {
		return true
	}
	if im.trait == nil {
		return false
	}
	signature, _ := c.traitMethod(im.trait, f.Name)
	return c.dispatched[signature] || im.trait.Trait == c.universe.display.Trait
}

// dispatchedNames are the names of the methods that are called by way of a trait without a module,
// which a type may have without an impl.
func (c *Checker) dispatchedNames() map[string]bool {
	names, builtin := map[string]bool{}, []*Trait(nil)
	for f := range c.dispatched {
		if f.Trait.Module == "" {
			names[f.Name] = true
			if f.Decl == nil {
				builtin = append(builtin, f.Trait)
			}
		}
	}
	if len(builtin) == 0 {
		return names
	}
	for i := range c.instanced.each() {
		c.loadParts(i.arg, builtin)
	}
	for _, t := range c.receivers {
		c.loadParts(t, builtin)
	}
	for _, im := range c.prog.impls.all {
		for _, t := range im.assoc {
			c.loadParts(t, builtin)
		}
	}
	return names
}

// loadParts loads the modules with the methods of t and of what it is made of, as far as these have
// one of the built-in traits: one of them may be what a method is called on.
func (c *Checker) loadParts(t types.Type, traits []*Trait) {
	anyType(t, func(t types.Type) bool {
		if path := c.corePath(t); path != "" && c.core[path] == nil {
			if slices.ContainsFunc(traits, func(tr *Trait) bool { return c.implements(t, &types.TraitRef{Trait: tr.Trait}) }) {
				c.coreUnit(path)
			}
		}
		return false
	})
}
