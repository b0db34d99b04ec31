package eval

// This file shows the values in a session.

import (
	"fmt"

	"hewq/lang/check"
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A Limit bounds how much of a value is shown.
type Limit = shape.Limit

// inspectLimit is the Limit of what was not asked for in full.
var inspectLimit = Limit{Elems: 20, Bytes: 400, Depth: 6}

// Show is the text of the value that v has now.
func (s *Session) Show(v *check.Local, limit Limit) string {
	slot, ok := s.slots[v]
	if !ok {
		return ""
	}
	var text []byte
	err := s.thread.guard(func() {
		l := s.program.lowerer(nil, "input", nil)
		t := l.typ(v.Type)
		x := s.frame.s[slot]
		if !x.Present() && !isScalar(t) && !isString(t) && types.DefOf(t) == nil {
			return
		}
		text = l.inspector(t, limit)(s.frame, nil, x)
	})
	if err != nil {
		return "?"
	}
	return string(text)
}

// Text is what println prints of the value that v has now; "" if that is no string and no char.
func (s *Session) Text(v *check.Local) string {
	slot, ok := s.slots[v]
	if !ok {
		return ""
	}
	switch x := s.frame.s[slot]; types.KindOf(s.program.lowerer(nil, "input", nil).typ(v.Type)) {
	case types.String:
		return x.Str()
	case types.Char:
		return string(rune(x.Int()))
	}
	return ""
}

// inspector is how values of type t are shown.
func (l *lowerer) inspector(t types.Type, limit Limit) appender {
	s := l.shape(l.typ(t))
	return func(_ *frame, b []byte, v value.Value) []byte { return s.Inspect(b, v, limit, inspectOther) }
}

// inspectOther shows the values that only the evaluator knows.
func inspectOther(b []byte, s *shape.Shape, v value.Value) []byte {
	if _, ok := types.IsNamed(s.Type, "Range"); ok {
		return append(b, value.Ref[rangeValue](v).String()...)
	}
	if show := inspectActor(s.Type); show != nil {
		return show(nil, b, v)
	}
	return append(b, s.Type.String()...)
}

func (r *rangeValue) String() string {
	op := ".."
	if r.inclusive {
		op = "..="
	}
	text := fmt.Sprintf("%d%s%d", r.lo, op, r.hi)
	if r.step != 1 {
		text += fmt.Sprintf(" step %d", r.step)
	}
	return text
}
