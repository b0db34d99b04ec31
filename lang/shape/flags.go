package shape

// This file finds out what holds for the shapes of types that can be in themselves.

import "hewq/lang/types"

// settle sets the flags of the shapes that are new. What they have in them is known, or new as
// well.
func (tt *Table) settle() {
	fresh := tt.fresh
	tt.fresh = nil
	finite := make(map[*Shape]bool, len(fresh))
	for _, s := range fresh {
		s.deep = true // until it turns out to be finite
		s.resource = tt.facts.Closed(s.Type)
		s.closes = s.resource || s.Kind == Closure || s.Kind == Dyn
		s.handles = s.Kind == Handle && types.DefOf(s.Type).Module != ""
		s.cyclic = (s.Kind == Record || s.Kind == Enum) && types.DefOf(s.Type) != nil && s.inItself()
	}
	for changed := true; changed; {
		changed = false
		for _, s := range fresh {
			if !finite[s] && s.Kind != Dyn && s.Kind != Endless && s.every(func(p *Shape) bool { return !p.deep }) {
				finite[s], s.deep, changed = true, false, true
			}
			if !s.closes && s.any(func(p *Shape) bool { return p.closes }) {
				s.closes, changed = true, true
			}
			if !s.handles && s.any(func(p *Shape) bool { return p.handles }) {
				s.handles, changed = true, true
			}
			for how := range reasons {
				if !s.copied[how] && s.mustCopy(how) {
					s.copied[how], changed = true, true
				}
			}
		}
	}
}

// any tells whether f holds for a shape in s that its owner owns: a key of a map is none.
func (s *Shape) any(f func(*Shape) bool) bool {
	not := func(p *Shape) bool { return !f(p) }
	return s.Elem != nil && f(s.Elem) || s.Val != nil && f(s.Val) || !s.everyPart(not)
}

// every tells whether f holds for all shapes directly in s.
func (s *Shape) every(f func(*Shape) bool) bool {
	for _, p := range []*Shape{s.Elem, s.Key, s.Val} {
		if p != nil && !f(p) {
			return false
		}
	}
	return s.everyPart(f)
}

func (s *Shape) everyPart(f func(*Shape) bool) bool {
	for i := range s.Parts {
		if !f(s.Parts[i].Shape) {
			return false
		}
	}
	for _, v := range s.Tags {
		for i := range v.Parts {
			if !f(v.Parts[i].Shape) {
				return false
			}
		}
	}
	return true
}

// inItself tells whether Vecs, records and enums in s can hold values of the type that s is of.
func (s *Shape) inItself() bool {
	def, seen := types.DefOf(s.Type), map[*Shape]bool{}
	var holds func(*Shape) bool
	holds = func(p *Shape) bool {
		if len(seen) > 0 && types.DefOf(p.Type) == def {
			return true
		}
		if seen[p] || p.Kind != Vec && p.Kind != Record && p.Kind != Enum {
			return false
		}
		seen[p] = true
		return !p.every(func(p *Shape) bool { return !holds(p) })
	}
	return holds(s)
}
