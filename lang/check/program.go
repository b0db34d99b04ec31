package check

// This file answers what the evaluator asks once types are known.

import (
	"hewq/lang/types"
)

// Normalize resolves the associated types in t, which has no unknown parts.
func (p *Program) Normalize(t types.Type) types.Type {
	if !isOpen(t) {
		return types.Resolve(t)
	}
	return p.checker.final(t)
}

// Method finds the method of t for a trait's signature, with the arguments for the type
// parameters of its impl; those of the method itself come after them. A method that the
// trait has by default gets t and the trait's arguments. t has no unknown parts.
func (p *Program) Method(t types.Type, trait *Trait, name string) (*Func, []types.Type, bool) {
	c := p.checker
	t = p.Normalize(t)
	if im, args := c.implOf(t, trait.Trait); im != nil {
		if f, ok := im.methods[name]; ok {
			c.need(f)
			return f, c.finalAll(args), true
		}
		if f, ok := trait.Methods[name]; ok && f.Decl != nil && f.Decl.Body != nil {
			c.need(f)
			ref := applyRef(types.Bind(im.params, args), im.trait)
			return f, append([]types.Type{t}, c.finalAll(ref.Args)...), true
		}
	}
	for _, s := range trait.Supers {
		if above, ok := p.traits[s.Trait]; ok && above.Methods[name] != nil {
			return p.Method(t, above, name)
		}
	}
	return c.builtinMethod(t, trait, name)
}

// builtinMethod finds what a built-in type does for a built-in trait.
func (c *Checker) builtinMethod(t types.Type, trait *Trait, name string) (*Func, []types.Type, bool) {
	if trait == c.universe.display && name == "fmt" {
		if core := c.coreUnit("core"); core != nil {
			if f, ok := core.names["to_string"].(*Func); ok {
				return f, []types.Type{t}, true
			}
		}
		return nil, nil, false
	}
	if trait.Module != "" {
		return nil, nil, false
	}
	m := c.inherentMethod(t, name)
	if m.fn == nil {
		return nil, nil, false
	}
	c.need(m.fn)
	return m.fn, c.finalAll(m.args), true
}

// Display finds the program's own `impl Display` for t, which has no unknown parts. There is
// none for the types that can be displayed by their nature.
func (p *Program) Display(t types.Type) (*Func, []types.Type, bool) {
	c := p.checker
	t = p.Normalize(t)
	im, args := c.implOf(t, c.universe.display.Trait)
	if im == nil {
		return nil, nil, false
	}
	f := im.methods["fmt"]
	if f == nil || f.Decl.Body == nil || f.Intrinsic != "" {
		return nil, nil, false
	}
	c.need(f)
	return f, c.finalAll(args), true
}

// Close finds the method that closes a resource, with the arguments of its impl.
func (p *Program) Close(t types.Type) (*Func, []types.Type, bool) {
	c := p.checker
	t = p.Normalize(t)
	m := c.inherentMethod(t, "close")
	if m.fn == nil {
		return nil, nil, false
	}
	c.need(m.fn)
	return m.fn, c.finalAll(m.args), true
}
