package eval

// This file has the operations on Vecs that depend on how elements are held.

import (
	"hewq/lang/shape"
	"hewq/lang/value"
)

// pick chooses by kind.
func pick[T any](k shape.Cells, values, numbers, bools, strings T) T {
	switch k {
	case shape.Numbers:
		return numbers
	case shape.Bools:
		return bools
	case shape.Strings:
		return strings
	}
	return values
}

// vecReader gives the function that reads the element at an index that exists.
func vecReader(k shape.Cells) func(v value.Value, i int) value.Value {
	return pick(k,
		func(v value.Value, i int) value.Value { return value.VecOf[value.Value](v).S[i] },
		func(v value.Value, i int) value.Value { return value.Int(value.VecOf[int64](v).S[i]) },
		func(v value.Value, i int) value.Value { return value.Bool(value.VecOf[bool](v).S[i]) },
		func(v value.Value, i int) value.Value { return value.String(value.VecOf[string](v).S[i]) })
}

// vecWriter gives the function that stores the element at an index that exists.
func vecWriter(k shape.Cells) func(v value.Value, i int, e value.Value) {
	return pick(k,
		func(v value.Value, i int, e value.Value) { value.VecOf[value.Value](v).S[i] = e },
		func(v value.Value, i int, e value.Value) { value.VecOf[int64](v).S[i] = e.Int() },
		func(v value.Value, i int, e value.Value) { value.VecOf[bool](v).S[i] = e.Bool() },
		func(v value.Value, i int, e value.Value) { value.VecOf[string](v).S[i] = e.Str() })
}

// push adds an element.
func push[T any](v *value.Vec[T], e T) {
	if v.S == nil {
		v.S = make([]T, 0, 8)
	}
	v.S = append(v.S, e)
}

// vecMaker gives the function that makes a Vec of elements.
func vecMaker(k shape.Cells) func(elems []value.Value) value.Value {
	return pick(k,
		func(elems []value.Value) value.Value { return value.FromVec(&value.Vec[value.Value]{S: elems}) },
		func(elems []value.Value) value.Value { return vecOf(elems, value.Value.Int) },
		func(elems []value.Value) value.Value { return vecOf(elems, value.Value.Bool) },
		func(elems []value.Value) value.Value { return vecOf(elems, value.Value.Str) })
}

func vecOf[T any](elems []value.Value, from func(value.Value) T) value.Value {
	s := make([]T, len(elems))
	for i, e := range elems {
		s[i] = from(e)
	}
	return value.FromVec(&value.Vec[T]{S: s})
}

// vecEmpty gives the function that makes a Vec with room for n elements.
func vecEmpty(k shape.Cells) func(n int) value.Value {
	return pick(k, emptyVec[value.Value], emptyVec[int64], emptyVec[bool], emptyVec[string])
}

func emptyVec[T any](n int) value.Value {
	if n == 0 {
		return value.FromVec(&value.Vec[T]{})
	}
	return value.FromVec(&value.Vec[T]{S: make([]T, 0, n)})
}

// vecSlicer gives the function that copies a part of a Vec.
func vecSlicer(k shape.Cells) func(v value.Value, from, to int) value.Value {
	return pick(k, sliceVec[value.Value], sliceVec[int64], sliceVec[bool], sliceVec[string])
}

func sliceVec[T any](v value.Value, from, to int) value.Value {
	return value.FromVec(&value.Vec[T]{S: append([]T(nil), value.VecOf[T](v).S[from:to]...)})
}

// vecExtender gives the function that adds the elements of another Vec.
func vecExtender(k shape.Cells) func(v, other value.Value) {
	return pick(k, extendVec[value.Value], extendVec[int64], extendVec[bool], extendVec[string])
}

func extendVec[T any](v, other value.Value) {
	a := value.VecOf[T](v)
	a.S = append(a.S, value.VecOf[T](other).S...)
}

// vecCutter gives the function that keeps the first n elements, or removes the one at i.
func vecCutter(k shape.Cells) func(v value.Value, n int) {
	return pick(k, cutVec[value.Value], cutVec[int64], cutVec[bool], cutVec[string])
}

func cutVec[T any](v value.Value, n int) {
	a := value.VecOf[T](v)
	clear(a.S[n:])
	a.S = a.S[:n]
}

func vecRemover(k shape.Cells) func(v value.Value, i int) {
	return pick(k, removeVec[value.Value], removeVec[int64], removeVec[bool], removeVec[string])
}

func removeVec[T any](v value.Value, i int) {
	a := value.VecOf[T](v)
	n := len(a.S) - 1
	copy(a.S[i:], a.S[i+1:])
	clear(a.S[n:])
	a.S = a.S[:n]
}

// An outOfRange ends the thread because of an index.
type outOfRange func(f *frame, at site, i, n int64)

