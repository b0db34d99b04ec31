package eval

// This file tells in which form an operand is. An operation reads some operands itself, such as variables,
// and calls a closure for any other.

import (
	"math"

	"hewq/lang/ast"
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// An elem is an element of a Vec of numbers: both the Vec and the index are variables.
type elem struct {
	vec, index int // slots
	at         site
	get        bool // by `v.get(i)`
}

// in reads the element. It is too long to be inlined: generated closures have it in themselves.
func (e *elem) in(f *frame) int64 {
	s, i := value.VecOf[int64](f.s[e.vec]).S, f.s[e.index].Int()
	if uint64(i) >= uint64(len(s)) {
		e.missing(f)
	}
	return s[i]
}

//go:noinline
func (e *elem) missing(f *frame) {
	if e.get {
		f.vecBounds(e.at)
	}
	f.vecRange(e.at, f.s[e.index].Int(), value.VecLen(f.s[e.vec]))
}

// form tells how o is read.
func (o *operand) form() form {
	switch {
	case o.konst:
		return known
	case o.local >= 0:
		return inLocal
	case o.isField:
		return inField
	case o.elem != nil:
		return inElem
	}
	return computed
}

// formOf is the operand of e without the closure that computes it.
func (l *lowerer) formOf(e ast.Expr) operand {
	o := operand{typ: l.operandType(e), local: -1, e: e}
	if l.watched(e) {
		return o
	}
	o.local = l.localSlot(e)
	if l.info.Coercions[e] != nil {
		return o
	}
	if b, ok := e.(*ast.BinaryExpr); ok && (b.Op == "+" || b.Op == "-") {
		o.plus(l, b)
	}
	if !isScalar(o.typ) {
		return o
	}
	if types.IsFloat(o.typ) {
		if x, ok := l.floatNumber(e); ok {
			o.konst, o.k = true, int64(math.Float64bits(x))
		}
	} else if k, ok := l.number(e); ok {
		o.konst, o.k = true, k
	}
	if inner := l.bare(e); inner != e && o.local < 0 {
		o.local = l.localSlot(inner)
		e = inner
	}
	if c, ok := e.(*ast.CallExpr); ok {
		if slot, offset, ok := l.lengthField(c); ok {
			o.isField, o.slot, o.offset = true, slot, offset
			return o
		}
		if get, ok := l.getter(c); ok {
			o.konst, o.k, o.local, o.isField, o.slot, o.offset = get.konst, get.k, get.local, get.isField, get.slot, get.offset
			return o
		}
	}
	if slot, i, ok := l.numberField(e); ok {
		o.isField, o.slot, o.offset = true, slot, i
	}
	o.elem = l.numberElem(e)
	return o
}

// bare is e without parentheses and without casts that change nothing.
func (l *lowerer) bare(e ast.Expr) ast.Expr {
	for {
		inner := e
		switch x := e.(type) {
		case *ast.TupleExpr:
			if len(x.Elems) == 1 {
				inner = x.Elems[0]
			}
		case *ast.CastExpr:
			if from, to := l.typeOf(x.X), l.typeOf(x); isScalar(from) && isScalar(to) && !types.IsFloat(from) && !types.IsFloat(to) && widens(from, to) {
				inner = x.X
			}
		}
		if _, computed := l.spilled[e]; computed || inner == e || l.info.Coercions[inner] != nil || l.watched(inner) || l.counter(inner) != nil {
			return e
		}
		e = inner
	}
}

// widens tells whether a cast of integers changes nothing.
func widens(from, to types.Type) bool {
	a, b := widthOf(from), widthOf(to)
	return !types.Is(to, types.Bool) && (b.bits == 64 || !a.wide() && a.lo >= b.lo && a.hi <= b.hi)
}

// numberField takes apart a number, or the number of another value, in a record that a variable holds.
func (l *lowerer) numberField(e ast.Expr) (slot, offset int, ok bool) {
	if n, isName := e.(*ast.Name); isName && l.info.State[n] != nil && l.counter(e) == nil {
		e = l.info.State[n]
	}
	x, isField := e.(*ast.FieldExpr)
	if !isField || l.info.Uses[x] != nil {
		return 0, 0, false
	}
	if _, computed := l.spilled[e]; computed {
		return 0, 0, false
	}
	i, isRead := l.info.Fields[x]
	if !isRead {
		return 0, 0, false
	}
	s := l.shape(l.typeOf(x.X))
	if s.Words() > 0 {
		slot, word, ok := l.fieldPath(x)
		return slot, word * value.WordSize, ok
	}
	if slot = l.place(x.X); slot < 0 || s.Kind != shape.Record {
		return 0, 0, false
	}
	return slot, s.Parts[i].Offset + value.NumberOffset, true
}

// textField takes apart a string in a field of a record that a variable holds.
func (l *lowerer) textField(o operand) (slot, offset int, ok bool) {
	if o.e == nil || !isString(o.typ) || l.info.Coercions[o.e] != nil || l.watched(o.e) || l.counter(o.e) != nil {
		return 0, 0, false
	}
	slot, offset, ok = l.numberField(o.e)
	return slot, offset - value.NumberOffset, ok
}

// lengthField takes apart the length of a string in a field: that is the number of the string.
func (l *lowerer) lengthField(e *ast.CallExpr) (slot, offset int, ok bool) {
	fn, args := l.hotCall(e)
	if fn == nil || fn.Intrinsic != "string.len" || !l.plainly(e) {
		return 0, 0, false
	}
	slot, offset, ok = l.textField(operand{e: args[0], typ: l.typeOf(args[0])})
	return slot, offset + value.NumberOffset, ok
}

// numberElem takes apart an element of a Vec of numbers; nil if e is none.
func (l *lowerer) numberElem(e ast.Expr) *elem {
	if _, computed := l.spilled[e]; computed {
		return nil
	}
	var vec, index ast.Expr
	get := false
	switch x := e.(type) {
	case *ast.IndexExpr:
		if _, slice := x.Index.(*ast.RangeExpr); slice || l.info.Indexes[x] != nil {
			return nil
		}
		vec, index = x.X, x.Index
	case *ast.CallExpr:
		fn, args := l.hotCall(x)
		if fn == nil || fn.Intrinsic != "vec.get" || l.canLeave(x) {
			return nil
		}
		vec, index, get = args[0], args[1], true
	default:
		return nil
	}
	of := elemOf(l.typeOf(vec))
	if of == nil || l.cells(of) != shape.Numbers {
		return nil
	}
	a, b := l.localSlot(vec), l.localSlot(index)
	if a < 0 || b < 0 {
		return nil
	}
	return &elem{vec: a, index: b, at: l.site(e), get: get}
}

// floatNumber is the value of an expression that is a known float.
func (l *lowerer) floatNumber(e ast.Expr) (float64, bool) {
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.floatNumber(x.Elems[0])
		}
	case *ast.Literal:
		return l.decode(x, x.Kind(), x.Text, l.typeOf(e)).Float(), true
	case *ast.UnaryExpr:
		if literal, ok := x.X.(*ast.Literal); ok && x.Op == "-" {
			k, _ := l.floatNumber(literal)
			return -k, true
		}
	}
	return 0, false
}
