package eval

// This file finds the handles of modules in the variables of a prompt.

import (
	"slices"

	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/native"
)

// Handle is the Go value behind the handle that v has now, nil if v has none: it is of another
// type, or a zero value.
func (s *Session) Handle(v *check.Local) any {
	slot, ok := s.slots[v]
	if !ok {
		return nil
	}
	x := s.frame.s[slot]
	def := types.DefOf(s.program.prog.Normalize(v.Type))
	if def == nil || def.Shape != types.Opaque || def.Module == "" || !x.Present() {
		return nil
	}
	if h := x.Handle(); h != nil {
		return h.Go
	}
	return nil
}

// Resources are what the handles in v stand for, those inside of its value among them.
func (s *Session) Resources(v *check.Local) []native.Resource {
	slot, ok := s.slots[v]
	if !ok || !s.frame.s[slot].Present() {
		return nil
	}
	var all []native.Resource
	err := s.thread.guard(func() {
		l := s.program.lowerer(nil, "input", nil)
		if visit := l.handles(l.typ(v.Type)); visit != nil {
			visit(s.frame.s[slot], func(r native.Resource) {
				if !slices.Contains(all, r) {
					all = append(all, r)
				}
			})
		}
	})
	if err != nil {
		return nil
	}
	return all
}
