package shape

// This file counts what values hold.
//
// Counted is what upstream's values would take: 8 bytes for a number, the bytes of strings and
// buffers, and what is in records, enums and collections.

import "hewq/lang/value"

const word = value.WordSize

// Measure is the number of bytes that v holds.
func (s *Shape) Measure(v value.Value) int64 {
	var m measuring
	m.add(s, v, 0, 0)
	for len(m.later) > 0 {
		last := len(m.later) - 1
		p := m.later[last]
		m.later = m.later[:last]
		m.add(p.shape, p.v, 0, p.level)
	}
	return m.bytes
}

// A measuring adds up bytes.
type measuring struct {
	bytes int64
	later []unwalked
	descent
}

func (m *measuring) add(s *Shape, v value.Value, depth, level int) {
	from := level
	for {
		if s.deep && m.postponed(v, depth, from, level, len(m.later)) {
			m.later = append(m.later, unwalked{s, v, level})
			return
		}
		var parts []Part
		switch s.Kind {
		case String:
			m.bytes += word + v.StrLen()
		case Bytes:
			m.bytes += word + int64(len(v.Bytes().B))
		case Vec:
			m.elements(s, v, depth, level)
		case Map:
			m.bytes += word
			for key, val := range v.Map().All {
				m.add(s.Key, key, depth+1, level+1)
				if s.Val != nil {
					m.add(s.Val, val, depth+1, level+1)
				}
			}
		case Record:
			if s.words > 0 {
				m.bytes += word * int64(s.words)
				return
			}
			if !v.Present() {
				m.bytes += word
				return
			}
			parts = s.Parts
		case Enum:
			m.bytes += word
			if !v.Present() {
				return
			}
			parts = s.Tags[v.Tag()].Parts
		case Endless:
			panic(Unbounded{s.Type})
		default:
			m.bytes += word
		}
		last := len(parts) - 1
		if last < 0 {
			return
		}
		for i := range last {
			m.add(parts[i].Shape, parts[i].Of(v), depth+1, level+1)
		}
		p := &parts[last]
		s, v = p.Shape, p.Of(v)
		level++
	}
}

func (m *measuring) elements(s *Shape, v value.Value, depth, level int) {
	n := value.VecLen(v)
	m.bytes += word
	switch s.Cells {
	case Numbers:
		m.bytes += word * n
	case Bools, Bytes8, Ints8:
		m.bytes += n
	case Words16, Ints16:
		m.bytes += 2 * n
	case Words32, Ints32, Floats32:
		m.bytes += 4 * n
	case Records:
		m.bytes += word * int64(s.Elem.words) * n
	default:
		for i := range int(n) {
			m.add(s.Elem, s.Cells.At(v, i), depth+1, level+1)
		}
	}
}
