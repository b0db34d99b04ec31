package eval

// This file reaches numbers in records that lie in a Vec: `ps[i].pos.x` is one step.

import (
	"math"

	"hewq/lang/ast"
	"hewq/lang/value"
)

// A slabPath leads to a number in an element of a Vec, where the Vec and the index are variables.
type slabPath struct {
	vec, index int // slots
	word       int
	at         site
	fail       outOfRange
}

// slabPath takes apart a field of a record of numbers that lies in a Vec.
func (l *lowerer) slabPath(e *ast.FieldExpr) (slabPath, bool) {
	p := slabPath{}
	if !isScalar(l.typeOf(e)) || l.info.Coercions[e] != nil || l.watched(e) {
		return p, false
	}
	var x ast.Expr = e
	for {
		if _, computed := l.spilled[x]; computed || l.counter(x) != nil {
			return p, false
		}
		f, ok := x.(*ast.FieldExpr)
		if !ok {
			break
		}
		if _, isField := l.info.Fields[f]; !isField || l.info.Uses[f] != nil || !l.flat(l.typeOf(f.X)) {
			return p, false
		}
		p.word += l.wordOf(f)
		x = f.X
	}
	vec, index := ast.Expr(nil), ast.Expr(nil)
	switch x := x.(type) {
	case *ast.IndexExpr:
		if l.steps(x) {
			vec, index, p.fail = x.X, x.Index, (*frame).vecRange
		}
	case *ast.CallExpr:
		if fn, args := l.hotCall(x); fn != nil && fn.Intrinsic == "vec.get" {
			vec, index, p.fail = args[0], args[1], (*frame).vecMissing
		}
	}
	if vec == nil || !l.isSlab(l.typeOf(vec)) {
		return p, false
	}
	p.at, p.vec, p.index = l.site(x), l.localSlot(vec), l.localSlot(index)
	return p, p.vec >= 0 && p.index >= 0
}

// cell gives where the number is.
func (p slabPath) cell() func(*frame) *int64 {
	a, b, k, at, fail := p.vec, p.index, p.word, p.at, p.fail
	return func(f *frame) *int64 {
		s, i := f.s[a].Slab(), f.s[b].Int()
		if uint64(i) >= uint64(s.Len()) {
			fail(f, at, i, int64(s.Len()))
		}
		return s.At(int(i)).Scalar(k)
	}
}

func (p slabPath) number() expr {
	a, b, k, at, fail := p.vec, p.index, p.word, p.at, p.fail
	return func(f *frame) value.Value {
		s, i := f.s[a].Slab(), f.s[b].Int()
		if uint64(i) >= uint64(s.Len()) {
			fail(f, at, i, int64(s.Len()))
		}
		return value.Int(*s.At(int(i)).Scalar(k))
	}
}

func (p slabPath) float() flt {
	a, b, k, at, fail := p.vec, p.index, p.word, p.at, p.fail
	return func(f *frame) float64 {
		s, i := f.s[a].Slab(), f.s[b].Int()
		if uint64(i) >= uint64(s.Len()) {
			fail(f, at, i, int64(s.Len()))
		}
		return math.Float64frombits(uint64(*s.At(int(i)).Scalar(k)))
	}
}
