package actor

// This file forgets actors to which no message can be sent any more.

import (
	"cmp"
	"runtime"
	"slices"
	"weak"
)

// hold makes r known without keeping it alive: while it handles messages its worker does that, and
// afterwards those who can send it more. The system is locked.
func (s *System) hold(r *Ref) {
	if s.loose == nil {
		s.loose = map[uint64]weak.Pointer[Ref]{}
	}
	s.loose[r.id] = weak.Make(r)
	runtime.AddCleanup(r, s.forget, loose{r.id, r.box.options.Forgotten})
}

// A loose is what is known of an actor without referring to it.
type loose struct {
	id        uint64
	forgotten func()
}

// forget notes that an actor is gone. If it has ended before, that is known already.
func (s *System) forget(l loose) {
	s.mu.Lock()
	_, lives := s.loose[l.id]
	delete(s.loose, l.id)
	s.mu.Unlock()
	if lives {
		l.forgotten()
	}
}

// all are the actors that have not ended, by age. The system is locked.
func (s *System) all() []*Ref {
	refs := s.live.all()
	if len(s.loose) == 0 {
		return refs
	}
	for _, w := range s.loose {
		if r := w.Value(); r != nil {
			refs = append(refs, r)
		}
	}
	slices.SortFunc(refs, func(a, b *Ref) int { return cmp.Compare(a.id, b.id) })
	return refs
}
