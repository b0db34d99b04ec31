package check

// This file checks calls.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/types"
)

// call finds what is called, and checks the arguments.
func (c *Checker) call(e *ast.CallExpr, want types.Type) types.Type {
	callee := e.Func
	var written []types.Type
	if in, ok := callee.(*ast.InstanceExpr); ok {
		if s := c.space(in.X); s == nil || s.typ == nil {
			written = c.typs(in.TypeArgs)
			callee = in.X
		}
	}
	switch f := callee.(type) {
	case *ast.Name:
		if c.local(f.Name) == nil && c.state(f) == nil {
			if a := c.actor(); a != nil && a.methods[f.Name] != nil && !c.inActorLambda() {
				if own := a.methods[f.Name]; own.hook != "" {
					c.report(f, diag.NotCallable, "`%s` is a hook: it is called when something happens to the actor, not by its functions", f.Name)
				}
				return c.callOwn(e, f, a.methods[f.Name], want)
			}
			o := c.object(f.Name)
			if o == nil {
				c.args(e, nil, nil)
				return c.unknownFunction(e, f)
			}
			return c.callObject(e, f, o, f.Name, want, written)
		}
	case *ast.InstanceExpr:
		if s := c.space(f); s != nil && s.typ != nil {
			return c.callType(e, f, s, want)
		}
	case *ast.FieldExpr:
		if s := c.space(f.X); s != nil {
			return c.callPath(e, f, s, want, written)
		}
		return c.methodCall(e, f, want, written)
	case *ast.ContextVariant:
		if v := c.wantedVariant(f, f.Name, want); v != nil {
			return c.callVariant(e, f, v, want, nil)
		}
		c.args(e, nil, nil)
		return invalid
	}
	return c.callValue(e, c.expr(e.Func, nil))
}

// callObject calls what a name or a path stands for.
func (c *Checker) callObject(e *ast.CallExpr, at ast.Expr, o Object, name string, want types.Type, written []types.Type) types.Type {
	switch o := o.(type) {
	case *Func:
		if o.native && !c.unsafe && (o.Module == c.here || o.Module.unit.public[name]) { // or it is reported as private
			c.report(at, diag.NotUnsafe, "calling extern function `%s` requires `unsafe { ... }`", name)
		}
		c.info.Uses[at] = o
		call := &Call{}
		c.info.Calls[e] = call
		c.needsActor(e, o)
		result := c.invoke(e, call, found{fn: o}, nil, c.argsOf(e, o), want, written...)
		if o.Intrinsic == "len" && len(e.Args) == 1 {
			c.demand(e.Args[0].Value, c.info.Types[e.Args[0].Value], "`len` needs a collection, a string or bytes", c.hasLength)
		}
		return result
	case *Variant:
		return c.callVariant(e, at, o, want, written)
	case *TypeName:
		s := spaceOf(o)
		if s.typ == nil {
			c.args(e, nil, nil)
			return invalid
		}
		return c.callType(e, at, s, want)
	case *Const:
		return c.callValue(e, c.expr(e.Func, nil))
	}
	c.args(e, nil, nil)
	return c.objectValue(at, o, name, nil, nil)
}

// hasLength tells whether len counts what is in a value of type t.
func (c *Checker) hasLength(t types.Type) bool {
	switch t := t.(type) {
	case *types.Basic:
		return t.Kind == types.String || t.Kind == types.Bytes
	case *types.Named:
		return t.Def.Module == "" && (t.Def.Name == "Vec" || t.Def == c.universe.hashMap || t.Def == c.universe.hashSet)
	case *types.Array, *types.Slice:
		return true
	}
	return false
}

// callPath calls what a module or a type has.
func (c *Checker) callPath(e *ast.CallExpr, f *ast.FieldExpr, s *space, want types.Type, written []types.Type) types.Type {
	switch {
	case s.bad:
		c.args(e, nil, nil)
		return invalid
	case s.module != nil:
		if s.module.unit.names[f.Name] == nil {
			if t := basicTypeSpace(c, f.X); t != nil {
				return c.callPath(e, f, t, want, written)
			}
		}
		o := c.member(s.module, f.Name, c.nameSpan(f, f.Name))
		if o == nil {
			c.args(e, nil, nil)
			return invalid
		}
		return c.callObject(e, f, o, f.Name, want, written)
	case s.trait != nil:
		return c.callTrait(e, f, s.trait, want, written)
	}
	if v := c.spaceVariant(f, s); v != nil {
		return c.callVariant(e, f, v, want, s.args)
	}
	t, m := c.static(f, s)
	if m.fn == nil {
		c.args(e, nil, nil)
		return invalid
	}
	call := &Call{}
	c.info.Calls[e] = call
	c.info.Uses[f] = m.fn
	if m.kind == CallTrait {
		call.RecvType = t
	}
	return c.invoke(e, call, m, nil, c.argsOf(e, m.fn), want, written...)
}

