package eval

// This file knows what an expression is made of before it becomes a closure: operations look
// at their operands and choose a closure of the same shape.

import (
	"math"

	"hewq/lang/ast"
	"hewq/lang/check"
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
