package eval

// This file lowers closures, functions used as values, and calls of both.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A closure is a function value: its code with what it has captured, which goes into the
// callee's slots from at on.
type closure struct {
	code   *code
	caps   []value.Value
	at     int
	shared bool  // it has several owners, so the thread alone closes what it owns
	kept   *kept // if it owns something
}

// share notes that the closure v has several owners.
func share(v value.Value) {
	if v.Present() {
		value.Ref[closure](v).shared = true
	}
}

// shares has the closure that x gives belong to its caller as well.
func shares(x expr) expr {
	return func(f *frame) value.Value {
		v := x(f)
		share(v)
		return v
	}
}

func isFunc(t types.Type) bool {
	_, ok := types.Resolve(t).(*types.Func)
	return ok
}

// A capture is what a closure has captured and owns.
type capture struct {
	index int // among what it has captured
	shut  *closer
}

// ownedCaptures gives the code of a closure what it owns of what it captures.
func (l *lowerer) ownedCaptures(c *code, e *ast.LambdaExpr, info *check.Lambda) {
	c.once = l.flow.Once[e]
	for i, v := range info.Captures {
		if slices.Contains(l.flow.Captures[e], v) && l.closes(v.Type) {
			c.owned = append(c.owned, capture{i, l.closer(l.typ(v.Type))})
		}
	}
}

// take hands what the closure has captured to its body, which uses it up.
func (c *closure) take(f *frame, at site) {
	for _, owned := range c.code.owned {
		if !c.caps[owned.index].Present() {
			f.trap(at, "this closure has used up what it captured: it can be called once")
		}
		c.caps[owned.index] = hole
	}
	c.kept.forget()
}

// yield gives what the closure owns of what it has captured, the last first, and has it no more.
func (c *closure) yield(to func(*shape.Shape, value.Value)) {
	if c.shared {
		return
	}
	c.kept.forget()
	for i := len(c.code.owned) - 1; i >= 0; i-- {
		owned := c.code.owned[i]
		v := c.caps[owned.index]
		c.caps[owned.index] = hole
		to(owned.shut.shape, v)
	}
}

// functionValue lowers a declared function used as a value.
func (l *lowerer) functionValue(fn *check.Func, targs []types.Type) expr {
	return always(value.FromRef(&closure{code: l.program.function(fn, targs)}))
}

// lambda lowers a closure: captured variables are copied into it when it is made.
func (l *lowerer) lambda(e *ast.LambdaExpr) expr {
	c, from, at := l.enclose(e, false)
	if len(from) == 0 {
		return always(value.FromRef(&closure{code: c}))
	}
	return func(f *frame) value.Value {
		caps := make([]value.Value, len(from))
		for i, x := range from {
			caps[i] = x(f)
		}
		made := &closure{code: c, caps: caps, at: at}
		if len(c.owned) > 0 {
			f.thread.keep(made)
		}
		return value.FromRef(made)
	}
}

// enclose lowers the code of a closure, with the values that it captures: they go into the slots
// from at on. generator tells that the code is that of one.
func (l *lowerer) enclose(e *ast.LambdaExpr, generator bool) (c *code, from []expr, at int) {
	info := l.info.Lambdas[e]
	inner := l.program.lowerer(l.file, "closure in "+l.name, l.subst)
	if generator {
		inner.name, inner.generator = "generator in "+l.name, true
	}
	for i, p := range info.Params {
		inner.slots[p] = i
	}
	at = len(info.Params)
	from = make([]expr, len(info.Captures))
	for i, v := range info.Captures {
		inner.slots[v] = at + i
		from[i] = l.capture(e, v)
		if slices.Contains(l.flow.Shared[e], v) && l.program.closures() {
			from[i] = shares(from[i])
		}
		if l.drops[v] && l.flow.Moves[e] {
			from[i] = emptied(l.slots[v], from[i])
		}
	}
	inner.top = at + len(info.Captures)
	inner.max = inner.top
	c = &code{name: inner.name, need: unlowered, lower: func(c *code) { inner.lambdaBody(c, e, info) }}
	if !generator {
		l.ownedCaptures(c, e, info)
	}
	if l.eager {
		inner.eager = true
		inner.pool = l.pool
		l.lasting = true
		if l.pool != nil {
			c.life = l.pool.life
		}
		c.lower = nil
		inner.lambdaBody(c, e, info)
	}
	return c, from, at
}

// capture reads a variable for a closure.
func (l *lowerer) capture(e *ast.LambdaExpr, v *check.Local) expr {
	slot, ok := l.slots[v]
	if !ok {
		l.bug(e, "`%s` has no slot", v.Name)
	}
	if v.FieldAssigned {
		if copied := l.copier(l.typ(v.Type)); copied != nil {
			return func(f *frame) value.Value { return copied(f.s[slot]) }
		}
	}
	return local(slot)
}

