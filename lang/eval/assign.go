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
		return l.setFloat(slot, e)
	case types.Is(t, types.Bool):
		if k, ok := l.number(e); ok {
			return func(f *frame) ctl { f.s[slot].SetInt(k); return next }
		}
	case isScalar(t):
		return l.setInt(slot, e, t)
	}
	if isString(t) {
		if s := l.setText(slot, e); s != nil {
			return s
		}
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
	if b, ok := e.(*ast.BinaryExpr); ok && l.localSlot(e) < 0 {
		if s := l.updated(slot, b, t); s != nil {
			return s
		}
		if widthOf(t).plain() {
			if s := l.setSum(slot, b); s != nil {
				return s
			}
		}
	}
	x := l.expr(e)
	return func(f *frame) ctl { v := x(f).Int(); f.s[slot].SetInt(v); return next }
}

// updated lowers `x = x op y` where x is the number in a slot that y does not change, else nil.
func (l *lowerer) updated(slot int, b *ast.BinaryExpr, t types.Type) stmt {
	if v := l.root(b.Left); v == nil || l.localSlot(b.Left) != slot || l.writes(b.Right, v) {
		return nil
	}
	return l.updateSlot(b, b.Op, slot, l.operand(b.Right), widthOf(t))
}

// setSum lowers `x = y + z` and `x = y - z` on int64, nil for shapes without a closure.
func (l *lowerer) setSum(slot int, b *ast.BinaryExpr) stmt {
	i := l.localSlot(b.Left)
	if i < 0 || b.Op != "+" && b.Op != "-" {
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

// assign lowers `target op value`. The operands of the target are computed first, then the
// value; `target op= value` reads the old value in between.
func (l *lowerer) assign(s *ast.AssignStmt) stmt {
	top := l.top
	before, done := l.once(s.Target, l.held(s), s.Value)
	st := after(before, l.assignPlain(s))
	done()
	l.top = top
	return st
}

// held is the operand of the target that the assignment keeps while it computes the value.
func (l *lowerer) held(s *ast.AssignStmt) ast.Expr {
	if l.program.prog.Closes(l.typeOf(s.Target)) {
		return nil
	}
	return lastIndex(s.Target)
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
			l.bug(s, "an assignment to something that is not a variable")
		}
		if s.Op == "=" {
			return l.assignLocal(v, s.Value)
		}
		if isScalar(l.typ(v.Type)) && !l.writes(s.Value, v) {
			return l.updateNumber(s, l.slots[v], l.typ(v.Type))
		}
		if isString(l.typ(v.Type)) {
			slot, grown := l.slots[v], growing(l.shown(s.Value))
			return func(f *frame) ctl { v := grown(f, f.s[slot]); f.s[slot] = v; return next }
		}
	}
	if slot := l.spreadSlot(s.Target); slot >= 0 {
		return l.assignPart(s, slot)
	}
	if s.Op == "=" {
		if l.program.prog.Closes(l.typeOf(s.Target)) {
			return l.replace(s)
		}
		if st := l.setField(s.Target, s.Value); st != nil && l.shared(s.Value) == nil {
			return st
		}
		return l.store(s)
	}
	return l.update(s)
}

// replace lowers an assignment to a field or an element with a resource, which is closed.
func (l *lowerer) replace(s *ast.AssignStmt) stmt {
	shut, at := l.closer(l.typeOf(s.Target)), l.site(s)
	to, x := l.target(s.Target), l.expr(s.Value)
	old, key := l.expr(s.Target), to.key
	if key == nil {
		key = always(value.Value{})
	}
	return func(f *frame) ctl {
		n, stored := x(f), false
		defer func() {
			if !stored {
				f.leave(steps{func(f *frame) { shut.close(f, at, n) }})
			}
		}()
		was := old(f)
		to.put(f, key(f), n)
		stored = true
		shut.close(f, at, was)
		return next
	}
}

// assignLocal lowers `x = value`. What x held is closed if it is a resource.
func (l *lowerer) assignLocal(v *check.Local, x ast.Expr) stmt {
	if base, ok := l.spread[v]; ok {
		return l.assignSpread(v, base, l.shape(l.typ(v.Type)).Words(), x)
	}
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

// assignPart lowers an assignment to a field, in slots from slot on, of a record that is spread.
func (l *lowerer) assignPart(s *ast.AssignStmt, slot int) stmt {
	t, v := l.typeOf(s.Target), l.root(s.Target)
	switch {
	case !isScalar(t):
		return l.assignSpread(v, slot, l.shape(t).Words(), s.Value)
	case s.Op == "=":
		return l.set(slot, s.Value)
	case !l.writes(s.Value, v):
		return l.updateNumber(s, slot, t)
	}
	return l.update(s)
}

// updateNumber lowers `x op= value` on a number in a slot.
func (l *lowerer) updateNumber(s *ast.AssignStmt, slot int, t types.Type) stmt {
	op := strings.TrimSuffix(s.Op, "=")
	if !types.IsFloat(t) {
		return l.updateSlot(s, op, slot, l.operand(s.Value), widthOf(t))
	}
	y, narrow := l.floatOperand(s.Value), types.Is(t, types.F32)
	if !narrow && op != "%" {
		return doubleUpdate(op, slot, &y)
	}
	x := floatOperator(op, &operand{local: slot, num: localFloat(slot)}, &y, narrow)
	return func(f *frame) ctl { v := x(f); f.s[slot].SetFloat(v); return next }
}

// updateSlot lowers `x op= b` for the variable in a slot.
func (l *lowerer) updateSlot(n ast.Node, op string, slot int, b operand, w width) stmt {
	b.fixed(op, w)
	return updaters.find(op, w, &b)(l.site(n), w, slot, &b)
}

// setField lowers `x.f = value` where x is a variable with its record to itself; else nil.
func (l *lowerer) setField(target, val ast.Expr) stmt {
	e, ok := target.(*ast.FieldExpr)
	if !ok {
		return nil
	}
	if slot := l.place(e.X); slot >= 0 && !l.flat(l.typeOf(e.X)) {
		i, x := l.info.Fields[e], l.expr(val)
		return func(f *frame) ctl { v := x(f); *f.s[slot].Field(i) = v; return next }
	}
	slot, k, ok := l.fieldPath(e)
	switch {
	case !ok:
		return nil
	case !isScalar(l.typeOf(e)):
		x, at, n := l.expr(val), k*value.WordSize, l.shape(l.typeOf(e)).Words()
		return func(f *frame) ctl { v := x(f); f.s[slot].SetWords(at, n, v); return next }
	case types.IsFloat(l.typeOf(e)):
		return l.setFloatField(e, slot, k, val)
	}
	x := l.expr(val)
	return func(f *frame) ctl { v := x(f).Int(); *f.s[slot].Scalar(k) = v; return next }
}

// setFloatField has the shapes `x.f = x.f + v` and `x.f = x.f - v`.
func (l *lowerer) setFloatField(e *ast.FieldExpr, slot, i int, val ast.Expr) stmt {
	if b, ok := val.(*ast.BinaryExpr); ok && (b.Op == "+" || b.Op == "-") && l.localSlot(val) < 0 && !types.Is(l.typeOf(e), types.F32) {
		if s, k, ok := l.fieldPath(b.Left); ok && s == slot && k == i && l.quiet(b.Right) {
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
