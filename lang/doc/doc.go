// Package doc reads documentation: the comments of Hew files, and the examples in them and in Markdown
// pages.
package doc

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/source"
	"hewq/lang/token"
)

// A line is a line of documentation.
type line struct {
	at   int    // the offset of the first byte of text in the source
	text string // without what marks it as documentation, and without its end
}

// joined are the lines as one text.
func joined(lines []line) string {
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.text
	}
	return strings.Join(texts, "\n")
}

// commentLines are the lines of documentation comments.
func commentLines(comments []*token.Token) []line {
	var lines []line
	for _, c := range comments {
		text, at := c.Value[len("///"):], c.Start()+len("///") // `//!` is as long
		if strings.HasPrefix(text, " ") {
			text, at = text[1:], at+1
		}
		lines = append(lines, line{at, strings.TrimRight(text, " \t\r")})
	}
	return lines
}

// pageLines are the lines of a Markdown page.
func pageLines(src *source.File) []line {
	var lines []line
	for n := 1; src.LineStart(n) < len(src.Text); n++ {
		lines = append(lines, line{src.LineStart(n), strings.TrimRight(src.Line(n), " \t")})
	}
	return lines
}

// comments are the documentation comments of a file.
type comments struct {
	file *ast.File
	own  []*token.Token         // those of the file itself: `//!`
	of   map[int][]*token.Token // the `///` before a node, by where the node begins
}

// commentsOf finds the documentation comments of a file.
func commentsOf(f *ast.File) *comments {
	c := &comments{file: f, of: map[int][]*token.Token{}}
	var open []*token.Token
	tokens := f.Tokens()
	for i := range tokens {
		switch t := &tokens[i]; {
		case t.Type == token.ModuleDoc:
			c.own = append(c.own, t)
		case t.Type == token.DocComment:
			open = append(open, t)
		case len(open) > 0 && !token.IsElided(t.Type):
			c.of[t.Start()] = open
			open = nil
		}
	}
	return c
}

// before are the lines of the documentation of n.
func (c *comments) before(n ast.Node) []line { return commentLines(c.of[n.Start()]) }
