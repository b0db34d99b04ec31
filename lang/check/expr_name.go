package check

// This file checks names, paths and fields.

import (
	"sort"
	"strconv"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// name is a variable, a constant, a function or a variant.
func (c *Checker) name(e *ast.Name, want types.Type) types.Type {
	if l := c.local(e.Name); l != nil {
		return c.useLocal(e, l)
	}
	if e.Name == "true" || e.Name == "false" {
		return boolean
	}
	o := c.object(e.Name)
	if o == nil {
		return c.unknownName(e, e.Name)
	}
	return c.objectValue(e, o, e.Name, want, nil)
}

func (c *Checker) unknownName(at ast.Node, name string) types.Type {
	if c.recursive(at, name) {
		return invalid
	}
	if what, ok := concurrentNames[name]; ok {
		c.unsupported(at, what, "")
		return invalid
	}
	d := c.report(at, diag.UnknownName, "undefined variable or function `%s`", name)
	c.suggest(d, name, c.visible(func(o Object) bool {
		switch o.(type) {
		case *Local, *Func, *Const, *Variant, *Module:
			return true
		}
		return false
	}))
	return invalid
}

// recursive reports a closure that names the variable it will be bound to.
func (c *Checker) recursive(at ast.Node, name string) bool {
	if c.fn == nil || c.fn.lambda == nil {
		return false
	}
	for f := c.fn; f != nil; f = f.outer {
		if f.naming == name {
			d := c.report(at, diag.RecursiveClosure, "closure `%s` cannot use itself: it has no name before it is made", name)
			help(d, "write a function `fn %s`", name)
			return true
		}
	}
	return false
}

// useLocal notes a use of a variable, and that the closures in between capture it.
func (c *Checker) useLocal(e ast.Expr, l *Local) types.Type {
	c.info.Uses[e] = l
	l.used = true
	for f := c.fn; f != nil && f.owner != l.Owner; f = f.outer {
		if f.lambda == nil {
			break
		}
		f.lambda.capture(l)
	}
	return l.Type
}

// objectValue is the value that o has. args are type arguments that are written.
func (c *Checker) objectValue(e ast.Expr, o Object, name string, want types.Type, args []types.Type) types.Type {
	switch o := o.(type) {
	case *Const:
		c.info.Uses[e] = o
		return o.Type
	case *Variant:
		return c.variantValue(e, o, want, args)
	case *Func:
		c.need(o)
		c.info.Uses[e] = o
		if o.native {
			c.report(e, diag.NotValue, "extern function `%s` can only be called", name)
		}
		sub, inst := c.instanceOf(e, o, args)
		c.instances(e, inst)
		return c.normalize(sub.Apply(o.Sig))
	case *TypeName:
		if types.Resolve(o.Type) == types.Type(invalid) {
			return invalid
		}
		d := c.report(e, diag.NotValue, "`%s` is a type, not a value", name)
		if def := defOf(o); def != nil && def.Shape == types.Record {
			help(d, "make a value: `%s { … }`", name)
		}
		return invalid
	case *Module:
		c.report(e, diag.NotValue, "`%s` is a module, not a value", name)
		return invalid
	case *Trait:
		c.report(e, diag.NotValue, "`%s` is a trait, not a value", name)
		return invalid
	}
	return invalid
}

// instances notes type arguments of a function that is named without a call.
func (c *Checker) instances(e ast.Expr, args []types.Type) {
	if len(args) > 0 {
		c.later(func() { c.info.Instances[e] = c.finalAll(args) })
	}
}

// instanceOf gives the parameters of f the arguments that are written, or unknown ones.
func (c *Checker) instanceOf(at ast.Node, f *Func, written []types.Type) (types.Subst, []types.Type) {
	sub, args := c.instantiate(f.TypeParams, at)
	if len(written) > 0 {
		own := args[len(args)-min(len(args), f.ownParams()):]
		if len(own) == 0 {
			own = args // `HashMap::new::<K, V>()` says what the type has
		}
		if len(own) != len(written) {
			c.report(at, diag.WrongTypeArgCount, "`%s` takes %s but %s supplied", f.Name,
				count(len(own), "type argument"), wereSupplied(len(written)))
			return sub, args
		}
		for i, t := range written {
			c.unify(own[i], t)
		}
	}
	for i, p := range f.TypeParams {
		if f.Trait != nil && p == f.Trait.Self {
			continue
		}
		for _, b := range p.Bounds {
			c.oblige(at, args[i], applyRef(sub, b), "`"+f.Name+"`")
		}
	}
	return sub, args
}

// ownParams is how many type parameters f declares itself.
func (f *Func) ownParams() int {
	if f.Decl == nil {
		return 0
	}
	return len(f.Decl.TypeParams)
}

// variantValue is a variant named without a call: a value, or a function that makes one.
func (c *Checker) variantValue(e ast.Expr, v *Variant, want types.Type, args []types.Type) types.Type {
	v = c.variantFor(v, want)
	c.info.Uses[e] = v
	t, sub := c.enumType(e, v.Def, want, args)
	switch {
	case len(v.Fields) == 0:
		return t
	case v.Named:
		d := c.report(e, diag.NotValue, "variant `%s` has fields", v.Name)
		help(d, "write `%s { … }`", v.Name)
		return invalid
	}
	sig := &types.Func{Result: t}
	for _, f := range v.Fields {
		sig.Params = append(sig.Params, sub.Apply(f.Type))
	}
	return sig
}

// variantFor prefers the variant of the enum that is wanted among those of one name.
func (c *Checker) variantFor(v *Variant, want types.Type) *Variant {
	if want == nil {
		return v
	}
	if f, ok := want.(*types.Func); ok {
		want = f.Result
	}
	def := types.DefOf(want)
	if def == nil || def == v.Def {
		return v
	}
	for _, other := range c.here.unit.variants[v.Name] {
		if other.Def == def {
			return other
		}
	}
	return v
}

// enumType is the type of an enum's value, with the arguments that are wanted or unknown.
func (c *Checker) enumType(at ast.Node, def *types.Def, want types.Type, args []types.Type) (types.Type, types.Subst) {
	sub, inst := c.instantiate(def.Params, at)
	if len(args) > 0 {
		if len(args) != len(inst) {
			c.report(at, diag.WrongTypeArgCount, "`%s` takes %s but %s supplied", def.Name,
				count(len(inst), "type argument"), wereSupplied(len(args)))
		} else {
			for i := range args {
				c.unify(inst[i], args[i])
			}
		}
	} else if n, ok := want.(*types.Named); ok && n.Def == def {
		for i := range inst {
			if _, dyn := types.Resolve(n.Args[i]).(*types.Dyn); dyn || !hasVar(n.Args[i]) || true {
				c.unify(inst[i], n.Args[i])
			}
		}
	}
	return &types.Named{Def: def, Args: inst}, sub
}

// contextVariant is `.Variant`.
func (c *Checker) contextVariant(e *ast.ContextVariant, want types.Type) types.Type {
	v := c.wantedVariant(e, e.Name, want)
	if v == nil {
		return invalid
	}
	return c.variantValue(e, v, want, nil)
}

func (c *Checker) wantedVariant(at ast.Node, name string, want types.Type) *Variant {
	if want == nil || isInvalid(want) {
		if want == nil {
			c.report(at, diag.TypeUnknown, "the enum of `.%s` is not known here", name)
		}
		return nil
	}
	def := types.DefOf(want)
	if def == nil || def.Shape != types.Enum {
		c.report(at, diag.TypeMismatch, "expected `%s`, found a variant `.%s`", want, name)
		return nil
	}
	return c.variantOf(at, def, name)
}

// variantOf finds a variant of an enum by its name.
func (c *Checker) variantOf(at ast.Node, def *types.Def, name string) *Variant {
	for _, v := range def.Variants {
		if v.Name == name {
			return &Variant{v}
		}
	}
	d := c.reportAt(c.nameSpan(at, name), diag.UnknownVariant, "enum `%s` has no variant `%s`", def.Name, name)
	var names []string
	for _, v := range def.Variants {
		names = append(names, v.Name)
	}
	c.suggest(d, name, names)
	return nil
}

// A space is what stands before a `::` or a dot when it is no value.
type space struct {
	module *Module
	typ    *TypeName
	args   []types.Type // written for typ
	self   types.Type   // a type that is already known: `Self`, a type parameter
	trait  *Trait
	bad    bool // reported
}

// space is what e means before a `::` or a dot, nil if e is a value.
func (c *Checker) space(e ast.Expr) *space {
	switch e := e.(type) {
	case *ast.Name:
		if c.local(e.Name) != nil {
			return nil
		}
		if e.Name == "Self" {
			if s := c.self(); s != nil {
				return &space{self: s.self}
			}
			c.report(e, diag.OutsideImpl, "`Self` has no meaning outside of a trait, a type or an impl")
			return &space{bad: true}
		}
		if p := c.typeParam(e.Name); p != nil {
			return &space{self: p}
		}
		o := c.object(e.Name)
		if o == nil {
			if t := c.openedType(e.Name); t != nil {
				o = t
			} else if what, ok := concurrentTypes[e.Name]; ok {
				c.unsupported(e, what, "")
				return &space{bad: true}
			}
		}
		return spaceOf(o)
	case *ast.FieldExpr:
		s := c.space(e.X)
		if s == nil || s.module == nil {
			return nil
		}
		switch o := s.module.unit.names[e.Name].(type) {
		case *TypeName, *Trait:
			c.member(s.module, e.Name, c.nameSpan(e, e.Name))
			return spaceOf(o)
		}
	case *ast.InstanceExpr:
		s := c.space(e.X)
		if s != nil && s.bad {
			return s
		}
		if s != nil && s.typ != nil {
			for _, a := range e.TypeArgs {
				s.args = append(s.args, c.typ(a))
			}
			return s
		}
	}
	return nil
}

func spaceOf(o Object) *space {
	switch o := o.(type) {
	case *Module:
		return &space{module: o}
	case *TypeName:
		if types.Resolve(o.Type) == types.Type(invalid) {
			return &space{bad: true}
		}
		return &space{typ: o}
	case *Trait:
		return &space{trait: o}
	}
	return nil
}

// field is `x.name`: a field, or a path to what a module or a type has.
func (c *Checker) field(e *ast.FieldExpr, want types.Type) types.Type {
	if s := c.space(e.X); s != nil {
		return c.pathValue(e, s, want, nil)
	}
	return c.fieldOf(e, c.settled(c.expr(e.X, nil)))
}

// pathValue is what a module or a type has by a name.
func (c *Checker) pathValue(e *ast.FieldExpr, s *space, want types.Type, args []types.Type) types.Type {
	switch {
	case s.bad:
		return invalid
	case s.module != nil:
		if s.module.unit.names[e.Name] == nil {
			if t := basicTypeSpace(c, e.X); t != nil {
				return c.pathValue(e, t, want, args)
			}
		}
		o := c.member(s.module, e.Name, c.nameSpan(e, e.Name))
		if o == nil {
			return invalid
		}
		return c.objectValue(e, o, e.Name, want, args)
	case s.trait != nil:
		f := s.trait.Methods[e.Name]
		if f == nil {
			c.reportAt(c.nameSpan(e, e.Name), diag.UnknownMethod, "trait `%s` has no method `%s`", s.trait.Name, e.Name)
			return invalid
		}
		return c.objectValue(e, f, e.Name, want, args)
	}
	if v := c.spaceVariant(e, s); v != nil {
		return c.variantValue(e, v, want, s.args)
	}
	t, m := c.static(e, s)
	if m.fn == nil {
		return invalid
	}
	_ = t
	c.need(m.fn)
	c.info.Uses[e] = m.fn
	sub, inst := c.bindMethod(e, m, args)
	c.instances(e, inst)
	return c.normalize(sub.Apply(m.fn.Sig))
}

// basicTypeSpace is the basic type behind a name that a module hides: `string` with
// `import std::string`.
func basicTypeSpace(c *Checker, e ast.Expr) *space {
	if n, ok := e.(*ast.Name); ok {
		if t, ok := c.universe.names[n.Name].(*TypeName); ok {
			return &space{typ: t}
		}
	}
	return nil
}

// spaceVariant finds a variant by its enum.
func (c *Checker) spaceVariant(e *ast.FieldExpr, s *space) *Variant {
	var def *types.Def
	if s.self != nil {
		def = types.DefOf(s.self)
	} else if s.typ != nil {
		c.resolveAlias(s.typ)
		def = defOf(s.typ)
	}
	if def == nil || def.Shape != types.Enum {
		return nil
	}
	for _, v := range def.Variants {
		if v.Name == e.Name {
			if n, ok := s.self.(*types.Named); ok && len(s.args) == 0 {
				s.args = n.Args
			}
			return &Variant{v}
		}
	}
	return nil
}

// static finds a function of a type: `Vec::new`.
func (c *Checker) static(e *ast.FieldExpr, s *space) (types.Type, found) {
	t := s.self
	if t == nil {
		t = c.apply(e.X, s.typ, s.args)
		if t == types.Type(invalid) {
			return t, found{}
		}
	}
	m := c.method(t, e.Name)
	if m.fn == nil {
		d := c.reportAt(c.nameSpan(e, e.Name), diag.UnknownMethod, "`%s` has no function `%s`", typeName(t), e.Name)
		if def := types.DefOf(t); def != nil && def.Shape == types.Enum {
			d.Message = "enum `" + def.Name + "` has no variant or function `" + e.Name + "`"
			d.Code = diag.UnknownVariant
		}
		c.suggest(d, e.Name, c.memberNames(t))
	}
	return t, m
}

// typeName is a type without arguments that are not known.
func typeName(t types.Type) string {
	if n, ok := t.(*types.Named); ok && hasVar(t) {
		return n.Def.Name
	}
	return t.String()
}

// fieldOf is a field of a value of type x.
func (c *Checker) fieldOf(e *ast.FieldExpr, x types.Type) types.Type {
	if isInvalid(x) {
		return invalid
	}
	if types.Is(x, types.Never) {
		return never
	}
	if t := c.fieldType(e, x); t != nil {
		return t
	}
	at := c.nameSpan(e, e.Name)
	if toks := c.span(e); toks.Known() {
		at.Start, at.End = toks.End-len(e.Name), toks.End
	}
	if v, ok := x.(*types.Var); ok && v.Lit == types.NoLiteral {
		d := c.report(e.X, diag.TypeUnknown, "type annotations needed: the type of this is not known here")
		help(d, "annotate the variable or the parameter that it comes from")
		c.unify(v, invalid)
		return invalid
	}
	if m := c.method(x, e.Name); m.fn != nil {
		d := c.reportAt(at, diag.UnknownField, "`%s` is a method of `%s`, not a field", e.Name, x)
		help(d, "call it: `.%s(…)`", e.Name)
		return invalid
	}
	d := c.reportAt(at, diag.UnknownField, "no field `%s` on type `%s`", e.Name, x)
	if def := types.DefOf(x); def != nil {
		var names []string
		for _, f := range def.Fields {
			names = append(names, f.Name)
		}
		c.suggest(d, e.Name, names)
		if decl := c.declared[def]; decl != nil {
			note(d, decl.span, "`%s` is declared here", def.Name)
		}
	}
	return invalid
}

// fieldType finds the field that e names in x, nil if there is none.
func (c *Checker) fieldType(e *ast.FieldExpr, x types.Type) types.Type {
	switch x := x.(type) {
	case *types.Named:
		if x.Def.Shape != types.Record {
			return nil
		}
		for i, f := range x.Def.Fields {
			if f.Name == e.Name {
				c.info.Fields[e] = i
				return c.normalize(types.Bind(x.Def.Params, x.Args).Apply(f.Type))
			}
		}
	case *types.Tuple:
		if i, err := strconv.Atoi(e.Name); err == nil && i < len(x.Elems) {
			c.info.Fields[e] = i
			return x.Elems[i]
		}
	}
	return nil
}

// memberNames are the names of methods and functions of a type.
func (c *Checker) memberNames(t types.Type) []string {
	var names []string
	for _, im := range c.implsOf(t) {
		for n := range im.methods {
			names = append(names, n)
		}
	}
	sort.Strings(names)
	return names
}

// instance is `f<T>` without a call.
func (c *Checker) instance(e *ast.InstanceExpr, want types.Type) types.Type {
	args := c.typs(e.TypeArgs)
	var t types.Type
	switch x := e.X.(type) {
	case *ast.Name:
		o := c.object(x.Name)
		if o == nil {
			return c.unknownName(x, x.Name)
		}
		t = c.objectValue(e, o, x.Name, want, args)
	case *ast.FieldExpr:
		s := c.space(x.X)
		if s == nil {
			c.report(e, diag.NotValue, "only functions and types take type arguments")
			return invalid
		}
		t = c.pathValue(x, s, want, args)
		if o, ok := c.info.Uses[x]; ok {
			c.info.Uses[e] = o
			c.later(func() {
				if in, ok := c.info.Instances[x]; ok {
					c.info.Instances[e] = in
				}
			})
		}
	default:
		c.report(e, diag.NotValue, "only functions and types take type arguments")
		return invalid
	}
	return t
}

// qualifiedName is `<T as Trait>.name`.
func (c *Checker) qualifiedName(e *ast.QualifiedName) types.Type {
	c.unsupported(e, "qualified names `<T as Trait>.name`", "call the method on a value")
	return invalid
}
