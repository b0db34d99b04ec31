package shape

// This file copies values.

import "hewq/lang/value"

// A Reason tells what a copy is made for, and so what it may share with the original.
type Reason uint8

// The reasons for copies.
const (
	// Send is for another actor: the two must not see each other's changes. Handles move.
	Send Reason = iota

	// Store is for a collection that takes the value in and owns it from then on: collections in
	// it are copied, and records with collections.
	Store

	// Clone is for the program, which changes the copy and the original independently: nothing
	// that can change is in both. Closures cannot change, and what a handle stands for is the same
	// thing for all that have the handle.
	Clone

	// Array is for a variable that takes over arrays, and records with arrays: each array belongs
	// to one variable, field or element.
	Array

	reasons
)

// Copied tells whether Copy makes anything anew for a reason. Where it does not, the value itself
// serves as the copy.
func (s *Shape) Copied(why Reason) bool { return s.copied[why] }

// mustCopy tells whether a copy of a value is anything but the value, as far as is known.
func (s *Shape) mustCopy(why Reason) bool {
	inside := func(p *Shape) bool { return p.copied[why] }
	switch s.Kind {
	case Bytes:
		return why.whole() || why == Store
	case Vec:
		return why.whole() || why == Store || s.fixed
	case Map:
		return why.whole() || why == Store
	case Record:
		if why.whole() {
			return len(s.Parts) > 0
		}
		return !s.cyclic && s.any(inside)
	case Enum:
		return (why.whole() || why == Store && !s.cyclic) && s.any(inside)
	case Dyn:
		return why == Clone
	case Endless:
		return why.whole()
	}
	return false
}

// whole tells whether copies share nothing that can change.
func (why Reason) whole() bool { return why == Send || why == Clone }

// Copier gives the function that makes copies, nil if the value itself serves as one.
func (s *Shape) Copier(why Reason) func(value.Value) value.Value {
	switch {
	case !s.copied[why]:
		return nil
	case s.Kind == Vec && (!s.Elem.copied[why] || s.Cells != Values):
		return s.Cells.Copy
	case s.words > 0:
		n := s.words
		return func(v value.Value) value.Value { return v.CopyScalars(n) }
	}
	return func(v value.Value) value.Value { return s.Copy(v, why) }
}

// Binder gives the function that copies a record or an array for a variable that owns it, since
// its fields or elements are assigned. It is nil for all other types.
func (s *Shape) Binder() func(value.Value) value.Value {
	n := len(s.Parts)
	switch {
	case s.state:
		return nil
	case s.copied[Array]:
		return s.Copier(Array)
	case n == 0:
		return nil
	case s.words > 0:
		words := s.words
		return func(v value.Value) value.Value { return v.CopyScalars(words) }
	}
	return func(v value.Value) value.Value { return v.CopyRecord(n) }
}

// Copy makes a copy of v.
func (s *Shape) Copy(v value.Value, why Reason) value.Value {
	if !s.copied[why] {
		return v
	}
	c := copying{why: why}
	v = c.copied(s, v, 0, 0)
	for len(c.later) > 0 {
		last := len(c.later) - 1
		p := c.later[last]
		c.later = c.later[:last]
		c.fill(p.shape, p.v, p.old, 0, p.level)
	}
	return v
}

// copied is a copy of v.
func (c *copying) copied(s *Shape, v value.Value, depth, level int) value.Value {
	made := c.top(s, v)
	c.fill(s, made, v, depth, level)
	return made
}

// A copying copies a value.
type copying struct {
	why   Reason
	later []unfilled
	descent
}

// An unfilled is a copy whose parts are still those of the original.
type unfilled struct {
	shape  *Shape
	v, old value.Value
	level  int
}

// top is a copy of v that still has the parts of v.
func (c *copying) top(s *Shape, v value.Value) value.Value {
	switch s.Kind {
	case Bytes:
		return value.FromBytes(&value.Bytes{B: append([]byte(nil), v.Bytes().B...)})
	case Vec:
		return s.Cells.Copy(v)
	case Map:
		return value.FromMap(v.Map().Clone())
	case Record:
		if s.words > 0 {
			return v.CopyScalars(s.words)
		}
		if v.Present() {
			return v.CopyRecord(len(s.Parts))
		}
	case Enum:
		if parts := s.Tags[v.Tag()].Parts; c.any(parts) {
			return v.CopyVariant(len(parts))
		}
	case Dyn:
		box := *value.Ref[Box](v)
		return value.FromRef(&box)
	case Endless:
		panic(Unbounded{s.Type})
	}
	return v
}

// any tells whether one of the parts of a variant is copied.
func (c *copying) any(parts []Part) bool {
	for i := range parts {
		if parts[i].Shape.copied[c.why] {
			return true
		}
	}
	return false
}

// fill replaces the parts of v, which top has made of old, by copies.
func (c *copying) fill(s *Shape, v, old value.Value, depth, level int) {
	from := level
	for {
		if s.deep && c.postponed(old, depth, from, level, len(c.later)) {
			c.later = append(c.later, unfilled{s, v, old, level})
			return
		}
		var parts []Part
		switch s.Kind {
		case Vec:
			if s.Elem.copied[c.why] && s.Cells == Values {
				c.elements(s.Elem, value.VecOf[value.Value](v).S, depth, level)
			}
			return
		case Map:
			if c.why.whole() {
				c.entries(s, v.Map(), depth, level)
			}
			return
		case Dyn:
			box := value.Ref[Box](v)
			if s = box.Shape; !s.copied[c.why] {
				return
			}
			old = box.Value
			box.Value = c.top(s, old)
			v = box.Value
			level++
			continue
		case Record:
			if s.words > 0 || !v.Present() {
				return
			}
			parts = s.Parts
		case Enum:
			parts = s.Tags[v.Tag()].Parts
		}
		last := -1 // the last part is copied by the outer loop: lists are long
		for i := range parts {
			p := &parts[i]
			if !p.Shape.copied[c.why] {
				continue
			}
			if last >= 0 {
				at := parts[last].in(v)
				*at = c.copied(parts[last].Shape, *at, depth+1, level+1)
			}
			last = i
		}
		if last < 0 {
			return
		}
		at := parts[last].in(v)
		s, old = parts[last].Shape, *at
		*at = c.top(s, old)
		v = *at
		level++
	}
}

func (c *copying) elements(s *Shape, all []value.Value, depth, level int) {
	for i := range all {
		all[i] = c.copied(s, all[i], depth+1, level+1)
	}
}

// entries copies what is in a map. A key can change only if there are collections in it.
func (c *copying) entries(s *Shape, m *value.Map, depth, level int) {
	keys, vals := s.Key.copied[Store], s.Val != nil && s.Val.copied[c.why]
	if !keys && !vals {
		return
	}
	for i := range m.Count() {
		if !m.Live(i) {
			continue
		}
		key, val := m.Entry(i)
		if keys {
			key = c.copied(s.Key, key, depth+1, level+1)
		}
		if vals {
			val = c.copied(s.Val, val, depth+1, level+1)
		}
		m.SetEntry(i, key, val)
	}
}
