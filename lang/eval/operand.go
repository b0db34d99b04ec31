package eval

// This file knows what an expression is made of before it becomes a closure: operations look
// at their operands and choose a closure of the same shape.

import (
	"math"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/shape"
	"hewq/lang/token"
	"hewq/lang/types"
	"hewq/lang/value"
)

// An operand is a lowered expression with what is known of its form.
type operand struct {
	x     expr
	num   flt        // of a float, in place of x
	typ   types.Type // of what x gives: a dyn where a value becomes one
	local int        // its slot if it is a variable that is read as it is, else -1
	konst bool       // it is the number k
	k     int64      // an integer, bool or char, the bits of a float
	e     ast.Expr   // nil where a function is used as a value

	isField bool // it is the number at an offset in the record in a slot
	slot    int
	offset  int
	elem    *elem // it is a number in a Vec, else nil

	isPlus   bool // it is the variable in plusSlot plus plusK, as int64
	plusSlot int
	plusK    int64
	plusAt   site
}

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

// float is the constant of an operand that is a float.
func (o *operand) float() float64 { return math.Float64frombits(uint64(o.k)) }

// operand lowers e.
func (l *lowerer) operand(e ast.Expr) operand {
	o := l.formOf(e)
	o.x = l.expr(e)
	return o
}

// floatOperand lowers an e of type f64 or f32.
func (l *lowerer) floatOperand(e ast.Expr) operand {
	o := l.formOf(e)
	o.num = l.float(e)
	return o
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

// numberField takes apart a number in a record that a variable holds.
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

// operandType is the type of what e gives: a dyn where a value becomes one.
func (l *lowerer) operandType(e ast.Expr) types.Type {
	if d := l.info.Coercions[e]; d != nil {
		return l.typ(d)
	}
	return l.typeOf(e)
}

// plus notes that o is a variable plus a number.
func (o *operand) plus(l *lowerer, b *ast.BinaryExpr) {
	k, ok := l.number(b.Right)
	slot := l.localSlot(b.Left)
	if _, computed := l.spilled[b]; computed || !ok || slot < 0 || !isScalar(o.typ) || types.IsFloat(o.typ) || !widthOf(o.typ).plain() {
		return
	}
	if b.Op == "-" {
		k = -k
	}
	o.isPlus, o.plusSlot, o.plusK, o.plusAt = true, slot, k, l.site(b)
}

// localSlot is the slot of an expression that just reads a variable, or was computed already,
// else -1.
func (l *lowerer) localSlot(e ast.Expr) int {
	if slot, ok := l.spilled[e]; ok {
		return slot
	}
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 && l.info.Coercions[e] == nil {
			return l.localSlot(x.Elems[0])
		}
	case *ast.FieldExpr:
		if len(l.spread) == 0 || !isScalar(l.typeOf(x)) || l.info.Coercions[e] != nil || l.watched(e) {
			return -1
		}
		return l.spreadSlot(x)
	case *ast.Name:
		v, ok := l.info.Uses[x].(*check.Local)
		if !ok || v.FieldAssigned || l.info.Coercions[e] != nil || l.emptying(e) != nil || l.watched(e) {
			return -1
		}
		if slot, ok := l.slots[v]; ok {
			return slot
		}
	}
	return -1
}

// number is the value of an expression that is a known integer, bool or char.
func (l *lowerer) number(e ast.Expr) (int64, bool) {
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.number(x.Elems[0])
		}
	case *ast.Literal:
		switch x.Kind() {
		case token.Int, token.Char, token.Duration, token.Keyword:
			t := l.typeOf(e)
			if isScalar(t) && !types.IsFloat(t) {
				return l.decode(x, x.Kind(), x.Text, t).Int(), true
			}
		}
	case *ast.UnaryExpr:
		literal, ok := x.X.(*ast.Literal) // the negative of anything else may not fit
		if !ok || x.Op != "-" || types.IsFloat(l.typeOf(e)) {
			return 0, false
		}
		k, ok := l.number(literal)
		return -k, ok
	case *ast.Name, *ast.FieldExpr:
		if c, ok := l.info.Uses[e].(*check.Const); ok {
			if inner, simple := c.Decl.Value.(*ast.Literal); simple && isScalar(l.typ(c.Type)) && !types.IsFloat(l.typ(c.Type)) {
				switch inner.Kind() {
				case token.Int, token.Char, token.Duration, token.Keyword:
					return l.decode(inner, inner.Kind(), inner.Text, l.typ(c.Type)).Int(), true
				}
			}
		}
	}
	return 0, false
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

// signed tells whether the values of e are compared as int64.
func (l *lowerer) signed(e ast.Expr) bool {
	t := l.typeOf(e)
	return isScalar(t) && !types.IsFloat(t) && !widthOf(t).wide()
}

// local reads a slot.
func local(i int) expr {
	return func(f *frame) value.Value { return f.s[i] }
}

// numeral gives the same number always.
func numeral(k int64) expr {
	v := value.Int(k)
	return func(*frame) value.Value { return v }
}

// always gives the same value always.
func always(v value.Value) expr {
	return func(*frame) value.Value { return v }
}

// truth makes a value of a condition.
//
// It is kept out of its callers: in a copied closure the compiler inlines nothing.
//
//go:noinline
func truth(c cond) expr {
	return func(f *frame) value.Value { return value.Bool(c(f)) }
}
