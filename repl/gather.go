package repl

// This file joins lines to inputs.

import (
	"strings"

	"hewq/lang/parser"
	"hewq/lang/query"
	"hewq/lang/source"
	"hewq/lang/token"
)

// A gatherer joins the lines of a text to inputs, in time that grows with the text: the parser
// is asked only when no bracket is open, or when it is not clear which are.
type gatherer struct {
	incomplete func(text string) bool
	text       strings.Builder
	open       []string // brackets, as they would be closed
	unclear    bool     // a string or a comment may be open, or brackets do not match
}

// add adds a line without its end. The input is whole when done is true.
func (g *gatherer) add(line string) (input string, done bool) {
	if g.text.Len() > 0 {
		g.text.WriteByte('\n')
	}
	g.text.WriteString(line)
	_, _, isCommand := splitCommand(line)
	g.unclear = g.unclear || isCommand && len(g.open) == 0 || !g.brackets(line)
	if !g.unclear && len(g.open) > 0 || g.incomplete(g.text.String()) {
		return "", false
	}
	return g.rest(), true
}

// rest is what was added since the last whole input. The gatherer is empty then.
func (g *gatherer) rest() string {
	text := g.text.String()
	*g = gatherer{incomplete: g.incomplete}
	return text
}

// brackets follows those of a line. It tells whether the line can be understood alone.
func (g *gatherer) brackets(line string) bool {
	if strings.Count(line, `"`)%2 == 1 || strings.Contains(line, "/*") {
		return false
	}
	for _, t := range parser.Tokens(source.New("input", line)) {
		if t.Type == token.Invalid {
			return false
		}
		if t.Type != token.Punct {
			continue
		}
		if closer := query.Closer(t.Value); closer != "" {
			g.open = append(g.open, closer)
			continue
		}
		switch t.Value {
		case ")", "]", "}":
			last := len(g.open) - 1
			if last < 0 || g.open[last] != t.Value {
				return false
			}
			g.open = g.open[:last]
		}
	}
	return true
}
