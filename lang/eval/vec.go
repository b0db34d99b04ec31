package eval

// This file lowers the reading, adding and storing of elements of Vecs, in the shapes that programs use most.

import (
	"slices"

	"hewq/lang/shape"
	"hewq/lang/value"
)

// push adds an element. It is inlined: it must stay within the inliner's budget.
func push[T any](v *value.Vec[T], e T) {
	if len(v.S) == cap(v.S) {
		enlarge(v)
	}
	v.S = append(v.S, e)
}

// mostDoubled is the number of elements up to which a Vec doubles its room: the rooms it has left
// are less together than the new one, whether they were collected or not.
const mostDoubled = 64 << 20

// enlarge makes room for more elements.
//
//go:noinline
func enlarge[T any](v *value.Vec[T]) {
	n := len(v.S)
	switch {
	case n == 0:
		v.S = make([]T, 0, 8)
	case n > mostDoubled:
		v.S = slices.Grow(v.S, 1)
	default:
		v.S = append(make([]T, 0, 2*n), v.S...)
	}
}

// vecPush lowers `v.push(x)`.
func (l *lowerer) vecPush(args []operand) stmt {
	x, y := args[0].x, args[1].x
	elem := l.shape(elemOf(args[0].typ))
	switch elem.AsElem() {
	case shape.Numbers:
		return pushNumber(args[0], args[1])
	case shape.Bytes8:
		return pushNarrow[uint8](x, y)
	case shape.Ints8:
		return pushNarrow[int8](x, y)
	case shape.Words16:
		return pushNarrow[uint16](x, y)
	case shape.Ints16:
		return pushNarrow[int16](x, y)
	case shape.Words32:
		return pushNarrow[uint32](x, y)
	case shape.Ints32:
		return pushNarrow[int32](x, y)
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

// pushNumber lowers `v.push(x)` of an int64 or a float.
//
//go:noinline
func pushNumber(v, e operand) stmt {
	a, b, x, y := v.local, e.local, v.x, e.x
	switch {
	case a >= 0 && b >= 0:
		return func(f *frame) ctl { push(value.VecOf[int64](f.s[a]), f.s[b].Int()); return next }
	case a >= 0:
		return func(f *frame) ctl {
			v := value.VecOf[int64](f.s[a])
			push(v, y(f).Int())
			return next
		}
	}
	return func(f *frame) ctl {
		v := value.VecOf[int64](x(f))
		push(v, y(f).Int())
		return next
	}
}

// pushNarrow lowers `v.push(x)` of an integer with fewer than 64 bits.
//
//go:noinline
func pushNarrow[T shape.Narrow](x, y expr) stmt {
	return func(f *frame) ctl {
		v := value.VecOf[T](x(f))
		push(v, T(y(f).Int()))
		return next
	}
}

// vecPop lowers `v.pop()`.
func vecPop(l *lowerer, c *call) expr {
	v, at := c.args[0], c.at
	elem := l.shape(elemOf(v.typ))
	switch elem.AsElem() {
	case shape.Numbers:
		return popNumber[int64](at, v)
	case shape.Bytes8:
		return popNumber[uint8](at, v)
	case shape.Ints8:
		return popNumber[int8](at, v)
	case shape.Words16:
		return popNumber[uint16](at, v)
	case shape.Ints16:
		return popNumber[int16](at, v)
	case shape.Words32:
		return popNumber[uint32](at, v)
	case shape.Ints32:
		return popNumber[int32](at, v)
	case shape.Strings:
		x := popped[string](at, v.x)
		return func(f *frame) value.Value { return value.String(x(f)) }
	case shape.Values:
		return popped[value.Value](at, v.x)
	}
	x, code := v.x, vecs(elem)
	get, cut := code.read, code.cut
	return func(f *frame) value.Value {
		v := x(f)
		n := int(value.VecLen(v))
		if n == 0 {
			f.popEmpty(at)
		}
		e := get(v, n-1)
		cut(v, n-1)
		return e
	}
}

// popNumber lowers `v.pop()` of an integer or an f64.
//
//go:noinline
func popNumber[T shape.Narrow | int64](at site, v operand) expr {
	if a := v.local; a >= 0 {
		return func(f *frame) value.Value {
			v := value.VecOf[T](f.s[a])
			if n := len(v.S) - 1; n >= 0 {
				e := v.S[n]
				v.S = v.S[:n]
				return value.Int(int64(e))
			}
			f.popEmpty(at)
			return unit
		}
	}
	x := v.x
	return func(f *frame) value.Value {
		v := value.VecOf[T](x(f))
		if n := len(v.S) - 1; n >= 0 {
			e := v.S[n]
			v.S = v.S[:n]
			return value.Int(int64(e))
		}
		f.popEmpty(at)
		return unit
	}
}

// popped takes the last element off a Vec, which keeps no reference to it.
//
//go:noinline
func popped[T any](at site, x expr) func(*frame) T {
	return func(f *frame) T {
		v := value.VecOf[T](x(f))
		n := len(v.S) - 1
		if n < 0 {
			f.popEmpty(at)
		}
		e := v.S[n]
		clear(v.S[n:])
		v.S = v.S[:n]
		return e
	}
}

//go:noinline
func (f *frame) popEmpty(at site) { f.abort(at, "PANIC: Vec pop on empty vector") }

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
