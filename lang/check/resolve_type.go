package check

// This file finds the types that annotations name.

import (
	"slices"
	"strconv"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// An alias is `type Name<T> = Other;`, resolved when it is first used.
type alias struct {
	decl *ast.AliasDecl
	in   *Module
	busy bool
}

// typ is the type that t names. What is wrong with it is reported; it is then types.Invalid.
func (c *Checker) typ(t ast.Type) types.Type {
	switch t := t.(type) {
	case *ast.NamedType:
		return c.namedType(t)
	case *ast.TupleType:
		if len(t.Types) == 0 {
			return void
		}
		return &types.Tuple{Elems: c.typs(t.Types)}
	case *ast.ArrayType:
		elem := c.typ(t.Elem)
		if t.Size == "" {
			return &types.Slice{Elem: elem}
		}
		n, err := strconv.ParseInt(strings.ReplaceAll(t.Size, "_", ""), 0, 64)
		if err != nil {
			c.report(t, diag.BadLiteral, "`%s` is not a length of an array", t.Size)
			return invalid
		}
		return &types.Array{Elem: elem, Len: n}
	case *ast.FuncType:
		return &types.Func{Params: c.typs(t.Params), Result: c.result(t.Result)}
	case *ast.DynType:
		d := &types.Dyn{}
		for _, r := range t.Traits {
			ref := c.traitRef(r)
			if ref == nil {
				return invalid
			}
			if !c.bindsAssoc(r, ref) {
				return invalid
			}
			d.Traits = append(d.Traits, ref)
		}
		return d
	case *ast.QualifiedType:
		return c.qualifiedType(t)
	case *ast.PointerType:
		c.unsupported(t, "raw pointers", "")
		return invalid
	case *ast.BorrowType:
		d := c.unsupported(t, "borrowed types", "name the type without `&`")
		fix(d, "remove the `&`", c.cut(t.Start(), t.Elem.Start()))
		return invalid
	case nil:
		return invalid
	}
	c.report(t, diag.UnknownType, "this is not a type")
	return invalid
}

func (c *Checker) typs(ts []ast.Type) []types.Type {
	out := make([]types.Type, len(ts))
	for i, t := range ts {
		out[i] = c.typ(t)
	}
	return out
}

// result is the type after `->`, that of () if there is none.
func (c *Checker) result(t ast.Type) types.Type {
	if t == nil {
		return void
	}
	return c.typ(t)
}

func (c *Checker) namedType(t *ast.NamedType) types.Type {
	name := t.Path[0]
	if name == "Self" {
		return c.selfType(t)
	}
	if len(t.Path) == 1 && name == "_" {
		if c.fn == nil {
			c.report(t, diag.TypeUnknown, "a type must be written here")
			return invalid
		}
		return c.fresh(t)
	}
	if p := c.typeParam(name); p != nil {
		c.markParam(t, p)
		if len(t.Path) == 1 {
			return p
		}
		return c.projection(t, p, t.Path[1:])
	}
	if name == "LocalPid" && len(t.Path) == 1 && len(t.Args) == 1 {
		return c.address(t)
	}
	o := c.typeObject(name)
	if len(t.Path) > 1 {
		o = c.object(name)
		if shown := c.shownType(name, t.Path[1]); o == nil && shown != nil && len(t.Path) == 2 {
			c.markPart(t, t.Path, 1, shown)
			return c.applyType(t, shown, t.Args)
		}
	}
	c.markPart(t, t.Path, 0, o)
	for i, part := range t.Path[1:] {
		m, ok := o.(*Module)
		if !ok {
			break
		}
		if o = c.member(m, part, c.nameSpan(t, part)); o == nil {
			return invalid
		}
		c.markPart(t, t.Path, i+1, o)
	}
	switch o := o.(type) {
	case *TypeName:
		return c.applyType(t, o, t.Args)
	case *Trait:
		d := c.report(t, diag.UnknownType, "`%s` is a trait, not a type", o.Name)
		help(d, "a value of any type that implements it is `dyn %s`", o.Name)
		return invalid
	case nil:
		return c.unknownNamedType(t, name)
	}
	c.report(t, diag.UnknownType, "`%s` is not a type", strings.Join(t.Path, "::"))
	return invalid
}

func (c *Checker) unknownNamedType(t *ast.NamedType, name string) types.Type {
	if name == "Never" && c.here.unit.embedded {
		return never
	}
	if u := c.openedType(name); u != nil {
		c.markFirst(t, name, u)
		return c.applyType(t, u, t.Args)
	}
	if name == "Task" && c.here.unit.embedded {
		return c.applyType(t, c.universe.taskName.(*TypeName), t.Args)
	}
	if name == "Task" {
		d := c.report(t, diag.UnknownType, "Task<T> is a compiler-internal type and cannot be written")
		help(d, "`fork name = f(…)` makes a task; its type follows")
		return invalid
	}
	if what, ok := concurrentTypes[name]; ok {
		c.unsupported(t, what, instead(name))
		return invalid
	}
	return c.unknownType(t, name)
}

// openedType finds a public type of a module that is imported as a whole.
func (c *Checker) openedType(name string) *TypeName {
	for _, u := range c.here.unit.opened {
		if t, ok := u.names[name].(*TypeName); ok && u.public[name] {
			return t
		}
	}
	return c.unpublished(name)
}

// unpublished finds a type that only one of the files imported as a whole declares, without `pub`:
// functions need it, types do not.
func (c *Checker) unpublished(name string) *TypeName {
	var only *TypeName
	for _, u := range c.here.unit.opened {
		t, ok := u.names[name].(*TypeName)
		if !ok || !u.shows(name) || t == only {
			continue
		}
		if only != nil {
			return nil
		}
		only = t
	}
	return only
}

// shows tells whether others may name what u declares.
func (u *unit) shows(name string) bool {
	t, ok := u.names[name].(*TypeName)
	if u.public[name] || !ok || u.embedded {
		return u.public[name]
	}
	def := defOf(t)
	return def == nil || def.Shape == types.Record || def.Shape == types.Enum
}

// selfType is `Self` or `Self::Item`.
func (c *Checker) selfType(t *ast.NamedType) types.Type {
	s := c.self()
	if s == nil {
		c.report(t, diag.OutsideImpl, "`Self` has no meaning outside of a trait, a type or an impl")
		return invalid
	}
	c.markSelf(t, s.self)
	if len(t.Path) == 1 {
		return s.self
	}
	if s.impl != nil {
		if a, ok := s.impl.assoc[t.Path[1]]; ok {
			return a
		}
	}
	return c.projection(t, s.self, t.Path[1:])
}

// projection is T::Item.
func (c *Checker) projection(at ast.Node, t types.Type, names []string) types.Type {
	for _, n := range names {
		tr := c.traitWithAssoc(t, n)
		if tr == nil {
			c.report(at, diag.UnknownType, "no trait of `%s` has an associated type `%s`", t, n)
			return invalid
		}
		t = c.normalize(&types.Proj{Type: t, Trait: tr, Name: n})
	}
	return t
}

// traitWithAssoc finds the trait among the bounds of t, or those around it, that has an
// associated type.
func (c *Checker) traitWithAssoc(t types.Type, name string) *types.Trait {
	for s := c.scope; s != nil; s = s.outer {
		if s.trait != nil && types.Identical(s.self, t) {
			if tr := assocIn(s.trait.Trait, name); tr != nil {
				return tr
			}
		}
	}
	if p, ok := t.(*types.Param); ok {
		for _, b := range p.Bounds {
			if tr := assocIn(b.Trait, name); tr != nil {
				return tr
			}
		}
		return nil
	}
	if p, ok := t.(*types.Proj); ok && p.Trait != nil {
		return c.universe.iterator.Trait
	}
	return c.implWithAssoc(t, name)
}

// assocIn finds the trait with an associated type: tr or one above it.
func assocIn(tr *types.Trait, name string) *types.Trait {
	if slices.Contains(tr.Assoc, name) {
		return tr
	}
	for _, s := range tr.Supers {
		if t := assocIn(s.Trait, name); t != nil {
			return t
		}
	}
	return nil
}

// qualifiedType is `<T as Trait>.Item`.
func (c *Checker) qualifiedType(t *ast.QualifiedType) types.Type {
	x := c.typ(t.Type)
	tr, ok := c.object(t.Trait[len(t.Trait)-1]).(*Trait)
	if !ok || len(t.Names) == 0 {
		c.report(t, diag.UnknownTrait, "unknown trait `%s`", strings.Join(t.Trait, "."))
		return invalid
	}
	owner := assocIn(tr.Trait, t.Names[0])
	if owner == nil {
		c.report(t, diag.UnknownType, "trait `%s` has no associated type `%s`", tr.Name, t.Names[0])
		return invalid
	}
	return c.normalize(&types.Proj{Type: x, Trait: owner, Name: t.Names[0]})
}

// applyType gives a declared type its arguments.
func (c *Checker) applyType(at ast.Node, t *TypeName, written []*ast.TypeArg) types.Type {
	c.resolveAlias(t)
	var args []types.Type
	for _, a := range written {
		args = append(args, c.typ(a.Type))
	}
	return c.apply(at, t, args)
}

func (c *Checker) apply(at ast.Node, t *TypeName, args []types.Type) types.Type {
	if types.Resolve(t.Type) == types.Type(invalid) {
		return invalid
	}
	if len(args) == 0 && len(t.Params) > 0 && c.fn != nil {
		sub, inst := c.instantiate(t.Params, at)
		c.bound(at, t, inst)
		return sub.Apply(t.Type)
	}
	if len(args) != len(t.Params) {
		d := c.report(at, diag.WrongTypeArgCount, "`%s` takes %s but %s supplied", t.Name,
			count(len(t.Params), "type argument"), wereSupplied(len(args)))
		if len(t.Params) > 0 {
			unknown := make([]types.Type, len(t.Params))
			copy(unknown, args)
			for i := len(args); i < len(unknown); i++ {
				unknown[i] = invalid
			}
			help(d, "say what is in it, such as `%s`", c.guessed(types.Bind(t.Params, unknown).Apply(t.Type), i64))
		}
		return invalid
	}
	c.bound(at, t, args)
	return types.Bind(t.Params, args).Apply(t.Type)
}

// bound checks that the arguments of a type have the bounds of its parameters, as soon as
// every impl is known.
func (c *Checker) bound(at ast.Node, t *TypeName, args []types.Type) {
	sub := types.Bind(t.Params, args)
	for i, p := range t.Params {
		if _, ok := args[i].(*types.Param); ok {
			continue // what gives it a type is checked
		}
		for _, b := range p.Bounds {
			arg := args[i]
			o := obligation{at: at, t: arg, ref: applyRef(sub, b), owner: "`" + t.Name + "`", typ: true, plain: !hasVar(arg)}
			switch m := c.here; {
			case c.fn == nil:
				c.bodies = append(c.bodies, func() { c.in(context{here: m}, func() { c.satisfy(o) }) })
			case o.plain:
				c.satisfy(o)
			default:
				c.obliged(o)
			}
		}
	}
}

// resolveAlias finds what an alias stands for.
func (c *Checker) resolveAlias(t *TypeName) {
	a := t.alias
	if a == nil {
		return
	}
	if a.busy {
		c.report(a.decl, diag.RecursiveType, "type `%s` is an alias of itself", t.Name)
		t.Type, t.alias = invalid, nil
		return
	}
	a.busy = true
	c.in(context{here: a.in, scope: &scope{}}, func() {
		t.Params = c.typeParams(a.decl.TypeParams)
		resolved := c.typ(a.decl.Type)
		if t.alias != nil {
			t.Type, t.alias = resolved, nil
		}
	})
}

// traitRef is the trait that r names, nil if there is none.
func (c *Checker) traitRef(r *ast.TraitRef) *types.TraitRef {
	o := c.typeObject(r.Path[0])
	if len(r.Path) > 1 {
		o = c.object(r.Path[0])
	}
	c.markPart(r, r.Path, 0, o)
	for i, part := range r.Path[1:] {
		if m, ok := o.(*Module); ok {
			o = c.member(m, part, c.nameSpan(r, part))
			c.markPart(r, r.Path, i+1, o)
		}
	}
	if o == nil {
		for _, u := range c.here.unit.opened {
			if t, ok := u.names[r.Path[0]].(*Trait); ok && u.public[r.Path[0]] {
				o = t
				c.markPart(r, r.Path, 0, o)
			}
		}
	}
	name := strings.Join(r.Path, "::")
	if t, ok := o.(*TypeName); ok && types.Resolve(t.Type) == types.Type(invalid) {
		return nil
	}
	tr, ok := o.(*Trait)
	if what, concurrent := concurrentTypes[name]; !ok && concurrent {
		c.unsupported(r, what, instead(name))
		return nil
	}
	if !ok {
		d := c.report(r, diag.UnknownTrait, "unknown trait `%s`", name)
		switch {
		case name == "Drop" || name == "Closable" || name == "Disposable" || name == "AutoCloseable":
			help(d, "what is done at the end of a value is `fn close(self)` of a type with `#[resource]`")
		case c.helpDeclared(d, r, name, traitEntry):
		default:
			c.suggestAt(d, r, name, c.visible(func(o Object) bool { _, ok := o.(*Trait); return ok }))
		}
		return nil
	}
	ref := &types.TraitRef{Trait: tr.Trait}
	for _, a := range r.Args {
		if a.Name == "" {
			ref.Args = append(ref.Args, c.typ(a.Type))
			continue
		}
		if assocIn(tr.Trait, a.Name) == nil {
			c.report(a, diag.UnknownType, "trait `%s` has no associated type `%s`", tr.Name, a.Name)
			continue
		}
		if ref.Assoc == nil {
			ref.Assoc = map[string]types.Type{}
		}
		ref.Assoc[a.Name] = c.typ(a.Type)
	}
	if len(ref.Args) != len(tr.Params) {
		c.report(r, diag.WrongTypeArgCount, "trait `%s` takes %s but %s supplied", tr.Name,
			count(len(tr.Params), "type argument"), wereSupplied(len(ref.Args)))
		return nil
	}
	return ref
}

// typeParams declares type parameters in the current scope.
func (c *Checker) typeParams(decls []*ast.TypeParam) []*types.Param {
	if len(decls) == 0 {
		return nil
	}
	if c.scope.params == nil {
		c.scope.params = map[string]*types.Param{}
	}
	params := make([]*types.Param, len(decls))
	for i, d := range decls {
		if d.Const != "" {
			c.unsupported(d, "constant parameters", "")
		}
		params[i] = &types.Param{Name: d.Name}
		c.scope.params[d.Name] = params[i]
	}
	c.distinctParams(decls)
	c.markParams(params, decls)
	for i, d := range decls {
		params[i].Bounds = c.bounds(d.Bounds)
	}
	return params
}

// distinctParams reports type parameters of one declaration with the same name.
func (c *Checker) distinctParams(decls []*ast.TypeParam) {
	for i, d := range decls {
		for _, before := range decls[:i] {
			if d.Name == before.Name {
				c.report(d, diag.DuplicateName, "type parameter `%s` is already declared", d.Name)
				break
			}
		}
	}
}

func (c *Checker) bounds(refs []*ast.TraitRef) []*types.TraitRef {
	var bounds []*types.TraitRef
	for _, r := range refs {
		if ref := c.traitRef(r); ref != nil {
			bounds = append(bounds, ref)
		}
	}
	return bounds
}

// where adds the bounds of a where clause to the parameters it names.
func (c *Checker) where(bounds []*ast.Bound) {
	for _, b := range bounds {
		if p, ok := c.typ(b.Type).(*types.Param); ok {
			p.Bounds = append(p.Bounds, c.bounds(b.Bounds)...)
		}
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func wereSupplied(n int) string {
	if n == 1 {
		return "1 was"
	}
	return strconv.Itoa(n) + " were"
}
