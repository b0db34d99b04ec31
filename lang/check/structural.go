package check

// This file finds traits that a type has without an impl: its own methods are those of the trait.

import (
	"hewq/lang/types"
)

// structural is the impl that the methods of t are of a trait, nil if they do not fit. A trait with
// associated types, type parameters or generic methods needs an impl that is written.
func (r *resolver) structural(t types.Type, trait *types.Trait) *impl {
	n, ok := types.Resolve(t).(*types.Named)
	tr := r.prog.traits[trait]
	if !ok || len(n.Args) > 0 || tr == nil || tr.Decl == nil || tr.in == nil || tr.in.unit.embedded || len(tr.Assoc) > 0 || len(tr.Params) > 0 {
		return nil
	}
	own := r.prog.impls.inherent[n.Def]
	if len(own) == 0 || r.proofs.depth > maxDepth {
		return nil
	}
	im := &impl{in: own[0].in, trait: &types.TraitRef{Trait: trait}, typ: n, methods: map[string]*Func{}}
	for name, want := range tr.Methods {
		f := methodOf(own, name)
		switch {
		case want.ownParams() > 0:
			return nil
		case f != nil && fitsTrait(f, want, n):
			im.methods[name] = f
		case want.Decl.Body == nil:
			return nil
		}
	}
	if len(im.methods) == 0 && len(trait.Supers) == 0 {
		return nil
	}
	for _, s := range trait.Supers {
		if !r.implements(n, s) {
			return nil
		}
	}
	return im
}

// ownedWithoutImpl tells whether a type that has something to close has a trait without an impl.
func (r *resolver) ownedWithoutImpl(trait *types.Trait) bool {
	for h := range r.prog.impls.inherent {
		def, ok := h.(*types.Def)
		if !ok || len(def.Params) > 0 {
			continue
		}
		if t := (&types.Named{Def: def}); r.hasResource(t) && r.structural(t, trait) != nil {
			return true
		}
	}
	return false
}

func methodOf(impls []*impl, name string) *Func {
	for _, im := range impls {
		if f := im.methods[name]; f != nil && len(im.params) == 0 {
			return f
		}
	}
	return nil
}

// fitsTrait tells whether a method of self has the signature that a trait wants.
func fitsTrait(f, want *Func, self types.Type) bool {
	if f.Sig == nil || want.Sig == nil || f.ownParams() > 0 || f.Receiver != want.Receiver || f.VarSelf != want.VarSelf || f.Consuming != want.Consuming {
		return false
	}
	return types.Identical(f.Sig, types.Bind(want.TypeParams, []types.Type{self}).Apply(want.Sig))
}
