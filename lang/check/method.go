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
}

// corePaths are the embedded modules with the methods of built-in types.
var corePaths = map[types.Kind]string{
	types.F32: "core::float", types.F64: "core::float",
	types.Duration: "core::duration", types.String: "core::string", types.Bytes: "core::bytes",
}

// corePath is the embedded module with the methods of t, "" if t is no built-in type.
func (c *Checker) corePath(t types.Type) string {
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
		switch t.Def {
		case c.universe.vec:
			return "core::vec"
		case c.universe.hashMap:
			return "core::hashmap"
		case c.universe.hashSet:
			return "core::hashset"
		case c.universe.option:
			return "core::option"
		case c.universe.result:
			return "core::result"
		case c.universe.ranges:
			return "core::range"
		case c.universe.instant:
			return "core::instant"
		case c.universe.duplex:
			return "core::duplex"
		case c.universe.task, c.universe.generator:
			return "core::task"
		}
	}
	return ""
}

// implsOf are the impls that could have methods of t, inherent ones first.
func (c *Checker) implsOf(t types.Type) []*impl {
	path := c.corePath(t)
	if path != "" {
		c.coreUnit(path)
	}
	table := &c.prog.impls
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
func (c *Checker) inherentMethod(t types.Type, name string) found {
	for _, im := range c.implsOf(t) {
		f, ok := im.methods[name]
		if !ok {
			if im.trait == nil {
				continue
			}
			if f = c.defaultMethod(im, name); f == nil {
				continue
			}
		}
		args, ok := c.matches(im, t)
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
		return found{fn: f, args: args}
	}
	return found{}
}

// defaultMethod finds a method that an impl does not have but its trait does, with a body.
func (c *Checker) defaultMethod(im *impl, name string) *Func {
	t := c.prog.traits[im.trait.Trait]
	if t == nil {
		return nil
	}
	if f := t.Methods[name]; f != nil && f.Decl != nil && f.Decl.Body != nil {
		return f
	}
	return nil
}

// method finds a method or a function of t by its name.
func (c *Checker) method(t types.Type, name string) found {
	t = c.normalize(t)
	switch t := t.(type) {
	case *types.Param:
		for _, b := range t.Bounds {
			if f, ref := c.traitMethod(b, name); f != nil {
				return found{fn: f, args: append([]types.Type{t}, ref.Args...), kind: CallTrait, trait: ref}
			}
		}
		return found{}
	case *types.Proj:
		if f, ok := c.universe.iterator.Methods[name]; ok {
			return found{fn: f, args: []types.Type{t}, kind: CallTrait, trait: &types.TraitRef{Trait: c.universe.iterator.Trait}}
		}
		return found{}
	case *types.Dyn:
		for _, r := range t.Traits {
			if f, ref := c.traitMethod(r, name); f != nil {
				return found{fn: f, args: append([]types.Type{t}, ref.Args...), kind: CallDyn, trait: ref}
			}
		}
		return found{}
	}
	if m := c.inherentMethod(t, name); m.fn != nil {
		return m
	}
	if name == "fmt" && c.implements(t, &types.TraitRef{Trait: c.universe.display.Trait}) {
		return found{fn: c.universe.display.Methods["fmt"], args: []types.Type{t}, kind: CallTrait, trait: &types.TraitRef{Trait: c.universe.display.Trait}}
	}
	return found{}
}

// traitMethod finds a signature in a trait or above it.
func (c *Checker) traitMethod(r *types.TraitRef, name string) (*Func, *types.TraitRef) {
	t := c.prog.traits[r.Trait]
	if t == nil {
		return nil, nil
	}
	if f, ok := t.Methods[name]; ok {
		return f, r
	}
	for _, s := range r.Trait.Supers {
		if f, ref := c.traitMethod(applyRef(types.Bind(r.Trait.Params, r.Args), s), name); f != nil {
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
