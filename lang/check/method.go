package check

// This file finds methods of types.

import (
	"hewq/lang/ast"
	"hewq/lang/types"
)

// found is a method with what its impl's parameters are for the receiver. fn is nil if there
// is none.
type found struct {
	fn    *Func
	args  []types.Type // for the type parameters of the impl or the trait
	kind  CallKind
	trait *types.TraitRef // of CallTrait and CallDyn

	owner, rival *types.Trait // of a method that an impl of two traits has, else nil
}

// corePaths are the embedded modules with the methods of basic types, but for integers.
var corePaths = map[types.Kind]string{
	types.F32: "core::float", types.F64: "core::float",
	types.Duration: "core::duration", types.String: "core::string", types.Bytes: "core::bytes",
}

// corePath is the embedded module with the methods of t, "" if t is no built-in type.
func (r *resolver) corePath(t types.Type) string {
	switch t := t.(type) {
	case *types.Basic:
		if types.IsInteger(t) {
			return "core::int"
		}
		return corePaths[t.Kind]
	case *types.Var:
		switch t.Lit {
		case types.IntLiteral:
			return "core::int"
		case types.FloatLiteral:
			return "core::float"
		}
	case *types.Named:
		return r.universe.paths[t.Def]
	}
	return ""
}

// implsOf are the impls that could have methods of t, inherent ones first.
func (r *resolver) implsOf(t types.Type) []*impl {
	path := r.corePath(t)
	if path != "" {
		r.load(path)
	}
	table := &r.prog.impls
	h := head(t)
	var impls []*impl
	if h != nil {
		impls = append(impls, table.inherent[h]...)
	}
	if path == "core::int" || path == "core::float" {
		impls = append(impls, table.inherent[path]...)
	}
	if h != nil {
		impls = append(impls, table.byHead[h]...)
	}
	return append(impls, table.byHead[nil]...)
}

// inherentMethod finds a method of t that is known now, in impls only.
func (r *resolver) inherentMethod(t types.Type, name string) found {
	impls := r.implsOf(t)
	for i, im := range impls {
		f, ok := im.methods[name]
		if !ok {
			if im.trait == nil {
				continue
			}
			if f = r.defaultMethod(im, name); f == nil {
				continue
			}
		}
		args, ok := r.matches(im, t)
		if !ok {
			continue
		}
		if f.impl == nil {
			ref := applyRef(types.Bind(im.params, args), im.trait)
			if f.Trait.Trait != im.trait.Trait {
				ref = above(ref, f.Trait.Trait)
			}
			args = append([]types.Type{t}, ref.Args...)
		}
		m := found{fn: f, args: args}
		if im.trait != nil {
			m.owner = r.declarer(im, name)
			m.rival = r.rival(im, impls[i+1:], t, name)
		}
		return m
	}
	return found{}
}

// declarer is the trait that declares a method of an impl.
func (r *resolver) declarer(im *impl, name string) *types.Trait {
	if _, ref := r.traitMethod(im.trait, name); ref != nil {
		return ref.Trait
	}
	return im.trait.Trait
}

// rival is another trait by which t has a method of im, nil if there is none. A trait that a prompt
// has declared anew does not count.
func (r *resolver) rival(im *impl, others []*impl, t types.Type, name string) *types.Trait {
	owner := r.declarer(im, name)
	for _, o := range others {
		if o.methods[name] == nil && r.defaultMethod(o, name) == nil {
			continue
		}
		other := r.declarer(o, name)
		if other == owner || other.Name == owner.Name && im.in.unit.earlier != nil {
			continue
		}
		if _, ok := r.matches(o, t); ok {
			return other
		}
	}
	return nil
}

// defaultMethod finds a method that an impl does not have but its trait does, with a body.
func (r *resolver) defaultMethod(im *impl, name string) *Func {
	t := r.prog.traits[im.trait.Trait]
	if t == nil {
		return nil
	}
	if f := t.Methods[name]; f != nil && f.Decl != nil && f.Decl.Body != nil {
		return f
	}
	return nil
}

// method finds a method or a function of t by its name.
func (r *resolver) method(t types.Type, name string) found {
	t = r.normalize(t)
	switch t := t.(type) {
	case *types.Param:
		for _, b := range t.Bounds {
			if f, ref := r.traitMethod(b, name); f != nil {
				return found{fn: f, args: append([]types.Type{t}, ref.Args...), kind: CallTrait, trait: ref}
			}
		}
		return found{}
	case *types.Proj:
		if f, ok := r.universe.iterator.Methods[name]; ok {
			return found{fn: f, args: []types.Type{t}, kind: CallTrait, trait: &types.TraitRef{Trait: r.universe.iterator.Trait}}
		}
		return found{}
	case *types.Dyn:
		for _, bound := range t.Traits {
			if f, ref := r.traitMethod(bound, name); f != nil {
				return found{fn: f, args: append([]types.Type{t}, ref.Args...), kind: CallDyn, trait: ref}
			}
		}
		return found{}
	}
	if m := r.inherentMethod(t, name); m.fn != nil {
		return m
	}
	if name == "fmt" && r.implements(t, &types.TraitRef{Trait: r.universe.display.Trait}) {
		return found{fn: r.universe.display.Methods["fmt"], args: []types.Type{t}, kind: CallTrait, trait: &types.TraitRef{Trait: r.universe.display.Trait}}
	}
	return found{}
}

// traitMethod finds a signature in a trait or above it.
func (r *resolver) traitMethod(in *types.TraitRef, name string) (*Func, *types.TraitRef) {
	t := r.prog.traits[in.Trait]
	if t == nil {
		return nil, nil
	}
	if f, ok := t.Methods[name]; ok {
		return f, in
	}
	for _, s := range in.Trait.Supers {
		if f, ref := r.traitMethod(applyRef(types.Bind(in.Trait.Params, in.Args), s), name); f != nil {
			return f, ref
		}
	}
	return nil, nil
}

// bindMethod gives the parameters of a method the arguments of its impl, and its own ones
// those that are written or unknown ones.
func (c *Checker) bindMethod(at ast.Node, m found, written []types.Type) (types.Subst, []types.Type) {
	sub, args := c.instanceOf(at, m.fn, written)
	for i, a := range m.args {
		if i < len(args) {
			c.unify(args[i], a)
		}
	}
	return sub, args
}
