package eval

// This file lowers operators on integers, in the shapes that programs use most.

import (
	"math"

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
			return l.concat(l.chain(e, nil))
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
	at := l.site(n)
	if w.plain() {
		if x := plainArith(at, op, a, b); x != nil {
			return x
		}
	}
	if w.bits == 64 || op == "&" || op == "|" || op == "^" {
		if x := bitArith(op, a, b); x != nil {
			return x
		}
	}
	f2, x, y := w.intOp(op), a.x, b.x
	if f2 == nil {
		l.bug(n, "operator %s on integers", op)
	}
	if b.konst {
		k := b.k
		return func(f *frame) value.Value { return value.Int(f2(f, at, x(f).Int(), k)) }
	}
	return func(f *frame) value.Value {
		a := x(f).Int()
		return value.Int(f2(f, at, a, y(f).Int()))
	}
}

// bitArith has operators that never fail.
func bitArith(op string, a, b operand) expr {
	x, y := a.x, b.x
	switch op {
	case "&":
		if k := b.k; b.konst {
			return func(f *frame) value.Value { return value.Int(x(f).Int() & k) }
		}
		return func(f *frame) value.Value {
			a := x(f).Int()
			return value.Int(a & y(f).Int())
		}
	case "|":
		return func(f *frame) value.Value {
			a := x(f).Int()
			return value.Int(a | y(f).Int())
		}
	case "^":
		return func(f *frame) value.Value {
			a := x(f).Int()
			return value.Int(a ^ y(f).Int())
		}
	case "&+":
		return func(f *frame) value.Value {
			a := x(f).Int()
			return value.Int(a + y(f).Int())
		}
	case "&-":
		return func(f *frame) value.Value {
			a := x(f).Int()
			return value.Int(a - y(f).Int())
		}
	case "&*":
		return func(f *frame) value.Value {
			a := x(f).Int()
			return value.Int(a * y(f).Int())
		}
	}
	return nil
}

// plainArith lowers + - * / % on int64.
func plainArith(at site, op string, a, b operand) expr {
	if a.isField && b.isField {
		if x := fieldArith(at, op, a, b); x != nil {
			return x
		}
	}
	switch op {
	case "+":
		return plainAdd(at, a, b)
	case "-":
		return plainSub(at, a, b)
	case "*":
		return plainMul(at, a, b)
	case "/", "%":
		return plainDiv(at, op, a, b)
	}
	return nil
}

// fieldArith lowers an operator on fields of variables.
func fieldArith(at site, op string, a, b operand) expr {
	i, k, j, m := a.fieldSlot, a.field, b.fieldSlot, b.field
	switch op {
	case "+":
		return func(f *frame) value.Value { return value.Int(add(f, at, *f.s[i].Scalar(k), *f.s[j].Scalar(m))) }
	case "-":
		return func(f *frame) value.Value { return value.Int(sub(f, at, *f.s[i].Scalar(k), *f.s[j].Scalar(m))) }
	case "*":
		return func(f *frame) value.Value { return value.Int(mul(f, at, *f.s[i].Scalar(k), *f.s[j].Scalar(m))) }
	}
	return nil
}

func plainAdd(at site, a, b operand) expr {
	i, j, k, x, y := a.local, b.local, b.k, a.x, b.x
	switch {
	case i >= 0 && b.konst:
		return func(f *frame) value.Value { return value.Int(add(f, at, f.s[i].Int(), k)) }
	case i >= 0 && j >= 0:
		return func(f *frame) value.Value { return value.Int(add(f, at, f.s[i].Int(), f.s[j].Int())) }
	case b.konst:
		return func(f *frame) value.Value { return value.Int(add(f, at, x(f).Int(), k)) }
	case j >= 0:
		return func(f *frame) value.Value { return value.Int(add(f, at, x(f).Int(), f.s[j].Int())) }
	}
	return func(f *frame) value.Value {
		a := x(f).Int()
		return value.Int(add(f, at, a, y(f).Int()))
	}
}

func plainSub(at site, a, b operand) expr {
	i, j, k, x, y := a.local, b.local, b.k, a.x, b.x
	switch {
	case i >= 0 && b.konst:
		return func(f *frame) value.Value { return value.Int(sub(f, at, f.s[i].Int(), k)) }
	case i >= 0 && j >= 0:
		return func(f *frame) value.Value { return value.Int(sub(f, at, f.s[i].Int(), f.s[j].Int())) }
	case b.konst:
		return func(f *frame) value.Value { return value.Int(sub(f, at, x(f).Int(), k)) }
	case j >= 0:
		return func(f *frame) value.Value { return value.Int(sub(f, at, x(f).Int(), f.s[j].Int())) }
	}
	return func(f *frame) value.Value {
		a := x(f).Int()
		return value.Int(sub(f, at, a, y(f).Int()))
	}
}

func plainMul(at site, a, b operand) expr {
	i, j, k, x, y := a.local, b.local, b.k, a.x, b.x
	switch {
	case i >= 0 && b.konst:
		return func(f *frame) value.Value { return value.Int(mul(f, at, f.s[i].Int(), k)) }
	case i >= 0 && j >= 0:
		return func(f *frame) value.Value { return value.Int(mul(f, at, f.s[i].Int(), f.s[j].Int())) }
	case b.konst:
		return func(f *frame) value.Value { return value.Int(mul(f, at, x(f).Int(), k)) }
	}
	return func(f *frame) value.Value {
		a := x(f).Int()
		return value.Int(mul(f, at, a, y(f).Int()))
	}
}

// plainDiv lowers / and %; by a constant above zero they cannot fail.
func plainDiv(at site, op string, a, b operand) expr {
	i, k, x, y := a.local, b.k, a.x, b.x
	sure := b.konst && k > 0 && k != math.MaxInt64
	switch {
	case op == "%" && sure && i >= 0:
		return func(f *frame) value.Value { return value.Int(f.s[i].Int() % k) }
	case op == "%" && sure:
		return func(f *frame) value.Value { return value.Int(x(f).Int() % k) }
	case op == "%":
		return func(f *frame) value.Value {
			a := x(f).Int()
			return value.Int(rem(f, at, a, y(f).Int()))
		}
	case sure && i >= 0:
		return func(f *frame) value.Value { return value.Int(f.s[i].Int() / k) }
	case sure:
		return func(f *frame) value.Value { return value.Int(x(f).Int() / k) }
	}
	return func(f *frame) value.Value {
		a := x(f).Int()
		return value.Int(div(f, at, a, y(f).Int()))
	}
}

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
	at, x, minus := l.site(e), l.expr(e.X), widthOf(t).intOp("-")
	return func(f *frame) value.Value { return value.Int(minus(f, at, 0, x(f).Int())) }
}

// complement lowers `~x`, and `!x` of integers.
func (l *lowerer) complement(e *ast.UnaryExpr) expr {
	w, x := widthOf(l.typeOf(e)), l.expr(e.X)
	return func(f *frame) value.Value { return value.Int(w.wrap(^x(f).Int())) }
}
