package eval

// This file lowers `place = value` and `place op= value` where the place is a field or an
// element, or a variable that the value changes as well.

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// store lowers `place = value`.
func (l *lowerer) store(s *ast.AssignStmt) stmt {
	if e := l.vecElement(s.Target); e != nil {
		if st := l.storeElem(e, s.Value); st != nil {
			return st
		}
		if st := l.slabSet(e.X, e.Index, s.Value, l.holder(e.X), l.site(e), (*frame).vecRange); st != nil {
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

// update lowers `place op= value`: the old value is read before the new one is computed.
func (l *lowerer) update(s *ast.AssignStmt) stmt {
	if st := l.updateNumberAt(s); st != nil {
		return st
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

// updateNumberAt lowers `place op= value` on a number that is in a record or in a Vec, where the place can
// be found again after the value is computed, or computing that changes nothing; nil otherwise.
func (l *lowerer) updateNumberAt(s *ast.AssignStmt) stmt {
	t, quiet := l.typeOf(s.Target), l.quiet(s.Value)
	op := strings.TrimSuffix(s.Op, "=")
	if !isScalar(t) {
		return nil
	}
	if x := l.vecElement(s.Target); x != nil && l.cells(t) != shape.Numbers {
		e := l.assigned(x, s.Value)
		if !quiet && !e.steady() {
			return nil
		}
		return l.updateNarrow(s, e, op, t, quiet)
	}
	p := l.numberPlace(s.Target, s.Value)
	if p == nil || !quiet && !p.steady {
		return nil
	}
	p.quiet = quiet
	if types.IsFloat(t) {
		b := l.floatOperand(s.Value)
		if types.Is(t, types.F32) {
			return singlePlaced(op, p, &b)
		}
		return doublePlaced(op, p, &b)
	}
	w, b := widthOf(t), l.operand(s.Value)
	b.fixed(op, w)
	return placers.find(op, w, &b)(l.site(s), w, p, &b)
}

// vecElement is e if it is an element of a Vec or array, else nil.
func (l *lowerer) vecElement(e ast.Expr) *ast.IndexExpr {
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.vecElement(x.Elems[0])
		}
	case *ast.IndexExpr:
		if elemOf(l.typeOf(x.X)) != nil {
			return x
		}
	}
	return nil
}

// A numberPlace is where a number is that an operator changes.
type numberPlace struct {
	kind         placeKind
	slot, offset int                 // of a field, and of one in an element
	elem         *element            // where Vec and index are variables
	cell         func(*frame) *int64 // finds any place
	steady       bool                // cell finds the same place again, whatever the value does
	quiet        bool                // computing the value changes nothing
}

// A placeKind is how a place is found. The generator has them in this order.
type placeKind uint8

const (
	fieldPlace placeKind = iota // in the record of a variable
	elemPlace                   // in a Vec
	slabPlace                   // in a record in a Vec
	otherPlace
)

type (
	// A placeForm is a kind of place and a form of the value, placeForms a set of such.
	placeForm  uint8
	placeForms uint32
)

// closest is the pair of the set that fits p and b best.
func (p *numberPlace) closest(s placeForms, b *operand) placeForm {
	const computed, changing = 2, 3
	v := placeForm(computed)
	switch {
	case b.form() == known:
		v = 0
	case b.form() == inLocal:
		v = 1
	case !p.quiet:
		v = changing
	}
	to := placeForm(p.kind) * 4
	for _, f := range [...]placeForm{to + v, to + computed, placeCK + v} {
		if s&(1<<f) != 0 && (v != changing || f == placeFX || f&3 == changing) {
			return f
		}
	}
	return placeCX
}

// numberPlace takes apart the place of a number that is held as an int64, nil for any other.
func (l *lowerer) numberPlace(e, val ast.Expr) *numberPlace {
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.numberPlace(x.Elems[0], val)
		}
	case *ast.FieldExpr:
		return l.fieldPlace(x)
	}
	x := l.vecElement(e)
	if x == nil {
		return nil
	}
	p := &numberPlace{kind: otherPlace, elem: l.assigned(x, val)}
	if p.elem.inVariables() {
		p.kind = elemPlace
	}
	p.cell, p.steady = cellAt[int64](p.elem), p.elem.steady()
	return p
}

// fieldPlace is numberPlace for a field.
func (l *lowerer) fieldPlace(e *ast.FieldExpr) *numberPlace {
	if l.spreadSlot(e) >= 0 {
		return nil
	}
	if slot, offset, ok := l.numberField(e); ok {
		cell := func(f *frame) *int64 { return f.s[slot].NumberAt(offset) }
		return &numberPlace{kind: fieldPlace, slot: slot, offset: offset, cell: cell, steady: true}
	}
	if s, ok := l.slabPath(e); ok {
		p := &numberPlace{kind: otherPlace, elem: s.elem, offset: s.offset, cell: wordCellAt(s.elem, s.offset), steady: s.elem.steady()}
		if s.elem.inVariables() {
			p.kind = slabPlace
		}
		return p
	}
	s, rec := l.shape(l.typeOf(e.X)), l.own(e.X)
	if s.Words() > 0 {
		k := l.wordOf(e)
		return &numberPlace{kind: otherPlace, cell: func(f *frame) *int64 { return rec(f).Scalar(k) }}
	}
	i := l.info.Fields[e]
	return &numberPlace{kind: otherPlace, cell: func(f *frame) *int64 { return rec(f).Field(i).Number() }}
}
