package eval

// This file copies what goes from one actor to another: they must not see each other's changes.

import (
	"hewq/lang/types"
	"hewq/lang/value"
)

// sharer gives the function that copies a value of type t for another actor, nil if both can
// have it: it cannot change, or it is a handle, which moves.
func (l *lowerer) sharer(t types.Type) func(value.Value) value.Value {
	key := l.program.types.key(t)
	if s, ok := l.program.sharers[key]; ok {
		if s.shared {
			return nil
		}
		return s.copied
	}
	s := &sharing{}
	l.program.sharers[key] = s
	s.copy = l.makeSharer(t)
	s.shared = s.copy == nil
	if s.shared {
		return nil
	}
	return s.copied
}

// A sharing is how values of a type are copied. Types may hold themselves: copy is found when
// a value is copied.
type sharing struct {
	copy   func(value.Value) value.Value
	shared bool
}

func (s *sharing) copied(v value.Value) value.Value {
	if s.copy == nil {
		return v
	}
	return s.copy(v)
}

func (l *lowerer) makeSharer(t types.Type) func(value.Value) value.Value {
	switch {
	case types.Is(t, types.Bytes):
		return copyBytes
	case elemOf(t) != nil:
		dup, inner := vecCopier(vecKindOf(elemOf(t))), l.sharer(elemOf(t))
		if inner == nil {
			return dup
		}
		return func(v value.Value) value.Value {
			v = dup(v)
			s := value.VecOf[value.Value](v).S
			for i, e := range s {
				s[i] = inner(e)
			}
			return v
		}
	case isMap(t):
		return l.mapSharer(t)
	case isRecord(t):
		return l.recordSharer(t)
	case isEnum(t):
		return l.enumSharer(t)
	}
	return nil
}

func copyBytes(v value.Value) value.Value {
	return value.FromBytes(&value.Bytes{B: append([]byte(nil), v.Bytes().B...)})
}

func (l *lowerer) mapSharer(t types.Type) func(value.Value) value.Value {
	args, isHashMap := types.IsNamed(t, "HashMap")
	var inner func(value.Value) value.Value
	if isHashMap {
		inner = l.sharer(args[1])
	}
	return func(v value.Value) value.Value {
		m := v.Map().Clone()
		if inner != nil {
			for i := range m.Entries {
				if e := &m.Entries[i]; e.Live {
					e.Value = inner(e.Value)
				}
			}
		}
		return value.FromMap(m)
	}
}

func (l *lowerer) recordSharer(t types.Type) func(value.Value) value.Value {
	fields := fieldTypes(t)
	n := len(fields)
	if n == 0 {
		return nil
	}
	if allScalar(fields) {
		return func(v value.Value) value.Value { return v.CopyScalars(n) }
	}
	inner := make([]func(value.Value) value.Value, n)
	for i, f := range fields {
		inner[i] = l.sharer(f)
	}
	return func(v value.Value) value.Value {
		if !v.Present() {
			return v
		}
		v = v.CopyRecord(n)
		for i, dup := range inner {
			if dup != nil {
				f := v.Field(i)
				*f = dup(*f)
			}
		}
		return v
	}
}

// enumSharer copies payloads with parts that can change; an enum's own fields cannot.
func (l *lowerer) enumSharer(t types.Type) func(value.Value) value.Value {
	return l.enumCopier(t, l.sharer)
}

// enumCopier gives the function that copies the payloads for which copier gives one, nil if
// there are none.
func (l *lowerer) enumCopier(t types.Type, copier func(types.Type) func(value.Value) value.Value) func(value.Value) value.Value {
	def := types.DefOf(t)
	inner := make([][]func(value.Value) value.Value, len(def.Variants))
	found := false
	for tag, v := range def.Variants {
		payload := payloadTypes(t, v)
		if inline(payload) {
			continue
		}
		for _, p := range payload {
			dup := copier(p)
			inner[tag] = append(inner[tag], dup)
			found = found || dup != nil
		}
	}
	if !found {
		return nil
	}
	return func(v value.Value) value.Value {
		tag := int(v.Tag())
		parts := inner[tag]
		if len(parts) == 0 {
			return v
		}
		fields := make([]value.Value, len(parts)+1)
		for i, dup := range parts {
			fields[i+1] = v.Payload(i)
			if dup != nil {
				fields[i+1] = dup(fields[i+1])
			}
		}
		return value.Variant(tag, fields)
	}
}
