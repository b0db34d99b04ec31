package eval

// This file lowers calls.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// callee finds the function that a call means here, with its type arguments. recv is the type
// of the receiver, for calls of a trait's method whose checker left it open.
func (l *lowerer) callee(c *check.Call, recv types.Type) (*check.Func, []types.Type) {
	targs := l.typeArgs(c.TypeArgs)
	if c.Kind != check.CallTrait {
		return c.Func, targs
	}
	t := recv
	if c.RecvType != nil {
		t = l.typ(c.RecvType)
	}
	f, impl, ok := l.program.prog.Method(t, c.Func.Trait, c.Func.Name)
	if !ok {
		l.bug(nil, "%s has no method %s", t, c.Func.Name)
	}
	return f, append(append([]types.Type(nil), impl...), targs...)
}

// callExpr lowers a call to its value.
func (l *lowerer) callExpr(e *ast.CallExpr) expr {
	info := l.info.Calls[e]
	if info == nil {
		l.bug(e, "a call without a meaning")
	}
	switch info.Kind {
	case check.CallVariant:
		return l.variant(info.Variant, l.typeOf(e), l.exprs(info.Args))
	case check.CallRecord:
		return l.record(l.typeOf(e), l.exprs(info.Args))
	case check.CallValue:
		return l.callValue(e, info)
	case check.CallDyn:
		return l.callDyn(e, info)
	case check.CallStream:
		return l.stream(e, info)
	case check.CallSend:
		if info.Func == nil {
			return l.tell(e, info)
		}
		return l.send(e, info)
	case check.CallAsk:
		return l.ask(e, nil)
	}
	recv := types.Type(nil)
	if info.Recv != nil {
		recv = l.typeOf(info.Recv)
	}
	if info.Kind == check.CallTrait {
		if info.RecvType != nil {
			recv = l.typ(info.RecvType)
		}
		if _, ok := recv.(*types.Dyn); ok {
			return l.callDyn(e, info)
		}
	}
	fn, targs := l.callee(info, recv)
	if fn.VarSelf && info.Recv != nil {
		return l.callVarSelf(e, info, fn, targs)
	}
	return l.callFunc(e, info, fn, targs)
}

func (l *lowerer) callFunc(e *ast.CallExpr, info *check.Call, fn *check.Func, targs []types.Type) expr {
	exprs := info.Args
	if info.Recv != nil {
		exprs = append([]ast.Expr{info.Recv}, info.Args...)
	}
	if fn.Extern == "" && fn.Intrinsic == "" {
		if len(exprs) > 3 {
			return l.callMany(l.site(e), l.program.function(fn, targs), exprs)
		}
		return l.callDirect(l.site(e), l.program.function(fn, targs), l.looked(fn, exprs))
	}
	if x := l.printing(fn.Intrinsic, exprs); x != nil {
		return x
	}
	if fn.Intrinsic == "assert" {
		return l.assert(e)
	}
	c := &call{fn: fn, targs: targs, args: l.args(exprs), result: l.typeOf(e), at: l.site(e), node: e}
	if fn.Intrinsic != "" {
		return l.intrinsic(fn.Intrinsic, c)
	}
	return l.native(c)
}

// args lowers arguments.
func (l *lowerer) args(es []ast.Expr) []operand {
	out := make([]operand, len(es))
	for i, e := range es {
		out[i] = l.operand(e)
	}
	return out
}

// callDirect lowers a call of a lowered function with up to three arguments. All arguments are computed before the
// callee's frame is touched: computing one may need that frame.
func (l *lowerer) callDirect(at site, c *code, args []operand) expr {
	l.uses++
	switch len(args) {
	case 0:
		return func(f *frame) value.Value { return c.body(f.enter(c, at)) }
	case 1:
		return call1(at, c, args[0])
	case 2:
		return call2(at, c, args[0], args[1])
	}
	x, y, z := args[0].x, args[1].x, args[2].x
	return func(f *frame) value.Value {
		a := x(f)
		b := y(f)
		d := z(f)
		nf := f.enter(c, at)
		nf.s[0], nf.s[1], nf.s[2] = a, b, d
		return c.body(nf)
	}
}

// call1 has the shapes of calls with one argument.
func call1(at site, c *code, arg operand) expr {
	i := arg.local
	switch {
	case i >= 0 && isScalar(arg.typ):
		return func(f *frame) value.Value {
			nf := f.next
			if len(nf.s) < c.need || f.stop.Load() != 0 {
				nf = f.grow(c, at)
			}
			f.at = at
			nf.s[0].SetInt(f.s[i].Int())
			return c.body(nf)
		}
	case i >= 0:
		return func(f *frame) value.Value {
			nf := f.next
			if len(nf.s) < c.need || f.stop.Load() != 0 {
				nf = f.grow(c, at)
			}
			f.at = at
			nf.s[0] = f.s[i]
			return c.body(nf)
		}
	}
	x := arg.x
	if isScalar(arg.typ) {
		if j, k := arg.plusSlot, arg.plusK; arg.isPlus {
			return func(f *frame) value.Value {
				nf := f.next
				if len(nf.s) < c.need || f.stop.Load() != 0 {
					nf = f.grow(c, at)
				}
				f.at = at
				nf.s[0].SetInt(add(f, at, f.s[j].Int(), k))
				return c.body(nf)
			}
		}
		return func(f *frame) value.Value {
			a := x(f).Int()
			nf := f.next
			if len(nf.s) < c.need || f.stop.Load() != 0 {
				nf = f.grow(c, at)
			}
			f.at = at
			nf.s[0].SetInt(a)
			return c.body(nf)
		}
	}
	return func(f *frame) value.Value {
		a := x(f)
		nf := f.next
		if len(nf.s) < c.need || f.stop.Load() != 0 {
			nf = f.grow(c, at)
		}
		f.at = at
		nf.s[0] = a
		return c.body(nf)
	}
}

