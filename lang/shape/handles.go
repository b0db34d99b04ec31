package shape

// This file finds the handles of modules in values.

import (
	"hewq/lang/value"
	"hewq/native"
)

// Visit calls f for each resource that the handles in v stand for.
func (s *Shape) Visit(v value.Value, f func(native.Resource)) {
	if !s.handles {
		return
	}
	w := visiting{f: f}
	w.visit(s, v, 0, 0)
	for len(w.later) > 0 {
		last := len(w.later) - 1
		p := w.later[last]
		w.later = w.later[:last]
		w.visit(p.shape, p.v, 0, p.level)
	}
}

// A visiting visits handles.
type visiting struct {
	f     func(native.Resource)
	later []unwalked
	descent
}

func (w *visiting) visit(s *Shape, v value.Value, depth, level int) {
	from := level
	for s.handles && v.Present() {
		if s.deep && w.postponed(v, depth, from, level, len(w.later)) {
			w.later = append(w.later, unwalked{s, v, level})
			return
		}
		var parts []Part
		switch s.Kind {
		case Handle:
			VisitHandle(v, w.f)
		case Vec:
			for _, e := range value.VecOf[value.Value](v).S {
				w.visit(s.Elem, e, depth+1, level+1)
			}
		case Map:
			for _, val := range v.Map().All {
				w.visit(s.Val, val, depth+1, level+1)
			}
		case Record, Enum:
			parts = s.parts(v)
		}
		last := len(parts) - 1
		if last < 0 {
			return
		}
		for i := range last {
			if p := &parts[i]; p.Shape.handles {
				w.visit(p.Shape, p.Of(v), depth+1, level+1)
			}
		}
		p := &parts[last]
		s, v = p.Shape, p.Of(v)
		level++
	}
}

// VisitHandle is Visit for a handle.
func VisitHandle(v value.Value, f func(native.Resource)) {
	if h := v.Handle(); h != nil {
		if r, ok := h.Go.(native.Resource); ok {
			f(r)
		}
	}
}
