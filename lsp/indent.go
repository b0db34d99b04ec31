package lsp

// This file indents lines while they are typed.

import (
	"context"
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
			open = closed(open, f.LineAt(t.Start()))
		}
	}
	if strings.IndexAny(f.Text[old.End:], "})]") == 0 {
		open = closed(open, line)
	}
	steps := 0
	for i, l := range open {
		if l > 0 && (i == 0 || l != open[i-1]) {
			steps++
		}
	}
	return old, strings.Repeat("    ", steps), true
}

// closed is what is open after a bracket closes on a line. All brackets that one line opens make one step, which the
// first that closes on another line ends: 0 takes the place of the others.
func closed(open []int, line int) []int {
	last := len(open) - 1
	if last < 0 {
		return nil
	}
	for i := last - 1; i >= 0 && open[i] == open[last] && line > open[last]; i-- {
		open[i] = 0
	}
	return open[:last]
}
