package eval

// This file lowers the reading, adding and storing of elements of Vecs, in the shapes that programs use most.

import (
	"slices"

	"hewq/lang/shape"
	"hewq/lang/value"
)

// push adds an element.
func push[T any](v *value.Vec[T], e T) {
	if len(v.S) == cap(v.S) {
		v.S = roomier(v.S)
	}
	v.S = append(v.S, e)
}

// mostDoubled is the number of elements up to which a Vec doubles its room: the rooms it has left
// are less together than the new one, whether they were collected or not.
const mostDoubled = 64 << 20

//go:noinline
func roomier[T any](s []T) []T {
	n := len(s)
	switch {
	case n == 0:
		return make([]T, 0, 8)
	case n > mostDoubled:
		return slices.Grow(s, 1)
	}
	return append(make([]T, 0, 2*n), s...)
}

// An outOfRange ends the thread because of an index.
type outOfRange func(f *frame, at site, i, n int64)

// vecAt lowers the reading of an element, in the shapes that programs use most.
func (l *lowerer) vecAt(at site, v, i operand, fail outOfRange) expr {
	elem := l.shape(elemOf(v.typ))
	k := elem.AsElem()
	a, b := v.local, i.local
	x, y := v.x, i.x
	if a >= 0 && b >= 0 {
		if at := vecAtLocals(k, at, a, b, fail); at != nil {
			return at
		}
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
	get := vecs(elem).read
	return func(f *frame) value.Value {
		v := x(f)
		i := y(f).Int()
		if n := value.VecLen(v); uint64(i) >= uint64(n) {
			fail(f, at, i, n)
		}
		return get(v, int(i))
	}
}

// slabAt lowers the looking into a record of numbers in a Vec: what it gives is a part of the Vec.
func slabAt(at site, v, i operand, fail outOfRange) expr {
	a, b, x, y := v.local, i.local, v.x, i.x
	if a >= 0 && b >= 0 {
		return func(f *frame) value.Value {
			s, i := f.s[a].Slab(), f.s[b].Int()
			if uint64(i) >= uint64(s.Len()) {
				fail(f, at, i, int64(s.Len()))
			}
			return s.At(int(i))
		}
	}
	return func(f *frame) value.Value {
		s := x(f).Slab()
		i := y(f).Int()
		if uint64(i) >= uint64(s.Len()) {
			fail(f, at, i, int64(s.Len()))
		}
		return s.At(int(i))
	}
}

// vecAtLocals is vecAt where both are variables; nil for kinds of Vecs without a shape of their own.
func vecAtLocals(k shape.Cells, at site, a, b int, fail outOfRange) expr {
	switch k {
	case shape.Values:
		return func(f *frame) value.Value {
			s, i := value.VecOf[value.Value](f.s[a]).S, f.s[b].Int()
			if uint64(i) >= uint64(len(s)) {
				fail(f, at, i, int64(len(s)))
			}
			return s[i]
		}
	case shape.Numbers:
		return numberAtLocals[int64](at, a, b, fail)
	case shape.Bools:
		return func(f *frame) value.Value {
			s, i := value.VecOf[bool](f.s[a]).S, f.s[b].Int()
			if uint64(i) >= uint64(len(s)) {
				fail(f, at, i, int64(len(s)))
			}
			return value.Bool(s[i])
		}
	case shape.Strings:
		return func(f *frame) value.Value {
			s, i := value.VecOf[string](f.s[a]).S, f.s[b].Int()
			if uint64(i) >= uint64(len(s)) {
				fail(f, at, i, int64(len(s)))
			}
			return value.String(s[i])
		}
	case shape.Bytes8:
		return numberAtLocals[uint8](at, a, b, fail)
	case shape.Words32:
		return numberAtLocals[uint32](at, a, b, fail)
	case shape.Ints32:
		return numberAtLocals[int32](at, a, b, fail)
	}
	return nil
}

func numberAtLocals[T shape.Narrow | int64](at site, a, b int, fail outOfRange) expr {
	return func(f *frame) value.Value {
		s, i := value.VecOf[T](f.s[a]).S, f.s[b].Int()
		if uint64(i) >= uint64(len(s)) {
			fail(f, at, i, int64(len(s)))
		}
		return value.Int(int64(s[i]))
	}
}

// vecPush lowers `v.push(x)`.
func (l *lowerer) vecPush(args []operand) stmt {
	x, y := args[0].x, args[1].x
	elem := l.shape(elemOf(args[0].typ))
	switch elem.AsElem() {
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
	case shape.Values:
	default:
		add := vecs(elem).push
		return func(f *frame) ctl {
			v := x(f)
			add(v, y(f))
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
	s := l.shape(elemOf(args[0].typ))
	kind := s.AsElem()
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
	put := vecs(s).write
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
