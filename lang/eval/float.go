package eval

// This file lowers expressions on floats, which pass numbers on without making Values.

import (
	"math"

	"hewq/lang/ast"
	"hewq/lang/types"
)

// float lowers an expression of type f64 or f32.
func (l *lowerer) float(e ast.Expr) flt {
	defer l.inside()()
	o := l.formOf(e)
	switch o.form() {
	case inLocal:
		return localFloat(o.local)
	case known:
		k := o.float()
		return func(*frame) float64 { return k }
	case inField:
		i, at := o.slot, o.offset
		return func(f *frame) float64 { return math.Float64frombits(uint64(*f.s[i].NumberAt(at))) }
	case inElem:
		elem := o.elem
		return func(f *frame) float64 { return math.Float64frombits(uint64(elem.in(f))) }
	}
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.float(x.Elems[0])
		}
	case *ast.IndexExpr:
		if s := l.floatElem(x); s != nil {
			return s
		}
	case *ast.CastExpr:
		if c := l.castFloat(x); c != nil {
			return c
		}
	case *ast.FieldExpr:
		if p, ok := l.slabPath(x); ok {
			return p.float()
		}
	case *ast.UnaryExpr:
		if x.Op == "-" {
			a := l.float(x.X)
			return func(f *frame) float64 { return -a(f) }
		}
	case *ast.BinaryExpr:
		if types.IsFloat(l.typeOf(x.Left)) {
			return l.floatBinary(x)
		}
	case *ast.CallExpr:
		if s := l.callFloat(x); s != nil {
			return s
		}
	}
	x := l.expr(e)
	return func(f *frame) float64 { return x(f).Float() }
}

// localFloat reads a float in a slot.
//
// It is kept out of its callers: in a copied closure the compiler inlines nothing.
//
//go:noinline
func localFloat(slot int) flt {
	return func(f *frame) float64 { return f.s[slot].Float() }
}

// floatBinary lowers an operator on floats.
func (l *lowerer) floatBinary(e *ast.BinaryExpr) flt {
	a, b := l.floatOperands(e)
	return floatOperator(e.Op, a, b, types.Is(l.typeOf(e.Left), types.F32))
}

// floatOperands lowers both sides of an operator on floats: a constant is on the right where that is the same.
func (l *lowerer) floatOperands(e *ast.BinaryExpr) (a, b *operand) {
	left, right := l.floatOperand(e.Left), l.floatOperand(e.Right)
	if left.konst && (e.Op == "+" || e.Op == "*") {
		return &right, &left
	}
	return &left, &right
}

// setFloat lowers the storing of a float in a slot.
func (l *lowerer) setFloat(slot int, e ast.Expr) stmt {
	if b, ok := e.(*ast.BinaryExpr); ok && l.localSlot(e) < 0 && b.Op != "%" && types.Is(l.typeOf(e), types.F64) {
		x, y := l.floatOperands(b)
		return doubleSet(b.Op, slot, x, y)
	}
	x := l.float(e)
	return func(f *frame) ctl { v := x(f); f.s[slot].SetFloat(v); return next }
}

// floatOperator lowers an operator on floats, of f32 if narrow.
func floatOperator(op string, a, b *operand, narrow bool) flt {
	switch x, y := a.num, b.num; {
	case op == "%" && narrow:
		return func(f *frame) float64 { a := x(f); return float64(float32(math.Mod(a, y(f)))) }
	case op == "%":
		return func(f *frame) float64 { a := x(f); return math.Mod(a, y(f)) }
	case narrow:
		return single(op, a, b)
	}
	return double(op, a, b)
}

// castFloat lowers a cast of a signed integer to f64, nil for other casts.
func (l *lowerer) castFloat(e *ast.CastExpr) flt {
	from := l.typeOf(e.X)
	if !isScalar(from) || types.IsFloat(from) || widthOf(from).wide() || !types.Is(l.typeOf(e), types.F64) {
		return nil
	}
	o := l.operand(e.X)
	if i := o.local; i >= 0 {
		return func(f *frame) float64 { return float64(f.s[i].Int()) }
	}
	x := o.x
	return func(f *frame) float64 { return float64(x(f).Int()) }
}

var floatOps = map[string]func(a, b float64) float64{
	"+": func(a, b float64) float64 { return a + b },
	"-": func(a, b float64) float64 { return a - b },
	"*": func(a, b float64) float64 { return a * b },
	"/": func(a, b float64) float64 { return a / b },
	"%": math.Mod,
}
