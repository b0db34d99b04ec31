package eval

// This file lowers operators with one or two operands.

import (
	"hewq/lang/ast"
	"hewq/lang/types"
	"hewq/lang/value"
)

// binary lowers `a op b`.
func (l *lowerer) binary(e *ast.BinaryExpr) expr {
	t := l.typeOf(e.Left)
	switch e.Op {
	case "==", "!=", "<", "<=", ">", ">=", "&&", "||", "is":
		return truth(l.cond(e))
	case "+":
		if isString(t) {
			return l.chain(e)
		}
	}
	if types.IsFloat(t) {
		x := l.float(e)
		return func(f *frame) value.Value { return value.Float(x(f)) }
	}
	if !isScalar(t) && !isUnit(t) {
		l.bug(e, "operator %s on %s", e.Op, t)
	}
	return l.arith(e, e.Op, l.operand(e.Left), l.operand(e.Right), widthOf(t))
}

// arith lowers an operator on integers of one width.
func (l *lowerer) arith(n ast.Node, op string, a, b operand, w width) expr {
	left, right := &a, &b
	if exchanges(op) {
		left, right, _ = arranged(left, right)
	}
	right.fixed(op, w)
	choose := operators.find(op, w, right)
	if choose == nil {
		l.bug(n, "operator %s on integers", op)
	}
	return choose(l.site(n), w, left, right)
}

// number is an operand that is a number.
func number(k int64) operand { return operand{x: numeral(k), local: -1, konst: true, k: k} }

// negate lowers `-x`.
func (l *lowerer) negate(e *ast.UnaryExpr) expr {
	t := l.typeOf(e)
	if k, ok := l.number(e); ok {
		return numeral(k)
	}
	if types.IsFloat(t) {
		x := l.float(e.X)
		return func(f *frame) value.Value { return value.Float(-x(f)) }
	}
	return l.arith(e, "-", number(0), l.operand(e.X), widthOf(t))
}

// complement lowers `~x`, and `!x` of integers.
func (l *lowerer) complement(e *ast.UnaryExpr) expr {
	w := widthOf(l.typeOf(e))
	all := int64(-1)
	if w.unsigned && !w.wide() {
		all = w.hi
	}
	return l.arith(e, "^", l.operand(e.X), number(all), w)
}
