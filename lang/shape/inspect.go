package shape

// This file makes the text that shows a value in a session: strings in
// quotes, names of fields, long collections cut.

import (
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"hewq/lang/types"
	"hewq/lang/value"
)

// A Limit bounds how much of a value is shown.
type Limit struct {
	Elems int // of a collection
	Bytes int // of a string or bytes
	Depth int // of values inside others

	// Width is how many columns a line may have, if the parts of what does not fit shall have lines of their own;
	// 0 for one line, however long.
	Width int
}

// mostShown bounds the Depth of a Limit. Values that are nested more than deepNested times add
// nothing to a text of mostNested bytes.
const (
	mostShown  = 1000
	deepNested = 20
	mostNested = 1 << 20
)

// Inspect appends the text that shows v. other shows what only the evaluator knows.
func (s *Shape) Inspect(b []byte, v value.Value, limit Limit, other func([]byte, *Shape, value.Value) []byte) []byte {
	limit.Depth = min(limit.Depth, mostShown)
	w := inspecting{limit, other}
	if limit.Width <= 0 {
		return w.show(b, s, v, 0)
	}
	return appendLines(b, w.show(nil, s, v, 0), limit.Width)
}

// An inspecting shows a value.
type inspecting struct {
	limit Limit
	other func([]byte, *Shape, value.Value) []byte
}

func (w *inspecting) show(b []byte, s *Shape, v value.Value, depth int) []byte {
	switch s.Kind {
	case String:
		return appendText(b, v.Str(), w.limit.Bytes)
	case Char:
		return appendCharLiteral(b, rune(v.Int()))
	case Float:
		return appendNumber(b, v.Float())
	case Duration:
		return append(b, time.Duration(v.Int()).String()...)
	case Bytes:
		if !v.Present() {
			return append(b, `b""`...)
		}
		return appendBytes(b, v.Bytes().B, w.limit)
	case Bool, Int, Wide, Unit:
		return s.Display(b, v)
	case Closure:
		return append(b, "function"...)
	case Dyn:
		box := value.Ref[Box](v)
		return w.show(b, box.Shape, box.Value, depth)
	}
	if depth == w.limit.Depth || depth > deepNested && len(b) > mostNested {
		return append(b, "…"...)
	}
	switch s.Kind {
	case Vec:
		return w.elements(b, s, v, depth+1)
	case Map:
		return w.entries(b, s, v, depth+1)
	case Record:
		if def := types.DefOf(s.Type); def != nil {
			b = append(b, def.Name...)
		}
		return w.parts(b, s.Parts, v, depth+1)
	case Enum:
		variant := &s.Tags[v.Tag()]
		if name := types.DefOf(s.Type).Name; name != "Option" && name != "Result" {
			b = append(append(b, name...), "::"...)
		}
		return w.parts(append(b, variant.Name...), variant.Parts, v, depth+1)
	case Handle:
		return appendHandle(b, types.DefOf(s.Type).Name, v)
	}
	return w.other(b, s, v)
}

// appendHandle shows a handle of a module: it knows its own state.
func appendHandle(b []byte, name string, v value.Value) []byte {
	if name == "instant" {
		return append(b, name...)
	}
	if !v.Present() || v.Handle() == nil {
		return append(append(b, name...), ", none"...)
	}
	if s, ok := v.Handle().Go.(fmt.Stringer); ok {
		return append(b, s.String()...)
	}
	return append(b, name...)
}

func (w *inspecting) elements(b []byte, s *Shape, v value.Value, depth int) []byte {
	n := 0
	if v.Present() {
		n = int(value.VecLen(v))
	}
	if n == 0 {
		return append(b, "[]"...)
	}
	b = w.mark(append(b, '['), filled, tightBreak)
	for i := range min(n, w.limit.Elems) {
		if i > 0 {
			b = w.comma(b)
		}
		b = w.show(b, s.Elem, s.Cells.At(v, i), depth)
	}
	b = w.mark(w.cut(b, n), tightEnd)
	return w.mark(append(b, ']'), closed)
}

// comma stands between two parts.
func (w *inspecting) comma(b []byte) []byte {
	if w.limit.Width > 0 {
		return append(b, ',', looseBreak)
	}
	return append(b, ", "...)
}

// mark adds marks, if there will be lines.
func (w *inspecting) mark(b []byte, marks ...byte) []byte {
	if w.limit.Width > 0 {
		b = append(b, marks...)
	}
	return b
}

// cut tells that not all of n elements are shown.
func (w *inspecting) cut(b []byte, n int) []byte {
	if n > w.limit.Elems {
		b = fmt.Appendf(w.comma(b), "… %d in all", n)
	}
	return b
}

func (w *inspecting) entries(b []byte, s *Shape, v value.Value, depth int) []byte {
	if !v.Present() || v.Map().Len() == 0 {
		return append(b, "{}"...)
	}
	b = w.mark(append(b, '{'), itemized, tightBreak)
	m, i := v.Map(), 0
	for key, val := range m.All {
		if i == w.limit.Elems {
			break
		}
		if i++; i > 1 {
			b = w.comma(b)
		}
		b = w.show(b, s.Key, key, depth)
		if s.Val != nil {
			b = w.show(append(b, ": "...), s.Val, val, depth)
		}
	}
	b = w.mark(w.cut(b, m.Len()), tightEnd)
	return w.mark(append(b, '}'), closed)
}

// parts shows fields: in braces with their names, or in parentheses if they are numbered.
func (w *inspecting) parts(b []byte, parts []Part, v value.Value, depth int) []byte {
	if len(parts) == 0 {
		return b
	}
	named := parts[0].Name != "" && parts[0].Name != "0"
	switch {
	case named && w.limit.Width > 0:
		b = append(b, ' ', '{', itemized, looseBreak)
	case named:
		b = append(b, " { "...)
	default:
		b = w.mark(append(b, '('), itemized, tightBreak)
	}
	for i := range parts {
		p := &parts[i]
		if i > 0 {
			b = w.comma(b)
		}
		if named {
			b = append(append(b, p.Name...), ": "...)
		}
		b = w.show(b, p.Shape, p.Of(v), depth)
	}
	switch {
	case named && w.limit.Width > 0:
		return append(b, looseEnd, '}', closed)
	case named:
		return append(b, " }"...)
	}
	b = w.mark(b, tightEnd)
	return w.mark(append(b, ')'), closed)
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