// callTrait calls `Trait::method(x)`.
func (c *Checker) callTrait(e *ast.CallExpr, f *ast.FieldExpr, t *Trait, want types.Type, written []types.Type) types.Type {
	fn := t.Methods[f.Name]
	if fn == nil {
		c.args(e, nil, nil)
		c.reportAt(c.nameSpan(f, f.Name), diag.UnknownMethod, "trait `%s` has no method `%s`", t.Name, f.Name)
		return invalid
	}
	self := c.fresh(e)
	call := &Call{RecvType: self}
	c.info.Calls[e] = call
	m := found{fn: fn, args: []types.Type{self}, kind: CallTrait, trait: &types.TraitRef{Trait: t.Trait}}
	result := c.invoke(e, call, m, nil, c.argsOf(e, fn), want, written...)
	c.oblige(e, self, m.trait, "`"+f.Name+"`")
	return result
}

// callType makes a tuple record: `Pair(1, 2)`.
func (c *Checker) callType(e *ast.CallExpr, at ast.Expr, s *space, want types.Type) types.Type {
	t := c.apply(at, s.typ, s.args)
	n, ok := t.(*types.Named)
	if !ok || n.Def.Shape != types.Record || len(n.Def.Fields) == 0 || n.Def.Fields[0].Name != "0" {
		c.args(e, nil, nil)
		if t != types.Type(invalid) {
			d := c.report(at, diag.NotCallable, "type `%s` cannot be called", s.typ.Name)
			c.helpMake(d, e, t)
		}
		return invalid
	}
	if want != nil {
		c.unify(t, want)
	}
	sig := &types.Func{Result: t}
	sub := types.Bind(n.Def.Params, n.Args)
	for _, f := range n.Def.Fields {
		sig.Params = append(sig.Params, sub.Apply(f.Type))
	}
	c.info.Calls[e] = &Call{Kind: CallRecord, Args: values(e)}
	return c.args(e, sig, nil)
}

// callVariant makes an enum's value.
func (c *Checker) callVariant(e *ast.CallExpr, at ast.Expr, v *Variant, want types.Type, written []types.Type) types.Type {
	v = c.variantFor(v, want)
	c.info.Uses[at] = v
	t, sub := c.enumType(e, v.Def, want, written)
	if v.Named || len(v.Fields) == 0 {
		c.args(e, nil, nil)
		d := c.report(at, diag.NotCallable, "variant `%s` takes no arguments", v.Name)
		if v.Named {
			d.Message = "variant `" + v.Name + "` has named fields"
			help(d, "write `%s { … }`", v.Name)
		} else {
			help(d, "write `%s` alone", v.Name)
		}
		return t
	}
	sig := &types.Func{Result: t}
	for _, f := range v.Fields {
		sig.Params = append(sig.Params, sub.Apply(f.Type))
	}
	c.info.Calls[e] = &Call{Kind: CallVariant, Variant: v.Variant, Args: values(e)}
	return c.args(e, sig, nil)
}

// callValue calls a function value.
func (c *Checker) callValue(e *ast.CallExpr, f types.Type) types.Type {
	f = c.settled(f)
	if types.DefOf(f) == c.universe.duplex {
		return c.handleCall(e, f)
	}
	c.info.Calls[e] = &Call{Kind: CallValue, Args: values(e)}
	switch f := f.(type) {
	case *types.Func:
		return c.args(e, f, nil)
	case *types.Var:
		if f.Lit == types.NoLiteral {
			sig := &types.Func{Result: c.fresh(e)}
			for _, a := range e.Args {
				sig.Params = append(sig.Params, c.expr(a.Value, nil))
			}
			c.unify(f, sig)
			return sig.Result
		}
	}
	c.args(e, nil, nil)
	if types.Is(f, types.Never) {
		return never
	}
	if !isInvalid(f) {
		c.report(e.Func, diag.NotCallable, "`%s` is not a function and cannot be called", f)
	}
	return invalid
}

