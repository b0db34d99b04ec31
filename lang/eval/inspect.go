package eval

// This file makes the text that shows a value to somebody who looks into a session: strings
// in quotes, names of fields, long collections cut.

import (
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A Limit bounds how much of a value is shown.
type Limit struct {
	Elems int // of a collection
	Bytes int // of a string or bytes
	Depth int // of values inside others
}

// inspectLimit is the Limit of what nobody asked for in full.
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
	t = l.typ(t)
	switch k := types.KindOf(t); {
	case k == types.String:
		return func(_ *frame, b []byte, v value.Value) []byte { return appendText(b, v.Str(), limit.Bytes) }
	case k == types.Char:
		return func(_ *frame, b []byte, v value.Value) []byte { return appendCharLiteral(b, rune(v.Int())) }
	case types.IsFloat(t):
		return func(_ *frame, b []byte, v value.Value) []byte { return appendNumber(b, v.Float()) }
	case k == types.Duration:
		return func(_ *frame, b []byte, v value.Value) []byte {
			return append(b, time.Duration(v.Int()).String()...)
		}
	case k == types.Bytes:
		return func(_ *frame, b []byte, v value.Value) []byte {
			if !v.Present() {
				return append(b, `b""`...)
			}
			return appendBytes(b, v.Bytes().B, limit)
		}
	case isScalar(t) || isUnit(t):
		return l.display(t)
	}
	switch t.(type) {
	case *types.Func:
		return func(_ *frame, b []byte, _ value.Value) []byte { return append(b, "function"...) }
	case *types.Dyn:
		return func(f *frame, b []byte, v value.Value) []byte {
			box := value.Ref[dynBox](v)
			return l.program.lowerer(nil, "input", nil).inspector(box.typ.typ, limit)(f, b, box.v)
		}
	}
	if limit.Depth == 0 {
		return func(_ *frame, b []byte, _ value.Value) []byte { return append(b, "…"...) }
	}
	limit.Depth--
	if elem := elemOf(t); elem != nil {
		return l.inspectVec(elem, limit)
	}
	switch {
	case isMap(t):
		return l.inspectMap(t, limit)
	case isEnum(t):
		return l.inspectEnum(t, limit)
	case isRecord(t):
		return l.inspectRecord(t, limit)
	}
	if _, ok := types.IsNamed(t, "Range"); ok {
		return func(_ *frame, b []byte, v value.Value) []byte { return append(b, value.Ref[rangeValue](v).String()...) }
	}
	if show := inspectActor(t); show != nil {
		return show
	}
	if def := types.DefOf(t); def != nil && def.Shape == types.Opaque {
		return inspectOpaque(def.Name)
	}
	return func(_ *frame, b []byte, _ value.Value) []byte { return append(b, t.String()...) }
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

// inspectOpaque shows a handle of a module: it knows its own state.
func inspectOpaque(name string) appender {
	return func(_ *frame, b []byte, v value.Value) []byte {
		if name == "instant" {
			return append(b, "instant"...)
		}
		h := (*value.Handle)(nil)
		if v.Present() {
			h = v.Handle()
		}
		switch {
		case h == nil:
			return append(append(b, name...), ", none"...)
		default:
			if s, ok := h.Go.(fmt.Stringer); ok {
				return append(b, s.String()...)
			}
		}
		return append(b, name...)
	}
}

func (l *lowerer) inspectVec(elem types.Type, limit Limit) appender {
	get, show := vecReader(vecKindOf(elem)), l.lazily(elem, limit)
	return func(f *frame, b []byte, v value.Value) []byte {
		n := 0
		if v.Present() {
			n = int(value.VecLen(v))
		}
		b = append(b, '[')
		for i := range min(n, limit.Elems) {
			if i > 0 {
				b = append(b, ", "...)
			}
			b = show(f, b, get(v, i))
		}
		return append(appendCut(b, n, limit.Elems), ']')
	}
}

// appendCut tells how many elements are not shown.
func appendCut(b []byte, n, shown int) []byte {
	if n > shown {
		b = fmt.Appendf(b, ", … %d in all", n)
	}
	return b
}

func (l *lowerer) inspectMap(t types.Type, limit Limit) appender {
	args, isHashMap := types.IsNamed(t, "HashMap")
	if !isHashMap {
		args, _ = types.IsNamed(t, "HashSet")
	}
	key := l.lazily(args[0], limit)
	var val appender
	if isHashMap {
		val = l.lazily(args[1], limit)
	}
	return func(f *frame, b []byte, v value.Value) []byte {
		b = append(b, '{')
		m := value.NewMap()
		if v.Present() {
			m = v.Map()
		}
		i := 0
		for _, e := range m.Entries {
			if !e.Live {
				continue
			}
			if i == limit.Elems {
				break
			}
			if i++; i > 1 {
				b = append(b, ", "...)
			}
			b = key(f, b, e.Key)
			if val != nil {
				b = val(f, append(b, ": "...), e.Value)
			}
		}
		return append(appendCut(b, m.Len(), limit.Elems), '}')
	}
}

func (l *lowerer) inspectRecord(t types.Type, limit Limit) appender {
	read := l.fieldReader(t)
	name, fields := "", []types.Field(nil)
	if def := types.DefOf(t); def != nil {
		name, fields = def.Name, def.Fields
	}
	show := l.inspectFields(fieldTypes(t), fields, limit)
	return func(f *frame, b []byte, v value.Value) []byte {
		return show(f, append(b, name...), func(i int) value.Value { return read(i)(v) })
	}
}

func (l *lowerer) inspectEnum(t types.Type, limit Limit) appender {
	def := types.DefOf(t)
	shows := make([]func(*frame, []byte, func(int) value.Value) []byte, len(def.Variants))
	for tag, variant := range def.Variants {
		shows[tag] = l.inspectFields(payloadTypes(t, variant), variant.Fields, limit)
	}
	return func(f *frame, b []byte, v value.Value) []byte {
		tag := int(v.Tag())
		variant := def.Variants[tag]
		if def.Name != "Option" && def.Name != "Result" {
			b = append(append(b, def.Name...), "::"...)
		}
		b = append(b, variant.Name...)
		if len(variant.Fields) == 0 {
			return b
		}
		return shows[tag](f, b, func(i int) value.Value { return l.payloadReader(t, tag, i)(v) })
	}
}

// inspectFields shows fields: in braces with their names, or in parentheses if they are
// numbered. fields is nil for a tuple.
func (l *lowerer) inspectFields(ts []types.Type, fields []types.Field, limit Limit) func(*frame, []byte, func(int) value.Value) []byte {
	named := len(fields) > 0 && fields[0].Name != "0"
	if len(ts) == 0 {
		return func(_ *frame, b []byte, _ func(int) value.Value) []byte { return b }
	}
	shows := make([]appender, len(ts))
	for i, t := range ts {
		shows[i] = l.lazily(t, limit)
	}
	return func(f *frame, b []byte, get func(int) value.Value) []byte {
		if named {
			b = append(b, " { "...)
		} else {
			b = append(b, '(')
		}
		for i, show := range shows {
			if i > 0 {
				b = append(b, ", "...)
			}
			if named {
				b = append(append(b, fields[i].Name...), ": "...)
			}
			b = show(f, b, get(i))
		}
		if named {
			return append(b, " }"...)
		}
		return append(b, ')')
	}
}

// lazily makes the inspector of t when a value is shown: types may hold themselves.
func (l *lowerer) lazily(t types.Type, limit Limit) appender {
	var show appender
	return func(f *frame, b []byte, v value.Value) []byte {
		if show == nil {
			show = l.inspector(t, limit)
		}
		return show(f, b, v)
	}
}

// appendText is a string in quotes, cut at a character.
func appendText(b []byte, s string, limit int) []byte {
	if len(s) <= limit {
		return appendStringLiteral(b, s)
	}
	cut := limit
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return fmt.Appendf(appendStringLiteral(b, s[:cut]), "… %d bytes", len(s))
}

// appendBytes is a buffer as a literal that makes it, and in hex.
func appendBytes(b, data []byte, limit Limit) []byte {
	shown := data[:min(len(data), limit.Bytes/8)]
	b = appendBytesLiteral(b, shown)
	if len(data) > 0 {
		b = fmt.Appendf(b, " [% x]", shown)
	}
	if len(shown) < len(data) {
		b = fmt.Appendf(b, "… %d bytes", len(data))
	}
	return b
}

// appendNumber is a float in as few digits as tell it from others, never like an integer.
func appendNumber(b []byte, x float64) []byte {
	from := len(b)
	b = strconv.AppendFloat(b, x, 'g', -1, 64)
	for _, c := range b[from:] {
		if (c < '0' || c > '9') && c != '-' {
			return b
		}
	}
	return append(b, ".0"...)
}
