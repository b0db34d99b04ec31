package shape

// This file compares values by their structure.

import (
	"slices"

	"hewq/lang/value"
)

// Equal tells whether a and b are the same as far as programs can see. What cannot be looked into,
// such as closures, must be the same object.
func (s *Shape) Equal(a, b value.Value) bool {
	switch s.Kind {
	case Float:
		return a.Float() == b.Float()
	case String:
		return a.Str() == b.Str()
	case Bool, Int, Wide, Char, Duration:
		return a.Int() == b.Int()
	}
	if !s.deep {
		return (*comparing)(nil).equal(s, a, b, 0, 0)
	}
	var c comparing
	same := c.equal(s, a, b, 0, 0)
	for same && len(c.later) > 0 {
		last := len(c.later) - 1
		p := c.later[last]
		c.later = c.later[:last]
		same = c.equal(p.shape, p.a, p.b, 0, p.level)
	}
	return same
}

// Has tells whether a Vec has an element that is equal to e.
func (s *Shape) Has(v, e value.Value) bool {
	switch {
	case s.Cells == Strings:
		return slices.Contains(value.VecOf[string](v).S, e.Str())
	case s.Cells == Numbers && s.Elem.Kind != Float:
		return slices.Contains(value.VecOf[int64](v).S, e.Int())
	}
	for i := range int(value.VecLen(v)) {
		if s.Elem.Equal(s.Cells.At(v, i), e) {
			return true
		}
	}
	return false
}

// A comparing compares two values. It may be nil if their shape is not deep.
type comparing struct {
	later []pair
	descent
}

// A pair is two parts that are still to be compared.
type pair struct {
	shape *Shape
	a, b  value.Value
	level int
}

func (c *comparing) equal(s *Shape, a, b value.Value, depth, level int) bool {
	from := level
	for {
		if s.deep && c.postponed(a, depth, from, level, len(c.later)) {
			c.later = append(c.later, pair{s, a, b, level})
			return true
		}
		var parts []Part
		switch s.Kind {
		case Float:
			return a.Float() == b.Float()
		case Bool, Int, Wide, Char, Duration:
			return a.Int() == b.Int()
		case String:
			return a.Str() == b.Str()
		case Unit:
			return true
		case Bytes:
			return string(a.Bytes().B) == string(b.Bytes().B)
		case Vec:
			return c.elements(s, a, b, depth, level)
		case Record:
			parts = s.Parts
		case Enum:
			tag := a.Tag()
			if tag != b.Tag() {
				return false
			}
			parts = s.Tags[tag].Parts
		case Endless:
			panic(Unbounded{s.Type})
		default:
			return value.Same(a, b)
		}
		last := len(parts) - 1
		if last < 0 {
			return true
		}
		for i := range last {
			p := &parts[i]
			x, y := p.Of(a), p.Of(b)
			if k := p.Shape.Kind; k <= Duration && k != Float {
				if x.Int() != y.Int() {
					return false
				}
			} else if !c.equal(p.Shape, x, y, depth+1, level+1) {
				return false
			}
		}
		// The last part is compared by this loop: lists are long.
		p := &parts[last]
		s, a, b = p.Shape, p.Of(a), p.Of(b)
		level++
	}
}

// elements compares Vecs.
func (c *comparing) elements(s *Shape, a, b value.Value, depth, level int) bool {
	switch {
	case s.Cells == Strings:
		return slices.Equal(value.VecOf[string](a).S, value.VecOf[string](b).S)
	case s.Cells == Bools:
		return slices.Equal(value.VecOf[bool](a).S, value.VecOf[bool](b).S)
	case s.Cells == Numbers && s.Elem.Kind != Float:
		return slices.Equal(value.VecOf[int64](a).S, value.VecOf[int64](b).S)
	}
	n := int(value.VecLen(a))
	if n != int(value.VecLen(b)) {
		return false
	}
	for i := range n {
		if !c.equal(s.Elem, s.Cells.At(a, i), s.Cells.At(b, i), depth+1, level+1) {
			return false
		}
	}
	return true
}
