package check

// This file declares impls and finds the impl that a type has.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// An impl is `impl T { … }` or `impl Trait for T { … }`, or the methods in the body of a type.
type impl struct {
	in      *Module
	decl    *ast.ImplDecl // nil of methods in the body of a type
	params  []*types.Param
	trait   *types.TraitRef // nil of an inherent impl
	typ     types.Type
	assoc   map[string]types.Type
	methods map[string]*Func
	order   []*Func
	implied bool // by an impl of a trait below
	widths  bool // of all integer types, or of all float types
	nth     int  // how many impls were declared before
}

// An implTable has every impl.
type implTable struct {
	inherent map[any][]*impl // by head of the type
	traits   map[*types.Trait][]*impl
	byHead   map[any][]*impl // those of traits, by head; those of all types by nil
	all      []*impl
	count    int // of all that were ever declared
}

func newImplTable() implTable {
	return implTable{inherent: map[any][]*impl{}, traits: map[*types.Trait][]*impl{}, byHead: map[any][]*impl{}}
}

// head is what impls of a type are found by; nil of a type parameter.
func head(t types.Type) any {
	switch t := types.Resolve(t).(type) {
	case *types.Basic:
		return t.Kind
	case *types.Named:
		return t.Def
	case *types.Tuple:
		return "tuple"
	case *types.Array:
		return "array"
	case *types.Slice:
		return "slice"
	case *types.Func:
		return "fn"
	case *types.Dyn:
		return "dyn"
	case *types.Var:
		switch t.Lit {
		case types.IntLiteral:
			return types.I64
		case types.FloatLiteral:
			return types.F64
		}
	}
	return nil
}

func (c *Checker) addImpl(im *impl) {
	t := &c.prog.impls
	t.all = append(t.all, im)
	im.nth = t.count
	t.count++
	h := head(im.typ)
	if im.trait == nil {
		c.session.replacing = c.session.replacing || im.replaces(t.inherent[h])
		t.inherent[h] = im.before(t.inherent[h])
		return
	}
	c.session.replacing = c.session.replacing || im.replaces(t.traits[im.trait.Trait])
	t.traits[im.trait.Trait] = im.before(t.traits[im.trait.Trait])
	t.byHead[h] = im.before(t.byHead[h])
}

// before adds an impl to others: that of an input replaces the methods of earlier ones.
func (im *impl) before(others []*impl) []*impl {
	if im.in.unit.earlier != nil {
		return slices.Insert(others, 0, im)
	}
	return append(others, im)
}

// replaces tells whether im may be chosen from now on where one of others was before.
func (im *impl) replaces(others []*impl) bool {
	return im.in.unit.earlier != nil && slices.ContainsFunc(others, func(o *impl) bool {
		h := head(o.typ)
		return h == nil || h == head(im.typ)
	})
}

// implDecl declares an impl with the signatures of its methods.
func (c *Checker) implDecl(m *Module, d *ast.ImplDecl) {
	c.in(c.withScope(&scope{}), func() { c.implHere(m, d) })
}

func (c *Checker) implHere(m *Module, d *ast.ImplDecl) {
	im := &impl{in: m, decl: d, assoc: map[string]types.Type{}, methods: map[string]*Func{}}
	im.params = c.typeParams(d.TypeParams)
	target := d.Type
	if d.For != nil {
		target = d.For
	}
	c.implicitParams(im, target)
	im.typ = c.typ(target)
	c.where(d.Where)
	if d.For != nil {
		im.trait = c.implTrait(d.Type)
		if im.trait == nil {
			return
		}
	}
	if isInvalid(im.typ) {
		return
	}
	self := im.typ
	if m.unit.embedded && im.trait == nil && (m.Path == "core::int" && im.typ == types.Type(i64) || m.Path == "core::float" && types.Is(im.typ, types.F64)) {
		p := &types.Param{Name: "Self"}
		im.widths, im.params, im.typ = true, []*types.Param{p}, p
		c.prog.impls.inherent[m.Path] = append(c.prog.impls.inherent[m.Path], im)
	} else {
		c.addImpl(im)
	}
	c.scope.self, c.scope.impl = im.typ, im
	if im.trait != nil {
		c.scope.trait = c.prog.traits[im.trait.Trait]
	}
	for _, member := range d.Members {
		if member.Type != nil && member.Type.Type != nil {
			if im.assoc[member.Type.Name] != nil {
				c.report(member.Type, diag.DuplicateName, "associated type `%s` is already defined", member.Type.Name)
				continue
			}
			im.assoc[member.Type.Name] = c.typ(member.Type.Type)
		}
	}
	for _, member := range d.Members {
		if member.Method != nil {
			c.implMethod(im, member, self)
		}
	}
	if im.trait != nil {
		c.superImpls(im, im.trait)
	}
}

// superImpls makes an impl of each trait above an impl's whose methods stand in the impl.
func (c *Checker) superImpls(im *impl, ref *types.TraitRef) {
	for _, s := range ref.Trait.Supers {
		above := applyRef(types.Bind(ref.Trait.Params, ref.Args), s)
		t := c.prog.traits[s.Trait]
		extra := &impl{in: im.in, decl: im.decl, params: im.params, trait: above, typ: im.typ, assoc: im.assoc, methods: map[string]*Func{}, implied: true}
		for name, f := range im.methods {
			if t != nil && t.Methods[name] != nil && im.trait.Trait != s.Trait && !c.declares(im.trait.Trait, name) {
				extra.methods[name] = f
			}
		}
		if len(extra.methods) > 0 {
			c.addImpl(extra)
		}
		c.superImpls(im, above)
	}
}

