package check

// This file tells which types implement which traits, and resolves associated types.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// An obligation is a bound that a type argument must satisfy once it is known.
type obligation struct {
	at    ast.Node
	t     types.Type
	ref   *types.TraitRef
	owner string // what has the bound
	typ   bool   // a type has it, not a function
	plain bool   // t stands in the program as it is
}

// oblige notes that t must implement a trait.
func (c *Checker) oblige(at ast.Node, t types.Type, ref *types.TraitRef, owner string) {
	c.obliged(obligation{at: at, t: t, ref: ref, owner: owner})
}

func (c *Checker) obliged(o obligation) {
	t, ref := o.t, o.ref
	if c.fn == nil {
		c.satisfy(o)
		return
	}
	if v, ok := types.Resolve(t).(*types.Var); !ok || v.Lit != types.NoLiteral && len(ref.Assoc) == 0 {
		if c.satisfyNow(o) {
			return
		}
	}
	c.fn.root.obligations.add(o)
}

// maxDepth is how many impls and associated types may depend on each other.
const maxDepth = 100

// satisfyNow tries an obligation whose type is known already, for what it says about others.
func (c *Checker) satisfyNow(o obligation) bool {
	return !hasVar(o.t) && c.implements(o.t, o.ref)
}

// satisfy reports an obligation that does not hold.
func (c *Checker) satisfy(o obligation) {
	t := c.normalize(o.t)
	if isInvalid(t) || c.implements(t, o.ref) {
		return
	}
	missing := lack{t.String(), o.ref.Trait}
	if c.unmetHere(missing) && !o.plain {
		return // it comes of what was reported
	}
	switch {
	case !o.typ:
	case c.fn == nil:
		c.unmet[missing] = true
	default:
		if c.fn.root.unmet == nil {
			c.fn.root.unmet = map[lack]bool{}
		}
		c.fn.root.unmet[missing] = true
	}
	d := c.report(o.at, diag.MissingImpl, "`%s` does not implement `%s`", t, o.ref.Trait.Name)
	if o.owner != "" {
		d.Message += ", which " + o.owner + " needs"
	}
	switch {
	case o.ref.Trait == c.universe.display.Trait:
		if types.DefOf(t) == c.universe.task {
			help(d, "a task gives its result to `await`: write `await` before its name")
		} else if c.mayFail(t) {
			help(d, "show what is in it: `match` tells the cases apart, `unwrap_or(…)` has a value for the other one")
		} else if types.Is(t, types.Duration) {
			help(d, "show it in a unit: `d.millis()`, `d.secs()`")
		} else if types.Is(t, types.Bytes) {
			help(d, "show it as text, `b.to_string()`, or with `import std::encoding::hex;` as numbers, `hex.encode(b)`")
		} else if types.DefOf(t) == c.universe.vec {
			help(d, "show its elements: `for x in v { … }`; a `Vec<string>` has `v.join(\", \")`")
		} else if types.DefOf(t) == c.universe.hashMap {
			help(d, "show its entries: `for (k, v) in m { … }`")
		} else if types.DefOf(t) == c.universe.hashSet {
			help(d, "show its elements: `for x in s { … }`")
		} else if _, ok := t.(*types.Tuple); ok {
			help(d, "show its parts, `t.0` and so on, in an f-string: `f\"{t.0} {t.1}\"`")
		} else if types.Is(t, types.Unit) {
			help(d, "this has no value")
		} else if _, ok := t.(*types.Named); ok && types.DefOf(t).Module != "" {
			help(d, "write `impl Display for %s { fn fmt(v: %s) -> string { … } }`", types.DefOf(t).Name, t)
		} else if _, ok := t.(*types.Param); ok {
			help(d, "add the bound: `%s: Display`", t)
		}
	default:
		if p, ok := t.(*types.Param); ok {
			help(d, "add the bound: `%s: %s`", p, o.ref.Trait.Name)
		} else if def := types.DefOf(t); def != nil && def.Module != "" {
			help(d, "write `impl %s for %s { … }`", o.ref.Trait.Name, t)
		}
	}
}