// call2 has the shapes of calls with two arguments.
func call2(at site, c *code, first, second operand) expr {
	x, y := first.x, second.x
	if isScalar(first.typ) && isScalar(second.typ) {
		return func(f *frame) value.Value {
			a := x(f).Int()
			b := y(f).Int()
			nf := f.next
			if len(nf.s) < c.need || f.stop.Load() != 0 {
				nf = f.grow(c, at)
			}
			f.at = at
			nf.s[0].SetInt(a)
			nf.s[1].SetInt(b)
			return c.body(nf)
		}
	}
	return func(f *frame) value.Value {
		a := x(f)
		b := y(f)
		nf := f.next
		if len(nf.s) < c.need || f.stop.Load() != 0 {
			nf = f.grow(c, at)
		}
		f.at = at
		nf.s[0] = a
		nf.s[1] = b
		return c.body(nf)
	}
}

// waiting lowers arguments that wait in slots of the caller, from base on. The caller resets
// top when the call is lowered.
func (l *lowerer) waiting(es []ast.Expr) (base int, run stmt) {
	base = l.top
	for range es {
		l.temp()
	}
	var sets []stmt
	for i, e := range es {
		sets = append(sets, l.set(base+i, e))
	}
	return base, seq(sets)
}

// callMany lowers a call with four or more arguments.
func (l *lowerer) callMany(at site, c *code, es []ast.Expr) expr {
	top := l.top
	base, run := l.waiting(es)
	l.top = top
	l.uses++
	n := len(es)
	return func(f *frame) value.Value {
		run(f)
		nf := f.enter(c, at)
		copy(nf.s[:n], f.s[base:])
		return c.body(nf)
	}
}

// callVarSelf lowers a call that may change its receiver.
func (l *lowerer) callVarSelf(e *ast.CallExpr, info *check.Call, fn *check.Func, targs []types.Type) expr {
	at, c := l.site(e), l.program.function(fn, targs)
	top := l.top
	before, done := l.once(info.Recv, nil, info.Args...)
	base, run := l.waiting(info.Args)
	get, put := l.receiver(info.Recv, l.typeOf(info.Recv))
	done()
	l.top = top
	l.uses++
	n := len(info.Args)
	run = after(before, run)
	return func(f *frame) value.Value {
		run(f)
		self := get(f)
		nf := f.enter(c, at)
		nf.s[0] = self
		copy(nf.s[1:], f.s[base:base+n])
		r := c.body(nf)
		put(f, nf.s[0])
		return r
	}
}

// receiver gives how the receiver of a changing method is read, so that nobody else sees the
// changes, and how it is stored afterwards.
func (l *lowerer) receiver(e ast.Expr, t types.Type) (get expr, put func(*frame, value.Value)) {
	copied := l.copier(t)
	if slot := l.place(e); slot >= 0 {
		if copied != nil && !l.ownsRecord(e) {
			get = func(f *frame) value.Value { return copied(f.s[slot]) }
		} else {
			get = local(slot)
		}
		return get, func(f *frame, v value.Value) { f.s[slot] = v }
	}
	x := l.read(e)
	get = x
	if copied != nil {
		get = func(f *frame) value.Value { return copied(x(f)) }
	}
	if !l.isPlace(e) {
		return get, func(*frame, value.Value) {}
	}
	return get, l.storer(e)
}

// ownsRecord tells whether the variable that e names has its record for itself.
func (l *lowerer) ownsRecord(e ast.Expr) bool {
	n, ok := e.(*ast.Name)
	if !ok {
		return false
	}
	v, ok := l.info.Uses[n].(*check.Local)
	return ok && v.FieldAssigned
}

// callStmt lowers a call whose value nobody wants where that has a shape of its own, else nil.
func (l *lowerer) callStmt(e *ast.CallExpr) stmt {
	fn, args := l.hotCall(e)
	if fn == nil {
		return nil
	}
	switch fn.Intrinsic {
	case "vec.push":
		if st := l.slabPush(args[0], args[1]); st != nil {
			return st
		}
		return l.vecPush(l.args(args))
	case "vec.set":
		at := l.site(e)
		if st := l.slabSet(args[0], args[1], args[2], nil, func(f *frame, _, _ int64) { f.vecBounds(at) }); st != nil {
			return st
		}
		return l.vecSet(at, l.args(args))
	}
	return nil
}

// callCond lowers a call of type bool where that has a shape of its own, else nil.
func (l *lowerer) callCond(e *ast.CallExpr) cond {
	fn, args := l.hotCall(e)
	if fn == nil || fn.Intrinsic != "vec.get" || l.canLeave(e) {
		return nil
	}
	return l.vecGetBool(l.site(e), l.args(args))
}

// callFloat lowers a call of type float where that has a shape of its own, else nil.
func (l *lowerer) callFloat(e *ast.CallExpr) flt {
	fn, args := l.hotCall(e)
	if fn == nil || fn.Intrinsic != "math.sqrt" || len(args) != 1 {
		return nil
	}
	x := l.float(args[0])
	return func(f *frame) float64 { return sqrt(x(f)) }
}

// hotCall is the built-in function that a call means, with its arguments; nil if it is none.
func (l *lowerer) hotCall(e *ast.CallExpr) (*check.Func, []ast.Expr) {
	info := l.info.Calls[e]
	if info == nil || info.Kind != check.CallFunc || info.Func.Intrinsic == "" {
		return nil, nil
	}
	if _, computed := l.spilled[e]; computed {
		return nil, nil
	}
	if info.Recv != nil {
		return info.Func, append([]ast.Expr{info.Recv}, info.Args...)
	}
	return info.Func, info.Args
}
