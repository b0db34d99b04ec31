package eval

// This file knows what an expression is made of before it becomes a closure: operations look
// at their operands and choose a closure of the same shape.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/token"
	"hewq/lang/types"
	"hewq/lang/value"
)

// An operand is a lowered expression with what is known of its form.
type operand struct {
	x     expr
	typ   types.Type // of what x gives: a dyn where a value becomes one
	local int        // its slot if it is a variable that is read as it is, else -1
	konst bool       // it is the number k
	k     int64      // an integer, bool or char
	e     ast.Expr   // nil where a function is used as a value

	isField   bool // it is word number field of the record in fieldSlot, which has numbers alone
	fieldSlot int
	field     int

	isPlus   bool // it is the variable in plusSlot plus plusK, as int64
	plusSlot int
	plusK    int64
}

// operand lowers e.
func (l *lowerer) operand(e ast.Expr) operand {
	if l.watched(e) {
		return operand{x: l.expr(e), typ: l.operandType(e), local: -1, e: e}
	}
	o := operand{typ: l.typeOf(e), local: l.localSlot(e), e: e}
	if d := l.info.Coercions[e]; d != nil {
		o.typ, o.x = l.typ(d), l.expr(e)
		return o
	}
	if k, ok := l.number(e); ok {
		o.konst, o.k = true, k
	}
	o.fieldSlot, o.field, o.isField = l.localField(e)
	if b, ok := e.(*ast.BinaryExpr); ok && (b.Op == "+" || b.Op == "-") {
		o.plus(l, b)
	}
	o.x = l.expr(e)
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
	o.isPlus, o.plusSlot, o.plusK = true, slot, k
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