// lambdaBody lowers the body of a closure. Records it changes are copied first: the next call
// finds them as they were captured.
func (l *lowerer) lambdaBody(c *code, e *ast.LambdaExpr, info *check.Lambda) {
	var entry []stmt
	for _, v := range append(append([]*check.Local(nil), info.Params...), info.Captures...) {
		if copied := l.copier(l.typ(v.Type)); copied != nil && v.FieldAssigned {
			slot := l.slots[v]
			entry = append(entry, func(f *frame) ctl { f.s[slot] = copied(f.s[slot]); return next })
		}
	}
	clean := l.scope(e, nil)
	lower := func() expr { return l.tail(e.Body) }
	if e.Block != nil {
		l.survey(e.Block)
		lower = func() expr { return l.body(e.Block, info.Sig.Result) }
	} else {
		l.survey(e.Body)
	}
	switch {
	case l.generator:
		c.body, c.step = l.generatorBody(e.Block, lower, entry, clean)
	case e.Block == nil && clean == nil && len(entry) == 0 && l.isTest(e.Body):
		c.holds = l.cond(e.Body)
		c.body = truth(c.holds)
	default:
		c.body = entered(entry, clean.around(lower()))
	}
	l.finish(c)
}

// isTest tells whether e compares, or joins conditions: it becomes a condition in any case.
func (l *lowerer) isTest(e ast.Expr) bool {
	if !l.plainly(e) || l.canLeave(e) {
		return false
	}
	switch x := e.(type) {
	case *ast.UnaryExpr:
		return x.Op == "!" && types.Is(l.typeOf(e), types.Bool)
	case *ast.BinaryExpr:
		switch x.Op {
		case "&&", "||", "==", "!=", "<", "<=", ">", ">=":
			return types.Is(l.typeOf(e), types.Bool)
		}
	}
	return false
}

// enterClosure gives the frame for a call of a closure, its captures in place.
func (f *frame) enterClosure(c *closure, at site) *frame {
	nf := f.next
	if len(nf.s) < c.code.need || f.stop.Load() != 0 {
		nf = f.grow(c.code, at)
	}
	f.at = at
	for i, v := range c.caps {
		nf.s[c.at+i] = v
	}
	if c.code.once {
		c.take(f, at)
	}
	return nf
}

// callTest lowers a call of a function value in a variable, which gives a bool, as a condition; nil if it is
// another call.
func (l *lowerer) callTest(e *ast.CallExpr, info *check.Call) cond {
	slot, n := l.localSlot(e.Func), len(info.Args)
	if slot < 0 || n != 1 && n != 2 || !l.plainly(e) || l.canLeave(e) {
		return nil
	}
	if _, computed := l.spilled[e]; computed {
		return nil
	}
	at := l.site(e)
	l.uses++
	args := l.args(info.Args)
	if n == 1 {
		return test1(at, slot, args, l.argForms(args))
	}
	return test2(at, slot, args, l.argForms(args))
}

// callValue lowers a call of a function value.
func (l *lowerer) callValue(e *ast.CallExpr, info *check.Call) expr {
	at := l.site(e)
	l.uses++
	if slot, n := l.localSlot(e.Func), len(info.Args); slot >= 0 && (n == 1 || n == 2) {
		args := l.args(info.Args)
		if n == 1 {
			return valued1(at, slot, args, l.argForms(args))
		}
		return valued2(at, slot, args, l.argForms(args))
	}
	fn := l.expr(e.Func)
	switch len(info.Args) {
	case 0:
		return func(f *frame) value.Value {
			c := value.Ref[closure](fn(f))
			return c.code.body(f.enterClosure(c, at))
		}
	case 1:
		x := l.expr(info.Args[0])
		return func(f *frame) value.Value {
			c := value.Ref[closure](fn(f))
			a := x(f)
			nf := f.enterClosure(c, at)
			nf.s[0] = a
			return c.code.body(nf)
		}
	case 2:
		x, y := l.expr(info.Args[0]), l.expr(info.Args[1])
		return func(f *frame) value.Value {
			c := value.Ref[closure](fn(f))
			a := x(f)
			b := y(f)
			nf := f.enterClosure(c, at)
			nf.s[0] = a
			nf.s[1] = b
			return c.code.body(nf)
		}
	}
	top := l.top
	base, run := l.waiting(info.Args)
	l.top = top
	n := len(info.Args)
	return func(f *frame) value.Value {
		c := value.Ref[closure](fn(f))
		run(f)
		nf := f.enterClosure(c, at)
		copy(nf.s[:n], f.s[base:])
		return c.code.body(nf)
	}
}