// methodCall calls `x.f(args)`.
func (c *Checker) methodCall(e *ast.CallExpr, f *ast.FieldExpr, want types.Type, written []types.Type) types.Type {
	x := c.settled(c.expr(f.X, nil))
	if x == types.Type(invalid) {
		c.args(e, nil, nil)
		return invalid
	}
	if types.Is(x, types.Never) {
		c.args(e, nil, nil)
		return never
	}
	if a := c.actorOf(x); a != nil {
		return c.send(e, f, a, x)
	}
	if c.ambiguous(e, x, f.Name) {
		c.args(e, nil, nil)
		return invalid
	}
	if t, ok := c.handleMethod(e, f, x); ok {
		return t
	}
	c.streamable(e, x)
	m := c.method(x, f.Name)
	if m.fn == nil || !m.fn.Receiver {
		if t := c.fieldType(f, x); t != nil {
			c.record(f, t)
			return c.callValue(e, t)
		}
		c.args(e, nil, nil)
		return c.unknownMethod(e, f, x, m.fn)
	}
	if m.rival != nil {
		c.args(e, nil, nil)
		c.severalTraits(e, x, m, f.Name)
		return invalid
	}
	call := &Call{Recv: f.X}
	c.info.Calls[e] = call
	if m.kind == CallTrait {
		call.RecvType = x
	}
	if m.fn.VarSelf {
		c.mutableReceiver(f, m.fn)
	}
	c.crossesNodes(e, x, f.Name)
	return c.invoke(e, call, m, x, c.argsOf(e, m.fn), want, written...)
}

func (c *Checker) unknownMethod(e *ast.CallExpr, f *ast.FieldExpr, x types.Type, static *Func) types.Type {
	end := c.span(f).End
	at := source.Span{File: c.here.Source, Start: end - len(f.Name), End: end}
	if v, ok := x.(*types.Var); ok && v.Lit == types.NoLiteral {
		d := c.report(f.X, diag.TypeUnknown, "type annotations needed: the type of this is not known here")
		help(d, "annotate the variable or the parameter that it comes from")
		c.unify(v, invalid)
		return invalid
	}
	if c.unmetBound(x) {
		return invalid
	}
	d := c.reportAt(at, diag.UnknownMethod, "no method `%s` on type `%s`", f.Name, x)
	if static != nil {
		help(d, "it has no receiver: call it as `%s::%s(…)`", typeName(x), f.Name)
		return invalid
	}
	if p, ok := x.(*types.Param); ok && len(p.Bounds) == 0 {
		help(d, "nothing is known of `%s`: give it a bound with that method", p)
		return invalid
	}
	c.helpMethod(d, e, f, x)
	return invalid
}

// mutableReceiver checks that a method with `var self` is called on what can change.
func (c *Checker) mutableReceiver(f *ast.FieldExpr, fn *Func) {
	if l := c.rootLocal(f.X); l != nil {
		if !l.Mutable && !l.told {
			l.told = true
			d := c.report(f.X, diag.NotMutable, "`%s` changes its receiver, but `%s` is an immutable binding", fn.Name, l.Name)
			note(d, l.Span, "`%s` is declared here", l.Name)
			help(d, "declare it with `var`")
			c.fixVar(d, l)
		}
		l.FieldAssigned = true
	}
}

// invoke checks the arguments of a call of m.fn and notes its meaning. recv is the type of
// the receiver, nil if the call has none.
func (c *Checker) invoke(e ast.Expr, call *Call, m found, recv types.Type, args []ast.Expr, want types.Type, written ...types.Type) types.Type {
	f := m.fn
	c.need(f)
	call.Func, call.Kind, call.Args = f, m.kind, args
	if f.Sig == nil {
		return invalid
	}
	sub, inst := c.bindMethod(e, m, written)
	sig, _ := sub.Apply(f.Sig).(*types.Func)
	if recv != nil && len(sig.Params) > 0 {
		c.unify(sig.Params[0], recv)
		sig = &types.Func{Params: sig.Params[1:], Result: sig.Result}
	}
	c.hint(sig.Result, want)
	result := c.argTypes(e, args, sig, f)
	own := inst
	if m.kind != CallFunc {
		own = inst[len(inst)-f.ownParams():]
	}
	if len(own) == 0 && call.RecvType == nil {
		call.TypeArgs = own
		return result
	}
	c.later(func() {
		call.TypeArgs = c.finalAll(own)
		if f.Intrinsic != "" {
			c.carries(e, f, call.TypeArgs)
		}
		if call.RecvType != nil {
			call.RecvType = c.final(call.RecvType)
			c.receivers = append(c.receivers, call.RecvType)
		}
		if f.Intrinsic == attach {
			c.attaches(e, call.TypeArgs[0])
		}
	})
	return result
}

