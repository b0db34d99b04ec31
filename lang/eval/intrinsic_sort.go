package eval

// This file has what std::sort needs: sorted and reversed copies of Vecs.

import (
	"cmp"
	"math"
	"slices"

	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

func sortIntrinsics() map[string]intrinsic {
	return map[string]intrinsic{
		"vec.sorted":   vecSorted,
		"vec.reversed": vecReversed,
	}
}

// vecSorted lowers a sorted copy of a Vec of numbers, bools or strings.
func vecSorted(l *lowerer, c *call) expr {
	x, elem := c.args[0].x, elemOf(c.args[0].typ)
	switch l.cells(elem) {
	case shape.Numbers:
		order := cmp.Compare[int64]
		switch {
		case types.IsFloat(elem):
			order = func(a, b int64) int { return cmp.Compare(floatRank(a), floatRank(b)) }
		case widthOf(elem).wide():
			order = func(a, b int64) int { return cmp.Compare(uint64(a), uint64(b)) }
		}
		return sortedCopy(x, order)
	case shape.Bools:
		return sortedCopy(x, func(a, b bool) int {
			switch {
			case a == b:
				return 0
			case b:
				return -1
			}
			return 1
		})
	case shape.Strings:
		return sortedCopy(x, cmp.Compare[string])
	case shape.Floats32:
		return sortedCopy(x, func(a, b float32) int {
			return cmp.Compare(floatRank(widened(a).Int()), floatRank(widened(b).Int()))
		})
	case shape.Bytes8:
		return sortedCopy(x, cmp.Compare[uint8])
	case shape.Ints8:
		return sortedCopy(x, cmp.Compare[int8])
	case shape.Words16:
		return sortedCopy(x, cmp.Compare[uint16])
	case shape.Ints16:
		return sortedCopy(x, cmp.Compare[int16])
	case shape.Words32:
		return sortedCopy(x, cmp.Compare[uint32])
	case shape.Ints32:
		return sortedCopy(x, cmp.Compare[int32])
	}
	l.bug(c.node, "a Vec of %s is sorted", elem)
	return nil
}

func sortedCopy[T any](x expr, order func(a, b T) int) expr {
	return func(f *frame) value.Value {
		s := slices.Clone(value.VecOf[T](x(f)).S)
		slices.SortStableFunc(s, order)
		return value.FromVec(&value.Vec[T]{S: s})
	}
}

// floatRank orders all floats, given by their bits: those with a sign first, -0 before 0, NaN
// as the farthest from 0 on its side.
func floatRank(n int64) int64 {
	if n < 0 {
		return n ^ math.MaxInt64
	}
	return n
}

// vecReversed lowers a copy of a Vec in the opposite order.
func vecReversed(l *lowerer, c *call) expr {
	x, code := c.args[0].x, l.vecsOf(c)
	return func(f *frame) value.Value {
		v := x(f)
		n := int(value.VecLen(v))
		out := code.empty(n)
		for i := n - 1; i >= 0; i-- {
			code.push(out, code.read(v, i))
		}
		return out
	}
}
