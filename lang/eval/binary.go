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
	if x := l.sumOfProduct(e); x != nil {
		return x
	}
	return l.arith(e, e.Op, l.operand(e.Left), l.operand(e.Right), widthOf(t))
}

// sumOfProduct lowers `a * b + c` on int64 where a is a variable, and b and c are variables or numbers: that is what
// indices of rows are computed by. It gives nil for anything else.
//
//go:noinline
func (l *lowerer) sumOfProduct(e *ast.BinaryExpr) expr {
	if e.Op != "+" || !widthOf(l.typeOf(e)).plain() {
		return nil
	}
	if _, computed := l.spilled[e.Left]; computed || l.watched(e.Left) || l.counter(e.Left) != nil {
		return nil
	}
	m, ok := l.bare(e.Left).(*ast.BinaryExpr)
	if _, computed := l.spilled[m]; !ok || computed || m.Op != "*" || !widthOf(l.typeOf(m)).plain() {
		return nil
	}
	x, y, z := l.formOf(m.Left), l.formOf(m.Right), l.formOf(e.Right)
	if x.form() == known {
		x, y = y, x
	}
	if x.form() != inLocal {
		return nil
	}
	product, sum, i, j, k := l.site(m), l.site(e), x.local, y.local, z.local
	b, c := y.k, z.k
	switch [2]form{y.form(), z.form()} {
	case [2]form{inLocal, inLocal}:
		return func(f *frame) value.Value {
			return value.Int(add(f, sum, mul(f, product, f.s[i].Int(), f.s[j].Int()), f.s[k].Int()))
		}
	case [2]form{known, inLocal}:
		return func(f *frame) value.Value {
			return value.Int(add(f, sum, mul(f, product, f.s[i].Int(), b), f.s[k].Int()))
		}
	case [2]form{known, known}:
		return func(f *frame) value.Value { return value.Int(add(f, sum, mul(f, product, f.s[i].Int(), b), c)) }
	}
	return nil
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
