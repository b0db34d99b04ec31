package eval

// This file lowers `place = value` and `place op= value` where the place is a field or an
// element, or a variable that the value changes as well.

import (
	"math"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// store lowers `place = value`.
func (l *lowerer) store(s *ast.AssignStmt) stmt {
	if st := l.storeNumber(s); st != nil {
		return st
	}
	if e, ok := s.Target.(*ast.IndexExpr); ok && l.isSlab(l.typeOf(e.X)) {
		at := l.site(e)
		if st := l.slabSet(e.X, e.Index, s.Value, l.holder(e.X), at, (*frame).vecRange); st != nil {
			return st
		}
	}
	to, x := l.target(s.Target), l.element(s.Value)
	if l.takes(s.Target) {
		x = l.taken(s.Value)
	}
	key, put := to.key, to.put
	if key == nil {
		return func(f *frame) ctl { v := x(f); put(f, value.Value{}, v); return next }
	}
	return func(f *frame) ctl {
		k := key(f)
		v := x(f)
		put(f, k, v)
		return next
	}
}

// takes tells whether e is an element of a Vec or an array.
func (l *lowerer) takes(e ast.Expr) bool {
	switch x := e.(type) {
	case *ast.TupleExpr:
		return len(x.Elems) == 1 && l.takes(x.Elems[0])
	case *ast.IndexExpr:
		return elemOf(l.typeOf(x.X)) != nil
	}
	return false
}

// storeNumber has the shapes of `v[i] = value` on elements that are numbers; else nil.
func (l *lowerer) storeNumber(s *ast.AssignStmt) stmt {
	e := l.numberElement(s.Target)
	if e == nil {
		return nil
	}
	at, key, x := l.site(e), l.operand(e.Index), l.expr(s.Value)
	a, y := l.localSlot(e.X), key.x
	if a >= 0 {
		if k := key.local; k >= 0 && l.steady(e.Index, []ast.Expr{s.Value}) {
			return func(f *frame) ctl {
				v := x(f).Int()
				*elemAt[int64](f, at, f.s[a], f.s[k].Int()) = v
				return next
			}
		}
		return func(f *frame) ctl {
			i := y(f).Int()
			v := x(f).Int()
			*elemAt[int64](f, at, f.s[a], i) = v
			return next
		}
	}
	coll := l.holder(e.X)
	return func(f *frame) ctl {
		i := y(f).Int()
		v := x(f).Int()
		*elemAt[int64](f, at, coll(f), i) = v
		return next
	}
}

// numberElement is e if it is an element of a Vec or array that holds numbers, else nil.
func (l *lowerer) numberElement(e ast.Expr) *ast.IndexExpr {
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.numberElement(x.Elems[0])
		}
	case *ast.IndexExpr:
		if elem := elemOf(l.typeOf(x.X)); elem != nil && l.cells(elem) == shape.Numbers {
			return x
		}
	}
	return nil
}

// update lowers `place op= value`: the old value is read before the new one is computed.
func (l *lowerer) update(s *ast.AssignStmt) stmt {
	if !isString(l.typeOf(s.Target)) && l.quiet(s.Value) {
		if st := l.updateInPlace(s); st != nil {
			return st
		}
	}
	to := l.target(s.Target)
	key, get, put := to.key, to.get, to.put
	if key == nil {
		key = always(value.Value{})
	}
	combined := l.combine(s)
	return func(f *frame) ctl {
		k := key(f)
		v := combined(f, get(f, k))
		put(f, k, v)
		return next
	}
}

// combine lowers `old op value`.
func (l *lowerer) combine(s *ast.AssignStmt) func(f *frame, old value.Value) value.Value {
	op, t := strings.TrimSuffix(s.Op, "="), l.typeOf(s.Target)
	switch {
	case isString(t):
		return growing(l.shown(s.Value))
	case types.IsFloat(t):
		y, do, single := l.float(s.Value), floatOps[op], types.Is(t, types.F32)
		return func(f *frame, old value.Value) value.Value { return rounded(do(old.Float(), y(f)), single) }
	}
	at, y, do := l.site(s), l.expr(s.Value), widthOf(t).intOp(op)
	return func(f *frame, old value.Value) value.Value { return value.Int(do(f, at, old.Int(), y(f).Int())) }
}

// updateInPlace lowers `place op= value` on numbers where computing the value changes nothing;
// nil if the number is held otherwise than as an int64 or a Value.
func (l *lowerer) updateInPlace(s *ast.AssignStmt) stmt {
	t := l.typeOf(s.Target)
	at, op, w := l.site(s), strings.TrimSuffix(s.Op, "="), widthOf(t)
	cell, whole := l.numberCell(s.Target)
	switch {
	case cell != nil && types.IsFloat(t):
		x, do, single := l.float(s.Value), floatOps[op], types.Is(t, types.F32)
		return func(f *frame) ctl {
			p := cell(f)
			*p = rounded(do(math.Float64frombits(uint64(*p)), x(f)), single).Int()
			return next
		}
	case cell != nil && w.plain() && op == "+":
		x := l.expr(s.Value)
		return func(f *frame) ctl {
			p := cell(f)
			*p = add(f, at, *p, x(f).Int())
			return next
		}
	case cell != nil:
		x, do := l.expr(s.Value), w.intOp(op)
		return func(f *frame) ctl {
			p := cell(f)
			*p = do(f, at, *p, x(f).Int())
			return next
		}
	case whole != nil:
		combined := l.combine(s)
		return func(f *frame) ctl {
			p := whole(f)
			*p = combined(f, *p)
			return next
		}
	}
	return nil
}

// numberCell gives where the number of a place is: as an int64, or as a Value. Both are nil for
// places that are neither.
func (l *lowerer) numberCell(e ast.Expr) (func(*frame) *int64, func(*frame) *value.Value) {
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.numberCell(x.Elems[0])
		}
	case *ast.FieldExpr:
		if !isScalar(l.typeOf(x)) {
			return nil, nil
		}
		if slot, k, ok := l.fieldPath(x); ok {
			return func(f *frame) *int64 { return f.s[slot].Scalar(k) }, nil
		}
		if p, ok := l.slabPath(x); ok {
			return p.cell(), nil
		}
		i, rec := l.info.Fields[x], l.own(x.X)
		if l.flat(l.typeOf(x.X)) {
			k := l.wordOf(x)
			return func(f *frame) *int64 { return rec(f).Scalar(k) }, nil
		}
		return nil, func(f *frame) *value.Value { return rec(f).Field(i) }
	}
	x := l.numberElement(e)
	if x == nil {
		return nil, nil
	}
	at, coll, key := l.site(x), l.holder(x.X), l.operand(x.Index)
	if k := key.local; k >= 0 {
		return func(f *frame) *int64 { return elemAt[int64](f, at, coll(f), f.s[k].Int()) }, nil
	}
	y := key.x
	return func(f *frame) *int64 { i := y(f).Int(); return elemAt[int64](f, at, coll(f), i) }, nil
}
