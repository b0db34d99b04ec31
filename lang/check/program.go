package check

// This file answers what the evaluator asks once types are known.

import (
	"hewq/lang/types"
)

// Normalize resolves the associated types in t, which has no unknown parts.
func (p *Program) Normalize(t types.Type) types.Type { return p.resolver.known(t) }

// Method finds the method of t for a trait's signature, with the arguments for the type
// parameters of its impl; those of the method itself come after them. A method that the
// trait has by default gets t and the trait's arguments. t has no unknown parts.
func (p *Program) Method(t types.Type, trait *Trait, name string) (*Func, []types.Type, bool) {
	r := p.resolver
	t = r.known(t)
	if im, args := r.implOf(t, trait.Trait); im != nil {
		if f, ok := im.methods[name]; ok {
			return checked(f), r.knownAll(args), true
		}
		if f, ok := trait.Methods[name]; ok && f.Decl != nil && f.Decl.Body != nil {
			ref := applyRef(types.Bind(im.params, args), im.trait)
			return checked(f), append([]types.Type{t}, r.knownAll(ref.Args)...), true
		}
	}
	for _, s := range trait.Supers {
		if above, ok := p.traits[s.Trait]; ok && above.Methods[name] != nil {
			return p.Method(t, above, name)
		}
	}
	return r.builtinMethod(t, trait, name)
}

// builtinMethod finds what a built-in type does for a built-in trait.
func (r *resolver) builtinMethod(t types.Type, trait *Trait, name string) (*Func, []types.Type, bool) {
	if trait == r.universe.display && name == "fmt" {
		return r.coreMethod(t, "core", "to_string")
	}
	if trait.Module != "" {
		return nil, nil, false
	}
	m := r.inherentMethod(t, name)
	if m.fn == nil && trait == r.universe.clone {
		return r.coreMethod(t, "core::more", "cloned")
	}
	if m.fn == nil {
		return nil, nil, false
	}
	return checked(m.fn), r.knownAll(m.args), true
}

// coreMethod finds the function of the core that is a method of all types.
func (r *resolver) coreMethod(t types.Type, path, name string) (*Func, []types.Type, bool) {
	if core := r.load(path); core != nil {
		if f, ok := core.names[name].(*Func); ok {
			return f, []types.Type{t}, true
		}
	}
	return nil, nil, false
}

// Display finds the program's own `impl Display` for t, which has no unknown parts. There is
// none for the types that can be displayed by their nature.
func (p *Program) Display(t types.Type) (*Func, []types.Type, bool) {
	r := p.resolver
	t = r.known(t)
	im, args := r.implOf(t, r.universe.display.Trait)
	if im == nil {
		return nil, nil, false
	}
	f := im.methods["fmt"]
	if f == nil || f.Decl.Body == nil || f.Intrinsic != "" {
		return nil, nil, false
	}
	return checked(f), r.knownAll(args), true
}

// Close finds the method that closes a resource, with the arguments of its impl.
func (p *Program) Close(t types.Type) (*Func, []types.Type, bool) {
	r := p.resolver
	t = r.known(t)
	m := r.inherentMethod(t, "close")
	if m.fn == nil {
		return nil, nil, false
	}
	return checked(m.fn), r.knownAll(m.args), true
}

// checked is f, whose body must have been checked: see Checker.provide.
func checked(f *Func) *Func {
	if !f.queued && f.Module != nil && f.Module.unit.embedded && f.Decl.Body != nil && f.Intrinsic == "" && f.Extern == "" {
		panic("internal error: the body of " + f.Module.Path + "::" + f.Name + " was not checked")
	}
	return f
}