// vecAt lowers the reading of an element, in the shapes that programs use most.
func vecAt(k shape.Cells, at site, v, i operand, fail outOfRange) expr {
	a, b := v.local, i.local
	x, y := v.x, i.x
	if a >= 0 && b >= 0 {
		return vecAtLocals(k, at, a, b, fail)
	}
	switch k {
	case shape.Numbers:
		if a >= 0 {
			return func(f *frame) value.Value {
				i := y(f).Int()
				s := value.VecOf[int64](f.s[a]).S
				if uint64(i) >= uint64(len(s)) {
					fail(f, at, i, int64(len(s)))
				}
				return value.Int(s[i])
			}
		}
		return func(f *frame) value.Value {
			v := value.VecOf[int64](x(f))
			i := y(f).Int()
			s := v.S
			if uint64(i) >= uint64(len(s)) {
				fail(f, at, i, int64(len(s)))
			}
			return value.Int(s[i])
		}
	case shape.Values:
		return func(f *frame) value.Value {
			v := value.VecOf[value.Value](x(f))
			i := y(f).Int()
			s := v.S
			if uint64(i) >= uint64(len(s)) {
				fail(f, at, i, int64(len(s)))
			}
			return s[i]
		}
	}
	get := vecReader(k)
	return func(f *frame) value.Value {
		v := x(f)
		i := y(f).Int()
		if n := value.VecLen(v); uint64(i) >= uint64(n) {
			fail(f, at, i, n)
		}
		return get(v, int(i))
	}
}

func vecAtLocals(k shape.Cells, at site, a, b int, fail outOfRange) expr {
	return pick(k,
		func(f *frame) value.Value {
			s, i := value.VecOf[value.Value](f.s[a]).S, f.s[b].Int()
			if uint64(i) >= uint64(len(s)) {
				fail(f, at, i, int64(len(s)))
			}
			return s[i]
		},
		func(f *frame) value.Value {
			s, i := value.VecOf[int64](f.s[a]).S, f.s[b].Int()
			if uint64(i) >= uint64(len(s)) {
				fail(f, at, i, int64(len(s)))
			}
			return value.Int(s[i])
		},
		func(f *frame) value.Value {
			s, i := value.VecOf[bool](f.s[a]).S, f.s[b].Int()
			if uint64(i) >= uint64(len(s)) {
				fail(f, at, i, int64(len(s)))
			}
			return value.Bool(s[i])
		},
		func(f *frame) value.Value {
			s, i := value.VecOf[string](f.s[a]).S, f.s[b].Int()
			if uint64(i) >= uint64(len(s)) {
				fail(f, at, i, int64(len(s)))
			}
			return value.String(s[i])
		})
}

// vecPush lowers `v.push(x)`.
func (l *lowerer) vecPush(args []operand) stmt {
	x, y := args[0].x, args[1].x
	switch vecKindOf(elemOf(args[0].typ)) {
	case shape.Numbers:
		return func(f *frame) ctl {
			v := value.VecOf[int64](x(f))
			push(v, y(f).Int())
			return next
		}
	case shape.Bools:
		return func(f *frame) ctl {
			v := value.VecOf[bool](x(f))
			push(v, y(f).Bool())
			return next
		}
	case shape.Strings:
		return func(f *frame) ctl {
			v := value.VecOf[string](x(f))
			push(v, y(f).Str())
			return next
		}
	}
	if dup := l.stored(args[0].typ); dup != nil {
		return func(f *frame) ctl {
			v := x(f)
			e := dup(v, y(f))
			push(value.VecOf[value.Value](v), e)
			return next
		}
	}
	return func(f *frame) ctl {
		v := value.VecOf[value.Value](x(f))
		push(v, y(f))
		return next
	}
}

// vecSet lowers `v.set(i, x)`.
func (l *lowerer) vecSet(at site, args []operand) stmt {
	x, y, z := args[0].x, args[1].x, args[2].x
	kind := vecKindOf(elemOf(args[0].typ))
	a, b := args[0].local, args[1].local
	switch {
	case kind == shape.Bools && a >= 0 && b >= 0 && args[2].konst:
		val := args[2].k != 0
		return func(f *frame) ctl {
			s, i := value.VecOf[bool](f.s[a]).S, f.s[b].Int()
			if uint64(i) >= uint64(len(s)) {
				f.vecBounds(at)
			}
			s[i] = val
			return next
		}
	case kind == shape.Numbers:
		return func(f *frame) ctl {
			v := value.VecOf[int64](x(f))
			i := y(f).Int()
			e := z(f).Int()
			if uint64(i) >= uint64(len(v.S)) {
				f.vecBounds(at)
			}
			v.S[i] = e
			return next
		}
	}
	put := vecWriter(kind)
	if elem := elemOf(args[0].typ); l.closes(elem) {
		shut, store := l.closer(elem), put
		return func(f *frame) ctl {
			v := x(f)
			i := y(f).Int()
			e := z(f)
			if uint64(i) >= uint64(value.VecLen(v)) {
				shut.close(f, at, e)
				f.vecBounds(at)
			}
			old := value.VecOf[value.Value](v).S[i]
			store(v, int(i), e)
			shut.close(f, at, old)
			return next
		}
	}
	dup := l.stored(args[0].typ)
	return func(f *frame) ctl {
		v := x(f)
		i := y(f).Int()
		e := z(f)
		if dup != nil {
			e = dup(v, e)
		}
		if uint64(i) >= uint64(value.VecLen(v)) {
			f.vecBounds(at)
		}
		put(v, int(i), e)
		return next
	}
}

// vecGetBool lowers `v.get(i)` as a condition where both are variables, else nil.
//
// It is kept out of its callers: in a copied closure the compiler inlines nothing.
//
//go:noinline
func (l *lowerer) vecGetBool(at site, args []operand) cond {
	a, b := args[0].local, args[1].local
	if a < 0 || b < 0 {
		return nil
	}
	return func(f *frame) bool {
		s, i := value.VecOf[bool](f.s[a]).S, f.s[b].Int()
		if uint64(i) >= uint64(len(s)) {
			f.vecBounds(at)
		}
		return s[i]
	}
}
