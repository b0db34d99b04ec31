package shape

// This file finds the entries of maps.

import "hewq/lang/value"

// pairs tells how a map of a type holds its entries. Key and Val are known.
func (s *Shape) pairs() value.Pairs {
	p := value.IntOnly
	switch {
	case s.Key.Kind <= Duration:
	case s.Key.Kind == String:
		p = value.TextOnly
	default:
		return value.Other
	}
	switch {
	case s.Val == nil:
		return p
	case s.Val.Kind <= Duration:
		return p + value.IntNumber
	}
	return p + value.IntValue
}

// NewMap makes an empty Map.
func (s *Shape) NewMap() value.Value { return value.FromMap(value.NewMap(s.Pairs)) }

// A Lookup is how the entries of one type of Map are found: numbers and strings as keys stand for
// themselves, others for a text of all their parts.
type Lookup struct {
	// Get is the value of a key, and whether the key is there.
	Get func(m *value.Map, k value.Value) (value.Value, bool)

	// Put sets the value of a key, and tells whether the key is new.
	Put func(m *value.Map, k, v value.Value) bool

	// Remove removes a key, and tells whether it was there.
	Remove func(m *value.Map, k value.Value) bool

	// Cell is where the value of a key lies, nil if the key is not there. There is none for values
	// that are numbers.
	Cell func(m *value.Map, k value.Value) *value.Value
}

// Lookup is the Lookup of a Map.
func (s *Shape) Lookup() Lookup {
	switch s.Pairs {
	case value.IntOnly:
		return intLookup(func(value.Value) value.None { return value.None{} }, func(*value.None) value.Value { return value.Value{} })
	case value.IntNumber:
		return intLookup(value.Value.Int, number)
	case value.IntValue:
		return withCell(intLookup(itself, stored), func(m *value.Map, k value.Value) *value.Value {
			return value.IntsOf[value.Value](m).Find(k.Int())
		})
	case value.TextOnly:
		return textLookup(func(value.Value) value.None { return value.None{} }, func(*value.None) value.Value { return value.Value{} })
	case value.TextNumber:
		return textLookup(value.Value.Int, number)
	case value.TextValue:
		return withCell(textLookup(itself, stored), func(m *value.Map, k value.Value) *value.Value {
			return value.TextsOf[value.Value](m).Find(k.Str())
		})
	}
	return s.Key.otherLookup()
}

func itself(v value.Value) value.Value  { return v }
func stored(v *value.Value) value.Value { return *v }
func number(n *int64) value.Value       { return value.Int(*n) }

func withCell(l Lookup, cell func(m *value.Map, k value.Value) *value.Value) Lookup {
	l.Cell = cell
	return l
}

// intLookup is the Lookup of maps with numbers as keys; to and from convert values.
func intLookup[V any](to func(value.Value) V, from func(*V) value.Value) Lookup {
	return Lookup{
		Get: func(m *value.Map, k value.Value) (value.Value, bool) {
			if v := value.IntsOf[V](m).Find(k.Int()); v != nil {
				return from(v), true
			}
			return value.Value{}, false
		},
		Put:    func(m *value.Map, k, v value.Value) bool { return value.IntsOf[V](m).Put(k.Int(), to(v)) },
		Remove: func(m *value.Map, k value.Value) bool { return value.IntsOf[V](m).Remove(k.Int()) },
	}
}

// textLookup is intLookup for strings.
func textLookup[V any](to func(value.Value) V, from func(*V) value.Value) Lookup {
	return Lookup{
		Get: func(m *value.Map, k value.Value) (value.Value, bool) {
			if v := value.TextsOf[V](m).Find(k.Str()); v != nil {
				return from(v), true
			}
			return value.Value{}, false
		},
		Put:    func(m *value.Map, k, v value.Value) bool { return value.TextsOf[V](m).Put(k.Str(), to(v)) },
		Remove: func(m *value.Map, k value.Value) bool { return value.TextsOf[V](m).Remove(k.Str()) },
	}
}

// encodedRoom is for the text of a key that needs no memory of its own.
const encodedRoom = 64

// otherLookup is the Lookup of maps whose keys are values of s.
func (s *Shape) otherLookup() Lookup {
	find := func(m *value.Map, k value.Value) *value.Entry {
		var room [encodedRoom]byte
		return value.TextsOf[value.Entry](m).FindBytes(s.Encode(room[:0], k))
	}
	return Lookup{
		Get: func(m *value.Map, k value.Value) (value.Value, bool) {
			if e := find(m, k); e != nil {
				return e.Value, true
			}
			return value.Value{}, false
		},
		Put: func(m *value.Map, k, v value.Value) bool {
			var room [encodedRoom]byte
			entries, b := value.TextsOf[value.Entry](m), s.Encode(room[:0], k)
			if e := entries.FindBytes(b); e != nil {
				e.Value = v
				return false
			}
			return entries.Put(string(b), value.Entry{Key: k, Value: v})
		},
		Remove: func(m *value.Map, k value.Value) bool {
			var room [encodedRoom]byte
			return value.TextsOf[value.Entry](m).RemoveBytes(s.Encode(room[:0], k))
		},
		Cell: func(m *value.Map, k value.Value) *value.Value {
			if e := find(m, k); e != nil {
				return &e.Value
			}
			return nil
		},
	}
}
