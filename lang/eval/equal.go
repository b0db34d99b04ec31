package eval

// This file compares values by their structure, and finds the keys of maps.

import (
	"encoding/binary"

	"hewq/lang/types"
	"hewq/lang/value"
)

// An equality compares values of one type. Its test is set once it is complete: types may
// contain themselves.
type equality struct {
	test func(f *frame, a, b value.Value) bool
}

// equal is the equality of t.
func (l *lowerer) equal(t types.Type) *equality {
	key := l.program.types.key(t)
	if eq, ok := l.program.types.equals[key]; ok {
		return eq
	}
	eq := &equality{}
	l.program.types.equals[key] = eq
	eq.test = l.equalOf(t)
	return eq
}

func (l *lowerer) equalOf(t types.Type) func(f *frame, a, b value.Value) bool {
	switch {
	case types.IsFloat(t):
		return func(_ *frame, a, b value.Value) bool { return a.Float() == b.Float() }
	case isScalar(t):
		return func(_ *frame, a, b value.Value) bool { return a.Int() == b.Int() }
	case isString(t):
		return func(_ *frame, a, b value.Value) bool { return a.Str() == b.Str() }
	case isUnit(t):
		return func(*frame, value.Value, value.Value) bool { return true }
	case types.Is(t, types.Bytes):
		return func(_ *frame, a, b value.Value) bool { return string(a.Bytes().B) == string(b.Bytes().B) }
	case elemOf(t) != nil:
		return l.equalVec(elemOf(t))
	case isRecord(t):
		return l.equalFields(fieldTypes(t), l.fieldReader(t))
	case isEnum(t):
		return l.equalEnum(t)
	}
	return func(_ *frame, a, b value.Value) bool { return value.Same(a, b) }
}

func (l *lowerer) equalVec(elem types.Type) func(f *frame, a, b value.Value) bool {
	same, get := l.equal(elem), vecReader(vecKindOf(elem))
	return func(f *frame, a, b value.Value) bool {
		n := value.VecLen(a)
		if n != value.VecLen(b) {
			return false
		}
		for i := range int(n) {
			if !same.test(f, get(a, i), get(b, i)) {
				return false
			}
		}
		return true
	}
}

func (l *lowerer) equalFields(fields []types.Type, read func(int) func(value.Value) value.Value) func(f *frame, a, b value.Value) bool {
	var tests []*equality
	var gets []func(value.Value) value.Value
	for i, t := range fields {
		tests = append(tests, l.equal(t))
		gets = append(gets, read(i))
	}
	return func(f *frame, a, b value.Value) bool {
		for i, get := range gets {
			if !tests[i].test(f, get(a), get(b)) {
				return false
			}
		}
		return true
	}
}

func (l *lowerer) equalEnum(t types.Type) func(f *frame, a, b value.Value) bool {
	def := types.DefOf(t)
	rows := make([]func(f *frame, a, b value.Value) bool, len(def.Variants))
	for tag, v := range def.Variants {
		rows[tag] = l.equalFields(payloadTypes(t, v), func(i int) func(value.Value) value.Value { return l.payloadReader(t, tag, i) })
	}
	return func(f *frame, a, b value.Value) bool {
		tag := a.Tag()
		return tag == b.Tag() && rows[tag](f, a, b)
	}
}

// A mapKey is how the keys of one type are found in a value.Map.
type mapKey struct {
	find   func(m *value.Map, k value.Value) *value.Entry
	put    func(m *value.Map, k, v value.Value) bool
	remove func(m *value.Map, k value.Value) bool
}

// mapKey is the mapKey of t: numbers and strings stand for themselves, other keys for a text
// of all their parts.
func (l *lowerer) mapKey(t types.Type) mapKey {
	switch {
	case isScalar(t):
		return mapKey{
			func(m *value.Map, k value.Value) *value.Entry { return m.ByInt(k.Int()) },
			func(m *value.Map, k, v value.Value) bool { return m.PutInt(k.Int(), k, v) },
			func(m *value.Map, k value.Value) bool { return m.RemoveInt(k.Int()) },
		}
	case isString(t):
		return mapKey{
			func(m *value.Map, k value.Value) *value.Entry { return m.ByString(k.Str()) },
			func(m *value.Map, k, v value.Value) bool { return m.PutString(k.Str(), k, v) },
			func(m *value.Map, k value.Value) bool { return m.RemoveString(k.Str()) },
		}
	}
	code := l.encoder(t)
	return mapKey{
		func(m *value.Map, k value.Value) *value.Entry { return m.ByBytes(code(nil, k)) },
		func(m *value.Map, k, v value.Value) bool { return m.PutString(string(code(nil, k)), k, v) },
		func(m *value.Map, k value.Value) bool { return m.RemoveString(string(code(nil, k))) },
	}
}

// encoder writes values of type t so that only equal ones look the same.
func (l *lowerer) encoder(t types.Type) func(b []byte, v value.Value) []byte {
	switch {
	case isScalar(t):
		return func(b []byte, v value.Value) []byte { return binary.AppendVarint(b, v.Int()) }
	case isString(t):
		return func(b []byte, v value.Value) []byte {
			s := v.Str()
			return append(binary.AppendUvarint(b, uint64(len(s))), s...)
		}
	case isRecord(t):
		return l.encodeFields(fieldTypes(t), l.fieldReader(t))
	case isEnum(t):
		def := types.DefOf(t)
		rows := make([]func(b []byte, v value.Value) []byte, len(def.Variants))
		for tag, v := range def.Variants {
			rows[tag] = l.encodeFields(payloadTypes(t, v), func(i int) func(value.Value) value.Value { return l.payloadReader(t, tag, i) })
		}
		return func(b []byte, v value.Value) []byte {
			tag := v.Tag()
			return rows[tag](binary.AppendVarint(b, tag), v)
		}
	case elemOf(t) != nil:
		code, get := l.encoder(elemOf(t)), vecReader(vecKindOf(elemOf(t)))
		return func(b []byte, v value.Value) []byte {
			n := value.VecLen(v)
			b = binary.AppendVarint(b, n)
			for i := range int(n) {
				b = code(b, get(v, i))
			}
			return b
		}
	}
	return func(b []byte, _ value.Value) []byte { return b }
}

func (l *lowerer) encodeFields(fields []types.Type, read func(int) func(value.Value) value.Value) func(b []byte, v value.Value) []byte {
	var codes []func(b []byte, v value.Value) []byte
	for i, t := range fields {
		code, get := l.encoder(t), read(i)
		codes = append(codes, func(b []byte, v value.Value) []byte { return code(b, get(v)) })
	}
	return func(b []byte, v value.Value) []byte {
		for _, code := range codes {
			b = code(b, v)
		}
		return b
	}
}
