package check

// This file checks the bodies of functions.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// A function is a function, a closure or a constant whose body is being checked.
type function struct {
	owner  ast.Node  // *ast.FuncDecl, *ast.LambdaExpr or *ast.ConstDecl
	outer  *function // of a closure: the function around it
	root   *function // has what inference needs; the function itself unless it is a closure
	result types.Type
	fn     *Func
	lambda *Lambda
	name   string     // the variable that gets the closure, if there is one
	actor  bool       // the body of a lambda actor
	task   bool       // the body of a task
	input  bool       // statements typed at a prompt
	yields types.Type // of a generator: what it yields, else nil

	vars        list[variable]
	open        list[ast.Expr] // whose types have unknown parts
	later       list[func()]   // fill in side tables once all types are known
	checks      []func()       // look at types that were not known earlier
	obligations list[obligation]
	unmet       map[lack]bool // bounds of types that were reported
	last        bool          // literals have their default types: what is unknown now stays so
}

// A variable is an unknown type with what is reported if it stays so.
type variable struct {
	v  *types.Var
	at ast.Node
}

// need has the body of f checked, if it is in an embedded module, where only what is used is.
func (c *Checker) need(f *Func) {
	if f.Trait != nil && f.impl == nil {
		c.dispatched[f] = true
	}
	if f.queued || f.Decl == nil || f.Module == nil || !f.Module.unit.embedded {
		return
	}
	c.queue(f)
}

// queue has the body of f checked once all signatures are known.
func (c *Checker) queue(f *Func) {
	if f.queued || f.Decl == nil {
		return
	}
	f.queued = true
	if f.Decl.Body == nil && f.Extern == "" && f.Trait == nil && !f.Module.unit.embedded {
		c.in(context{here: f.Module}, func() { c.report(f.Decl, diag.MissingReturn, "function `%s` has no body", f.Name) })
	}
	if f.Decl.Body == nil || f.Extern != "" || f.Intrinsic != "" {
		return
	}
	c.bodies = append(c.bodies, func() { c.checkFunc(f) })
}

// checkFunc checks the body of a function.
func (c *Checker) checkFunc(f *Func) {
	fn := &function{owner: f.Decl, result: f.Sig.Result, fn: f}
	if f.Yields != nil {
		fn.result, fn.yields = void, f.Yields
	}
	c.in(context{here: f.Module}.inBody(fn, &scope{outer: f.generic}), func() {
		for _, p := range f.Params {
			c.bind(p)
		}
		c.paramsHide(f)
		c.functionBody(f.Decl.Body, fn.result, f.Decl.Result)
		c.finish()
	})
	c.checked = append(c.checked, Body{Module: f.Module, Func: f})
}

// functionBody checks that the value of a body is the result of its function.
func (c *Checker) functionBody(b *ast.Block, result types.Type, written ast.Node) {
	want := result
	if types.Is(result, types.Unit) {
		want = discard
	}
	got := c.block(b, want)
	c.record(b, got)
	if want == types.Type(discard) || types.Is(got, types.Never) || isInvalid(got) || isInvalid(result) {
		return
	}
	if types.Is(got, types.Unit) && b.Tail() == nil && !c.unify(result, got) {
		d := c.reportAt(c.closing(b), diag.MissingReturn, "expected `%s`, found nothing: the function ends without a value", result)
		if written != nil {
			note(d, c.span(written), "the result is declared here")
		}
		if n := len(b.Stmts); n > 0 {
			if s, ok := b.Stmts[n-1].(*ast.ExprStmt); ok && s.Semi && c.unify(result, c.info.Types[s.X]) {
				help(d, "remove the `;` after the last expression to make it the result")
				fix(d, "remove the `;`", c.cut(s.End()-1, s.End()))
			}
		}
		if n, ok := c.normalize(result).(*types.Named); ok && n.Def == c.universe.result && types.Is(n.Args[0], types.Unit) {
			help(d, "its last value is `Ok(())`")
			fix(d, "add `Ok(())`", c.insertTail(b, "Ok(())"))
		}
	}
}

