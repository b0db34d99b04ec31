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
		if v, ok := l.constantVariant(e, info); ok {
			return always(v)
		}
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

// argsOf are the arguments of a call, the receiver first.
func argsOf(info *check.Call) []ast.Expr {
	if info.Recv == nil {
		return info.Args
	}
	return append([]ast.Expr{info.Recv}, info.Args...)
}

func (l *lowerer) callFunc(e *ast.CallExpr, info *check.Call, fn *check.Func, targs []types.Type) expr {
	exprs := argsOf(info)
	if fn.Extern == "" && fn.Intrinsic == "" {
		if in := l.inline(e, fn, targs, exprs); in != nil {
			return in.expr(l)
		}
		if len(exprs) > mostDirect {
			return l.callMany(l.site(e), l.program.function(fn, targs), exprs)
		}
		return l.callDirect(l.site(e), l.program.function(fn, targs), l.lookedArgs(fn, exprs))
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

// callDirect lowers a call of a lowered function. All arguments are computed before the callee's frame
// is touched: computing one may need that frame.
func (l *lowerer) callDirect(at site, c *code, args []operand) expr {
	l.uses++
	forms := l.argForms(args)
	switch len(args) {
	case 0:
		return func(f *frame) value.Value { return c.body(f.enter(c, at)) }
	case 1:
		if args[0].isPlus && isScalar(args[0].typ) {
			return callPlus(at, c, args[0])
		}
		return call1(at, c, args, forms)
	case 2:
		return call2(at, c, args, forms)
	case 3:
		return call3(at, c, args, forms)
	case 4:
		return call4(at, c, args, forms)
	}
	return call5(at, c, args, forms)
}

// callPlus lowers a call whose argument is a variable plus a number.
//
// It is kept out of its callers: in a copied closure the compiler inlines nothing.
//
//go:noinline
func callPlus(at site, c *code, arg operand) expr {
	i, k, plus := arg.plusSlot, arg.plusK, arg.plusAt
	return func(f *frame) value.Value {
		a := add(f, plus, f.s[i].Int(), k)
		nf := f.next
		if len(nf.s) < c.need || f.stop.Load() != 0 {
			nf = f.grow(c, at)
		}
		f.at = at
		nf.s[0].SetInt(a)
		return c.body(nf)
	}
}

// argForms are the forms of arguments, as the generator of calls calls them. A variable is read when all
// arguments are computed, unless one of them can change it.
func (l *lowerer) argForms(args []operand) string {
	forms := make([]byte, len(args))
	var rest []ast.Expr // that are computed behind the argument
	for i := len(args) - 1; i >= 0; i-- {
		a := &args[i]
		inSlot := a.local >= 0 && (len(rest) == 0 || a.e != nil && l.steady(a.e, rest))
		switch number := isScalar(a.typ); {
		case number && a.konst:
			forms[i] = 'k'
		case number && inSlot:
			forms[i] = 'l'
		case number && a.elem != nil:
			forms[i] = 'e'
		case number:
			forms[i] = 'x'
		case inSlot:
			forms[i] = 'L'
		default:
			forms[i] = 'X'
		}
		if forms[i] == 'x' || forms[i] == 'X' || forms[i] == 'e' {
			rest = append(rest, a.e)
		}
	}
	return string(forms)
}

// closestForms is the index of the forms of a closure that fit arguments best. The last of them fits all.
func closestForms(args string, all ...string) int {
	best, most := len(all)-1, -1
	for i, forms := range all {
		same := 0
		for j := range forms {
			switch a, b := args[j], forms[j]; {
			case a == b:
				same++
			case b == 'X' || b == 'x' && a != 'X' && a != 'L':
			default:
				same = -len(args)
			}
		}
		if same > most {
			best, most = i, same
		}
	}
	return best
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

// mostDirect is how many arguments a call has that needs no slots for them.
const mostDirect = 5

// callMany lowers a call with more arguments.
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

// callStmt lowers a call whose value is not used where that has a shape of its own, else nil.
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
		if st := l.slabSet(args[0], args[1], args[2], nil, at, (*frame).vecMissing); st != nil {
			return st
		}
		return l.vecSet(at, l.args(args))
	}
	return nil
}

// callCond lowers a call of type bool where that has a shape of its own, else nil.
func (l *lowerer) callCond(e *ast.CallExpr) cond {
	if info := l.info.Calls[e]; info != nil && info.Kind == check.CallValue {
		return l.callTest(e, info)
	}
	fn, _ := l.hotCall(e)
	if fn == nil {
		if in := l.inlineCall(e); in != nil {
			return in.cond(l)
		}
		return nil
	}
	if fn.Intrinsic != "vec.get" || l.canLeave(e) {
		return nil
	}
	return l.boolElem(e, true)
}

// callFloat lowers a call of type float where that has a shape of its own, else nil.
func (l *lowerer) callFloat(e *ast.CallExpr) flt {
	fn, args := l.hotCall(e)
	if fn == nil {
		if in := l.inlineCall(e); in != nil {
			return in.float(l)
		}
		return nil
	}
	if fn.Intrinsic == "vec.get" {
		return l.floatElem(e)
	}
	if fn.Intrinsic != "math.sqrt" || len(args) != 1 {
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
	return info.Func, argsOf(info)
}
