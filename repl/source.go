package repl

// This file evaluates a text that is at hand as a whole.

import (
	"context"
	"strings"

	"hewq/lang/source"
)

// EvalText evaluates the inputs of a text one after the other, each of them one or several
// lines, until one fails or asks to end. Places in diagnostics are those of src. Each answer
// goes to each, which can end it by returning false.
func (s *Session) EvalText(ctx context.Context, src *source.File, each func(Answer) bool) {
	g := &gatherer{incomplete: s.Incomplete}
	line, first := 0, 0 // where the input begins
	comments := ""      // before the input
	evaluate := func(text string) bool {
		text = comments + text
		if onlyComments(text) {
			comments = text + "\n"
			return true
		}
		at := first
		first, comments = line, ""
		if strings.TrimSpace(text) == "" {
			return true
		}
		a := s.EvalSource(ctx, source.New(src.Name, strings.Repeat("\n", at)+text))
		return each(a) && !a.Failed() && !a.Quit
	}
	for text := range strings.Lines(src.Text) {
		input, done := g.add(strings.TrimRight(text, "\r\n"))
		line++
		if done && !evaluate(input) {
			return
		}
	}
	evaluate(g.rest())
}

// onlyComments tells whether each line of an input is a comment. It is then about the next one.
func onlyComments(text string) bool {
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(strings.TrimSpace(line), "//") {
			return false
		}
	}
	return text != ""
}
