package eval

// This file has the methods of HashMap and HashSet.

import (
	"hewq/lang/types"
	"hewq/lang/value"
)

func mapIntrinsics() map[string]intrinsic {
	length := pure1(func(m value.Value) value.Value { return value.Int(int64(m.Map().Len())) })
	empty := pure1(func(m value.Value) value.Value { return value.Bool(m.Map().Len() == 0) })
	clone := func(l *lowerer, c *call) expr { return l.clone(c.args[0].typ, c.args[0].x, c.at) }
	made := func(l *lowerer, c *call) expr {
		s := l.shape(c.result)
		return func(*frame) value.Value { return s.NewMap() }
	}
	return map[string]intrinsic{
		"hashmap.new":          made,
		"hashmap.len":          length,
		"hashmap.is_empty":     empty,
		"hashmap.clone":        clone,
		"hashmap.insert":       mapInsert,
		"hashmap.get":          func(l *lowerer, c *call) expr { return l.mapGet(c.args[0].x, c.args[1], c.args[0].typ) },
		"hashmap.contains_key": mapContains,
		"hashmap.remove":       mapRemove,
		"hashmap.keys":         mapList(func(key, _ value.Value) value.Value { return key }),
		"hashmap.values":       mapList(func(_, val value.Value) value.Value { return val }),
		"hashset.new":          made,
		"hashset.len":          length,
		"hashset.is_empty":     empty,
		"hashset.clone":        clone,
		"hashset.insert":       setInsert,
		"hashset.contains":     mapContains,
		"hashset.remove":       mapRemove,
		"hashset.clear":        pure1(func(m value.Value) value.Value { m.Map().Clear(); return unit }),
	}
}

func mapInsert(l *lowerer, c *call) expr {
	t := c.args[0].typ
	s := l.shape(t)
	x, y, z, put := c.args[0].x, c.args[1].x, c.args[2].x, s.Lookup().Put
	if elem := payloadOf(t)[1]; l.closes(elem) {
		cell, shut, at := s.Lookup().Cell, l.closer(elem), c.at
		return func(f *frame) value.Value {
			m := x(f).Map()
			k := y(f)
			v := z(f)
			var old value.Value
			if at := cell(m, k); at != nil {
				old, *at = *at, hole
			}
			put(m, k, v)
			shut.close(f, at, old)
			return unit
		}
	}
	if dup := l.stored(t); dup != nil {
		return func(f *frame) value.Value {
			m := x(f)
			k := y(f)
			put(m.Map(), k, dup(m, z(f)))
			return unit
		}
	}
	return mapPut(s.Pairs, x, y, z, put)
}

// mapPut lowers the storing of z as the value of y in x; put does that for maps that have no shape of
// their own here.
func mapPut(p value.Pairs, x, y, z expr, put func(m *value.Map, k, v value.Value) bool) expr {
	switch p {
	case value.IntNumber:
		return func(f *frame) value.Value {
			m := value.IntsOf[int64](x(f).Map())
			k := y(f).Int()
			m.Put(k, z(f).Int())
			return unit
		}
	case value.IntValue:
		return func(f *frame) value.Value {
			m := value.IntsOf[value.Value](x(f).Map())
			k := y(f).Int()
			m.Put(k, z(f))
			return unit
		}
	case value.TextNumber:
		return func(f *frame) value.Value {
			m := value.TextsOf[int64](x(f).Map())
			k := y(f).Str()
			m.Put(k, z(f).Int())
			return unit
		}
	case value.TextValue:
		return func(f *frame) value.Value {
			m := value.TextsOf[value.Value](x(f).Map())
			k := y(f).Str()
			m.Put(k, z(f))
			return unit
		}
	}
	return func(f *frame) value.Value {
		m := x(f).Map()
		k := y(f)
		put(m, k, z(f))
		return unit
	}
}

func setInsert(l *lowerer, c *call) expr {
	s := l.shape(c.args[0].typ)
	x, y := c.args[0].x, c.args[1].x
	if s.Pairs == value.IntOnly {
		return func(f *frame) value.Value {
			m := value.IntsOf[value.None](x(f).Map())
			return value.Bool(m.Put(y(f).Int(), value.None{}))
		}
	}
	put := s.Lookup().Put
	return func(f *frame) value.Value {
		m := x(f).Map()
		return value.Bool(put(m, y(f), unit))
	}
}

func mapRemove(l *lowerer, c *call) expr {
	s := l.shape(c.args[0].typ)
	x, y, remove := c.args[0].x, c.args[1].x, s.Lookup().Remove
	if args := payloadOf(c.args[0].typ); len(args) == 2 && l.closes(args[1]) {
		cell, shut, at := s.Lookup().Cell, l.closer(args[1]), c.at
		return func(f *frame) value.Value {
			m := x(f).Map()
			k := y(f)
			var old value.Value
			if at := cell(m, k); at != nil {
				old, *at = *at, hole
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
	has := l.mapLookup(c.args[0].x, c.args[1], c.args[0].typ)
	return func(f *frame) value.Value {
		_, ok := has(f)
		return value.Bool(ok)
	}
}

// mapGet lowers the reading of a key: Some of its value or None.
func (l *lowerer) mapGet(x expr, key operand, t types.Type) expr {
	some, get := someOf(payloadOf(t)[1]), l.mapLookup(x, key, t)
	return func(f *frame) value.Value {
		if v, ok := get(f); ok {
			return some(v)
		}
		return noneValue
	}
}

// mapList lists the keys or the values.
func mapList(choose func(key, val value.Value) value.Value) intrinsic {
	return func(l *lowerer, c *call) expr {
		x, made := c.args[0].x, l.vecs(elemOf(c.result)).from
		read := l.shape(c.args[0].typ).Pairs.EntryReader()
		return func(f *frame) value.Value {
			m := x(f).Map()
			out := make([]value.Value, 0, m.Len())
			for i := range m.Count() {
				if m.Live(i) {
					out = append(out, choose(read(m, i)))
				}
			}
			return made(out)
		}
	}
}
