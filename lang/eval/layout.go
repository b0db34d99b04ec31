package eval

// This file asks how the values of types are laid out, and what numbers hold.

import (
	"math"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// facts are what shapes ask of the checker.
type facts struct{ *check.Program }

// Closed implements shape.Facts.
func (p facts) Closed(t types.Type) bool {
	def := types.DefOf(t)
	if def == nil || !def.Resource {
		return false
	}
	_, _, ok := p.Close(t)
	return ok
}

// shape is the shape of values of type t.
//
//go:noinline
func (l *lowerer) shape(t types.Type) *shape.Shape { return l.program.types.Of(t) }

// isScalar tells whether a value of type t is in its n alone.
func isScalar(t types.Type) bool { return shape.IsNumber(t) }

func isString(t types.Type) bool { return types.Is(t, types.String) }

// isUnit tells whether t has one value only.
func isUnit(t types.Type) bool { return shape.IsUnit(t) }

func isMap(t types.Type) bool { return shape.IsMap(t) }

// cells tells which Vec holds elements of a type.
func (l *lowerer) cells(elem types.Type) shape.Cells { return l.shape(elem).AsElem() }

// elemOf is the element type of a Vec, array or slice, nil of anything else.
func elemOf(t types.Type) types.Type { return shape.ElemOf(t) }

// fieldTypes are the types of the fields of a record or tuple.
func fieldTypes(t types.Type) []types.Type { return shape.Fields(t) }

// payloadTypes are the types of the fields of a variant of the enum type t.
func payloadTypes(t types.Type, v *types.Variant) []types.Type { return shape.Payload(t, v) }

// flat tells whether a record of type t holds numbers alone, its own and those of records in it.
func (l *lowerer) flat(t types.Type) bool { return l.shape(t).Words() > 0 }

// wordOf is the number of the word at which the field that e reads begins, in a record for which
// flat holds.
func (l *lowerer) wordOf(e *ast.FieldExpr) int {
	return l.shape(l.typeOf(e.X)).Parts[l.info.Fields[e]].Offset / value.WordSize
}

// inline tells whether the payload of a variant is in the Value itself.
func inline(payload []types.Type) bool { return shape.Inline(payload) }

// A width is what an integer type holds.
type width struct {
	bits     int
	unsigned bool
	lo, hi   int64 // of all but u64
}

// widthOf is the width of an integer type; char and duration count as i64.
func widthOf(t types.Type) width {
	w := width{bits: 64, lo: math.MinInt64, hi: math.MaxInt64}
	if b := types.Bits(t); b > 0 {
		w.bits = b
	}
	w.unsigned = types.IsUnsigned(t)
	switch {
	case w.bits == 64:
	case w.unsigned:
		w.lo, w.hi = 0, 1<<w.bits-1
	default:
		w.lo, w.hi = -1<<(w.bits-1), 1<<(w.bits-1)-1
	}
	return w
}

// plain tells whether the width is that of int64.
func (w width) plain() bool { return w.bits == 64 && !w.unsigned }

// wide tells whether the width is that of uint64.
func (w width) wide() bool { return w.bits == 64 && w.unsigned }

// wrap is n as the width keeps its low bits.
func (w width) wrap(n int64) int64 {
	switch {
	case w.bits == 64:
		return n
	case w.unsigned:
		return n & w.hi
	}
	shift := 64 - w.bits
	return n << shift >> shift
}
