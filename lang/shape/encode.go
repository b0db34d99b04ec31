package shape

// This file writes values as keys of maps.

import (
	"encoding/binary"

	"hewq/lang/value"
)

// Encode appends a text to b that is the same for equal values only.
func (s *Shape) Encode(b []byte, v value.Value) []byte {
	var e encoding
	b = e.append(b, s, v, 0, 0)
	// What was too deep follows. A reader of the text would know what is to come, and in which
	// order: no two values look the same.
	for len(e.later) > 0 {
		last := len(e.later) - 1
		p := e.later[last]
		e.later = e.later[:last]
		b = e.append(b, p.shape, p.v, 0, p.level)
	}
	return b
}

// An encoding writes a value.
type encoding struct {
	later []unwalked
	descent
}

func (e *encoding) append(b []byte, s *Shape, v value.Value, depth, level int) []byte {
	from := level
	for {
		if s.deep && e.postponed(v, depth, from, level, len(e.later)) {
			e.later = append(e.later, unwalked{s, v, level})
			return b
		}
		var parts []Part
		switch s.Kind {
		case Bool, Int, Wide, Char, Float, Duration:
			return binary.AppendVarint(b, v.Int())
		case String:
			return append(binary.AppendUvarint(b, uint64(v.StrLen())), v.Str()...)
		case Vec:
			n := int(value.VecLen(v))
			b = binary.AppendUvarint(b, uint64(n))
			for i := range n {
				b = e.append(b, s.Elem, s.Cells.At(v, i), depth+1, level+1)
			}
			return b
		case Record:
			parts = s.Parts
		case Enum:
			tag := v.Tag()
			b = binary.AppendUvarint(b, uint64(tag))
			parts = s.Tags[tag].Parts
		case Endless:
			panic(Unbounded{s.Type})
		}
		last := len(parts) - 1
		if last < 0 {
			return b
		}
		for i := range last {
			b = e.append(b, parts[i].Shape, parts[i].Of(v), depth+1, level+1)
		}
		p := &parts[last]
		s, v = p.Shape, p.Of(v)
		level++
	}
}
