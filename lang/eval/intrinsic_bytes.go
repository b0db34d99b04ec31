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
		"bytes.push": pure2(func(v, n value.Value) value.Value {
			b := v.Bytes()
			b.B = append(b.B, byte(n.Int()))
			return unit
		}),
		"bytes.pop": checked1(func(f *frame, at site, v value.Value) value.Value {
			b := v.Bytes()
			n := len(b.B) - 1
			if n < 0 {
				f.abort(at, "PANIC: bytes pop on empty buffer")
			}
			last := b.B[n]
			b.B = b.B[:n]
			return value.Int(int64(last))
		}),
		"bytes.len":      pure1(func(v value.Value) value.Value { return value.Int(int64(len(v.Bytes().B))) }),
		"bytes.is_empty": pure1(func(v value.Value) value.Value { return value.Bool(len(v.Bytes().B) == 0) }),
		"bytes.get": checked2(func(f *frame, at site, v, i value.Value) value.Value {
			b := v.Bytes().B
			if uint64(i.Int()) >= uint64(len(b)) {
				f.abort(at, "PANIC: bytes index out of bounds")
			}
			return value.Int(int64(b[i.Int()]))
		}),
		"bytes.set": func(_ *lowerer, c *call) expr {
			x, y, z, at := c.args[0].x, c.args[1].x, c.args[2].x, c.at
			return func(f *frame) value.Value {
				b := x(f).Bytes()
				i := y(f).Int()
				n := z(f).Int()
				if uint64(i) >= uint64(len(b.B)) {
					f.abort(at, "PANIC: bytes index out of bounds")
				}
				b.B[i] = byte(n)
				return unit
			}
		},
		"bytes.clear": pure1(func(v value.Value) value.Value { v.Bytes().B = nil; return unit }),
		"bytes.contains": pure2(func(v, n value.Value) value.Value {
			return value.Bool(bytes.IndexByte(v.Bytes().B, byte(n.Int())) >= 0)
		}),
		"bytes.to_string": pure1(func(v value.Value) value.Value {
			return value.String(value.DecodeText(v.Bytes().B))
		}),
		"bytes.append": pure2(func(v, other value.Value) value.Value {
			b := v.Bytes()
			b.B = append(b.B, other.Bytes().B...)
			return unit
		}),
	}
}
