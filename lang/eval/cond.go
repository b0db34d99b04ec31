package eval

// This file lowers conditions: expressions of type bool that decide where to go.

import (
	"hewq/lang/ast"
	"hewq/lang/types"
	"hewq/lang/value"
)

// cond lowers an expression of type bool.
func (l *lowerer) cond(e ast.Expr) cond {
	defer l.inside()()
	if slot, ok := l.spilled[e]; ok {
		return func(f *frame) bool { return f.s[slot].Bool() }
	}
	if u := l.unit(e); u != nil {
		return u.aroundCond(l.cond(e))
	}
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.cond(x.Elems[0])
		}
	case *ast.UnaryExpr:
		if x.Op == "!" {
			if c := l.boolElem(x.X, false); c != nil {
				return c
			}
			c := l.cond(x.X)
			return func(f *frame) bool { return !c(f) }
		}
	case *ast.IndexExpr:
		if c := l.boolElem(x, true); c != nil {
			return c
		}
	case *ast.CallExpr:
		if c := l.callCond(x); c != nil {
			return c
		}
	case *ast.BinaryExpr:
		switch x.Op {
		case "&&":
			a, b := l.cond(x.Left), l.cond(x.Right)
			return func(f *frame) bool { return a(f) && b(f) }
		case "||":
			a, b := l.cond(x.Left), l.cond(x.Right)
			return func(f *frame) bool { return a(f) || b(f) }
		case "==", "!=", "<", "<=", ">", ">=":
			return l.compare(x)
		case "is":
			return l.identity(x)
		}
	}
	switch o := l.formOf(e); o.form() {
	case inLocal:
		i := o.local
		return func(f *frame) bool { return f.s[i].Bool() }
	case inField:
		i, at := o.slot, o.offset
		return func(f *frame) bool { return *f.s[i].NumberAt(at) != 0 }
	case known:
		is := o.k != 0
		return func(*frame) bool { return is }
	}
	x := l.expr(e)
	return func(f *frame) bool { return x(f).Bool() }
}

// compare lowers a comparison.
func (l *lowerer) compare(e *ast.BinaryExpr) cond {
	t := l.typeOf(e.Left)
	switch {
	case types.IsFloat(t):
		return comparison(floatTest, e.Op, l.floatOperand(e.Left), l.floatOperand(e.Right))
	case isString(t):
		return stringCompare(e.Op, l.expr(e.Left), l.expr(e.Right))
	case isScalar(t) && widthOf(t).wide() && e.Op != "==" && e.Op != "!=":
		return comparison(wideTest, e.Op, l.operand(e.Left), l.operand(e.Right))
	case isScalar(t):
		return comparison(intTest, e.Op, l.operand(e.Left), l.operand(e.Right))
	}
	same, x, y := l.equal(t, l.site(e)), l.expr(e.Left), l.expr(e.Right)
	switch e.Op {
	case "==":
		return func(f *frame) bool {
			a := x(f)
			return same(f, a, y(f))
		}
	case "!=":
		return func(f *frame) bool {
			a := x(f)
			return !same(f, a, y(f))
		}
	}
	l.bug(e, "operator %s on %s", e.Op, t)
	return nil
}

// identity lowers `a is b`: the same object, or `a is T`, which is checked before it runs.
func (l *lowerer) identity(e *ast.BinaryExpr) cond {
	x := l.expr(e.Left)
	if l.info.TypeTests[e] {
		return func(f *frame) bool { x(f); return true }
	}
	y := l.expr(e.Right)
	return func(f *frame) bool {
		a := x(f)
		return value.Same(a, y(f))
	}
}

// comparison lowers a comparison of numbers.
func comparison(lower func(op string, a, b *operand) cond, op string, a, b operand) cond {
	left, right, exchanged := arranged(&a, &b)
	if exchanged {
		op = mirrored[op]
	}
	return lower(op, left, right)
}

// mirrored is the comparison with its sides exchanged.
var mirrored = map[string]string{"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}

func stringCompare(op string, x, y expr) cond {
	switch op {
	case "<":
		return func(f *frame) bool { a := x(f).Str(); return a < y(f).Str() }
	case "<=":
		return func(f *frame) bool { a := x(f).Str(); return a <= y(f).Str() }
	case ">":
		return func(f *frame) bool { a := x(f).Str(); return a > y(f).Str() }
	case ">=":
		return func(f *frame) bool { a := x(f).Str(); return a >= y(f).Str() }
	case "==":
		return func(f *frame) bool { a := x(f).Str(); return a == y(f).Str() }
	}
	return func(f *frame) bool { a := x(f).Str(); return a != y(f).Str() }
}

// branch chooses between two values. The most frequent conditions are in the closure itself.
func (l *lowerer) branch(x *ast.IfExpr, c cond, then, other expr) expr {
	if b, ok := x.Cond.(*ast.BinaryExpr); ok && x.Let == nil && (b.Op == "<" || b.Op == "==") && l.signed(b.Left) {
		if i, k, ok := l.localWithNumber(x.Cond, b); ok {
			if b.Op == "<" {
				return func(f *frame) value.Value {
					if f.s[i].Int() < k {
						return then(f)
					}
					return other(f)
				}
			}
			return func(f *frame) value.Value {
				if f.s[i].Int() == k {
					return then(f)
				}
				return other(f)
			}
		}
	}
	return func(f *frame) value.Value {
		if c(f) {
			return then(f)
		}
		return other(f)
	}
}

// ifThen runs a statement under a condition.
func (l *lowerer) ifThen(x *ast.IfExpr, c cond, then stmt) stmt {
	if b, ok := x.Cond.(*ast.BinaryExpr); ok && x.Let == nil && l.signed(b.Left) {
		if i, k, ok := l.localWithNumber(x.Cond, b); ok {
			switch b.Op {
			case "<":
				return func(f *frame) ctl {
					if f.s[i].Int() < k {
						return then(f)
					}
					return next
				}
			case "==":
				return func(f *frame) ctl {
					if f.s[i].Int() == k {
						return then(f)
					}
					return next
				}
			}
		}
	}
	return func(f *frame) ctl {
		if c(f) {
			return then(f)
		}
		return next
	}
}

// localWithNumber takes apart a comparison of a variable with a number.
func (l *lowerer) localWithNumber(e ast.Expr, b *ast.BinaryExpr) (slot int, k int64, ok bool) {
	if _, computed := l.spilled[e]; computed {
		return 0, 0, false
	}
	k, ok = l.number(b.Right)
	slot = l.localSlot(b.Left)
	return slot, k, ok && slot >= 0
}