// A lack is a type that should have a trait.
type lack struct {
	t     string
	trait *types.Trait
}

// unmetBound tells whether an argument of t was reported to lack what t wants of it: t has no
// methods then, which is no mistake of its own.
func (c *Checker) unmetBound(t types.Type) bool {
	n, ok := t.(*types.Named)
	if !ok {
		return false
	}
	for i, p := range n.Def.Params {
		for _, b := range p.Bounds {
			if i < len(n.Args) && c.unmetHere(lack{c.normalize(n.Args[i]).String(), b.Trait}) {
				return true
			}
		}
	}
	return false
}

// unmetHere tells whether a lack was reported in this function or outside of functions.
func (c *Checker) unmetHere(missing lack) bool {
	return c.unmet[missing] || c.fn != nil && c.fn.root.unmet[missing]
}

// implements tells whether t has a trait. Type variables of ref may become known.
func (r *resolver) implements(t types.Type, ref *types.TraitRef) (does bool) {
	r.proofs.within(maxDepth, func() { does = r.has(r.normalize(t), ref) })
	return does
}

// has tells whether a type that is normalized has a trait.
func (r *resolver) has(t types.Type, ref *types.TraitRef) bool {
	switch u := t.(type) {
	case *types.Basic:
		if u.Kind == types.Invalid || u.Kind == types.Never {
			return true
		}
	case *types.Param:
		if b := boundOf(u, ref.Trait); b != nil {
			return r.assocAgree(b, ref)
		}
	case *types.Proj:
		return true
	case *types.Dyn:
		for _, bound := range u.Traits {
			if above(bound, ref.Trait) != nil {
				return true
			}
		}
	case *types.Var:
		switch u.Lit {
		case types.IntLiteral:
			t = i64
		case types.FloatLiteral:
			t = types.Of(types.F64)
		default:
			return true
		}
	}
	if ref.Trait.Module == "" && r.builtinImplements(t, ref) {
		return true
	}
	im, args := r.implOf(t, ref.Trait)
	if im == nil {
		return false
	}
	sub := types.Bind(im.params, args)
	return r.assocAgree(&types.TraitRef{Trait: im.trait.Trait, Args: applyRef(sub, im.trait).Args, Assoc: applyAssoc(sub, im.assoc)}, ref)
}

func applyAssoc(s types.Subst, assoc map[string]types.Type) map[string]types.Type {
	out := make(map[string]types.Type, len(assoc))
	for n, t := range assoc {
		out[n] = s.Apply(t)
	}
	return out
}

// assocAgree unifies the arguments and associated types that want names with those of have.
func (r *resolver) assocAgree(have, want *types.TraitRef) bool {
	if len(have.Args) == len(want.Args) {
		for i := range want.Args {
			if !r.unify(have.Args[i], want.Args[i]) {
				return false
			}
		}
	}
	for n, t := range want.Assoc {
		if h, ok := have.Assoc[n]; ok && !r.unify(h, t) {
			return false
		}
	}
	return true
}

// boundOf finds a trait among the bounds of a parameter and the traits above them.
func boundOf(p *types.Param, tr *types.Trait) *types.TraitRef {
	for _, b := range p.Bounds {
		if r := above(b, tr); r != nil {
			return r
		}
	}
	return nil
}

// above finds tr in r or in the traits above it.
func above(r *types.TraitRef, tr *types.Trait) *types.TraitRef {
	if r.Trait == tr {
		return r
	}
	for _, s := range r.Trait.Supers {
		if found := above(s, tr); found != nil {
			return found
		}
	}
	return nil
}