// hint makes a result known from what is wanted, as far as that is known and cannot be
// wrong: a `dyn` may be made of what is returned.
func (c *Checker) hint(result, want types.Type) {
	if want == nil || want == types.Type(discard) || !hasVar(result) {
		return
	}
	if _, ok := types.Resolve(result).(*types.Var); ok {
		return
	}
	if _, ok := c.normalize(want).(*types.Dyn); ok {
		return
	}
	c.unify(result, want)
}

// values are the arguments as they are written.
func values(e *ast.CallExpr) []ast.Expr {
	out := make([]ast.Expr, len(e.Args))
	for i, a := range e.Args {
		out[i] = a.Value
	}
	return out
}

// argsOf are the arguments in the order of the parameters, which named ones need not have.
func (c *Checker) argsOf(e *ast.CallExpr, f *Func) []ast.Expr {
	out := values(e)
	params := f.Params
	if f.Receiver && len(params) == len(e.Args)+1 {
		params = params[1:]
	}
	if len(params) != len(e.Args) {
		return out
	}
	for _, a := range e.Args {
		if a.Name == "" {
			continue
		}
		i := 0
		for i < len(params) && params[i].Name != a.Name {
			i++
		}
		if i == len(params) {
			d := c.report(a, diag.UnknownField, "`%s` has no parameter `%s`", f.Name, a.Name)
			note(d, c.places[f], "`%s` is declared here", f.Name)
			return out
		}
		c.markFirst(a, a.Name, params[i])
		out[i] = a.Value
	}
	return out
}

// args checks the arguments of a call against a signature. Without one they are checked for
// what is wrong inside them.
func (c *Checker) args(e *ast.CallExpr, sig *types.Func, f *Func) types.Type {
	return c.argTypes(e, values(e), sig, f)
}

func (c *Checker) argTypes(e ast.Expr, args []ast.Expr, sig *types.Func, f *Func) types.Type {
	if sig == nil || len(args) != len(sig.Params) {
		for _, a := range args {
			c.argument(a, invalid)
		}
		if sig == nil {
			return invalid
		}
		c.wrongCount(e, args, len(sig.Params), f)
		return c.normalize(sig.Result)
	}
	diverges, other := false, false
	check := func(i int, a ast.Expr) {
		if other {
			if _, known := c.info.Types[a]; !known {
				c.expr(a, nil)
			}
			return
		}
		before := len(c.diags)
		argument := c.argument
		if f != nil && f.Builtin.Widens && types.Is(f.Sig.Params[len(f.Sig.Params)-len(args)+i], types.I64) {
			argument = c.position
		}
		if types.Is(argument(a, sig.Params[i]), types.Never) {
			diverges = true
		}
		if len(c.diags) == before+1 && c.misfit == a {
			other = c.otherArgTypes(e, args, f)
		}
		if f != nil && !other && len(c.diags) == before+1 && c.misfit == a && len(c.diags[before].Notes) == 0 {
			note(&c.diags[before], c.places[f], "`%s` is declared here", f.Name)
		}
	}
	for i, a := range args {
		if _, closure := a.(*ast.LambdaExpr); !closure {
			check(i, a)
		}
	}
	for i, a := range args {
		if _, closure := a.(*ast.LambdaExpr); closure {
			check(i, a)
		}
	}
	if diverges {
		return never
	}
	return c.normalize(sig.Result)
}

// argument checks one argument. Of an invalid parameter it may be anything.
func (c *Checker) argument(a ast.Expr, want types.Type) types.Type {
	if want == types.Type(invalid) {
		return c.expr(a, invalid)
	}
	return c.check(a, want)
}

func (c *Checker) wrongCount(e ast.Expr, args []ast.Expr, want int, f *Func) {
	got := len(args)
	name := "this function"
	if f != nil {
		name = "`" + f.Name + "`"
	}
	d := c.report(e, diag.WrongArgCount, "%s takes %s but %s supplied", name, count(want, "argument"), wereSupplied(got))
	if f == nil {
		return
	}
	if printed[f.Intrinsic] && want == 1 {
		c.helpPrinted(d, e, args, f)
		return
	}
	note(d, c.placeOf(f), "`%s` is declared here", f.Name)
}
