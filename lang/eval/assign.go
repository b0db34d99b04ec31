package eval

// This file lowers assignments.

import (
	"math"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// set lowers the storing of an expression in a slot, in the shapes that programs use most.
func (l *lowerer) set(slot int, e ast.Expr) stmt {
	t := l.typeOf(e)
	if l.info.Coercions[e] != nil || l.watched(e) {
		t = types.Of(types.Unit)
	}
	switch {
	case types.IsFloat(t):
		x := l.float(e)
		return func(f *frame) ctl { v := x(f); f.s[slot].SetFloat(v); return next }
	case types.Is(t, types.Bool):
		if k, ok := l.number(e); ok {
			return func(f *frame) ctl { f.s[slot].SetInt(k); return next }
		}
	case isScalar(t):
		return l.setInt(slot, e, t)
	}
	x := l.expr(e)
	if isScalar(t) {
		return func(f *frame) ctl { v := x(f).Int(); f.s[slot].SetInt(v); return next }
	}
	return func(f *frame) ctl { v := x(f); f.s[slot] = v; return next }
}

func (l *lowerer) setInt(slot int, e ast.Expr, t types.Type) stmt {
	if k, ok := l.number(e); ok {
		return func(f *frame) ctl { f.s[slot].SetInt(k); return next }
	}
	if b, ok := e.(*ast.BinaryExpr); ok && l.localSlot(e) < 0 && widthOf(t).plain() && (b.Op == "+" || b.Op == "-") {
		if s := l.setSum(slot, b); s != nil {
			return s
		}
	}
	x := l.expr(e)
	return func(f *frame) ctl { v := x(f).Int(); f.s[slot].SetInt(v); return next }
}

// setSum lowers `x = y + z` and `x = y - z` on int64, nil for shapes without a closure.
func (l *lowerer) setSum(slot int, b *ast.BinaryExpr) stmt {
	i := l.localSlot(b.Left)
	if i < 0 {
		return nil
	}
	at := l.site(b)
	if k, ok := l.number(b.Right); ok && k != math.MinInt64 {
		if b.Op == "+" {
			return func(f *frame) ctl { f.s[slot].SetInt(add(f, at, f.s[i].Int(), k)); return next }
		}
		return func(f *frame) ctl { f.s[slot].SetInt(sub(f, at, f.s[i].Int(), k)); return next }
	}
	if b.Op != "+" {
		return nil
	}
	if j := l.localSlot(b.Right); j >= 0 {
		return func(f *frame) ctl { f.s[slot].SetInt(add(f, at, f.s[i].Int(), f.s[j].Int())); return next }
	}
	y := l.expr(b.Right)
	return func(f *frame) ctl {
		a := f.s[i].Int()
		v := y(f).Int()
		f.s[slot].SetInt(add(f, at, a, v))
		return next
	}
}

// assign lowers `target op value`.
func (l *lowerer) assign(s *ast.AssignStmt) stmt {
	top := l.top
	defer func() { l.top = top }()
	var before stmt
	if l.canLeave(s.Value) || l.canLeave(s.Target) {
		before = l.spill(append(l.targetOperands(s.Target), s.Value))
	}
	return after(before, l.assignPlain(s))
}

// targetOperands are the expressions that an assignment's target computes.
func (l *lowerer) targetOperands(e ast.Expr) []ast.Expr {
	switch x := e.(type) {
	case *ast.FieldExpr:
		return l.targetOperands(x.X)
	case *ast.IndexExpr:
		return append(l.targetOperands(x.X), x.Index)
	}
	return nil
}

func (l *lowerer) assignPlain(s *ast.AssignStmt) stmt {
	name, isName := s.Target.(*ast.Name)
	if field := l.info.State[name]; isName && field != nil {
		of := *s
		of.Target = field
		return l.assignPlain(&of)
	}
	if isName {
		v, ok := l.info.Uses[name].(*check.Local)
		if !ok {
			l.bug(s, "an assignment to what is no variable")
		}
		if l.appended(s) == v && l.grown[v] > 0 {
			return l.growString(s, v)
		}
		if s.Op == "=" {
			return l.assignLocal(v, s.Value)
		}
		if isScalar(l.typ(v.Type)) {
			return l.updateLocal(s, v)
		}
	}
	if s.Op == "=" {
		if l.program.prog.Closes(l.typeOf(s.Target)) {
			return l.replace(s)
		}
		if st := l.setField(s.Target, s.Value); st != nil && l.shared(s.Value) == nil {
			return st
		}
		put, x := l.storer(s.Target), l.element(s.Value)
		return func(f *frame) ctl { put(f, x(f)); return next }
	}
	if st := l.updateField(s); st != nil {
		return st
	}
	get, put := l.expr(s.Target), l.storer(s.Target)
	combined := l.combine(s, get)
	return func(f *frame) ctl { put(f, combined(f)); return next }
}

// replace lowers an assignment to a field or an element with a resource, which is closed.
func (l *lowerer) replace(s *ast.AssignStmt) stmt {
	shut, at := l.closer(l.typeOf(s.Target)), l.site(s)
	get, put, x := l.expr(s.Target), l.storer(s.Target), l.expr(s.Value)
	return func(f *frame) ctl {
		n := x(f)
		old := get(f)
		put(f, n)
		shut.close(f, at, old)
		return next
	}
}

// assignLocal lowers `x = value`. What x held is closed if it is a resource.
func (l *lowerer) assignLocal(v *check.Local, x ast.Expr) stmt {
	slot := l.slots[v]
	if !l.drops[v] {
		return l.bound(v, x, slot)
	}
	shut, at, get := l.closer(l.typ(v.Type)), l.site(x), l.expr(x)
	return func(f *frame) ctl {
		n := get(f)
		old := f.s[slot]
		f.s[slot] = n
		if old.Present() {
			shut.close(f, at, old)
		}
		return next
	}
}

// updateLocal lowers `x op= value` on numbers.
func (l *lowerer) updateLocal(s *ast.AssignStmt, v *check.Local) stmt {
	slot, t := l.slots[v], l.typ(v.Type)
	op := strings.TrimSuffix(s.Op, "=")
	if types.IsFloat(t) {
		y := l.float(s.Value)
		switch {
		case types.Is(t, types.F32):
			do := floatOps[op]
			return func(f *frame) ctl {
				b := y(f)
				f.s[slot].SetFloat(float64(float32(do(f.s[slot].Float(), b))))
				return next
			}
		case op == "+":
			return func(f *frame) ctl { b := y(f); f.s[slot].SetFloat(f.s[slot].Float() + b); return next }
		case op == "-":
			return func(f *frame) ctl { b := y(f); f.s[slot].SetFloat(f.s[slot].Float() - b); return next }
		case op == "*":
			return func(f *frame) ctl { b := y(f); f.s[slot].SetFloat(f.s[slot].Float() * b); return next }
		}
		do := floatOps[op]
		return func(f *frame) ctl { b := y(f); f.s[slot].SetFloat(do(f.s[slot].Float(), b)); return next }
	}
	at, w := l.site(s), widthOf(t)
	if k, ok := l.number(s.Value); ok && w.plain() && op == "+" {
		return func(f *frame) ctl { f.s[slot].SetInt(add(f, at, f.s[slot].Int(), k)); return next }
	}
	y := l.expr(s.Value)
	if w.plain() && op == "+" {
		return func(f *frame) ctl {
			b := y(f).Int()
			f.s[slot].SetInt(add(f, at, f.s[slot].Int(), b))
			return next
		}
	}
	do := w.intOp(op)
	return func(f *frame) ctl {
		b := y(f).Int()
		f.s[slot].SetInt(do(f, at, f.s[slot].Int(), b))
		return next
	}
}

// combine lowers `old op value` of an assignment whose target is read by get.
func (l *lowerer) combine(s *ast.AssignStmt, get expr) expr {
	op, t := strings.TrimSuffix(s.Op, "="), l.typeOf(s.Target)
	if isString(t) {
		pieces := l.shown(s.Value)
		return l.concat(append([]piece{func(f *frame, b []byte) []byte { return append(b, get(f).Str()...) }}, pieces...))
	}
	y := l.expr(s.Value)
	if types.IsFloat(t) {
		do, single := floatOps[op], types.Is(t, types.F32)
		return func(f *frame) value.Value {
			a := get(f).Float()
			return rounded(do(a, y(f).Float()), single)
		}
	}
	at, do := l.site(s), widthOf(t).intOp(op)
	return func(f *frame) value.Value {
		a := get(f).Int()
		return value.Int(do(f, at, a, y(f).Int()))
	}
}

// setField lowers `x.f = value` where x is a variable with its record to itself; else nil.
func (l *lowerer) setField(target, val ast.Expr) stmt {
	e, ok := target.(*ast.FieldExpr)
	if !ok {
		return nil
	}
	slot := l.place(e.X)
	if slot < 0 {
		return nil
	}
	i := l.info.Fields[e]
	if !allScalar(fieldTypes(l.typeOf(e.X))) {
		x := l.expr(val)
		return func(f *frame) ctl { v := x(f); *f.s[slot].Field(i) = v; return next }
	}
	if types.IsFloat(l.typeOf(e)) {
		return l.setFloatField(e, slot, i, val)
	}
	x := l.expr(val)
	return func(f *frame) ctl { v := x(f).Int(); *f.s[slot].Scalar(i) = v; return next }
}

// setFloatField has the shapes `x.f = x.f + v` and `x.f = x.f - v`.
func (l *lowerer) setFloatField(e *ast.FieldExpr, slot, i int, val ast.Expr) stmt {
	if b, ok := val.(*ast.BinaryExpr); ok && (b.Op == "+" || b.Op == "-") && l.localSlot(val) < 0 && !types.Is(l.typeOf(e), types.F32) {
		if s, k, ok := l.localField(b.Left); ok && s == slot && k == i {
			x := l.float(b.Right)
			if b.Op == "+" {
				return func(f *frame) ctl { v := x(f); addFloat(f.s[slot].Scalar(i), v); return next }
			}
			return func(f *frame) ctl { v := x(f); addFloat(f.s[slot].Scalar(i), -v); return next }
		}
	}
	x := l.float(val)
	return func(f *frame) ctl {
		v := x(f)
		*f.s[slot].Scalar(i) = int64(math.Float64bits(v))
		return next
	}
}

func addFloat(p *int64, v float64) {
	*p = int64(math.Float64bits(math.Float64frombits(uint64(*p)) + v))
}

// updateField lowers `x.f op= value` on numbers where x is a variable; else nil.
func (l *lowerer) updateField(s *ast.AssignStmt) stmt {
	e, ok := s.Target.(*ast.FieldExpr)
	if !ok || !isScalar(l.typeOf(e)) {
		return nil
	}
	slot := l.place(e.X)
	if slot < 0 || !allScalar(fieldTypes(l.typeOf(e.X))) {
		return nil
	}
	i, op := l.info.Fields[e], strings.TrimSuffix(s.Op, "=")
	if types.IsFloat(l.typeOf(e)) {
		x, do := l.float(s.Value), floatOps[op]
		single := types.Is(l.typeOf(e), types.F32)
		return func(f *frame) ctl {
			v := x(f)
			p := f.s[slot].Scalar(i)
			*p = rounded(do(math.Float64frombits(uint64(*p)), v), single).Int()
			return next
		}
	}
	at, x, do := l.site(s), l.expr(s.Value), widthOf(l.typeOf(e)).intOp(op)
	return func(f *frame) ctl {
		v := x(f).Int()
		p := f.s[slot].Scalar(i)
		*p = do(f, at, *p, v)
		return next
	}
}

// storer gives the function that stores into a place: a variable, a field, an element. A record
// in another record or in a collection may be seen by others: there a changed copy takes its
// place.
func (l *lowerer) storer(e ast.Expr) func(*frame, value.Value) {
	switch x := e.(type) {
	case *ast.Name:
		if slot := l.place(x); slot >= 0 {
			return func(f *frame, v value.Value) { f.s[slot] = v }
		}
		if field := l.info.State[x]; field != nil {
			return l.fieldStorer(field)
		}
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.storer(x.Elems[0])
		}
	case *ast.FieldExpr:
		return l.fieldStorer(x)
	case *ast.IndexExpr:
		return l.elementStorer(x)
	}
	l.bug(e, "an assignment to what is no place: %T", e)
	return nil
}

func (l *lowerer) fieldStorer(e *ast.FieldExpr) func(*frame, value.Value) {
	t, i := l.typeOf(e.X), l.info.Fields[e]
	numbers := allScalar(fieldTypes(t))
	put := func(r, v value.Value) {
		if numbers {
			*r.Scalar(i) = v.Int()
		} else {
			*r.Field(i) = v
		}
	}
	if slot := l.place(e.X); slot >= 0 {
		return func(f *frame, v value.Value) { put(f.s[slot], v) }
	}
	get, copied, store := l.read(e.X), l.copier(t), l.storer(e.X)
	return func(f *frame, v value.Value) {
		r := copied(get(f))
		put(r, v)
		store(f, r)
	}
}
