package eval

// This file reaches numbers in records that lie in a Vec: `ps[i].pos.x` is one step.

import (
	"hewq/lang/ast"
	"hewq/lang/value"
)

// A slabPath leads to a number in an element of a Vec.
type slabPath struct {
	elem   *element
	offset int // in the record
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
		p.offset += l.wordOf(f) * value.WordSize
		x = f.X
	}
	vec, _, _ := l.vecAndIndex(x)
	if vec == nil || !l.isSlab(l.typeOf(vec)) {
		return p, false
	}
	p.elem = l.elementOf(x)
	return p, true
}

func (p slabPath) number() expr { return wordAt(p.elem, p.offset) }
func (p slabPath) float() flt   { return doubleWordAt(p.elem, p.offset) }