// declares tells whether a trait itself, not one above it, has a method.
func (c *Checker) declares(t *types.Trait, name string) bool {
	return c.prog.traits[t] != nil && c.prog.traits[t].Methods[name] != nil
}

// implicitParams makes parameters of names in `impl Wrapper<T>` that mean nothing else.
func (c *Checker) implicitParams(im *impl, target ast.Type) {
	n, ok := target.(*ast.NamedType)
	if !ok {
		return
	}
	for _, a := range n.Args {
		arg, ok := a.Type.(*ast.NamedType)
		if !ok || len(arg.Path) != 1 || len(arg.Args) > 0 || c.typeParam(arg.Path[0]) != nil || c.object(arg.Path[0]) != nil {
			continue
		}
		if len(arg.Path[0]) > 2 {
			continue
		}
		p := &types.Param{Name: arg.Path[0]}
		if c.scope.params == nil {
			c.scope.params = map[string]*types.Param{}
		}
		c.scope.params[p.Name] = p
		im.params = append(im.params, p)
	}
}

// implTrait is the trait named in `impl Trait for`.
func (c *Checker) implTrait(t ast.Type) *types.TraitRef {
	n, ok := t.(*ast.NamedType)
	if !ok {
		c.report(t, diag.UnknownTrait, "a trait must be named here")
		return nil
	}
	ref := &ast.TraitRef{Span: n.Span, Path: n.Path, Args: n.Args}
	return c.traitRef(ref)
}

// implMethod adds a method to an impl; self is what a receiver is written as.
func (c *Checker) implMethod(im *impl, member *ast.Member, self types.Type) {
	d := member.Method
	if old, ok := im.methods[d.Name]; ok {
		r := c.reportAt(c.nameSpan(d, d.Name), diag.DuplicateName, "method `%s` is already defined", d.Name)
		note(r, c.places[old], "`%s` is first defined here", d.Name)
		return
	}
	f := &Func{Name: d.Name, Module: im.in, Decl: d, Owner: im.typ, TypeParams: im.params, impl: im}
	if im.trait != nil {
		f.Trait = c.prog.traits[im.trait.Trait]
	}
	c.attributes(f, member.Attributes)
	c.places[f] = c.nameSpan(d, d.Name)
	c.markDeclared(c.places[f], f)
	c.signature(f, self)
	if im.widths && f.Receiver {
		f.Params[0].Type, f.Sig.Params[0] = im.typ, im.typ
	} else if im.widths && len(f.Params) > 0 && types.Identical(f.Params[0].Type, im.typ) {
		f.Receiver = true
	}
	im.methods[d.Name] = f
	im.order = append(im.order, f)
}

// typeMethods declares the methods in the body of a type.
func (c *Checker) typeMethods(m *Module, d *ast.TypeDecl) {
	t, ok := m.unit.names[d.Name].(*TypeName)
	if !ok || defOf(t) == nil {
		return
	}
	im := &impl{in: m, params: t.Params, typ: t.Type, methods: map[string]*Func{}}
	s := &scope{self: t.Type, impl: im, params: map[string]*types.Param{}}
	for _, p := range t.Params {
		s.params[p.Name] = p
	}
	c.in(c.withScope(s), func() {
		for _, member := range d.Members {
			if member.Method != nil {
				c.implMethod(im, member, t.Type)
			}
		}
	})
	if len(im.methods) > 0 {
		c.addImpl(im)
	}
}

// matches tells whether im is an impl of t, and with which arguments. What is unknown in t
// may become known.
func (r *resolver) matches(im *impl, t types.Type) ([]types.Type, bool) {
	if len(im.params) == 0 && !hasVar(t) {
		return nil, types.Identical(im.typ, t)
	}
	args := make([]types.Type, len(im.params))
	for i := range args {
		args[i] = &types.Var{}
	}
	sub := types.Bind(im.params, args)
	u := unifier{r: r}
	if !u.unify(sub.Apply(im.typ), t) {
		u.undo()
		return nil, false
	}
	for i, p := range im.params {
		for _, b := range p.Bounds {
			if _, unknown := types.Resolve(args[i]).(*types.Var); !unknown && !r.implements(args[i], applyRef(sub, b)) {
				u.undo()
				return nil, false
			}
		}
	}
	return args, true
}

// implOf finds the impl of a trait that t has.
func (r *resolver) implOf(t types.Type, trait *types.Trait) (*impl, []types.Type) {
	for _, im := range r.prog.impls.traits[trait] {
		if h := head(im.typ); h != nil && h != head(t) {
			continue
		}
		if args, ok := r.matches(im, t); ok {
			return im, args
		}
	}
	return r.structural(t, trait), nil
}

// implWithAssoc finds the trait of an impl of t with an associated type.
func (r *resolver) implWithAssoc(t types.Type, name string) *types.Trait {
	for _, im := range r.prog.impls.byHead[head(t)] {
		if _, ok := im.assoc[name]; ok {
			if _, ok := r.matches(im, t); ok {
				return im.trait.Trait
			}
		}
	}
	return nil
}

// applyRef replaces the parameters in the arguments of a trait.
func applyRef(s types.Subst, r *types.TraitRef) *types.TraitRef {
	if len(r.Args) == 0 && len(r.Assoc) == 0 {
		return r
	}
	out := &types.TraitRef{Trait: r.Trait}
	for _, a := range r.Args {
		out.Args = append(out.Args, s.Apply(a))
	}
	for n, a := range r.Assoc {
		if out.Assoc == nil {
			out.Assoc = map[string]types.Type{}
		}
		out.Assoc[n] = s.Apply(a)
	}
	return out
}
