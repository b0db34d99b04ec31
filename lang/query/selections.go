package query

// This file finds what an editor selects when it is asked for more and more.

import (
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/source"
	"hewq/lang/token"
)

// Selections are the spans around an offset, each within the next one: from the token that stands there over expressions,
// statements and declarations to the whole file, which is always the last one.
func Selections(f *ast.File, offset int) []source.Span {
	whole := source.Span{File: f.Source, Start: 0, End: len(f.Source.Text)}
	offset = min(max(offset, 0), whole.End)
	inner := source.Span{File: f.Source, Start: offset, End: offset}
	var spans []source.Span
	if t := touching(f, offset); t != nil {
		inner = source.Span{File: f.Source, Start: t.Start(), End: t.Start() + len(strings.TrimRight(t.Value, "\r\n"))}
		if text, ok := unquoted(t); ok && text.start <= offset && offset <= text.end {
			spans = append(spans, source.Span{File: f.Source, Start: text.start, End: text.end})
		}
		spans = append(spans, inner)
	}
	at := len(spans)
	ast.Inspect(f, func(n ast.Node) bool {
		start, end := n.Start(), n.End()
		if start > inner.Start || end < inner.End {
			return false
		}
		if b, ok := n.(*ast.Block); ok && b.Closed && start < inner.Start && inner.End < end {
			spans = append(spans, f.Span(n), trimmed(source.Span{File: f.Source, Start: start + 1, End: end - 1}))
		} else {
			spans = append(spans, f.Span(n))
		}
		return true
	})
	slices.Reverse(spans[at:]) // Inspect goes from the outside to the inside
	spans = append(spans, whole)
	kept := spans[:0]
	for _, s := range spans {
		if s.Start >= s.End && s != whole {
			continue
		}
		if n := len(kept); n == 0 || s.Start <= kept[n-1].Start && s.End >= kept[n-1].End && s != kept[n-1] {
			kept = append(kept, s)
		}
	}
	if len(kept) > mostSelections { // the outermost tell where in the file that is
		kept = slices.Delete(kept, mostSelections-10, len(kept)-10)
	}
	return kept
}

// mostSelections is how many spans Selections gives at most: a sum of a thousand numbers has as many expressions around the first one,
// and an editor reads them nested.
const mostSelections = 100

// touching is the token that an offset stands in or at: rather a word than a mark, nil if there is none.
func touching(f *ast.File, offset int) *token.Token {
	tokens := f.Tokens()
	i, _ := slices.BinarySearchFunc(tokens, offset, func(t token.Token, offset int) int { return t.End() - offset })
	var best *token.Token
	for ; i < len(tokens) && tokens[i].Start() <= offset; i++ {
		t := &tokens[i]
		if t.Type == token.LastComma || t.Start() == t.End() {
			continue
		}
		inside := t.Start() < offset && offset < t.End()
		if best == nil || inside || best.Type == token.Punct {
			best = t
		}
	}
	return best
}

type offsets struct{ start, end int }

// unquoted is what stands within the quotes of a string.
func unquoted(t *token.Token) (offsets, bool) {
	first := strings.IndexByte(t.Value, '"')
	last := strings.LastIndexByte(t.Value, '"')
	switch t.Type {
	case token.String, token.RawString, token.ByteString:
		return offsets{t.Start() + first + 1, t.Start() + last}, first < last
	}
	return offsets{}, false
}

// trimmed is a span without the white space at its ends.
func trimmed(s source.Span) source.Span {
	text := s.Text()
	s.Start += len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	s.End -= len(text) - len(strings.TrimRight(text, " \t\r\n"))
	return s
}