// builtinImplements tells whether a built-in trait holds of a type by its nature.
func (r *resolver) builtinImplements(t types.Type, ref *types.TraitRef) bool {
	all := func(ts []types.Type) bool {
		for _, t := range ts {
			if !r.implements(t, ref) {
				return false
			}
		}
		return true
	}
	k := types.KindOf(t)
	switch ref.Trait.Name {
	case "Display":
		return types.Bool <= k && k <= types.F64 || k == types.String
	case "Num":
		return types.IsNumeric(t)
	case "Ord", "PartialOrd":
		return types.Bool <= k && k <= types.String
	case "Eq", "PartialEq", "Hash":
		if k != types.Invalid {
			return ref.Trait.Name != "Hash" || !types.IsFloat(t)
		}
		switch t := t.(type) {
		case *types.Tuple:
			return all(t.Elems)
		case *types.Array:
			return r.implements(t.Elem, ref)
		case *types.Named:
			return t.Def.Shape == types.Enum || t.Def.Shape == types.Record
		}
		return false
	case "Copy":
		return r.copies(t)
	case "Clone":
		return r.canClone(t)
	case "Debug", "Send", "Sync", "Frozen":
		return true
	case "Index":
		args, ok := types.IsNamed(t, "Vec")
		return ok && r.assocAgree(&types.TraitRef{Assoc: map[string]types.Type{"Output": args[0]}}, ref)
	case "IntoIterator":
		if item := r.itemOf(t); item != nil {
			return r.assocAgree(&types.TraitRef{Assoc: map[string]types.Type{"Item": item}}, ref)
		}
	}
	return false
}

// itemOf is what a built-in collection consists of, nil of other types.
func (r *resolver) itemOf(t types.Type) types.Type {
	switch t := types.Resolve(t).(type) {
	case *types.Named:
		switch t.Def {
		case r.universe.vec, r.universe.hashSet, r.universe.ranges:
			return t.Args[0]
		case r.universe.hashMap:
			return &types.Tuple{Elems: t.Args}
		}
	case *types.Array:
		return t.Elem
	case *types.Slice:
		return t.Elem
	}
	return nil
}

// normalize resolves t as far as it is known: variables at its top, and an associated type of
// a type that has it.
func (r *resolver) normalize(t types.Type) types.Type {
	t = types.Resolve(t)
	p, ok := t.(*types.Proj)
	if !ok {
		return t
	}
	found := types.Type(invalid)
	r.proofs.within(maxDepth, func() { found = r.normalizeProj(p) })
	return found
}

func (r *resolver) normalizeProj(p *types.Proj) types.Type {
	base := r.normalize(p.Type)
	if found := r.project(base, p.Trait, p.Name); found != nil {
		return r.normalize(found)
	}
	if base != p.Type {
		return &types.Proj{Type: base, Trait: p.Trait, Name: p.Name}
	}
	return p
}

// project is the associated type of a type, nil if it is not known.
func (r *resolver) project(t types.Type, tr *types.Trait, name string) types.Type {
	switch t := t.(type) {
	case *types.Param:
		for _, b := range t.Bounds {
			if found := assocOfRef(b, name); found != nil {
				return found
			}
		}
		return nil
	case *types.Dyn:
		for _, bound := range t.Traits {
			if found := assocOfRef(bound, name); found != nil {
				return found
			}
		}
		return nil
	case *types.Var:
		return nil
	}
	if tr == nil {
		tr = r.implWithAssoc(t, name)
	}
	if tr == nil {
		return nil
	}
	im, args := r.implOf(t, tr)
	if im != nil {
		if a, ok := im.assoc[name]; ok {
			return types.Bind(im.params, args).Apply(a)
		}
		return nil
	}
	if tr == r.universe.intoIterator.Trait {
		if name == "Item" {
			return r.itemOf(t)
		}
		if r.implements(t, &types.TraitRef{Trait: r.universe.iterator.Trait}) {
			return t
		}
	}
	if tr == r.universe.index.Trait {
		if args, ok := types.IsNamed(t, "Vec"); ok {
			return args[0]
		}
	}
	return nil
}

func assocOfRef(r *types.TraitRef, name string) types.Type {
	if t, ok := r.Assoc[name]; ok {
		return t
	}
	for _, s := range r.Trait.Supers {
		if t := assocOfRef(s, name); t != nil {
			return t
		}
	}
	return nil
}