// finish finds the types that are still unknown at the end of a function.
func (c *Checker) finish() {
	f := c.fn
	for range 3 {
		checks := f.checks
		f.checks = nil
		for _, check := range checks {
			check()
		}
		c.progress()
	}
	for v := range f.vars.each() {
		if v.v.Bound == nil && v.v.Lit != types.NoLiteral {
			c.final(v.v)
		}
	}
	f.last = true
	for len(f.checks) > 0 {
		checks := f.checks
		f.checks = nil
		for _, check := range checks {
			check()
		}
	}
	for o := range f.obligations.each() {
		c.satisfy(o)
	}
	for e := range f.open.each() {
		c.info.Types[e] = c.final(c.info.Types[e])
	}
	for fill := range f.later.each() {
		fill()
	}
}

// progress looks at the obligations that tell what is unknown.
func (c *Checker) progress() {
	f := c.fn
	for o := range f.obligations.each() {
		if t := c.normalize(o.t); len(o.ref.Assoc)+len(o.ref.Args) > 0 {
			if _, unknown := t.(*types.Var); !unknown {
				c.implements(t, o.ref)
			}
		}
	}
}

// record notes the type of an expression.
func (c *Checker) record(e ast.Expr, t types.Type) {
	c.info.Types[e] = t
	if t == types.Type(invalid) && !c.lost.Known() && c.here != nil {
		c.lost = c.span(e)
	}
	if c.fn != nil && isOpen(t) {
		c.fn.root.open.add(e)
	}
}

// later runs fill once all types of the function are known.
//
//go:noinline
func (c *Checker) later(fill func()) {
	c.fn.root.later.add(fill)
}

// declareLocal makes a variable of the current function.
func (c *Checker) declareLocal(n ast.Node, name string, t types.Type, mutable bool) *Local {
	l := &Local{Name: name, Type: t, Span: c.nameSpan(n, name), Mutable: mutable, Owner: c.fn.owner}
	c.info.Defs[n] = l
	c.bind(l)
	if isOpen(t) {
		c.later(func() { l.Type = c.final(l.Type) })
	}
	return l
}

// checkConst checks the value of a constant.
func (c *Checker) checkConst(k *Const) {
	c.in(c.inBody(&function{owner: k.Decl, result: k.Type}, &scope{}), func() {
		if k.Decl.Value != nil {
			c.check(k.Decl.Value, k.Type)
		}
		c.finish()
		c.constantValue(k)
	})
}

// constantValue checks that a constant is made of literals, other constants and operators, so
// that it is the same whenever it is used, and that it cannot be changed.
func (c *Checker) constantValue(k *Const) {
	if k.Decl.Value == nil {
		return
	}
	if !isInvalid(k.Type) && c.anyPart(k.Type, changeable) {
		d := c.report(k.Decl.Type, diag.BadConst, "constant `%s` has type `%s`, whose values can change", k.Name, k.Type)
		help(d, "make it in a function, or use an array `[T; N]`")
		return
	}
	ast.Inspect(k.Decl.Value, func(n ast.Node) bool {
		if c.constantRuns(k, n) {
			return false
		}
		call, ok := n.(*ast.CallExpr)
		if ok {
			if made := c.info.Calls[call]; made != nil && made.Kind != CallVariant && made.Kind != CallRecord {
				c.report(call, diag.BadConst, "the value of constant `%s` is made of literals, constants and operators; nothing is called", k.Name)
				return false
			}
		}
		return true
	})
}

// changeable tells whether values of t can be changed without a variable that is assigned to,
// or are not known without running something.
func changeable(t types.Type) bool {
	switch t := t.(type) {
	case *types.Basic:
		return t.Kind == types.Bytes
	case *types.Named:
		return t.Def.Resource || t.Def.Shape != types.Record && t.Def.Shape != types.Enum && t.Def.Name != "Range"
	case *types.Func, *types.Dyn:
		return true
	}
	return false
}
