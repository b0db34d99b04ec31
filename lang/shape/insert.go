package shape

// This file keeps collections from being stored in themselves.

import "hewq/lang/value"

// Storer gives the function that prepares values of s for a collection of the type that into
// describes, which owns them from then on; nil if they can be stored as they are. A value that has
// the collection itself in it is copied.
func (s *Shape) Storer(into *Shape) func(into, v value.Value) value.Value {
	store := s.Copier(Store)
	if into.Kind == Map {
		store = nil // what is inserted moves in
	}
	switch {
	case !s.reaches(into):
		if store == nil {
			return nil
		}
		return func(_, v value.Value) value.Value { return store(v) }
	case store == nil:
		store = func(v value.Value) value.Value { return v }
	}
	return func(into, v value.Value) value.Value {
		look := looking{into.Object(), mostLooked}
		if look.finds(s, v, 0) {
			return s.Copy(v, Clone)
		}
		return store(v)
	}
}

// mostLooked is how many values are looked at before a value is stored, lowestLooked how deep they
// may lie. A collection that is in itself deeper than that is noticed by the walks that meet it.
const (
	mostLooked   = 200
	lowestLooked = 12
)

// reaches tells whether a value of s can have one of the type that t describes in it.
func (s *Shape) reaches(t *Shape) bool {
	seen := map[*Shape]bool{}
	var look func(*Shape) bool
	look = func(p *Shape) bool {
		if p == t || p.Kind == Dyn {
			return true
		}
		if !p.deep || seen[p] {
			return false
		}
		seen[p] = true
		return !p.every(func(p *Shape) bool { return !look(p) })
	}
	return look(s)
}

// A looking looks for a collection.
type looking struct {
	object value.Object
	left   int // values that it may still look at
}

func (l *looking) finds(s *Shape, v value.Value, depth int) bool {
	if l.left--; l.left < 0 || depth > lowestLooked || !s.deep || !v.Present() {
		return false
	}
	switch s.Kind {
	case Vec:
		if v.Object() == l.object {
			return true
		}
		for i := 0; i < int(value.VecLen(v)) && l.left > 0; i++ {
			if l.finds(s.Elem, s.Cells.At(v, i), depth+1) {
				return true
			}
		}
	case Map:
		if v.Object() == l.object {
			return true
		}
		if s.Val == nil {
			return false
		}
		for _, val := range v.Map().All {
			if l.left <= 0 {
				return false
			}
			if l.finds(s.Val, val, depth+1) {
				return true
			}
		}
	case Record, Enum:
		parts := s.parts(v)
		for i := range parts {
			if l.finds(parts[i].Shape, parts[i].Of(v), depth+1) {
				return true
			}
		}
	case Dyn:
		box := value.Ref[Box](v)
		return l.finds(box.Shape, box.Value, depth+1)
	}
	return false
}
