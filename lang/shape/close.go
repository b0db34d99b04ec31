package shape

// This file closes the resources in values.

import (
	"slices"

	"hewq/lang/value"
)

// An Order tells which of the fields of a record is closed first.
type Order uint8

// The orders.
const (
	Backward Order = iota // as the ends of scopes: the last first
	Forward               // as they are declared
)

// A Closing is what closing values needs of the evaluator.
type Closing interface {
	// Close closes a resource with all that is in it. If that fails by a panic, rest is what is
	// still to be closed.
	Close(s *Shape, v value.Value, rest Rest)

	// Captured gives what a closure owns, in the order of closing. The closure has it no more.
	Captured(v value.Value, add func(*Shape, value.Value))
}

// Close closes each resource in v. What is not Present was moved away and is left out.
//
// A collection is emptied before what was in it is closed: what else sees it must not close
// the elements again.
func (s *Shape) Close(v value.Value, order Order, c Closing) {
	if s.resource && v.Present() {
		c.Close(s, v, Rest{})
		return
	}
	s.CloseParts(v, order, c)
}

// CloseParts is Close for a value that was closed itself, but not what is in it.
func (s *Shape) CloseParts(v value.Value, order Order, c Closing) {
	if !s.closes || !v.Present() {
		return
	}
	Rest{s.contents(nil, v, order, c), order}.Close(c)
}

// A Rest is what is still to be closed of a value.
type Rest struct {
	all   []unclosed // what comes next is the last
	order Order
}

// Empty tells whether nothing is left.
func (r Rest) Empty() bool { return len(r.all) == 0 }

// Close closes what is left.
func (r Rest) Close(c Closing) {
	all := r.all
	for len(all) > 0 {
		at := all[len(all)-1]
		all = all[:len(all)-1]
		if at.shape.resource {
			c.Close(at.shape, at.v, Rest{all, r.order})
			continue
		}
		all = at.shape.contents(all, at.v, r.order, c)
	}
}

// An unclosed is a value that is still to be closed.
type unclosed struct {
	shape *Shape
	v     value.Value
}

// contents adds to all what is directly in v, so that what is closed first comes last.
func (s *Shape) contents(all []unclosed, v value.Value, order Order, c Closing) []unclosed {
	from := len(all)
	switch s.Kind {
	case Vec:
		vec := value.VecOf[value.Value](v)
		elems := vec.S
		vec.S = nil
		for _, e := range elems {
			all = s.Elem.unclosed(all, e)
		}
	case Map:
		for _, val := range v.Map().Take().All {
			all = s.Val.unclosed(all, val)
		}
	case Record, Enum:
		parts := s.parts(v)
		for i := range parts {
			if p := &parts[i]; p.Shape.closes {
				all = p.Shape.unclosed(all, p.Of(v))
			}
		}
		if order == Backward {
			return all
		}
	case Closure:
		all = append(all, s.captured(v, c)...)
	case Dyn:
		box := value.Ref[Box](v)
		return box.Shape.unclosed(all, box.Value)
	}
	slices.Reverse(all[from:])
	return all
}

// captured are the values that a closure owns.
func (*Shape) captured(v value.Value, c Closing) (all []unclosed) {
	c.Captured(v, func(p *Shape, v value.Value) { all = p.unclosed(all, v) })
	return all
}

// unclosed adds v to all if there is something to close.
func (s *Shape) unclosed(all []unclosed, v value.Value) []unclosed {
	if !s.closes || !v.Present() {
		return all
	}
	return append(all, unclosed{s, v})
}

// Resources gives the shapes of all resources that can be in values of s.
func (s *Shape) Resources(yield func(*Shape) bool) {
	seen := map[*Shape]bool{}
	var look func(*Shape) bool
	look = func(p *Shape) bool {
		if !p.closes || seen[p] {
			return true
		}
		seen[p] = true
		if p.resource && !yield(p) {
			return false
		}
		return p.every(look)
	}
	look(s)
}
