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
	switch vecKindOf(elem) {
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

func vecReversed(_ *lowerer, c *call) expr {
	x := c.args[0].x
	switch vecKindOf(elemOf(c.args[0].typ)) {
	case shape.Numbers:
		return reversedCopy[int64](x)
	case shape.Bools:
		return reversedCopy[bool](x)
	case shape.Strings:
		return reversedCopy[string](x)
	}
	return reversedCopy[value.Value](x)
}

func reversedCopy[T any](x expr) expr {
	return func(f *frame) value.Value {
		s := slices.Clone(value.VecOf[T](x(f)).S)
		slices.Reverse(s)
		return value.FromVec(&value.Vec[T]{S: s})
	}
}
