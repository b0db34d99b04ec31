package check

// This file checks names, and functions and variants that are named without a call.

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// name is a variable, a constant, a function or a variant.
func (c *Checker) name(e *ast.Name, want types.Type) types.Type {
	if l := c.local(e.Name); l != nil {
		return c.useLocal(e, l)
	}
	if f := c.state(e); f != nil {
		return c.expr(f, want)
	}
	if e.Name == "true" || e.Name == "false" {
		return boolean
	}
	o := c.object(e.Name)
	if o == nil {
		return c.unknownName(e, e.Name, want)
	}
	return c.objectValue(e, o, e.Name, want, nil)
}

// recursive reports a closure that names the variable it will be bound to.
func (c *Checker) recursive(at ast.Node, name string) bool {
	if c.fn == nil || c.fn.lambda == nil {
		return false
	}
	for f := c.fn; f != nil; f = f.outer {
		if f.name == name {
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
	if l.endless {
		l.endless = false // reported once
		d := c.report(e, diag.NoValue, "`%s` never has a value: what would give it one does not come back", l.Name)
		note(d, l.Span, "`%s` is declared here", l.Name)
	}
	if l.doubtful {
		return invalid
	}
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
	c.instantiated(at, f, args)
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
			c.unify(inst[i], n.Args[i])
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
		c.misfit = at
		return nil
	}
	return c.variantOf(at, def, name)
}

// variantOf finds a variant of an enum by its name.
func (c *Checker) variantOf(at ast.Node, def *types.Def, name string) *Variant {
	if v := def.Variant(name); v != nil {
		return &Variant{v}
	}
	d := c.reportAt(c.nameSpan(at, name), diag.UnknownVariant, "enum `%s` has no variant `%s`", def.Name, name)
	var names []string
	for _, v := range def.Variants {
		names = append(names, v.Name)
	}
	if !c.suggestAt(d, at, name, names) && len(names) > 0 && len(names) <= maxListed {
		help(d, "its variants are `%s`", strings.Join(names, "`, `"))
	}
	return nil
}
