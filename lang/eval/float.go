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
	if i := l.localSlot(e); i >= 0 {
		return func(f *frame) float64 { return f.s[i].Float() }
	}
	switch x := e.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.float(x.Elems[0])
		}
	case *ast.Literal:
		k := l.decode(x, x.Kind(), x.Text, l.typeOf(e)).Float()
		return func(*frame) float64 { return k }
	case *ast.FieldExpr:
		if i, k, ok := l.localField(x); ok {
			return func(f *frame) float64 { return math.Float64frombits(uint64(*f.s[i].Scalar(k))) }
		}
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

// localField takes apart a number in a variable whose record has numbers alone.
func (l *lowerer) localField(e ast.Expr) (slot, word int, ok bool) {
	if _, isField := e.(*ast.FieldExpr); !isField || !isScalar(l.typeOf(e)) {
		return 0, 0, false
	}
	return l.fieldPath(e)
}

// floatBinary lowers an operator on floats.
func (l *lowerer) floatBinary(e *ast.BinaryExpr) flt {
	if types.Is(l.typeOf(e.Left), types.F32) {
		x, y := l.float(e.Left), l.float(e.Right)
		op := floatOps[e.Op]
		return func(f *frame) float64 { a := x(f); return float64(float32(op(a, y(f)))) }
	}
	if i, k, ok := l.localField(e.Left); ok {
		if j, m, ok := l.localField(e.Right); ok {
			if x := fieldField(e.Op, i, k, j, m); x != nil {
				return x
			}
		}
	}
	i, j := l.localSlot(e.Left), l.localSlot(e.Right)
	if j, m, ok := l.localField(e.Right); ok && i >= 0 {
		if x := localWithField(e.Op, i, j, m); x != nil {
			return x
		}
	}
	x, y := l.float(e.Left), l.float(e.Right)
	switch {
	case i >= 0 && j >= 0:
		switch e.Op {
		case "+":
			return func(f *frame) float64 { return f.s[i].Float() + f.s[j].Float() }
		case "-":
			return func(f *frame) float64 { return f.s[i].Float() - f.s[j].Float() }
		case "*":
			return func(f *frame) float64 { return f.s[i].Float() * f.s[j].Float() }
		}
	case j >= 0:
		switch e.Op {
		case "+":
			return func(f *frame) float64 { return x(f) + f.s[j].Float() }
		case "-":
			return func(f *frame) float64 { return x(f) - f.s[j].Float() }
		case "*":
			return func(f *frame) float64 { return x(f) * f.s[j].Float() }
		}
	case i >= 0:
		switch e.Op {
		case "+":
			return func(f *frame) float64 { return f.s[i].Float() + y(f) }
		case "-":
			return func(f *frame) float64 { return f.s[i].Float() - y(f) }
		case "*":
			return func(f *frame) float64 { return f.s[i].Float() * y(f) }
		}
	}
	switch e.Op {
	case "+":
		return func(f *frame) float64 { a := x(f); return a + y(f) }
	case "-":
		return func(f *frame) float64 { a := x(f); return a - y(f) }
	case "*":
		return func(f *frame) float64 { a := x(f); return a * y(f) }
	case "/":
		return func(f *frame) float64 { a := x(f); return a / y(f) }
	}
	return func(f *frame) float64 { a := x(f); return math.Mod(a, y(f)) }
}

var floatOps = map[string]func(a, b float64) float64{
	"+": func(a, b float64) float64 { return a + b },
	"-": func(a, b float64) float64 { return a - b },
	"*": func(a, b float64) float64 { return a * b },
	"/": func(a, b float64) float64 { return a / b },
	"%": math.Mod,
}

func bitsOf(f *frame, slot, field int) float64 {
	return math.Float64frombits(uint64(*f.s[slot].Scalar(field)))
}

// fieldField lowers an operator on fields of variables.
//
// It is kept out of its callers: in a copied closure the compiler inlines nothing.
//
//go:noinline
func fieldField(op string, i, k, j, m int) flt {
	switch op {
	case "+":
		return func(f *frame) float64 { return bitsOf(f, i, k) + bitsOf(f, j, m) }
	case "-":
		return func(f *frame) float64 { return bitsOf(f, i, k) - bitsOf(f, j, m) }
	case "*":
		return func(f *frame) float64 { return bitsOf(f, i, k) * bitsOf(f, j, m) }
	}
	return nil
}

// localWithField lowers an operator on a variable and a field of a variable.
//
// It is kept out of its callers: in a copied closure the compiler inlines nothing.
//
//go:noinline
func localWithField(op string, i, j, m int) flt {
	switch op {
	case "+":
		return func(f *frame) float64 { return f.s[i].Float() + bitsOf(f, j, m) }
	case "-":
		return func(f *frame) float64 { return f.s[i].Float() - bitsOf(f, j, m) }
	case "*":
		return func(f *frame) float64 { return f.s[i].Float() * bitsOf(f, j, m) }
	}
	return nil
}
