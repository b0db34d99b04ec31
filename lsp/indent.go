package lsp

// This file indents lines while they are typed.

import (
	"context"
	"slices"
	"strings"

	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
)

// onTypeFormatting indents the line of a position, on which a line was begun or a bracket was closed.
func (s *server) onTypeFormatting(_ context.Context, d *document, p onTypeParams) ([]diag.TextEdit, error) {
	line := d.file.LineAt(s.client.units.Offset(d.file, p.Position))
	old, wanted, ok := indentation(d.file, line)
	if !ok || old.Text() == wanted || p.Ch != "\n" && !strings.HasPrefix(d.file.Text[old.End:], p.Ch) {
		return []diag.TextEdit{}, nil
	}
	return []diag.TextEdit{{Range: s.client.units.Range(old), NewText: wanted}}, nil
}

// indentation is the white space at the beginning of a line, from 1, and what it should be: four spaces for each line
// above that opens brackets which are still open. ok is false for a line that begins within a string or a comment.
func indentation(f *source.File, line int) (old source.Span, wanted string, ok bool) {
	start := f.LineStart(line)
	text := f.Line(line)
	old = source.Span{File: f, Start: start, End: start + len(text) - len(strings.TrimLeft(text, " \t"))}
	var open []int // the lines of the brackets that are open
	tokens := token.Read(f)
	for i := range tokens {
		t := &tokens[i]
		if t.Start() >= old.End || t.EOF() {
			break
		}
		if t.Start() < start && start < t.End() {
			return old, "", false
		}
		if t.Type != token.Punct {
			continue
		}
		switch t.Value {
		case "{", "(", "[", "#[":
			open = append(open, f.LineAt(t.Start()))
		case "}", ")", "]":
			open = open[:max(0, len(open)-1)]
		}
	}
	if n := len(open); n > 0 && strings.IndexAny(f.Text[old.End:], "})]") == 0 {
		opened := open[n-1] // all brackets that one line opens make one step, which the first closing one ends
		open = slices.DeleteFunc(open, func(l int) bool { return l == opened })
	}
	steps, last := 0, 0
	for _, l := range open {
		if l != last {
			steps, last = steps+1, l
		}
	}
	return old, strings.Repeat("    ", steps), true
}
