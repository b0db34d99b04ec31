package eval

// This file has the methods of bytes.

import (
	"bytes"

	"hewq/lang/value"
)

func bytesIntrinsics() map[string]intrinsic {
	return map[string]intrinsic{
		"bytes.new": func(*lowerer, *call) expr {
			return func(*frame) value.Value { return value.FromBytes(&value.Bytes{}) }
		},
		"bytes.from": pure1(func(v value.Value) value.Value {
			return value.FromBytes(&value.Bytes{B: append([]byte(nil), value.VecOf[uint8](v).S...)})
		}),
		"bytes.push": func(_ *lowerer, c *call) expr {
			x, y := c.args[0].x, c.args[1].x
			return func(f *frame) value.Value {
				b := x(f).Bytes()
				b.Push(byte(y(f).Int()))
				return unit
			}
		},
		"bytes.pop": checked1(func(f *frame, at site, v value.Value) value.Value {
			b := v.Bytes()
			if len(b.B) == 0 {
				f.abort(at, "PANIC: bytes pop on empty buffer")
			}
			return value.Int(int64(b.Pop()))
		}),
		"bytes.len":      pure1(func(v value.Value) value.Value { return value.Int(int64(len(v.Bytes().B))) }),
		"bytes.is_empty": pure1(func(v value.Value) value.Value { return value.Bool(len(v.Bytes().B) == 0) }),
		"bytes.get":      func(_ *lowerer, c *call) expr { return bytesAt(c.at, c.args[0], c.args[1]) },
		"bytes.set": func(_ *lowerer, c *call) expr {
			x, y, z, at := c.args[0].x, c.args[1].x, c.args[2].x, c.at
			return func(f *frame) value.Value {
				b := x(f).Bytes()
				i := y(f).Int()
				n := z(f).Int()
				setByte(f, at, b, i, n)
				return unit
			}
		},
		"bytes.clear": pure1(func(v value.Value) value.Value { v.Bytes().Clear(); return unit }),
		"bytes.contains": pure2(func(v, n value.Value) value.Value {
			return value.Bool(bytes.IndexByte(v.Bytes().B, byte(n.Int())) >= 0)
		}),
		"bytes.to_string": pure1(func(v value.Value) value.Value {
			return value.String(value.DecodeText(v.Bytes().B))
		}),
		"bytes.append": pure2(func(v, other value.Value) value.Value {
			v.Bytes().Append(other.Bytes().B)
			return unit
		}),
	}
}

// bytesAt lowers the reading of a byte.
func bytesAt(at site, v, i operand) expr {
	a, b := v.local, i.local
	x, y := v.x, i.x
	switch {
	case a >= 0 && b >= 0:
		return func(f *frame) value.Value {
			s, i := f.s[a].Bytes().B, f.s[b].Int()
			if uint64(i) >= uint64(len(s)) {
				f.bytesBounds(at)
			}
			return value.Int(int64(s[i]))
		}
	case a >= 0 && i.konst:
		k := i.k
		return func(f *frame) value.Value {
			s := f.s[a].Bytes().B
			if uint64(k) >= uint64(len(s)) {
				f.bytesBounds(at)
			}
			return value.Int(int64(s[k]))
		}
	}
	return func(f *frame) value.Value {
		v := x(f).Bytes()
		i := y(f).Int()
		if uint64(i) >= uint64(len(v.B)) {
			f.bytesBounds(at)
		}
		return value.Int(int64(v.B[i]))
	}
}

// byteAt is the byte at index i.
func byteAt(f *frame, at site, b *value.Bytes, i int64) value.Value {
	if uint64(i) >= uint64(len(b.B)) {
		f.bytesBounds(at)
	}
	return value.Int(int64(b.B[i]))
}

// setByte replaces the byte at index i.
func setByte(f *frame, at site, b *value.Bytes, i, n int64) {
	if uint64(i) >= uint64(len(b.B)) {
		f.bytesBounds(at)
	}
	b.Set(int(i), byte(n))
}

// bytesBounds ends the thread because of an index.
func (f *frame) bytesBounds(at site) { f.abort(at, "PANIC: bytes index out of bounds") }
