package eval

// This file has the operations on Vecs that depend on how elements are held.

import (
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A vecCode is how the Vecs of one kind are used. Indices exist where it gets them.
type vecCode struct {
	read   func(v value.Value, i int) value.Value // an element, which the caller may keep
	write  func(v value.Value, i int, e value.Value)
	push   func(v, e value.Value)
	from   func(elems []value.Value) value.Value // a Vec of elements
	empty  func(n int) value.Value               // a Vec with room for n
	slice  func(v value.Value, from, to int) value.Value
	extend func(v, other value.Value)
	cut    func(v value.Value, n int) // keeps the first n
	remove func(v value.Value, i int)
}

var (
	vecsOfValues   = valueVecs()
	vecsOfNumbers  = numberVecs[int64]()
	vecsOfBools    = vecCodeOf(value.Bool, value.Value.Bool)
	vecsOfStrings  = vecCodeOf(value.String, value.Value.Str)
	vecsOfFloats32 = vecCodeOf(widened, narrowed)
	vecsOfBytes8   = numberVecs[uint8]()
	vecsOfInts8    = numberVecs[int8]()
	vecsOfWords16  = numberVecs[uint16]()
	vecsOfInts16   = numberVecs[int16]()
	vecsOfWords32  = numberVecs[uint32]()
	vecsOfInts32   = numberVecs[int32]()
)

func widened(e float32) value.Value  { return value.Float(float64(e)) }
func narrowed(e value.Value) float32 { return float32(e.Float()) }

// vecs is how Vecs with elements of a shape are used.
func vecs(elem *shape.Shape) *vecCode {
	switch elem.AsElem() {
	case shape.Numbers:
		return vecsOfNumbers
	case shape.Bools:
		return vecsOfBools
	case shape.Strings:
		return vecsOfStrings
	case shape.Records:
		return slabs(elem.Words())
	case shape.Bytes8:
		return vecsOfBytes8
	case shape.Ints8:
		return vecsOfInts8
	case shape.Words16:
		return vecsOfWords16
	case shape.Ints16:
		return vecsOfInts16
	case shape.Words32:
		return vecsOfWords32
	case shape.Ints32:
		return vecsOfInts32
	case shape.Floats32:
		return vecsOfFloats32
	}
	return vecsOfValues
}

// vecs is how Vecs with elements of type t are used.
func (l *lowerer) vecs(elem types.Type) *vecCode { return vecs(l.shape(elem)) }

// vecCodeOf is how Vecs of T are used, given the conversions between an element and a Value.
func vecCodeOf[T any](out func(T) value.Value, in func(value.Value) T) *vecCode {
	return &vecCode{
		read:  func(v value.Value, i int) value.Value { return out(value.VecOf[T](v).S[i]) },
		write: func(v value.Value, i int, e value.Value) { value.VecOf[T](v).S[i] = in(e) },
		push:  func(v, e value.Value) { push(value.VecOf[T](v), in(e)) },
		from: func(elems []value.Value) value.Value {
			s := make([]T, len(elems))
			for i, e := range elems {
				s[i] = in(e)
			}
			return value.FromVec(&value.Vec[T]{S: s})
		},
		empty: func(n int) value.Value {
			if n == 0 {
				return value.FromVec(&value.Vec[T]{})
			}
			return value.FromVec(&value.Vec[T]{S: make([]T, 0, n)})
		},
		slice: func(v value.Value, from, to int) value.Value {
			return value.FromVec(&value.Vec[T]{S: append([]T(nil), value.VecOf[T](v).S[from:to]...)})
		},
		extend: func(v, other value.Value) {
			a := value.VecOf[T](v)
			a.S = append(a.S, value.VecOf[T](other).S...)
		},
		cut: func(v value.Value, n int) {
			a := value.VecOf[T](v)
			clear(a.S[n:])
			a.S = a.S[:n]
		},
		remove: removeVec[T],
	}
}

func valueVecs() *vecCode {
	same := func(e value.Value) value.Value { return e }
	code := vecCodeOf(same, same)
	code.read = func(v value.Value, i int) value.Value { return value.VecOf[value.Value](v).S[i] }
	code.write = func(v value.Value, i int, e value.Value) { value.VecOf[value.Value](v).S[i] = e }
	code.from = func(elems []value.Value) value.Value { return value.FromVec(&value.Vec[value.Value]{S: elems}) }
	return code
}

func removeVec[T any](v value.Value, i int) {
	a := value.VecOf[T](v)
	n := len(a.S) - 1
	copy(a.S[i:], a.S[i+1:])
	clear(a.S[n:])
	a.S = a.S[:n]
}

// numberVecs is how Vecs of numbers are used, but for those of f32.
func numberVecs[T shape.Narrow | int64]() *vecCode {
	code := vecCodeOf(func(e T) value.Value { return value.Int(int64(e)) }, func(e value.Value) T { return T(e.Int()) })
	code.read = func(v value.Value, i int) value.Value { return value.Int(int64(value.VecOf[T](v).S[i])) }
	code.write = func(v value.Value, i int, e value.Value) { value.VecOf[T](v).S[i] = T(e.Int()) }
	code.push = func(v, e value.Value) { push(value.VecOf[T](v), T(e.Int())) }
	return code
}

// slabs is how Vecs of records of some words are used.
func slabs(words int) *vecCode {
	return &vecCode{
		read:  func(v value.Value, i int) value.Value { return v.Slab().At(i).CopyScalars(words) },
		write: func(v value.Value, i int, e value.Value) { v.Slab().Set(i, e) },
		push:  func(v, e value.Value) { v.Slab().Push(e) },
		from: func(elems []value.Value) value.Value {
			s := value.NewSlab(words, len(elems))
			for _, e := range elems {
				s.Push(e)
			}
			return value.FromSlab(s)
		},
		empty:  func(n int) value.Value { return value.FromSlab(value.NewSlab(words, n)) },
		slice:  func(v value.Value, from, to int) value.Value { return value.FromSlab(v.Slab().Slice(from, to)) },
		extend: func(v, other value.Value) { v.Slab().Extend(other.Slab()) },
		cut:    func(v value.Value, n int) { v.Slab().Cut(n) },
		remove: func(v value.Value, i int) { v.Slab().Remove(i) },
	}
}
