package eval

// This file has the methods of HashMap and HashSet.

import (
	"hewq/lang/ast"
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

func mapIntrinsics() map[string]intrinsic {
	length := pure1(func(m value.Value) value.Value { return value.Int(int64(m.Map().Len())) })
	empty := pure1(func(m value.Value) value.Value { return value.Bool(m.Map().Len() == 0) })
	clone := func(l *lowerer, c *call) expr { return l.clone(c.args[0].typ, c.args[0].x, c.at) }
	made := func(*lowerer, *call) expr {
		return func(*frame) value.Value { return value.FromMap(value.NewMap()) }
	}
	return map[string]intrinsic{
		"hashmap.new":          made,
		"hashmap.len":          length,
		"hashmap.is_empty":     empty,
		"hashmap.clone":        clone,
		"hashmap.insert":       mapInsert,
		"hashmap.get":          func(l *lowerer, c *call) expr { return l.mapLookup(c.args[0].x, c.args[1], payloadOf(c.args[0].typ)) },
		"hashmap.contains_key": mapContains,
		"hashmap.remove":       mapRemove,
		"hashmap.keys":         mapList(func(e *value.Entry) value.Value { return e.Key }),
		"hashmap.values":       mapList(func(e *value.Entry) value.Value { return e.Value }),
		"hashset.new":          made,
		"hashset.len":          length,
		"hashset.is_empty":     empty,
		"hashset.clone":        clone,
		"hashset.insert": func(l *lowerer, c *call) expr {
			x, y, put := c.args[0].x, c.args[1].x, l.keyOf(c).Put
			return func(f *frame) value.Value {
				m := x(f).Map()
				return value.Bool(put(m, y(f), unit))
			}
		},
		"hashset.contains": mapContains,
		"hashset.remove":   mapRemove,
		"hashset.clear":    pure1(func(m value.Value) value.Value { m.Map().Clear(); return unit }),
	}
}

// keyOf is how the keys are found of the map that a method is called on.
func (l *lowerer) keyOf(c *call) shape.Key { return l.shape(payloadOf(c.args[0].typ)[0]).AsKey() }

func mapInsert(l *lowerer, c *call) expr {
	x, y, z, put := c.args[0].x, c.args[1].x, c.args[2].x, l.keyOf(c).Put
	if elem := payloadOf(c.args[0].typ)[1]; l.closes(elem) {
		find, shut, at := l.keyOf(c).Find, l.closer(elem), c.at
		return func(f *frame) value.Value {
			m := x(f).Map()
			k := y(f)
			v := z(f)
			var old value.Value
			if e := find(m, k); e != nil {
				old, e.Value = e.Value, hole
			}
			put(m, k, v)
			shut.close(f, at, old)
			return unit
		}
	}
	dup := l.stored(c.args[0].typ)
	if dup == nil {
		return func(f *frame) value.Value {
			m := x(f).Map()
			k := y(f)
			put(m, k, z(f))
			return unit
		}
	}
	return func(f *frame) value.Value {
		m := x(f)
		k := y(f)
		put(m.Map(), k, dup(m, z(f)))
		return unit
	}
}

func mapRemove(l *lowerer, c *call) expr {
	x, y, remove := c.args[0].x, c.args[1].x, l.keyOf(c).Remove
	if args := payloadOf(c.args[0].typ); len(args) == 2 && l.closes(args[1]) {
		find, shut, at := l.keyOf(c).Find, l.closer(args[1]), c.at
		return func(f *frame) value.Value {
			m := x(f).Map()
			k := y(f)
			var old value.Value
			if e := find(m, k); e != nil {
				old, e.Value = e.Value, hole
			}
			removed := remove(m, k)
			shut.close(f, at, old)
			return value.Bool(removed)
		}
	}
	return func(f *frame) value.Value {
		m := x(f).Map()
		return value.Bool(remove(m, y(f)))
	}
}

func mapContains(l *lowerer, c *call) expr {
	x := c.args[0].x
	if pieces := l.keyPieces(c.args[1].e); pieces != nil {
		return func(f *frame) value.Value {
			m := x(f).Map()
			return value.Bool(lookup(f, m, pieces) != nil)
		}
	}
	y, find := c.args[1].x, l.keyOf(c).Find
	return func(f *frame) value.Value {
		m := x(f).Map()
		return value.Bool(find(m, y(f)) != nil)
	}
}

// keyPieces lowers a key that is an f-string, so that it need not be made to look it up.
func (l *lowerer) keyPieces(e ast.Expr) []piece {
	fs, ok := e.(*ast.FString)
	if !ok || l.spilled[e] != 0 {
		return nil
	}
	return l.fstringPieces(fs)
}

// lookup finds the entry whose key is made of pieces.
func lookup(f *frame, m *value.Map, pieces []piece) *value.Entry {
	b := f.thread.take()
	for _, p := range pieces {
		b = p(f, b)
	}
	e := m.ByBytes(b)
	f.thread.give(b)
	return e
}

// mapGet lowers `m[k]`.
func (l *lowerer) mapGet(x expr, key ast.Expr, args []types.Type) expr {
	return l.mapLookup(x, l.operand(key), args)
}

// mapLookup lowers the reading of a key: Some of its value or None.
func (l *lowerer) mapLookup(x expr, key operand, args []types.Type) expr {
	some := someOf(args[1])
	if pieces := l.keyPieces(key.e); pieces != nil {
		return func(f *frame) value.Value {
			m := x(f).Map()
			if e := lookup(f, m, pieces); e != nil {
				return some(e.Value)
			}
			return noneValue
		}
	}
	y, find := key.x, l.shape(args[0]).AsKey().Find
	return func(f *frame) value.Value {
		m := x(f).Map()
		if e := find(m, y(f)); e != nil {
			return some(e.Value)
		}
		return noneValue
	}
}

// mapList lists a part of every entry.
func mapList(part func(*value.Entry) value.Value) intrinsic {
	return func(l *lowerer, c *call) expr {
		x, made := c.args[0].x, l.vecs(elemOf(c.result)).from
		return func(f *frame) value.Value {
			m := x(f).Map()
			out := make([]value.Value, 0, m.Len())
			for i := range m.Entries {
				if e := &m.Entries[i]; e.Live {
					out = append(out, part(e))
				}
			}
			return made(out)
		}
	}
}
