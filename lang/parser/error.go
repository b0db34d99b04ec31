package parser

// This file turns errors of participle and of this package into diagnostics.

import (
	"errors"
	"slices"
	"sort"
	"strings"

	"github.com/alecthomas/participle/v2"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
)

// wanted is the error that what is described by want does not stand here.
func wanted(l *tokens, want string) error {
	return &participle.UnexpectedTokenError{Unexpected: l.Peek().Full(), Expect: want}
}

// need reads with parse, where something must stand.
func need[N any](parse func(*tokens) (N, error), l *tokens, want string) (N, error) {
	n, err := parse(l)
	if err == participle.NextMatch {
		err = wanted(l, want)
	}
	return n, err
}

// position is the offset of an error.
func position(err error) int {
	switch e := err.(type) {
	case participle.Error:
		return e.Position().Offset
	case *unclosedError:
		return e.at.Start()
	case *mistake:
		return e.start
	}
	return 0
}

// expectation says in words what err expected; it may be empty.
func expectation(err error) string {
	u, ok := err.(*participle.UnexpectedTokenError)
	if !ok {
		return ""
	}
	if u.Expect != "" {
		return u.Expect
	}
	_, rest, ok := strings.Cut(u.Message(), " (expected ")
	if !ok {
		return ""
	}
	return list(firstOf(strings.TrimSuffix(rest, ")")))
}

// A mistake is one thing wrong with a source. Where a function of this package knows it best,
// it is its error.
type mistake struct {
	code       diag.Code
	start, end int
	message    string
	help       string
	fix        *fix // nil where none is certain
	notes      []diag.Note
	closer     string // the mark that is missing, if it is only that
	open       bool   // more text could put it right
	atEnd      bool   // it is at the end of the text
}

func (m *mistake) Error() string { return m.message }

// A fix is what would put a mistake right.
type fix struct {
	title string
	edits []edit
}

// An edit puts text in the place of what stands from start to end.
type edit struct {
	start, end int
	text       string
}

// complaints are the mistakes of one source.
type complaints struct {
	src     *source.File
	grammar *grammar
	tokens  []token.Token
	solid   []token.Token // those that are no comments, once a place was looked at
	found   []mistake
}

// newComplaints starts with the mistakes of the tokens themselves.
func newComplaints(src *source.File, toks []token.Token) *complaints {
	c := &complaints{src: src, tokens: toks}
	c.foreignComments()
	for i := range c.tokens {
		t := &c.tokens[i]
		if len(c.found) >= maxMistakes {
			break
		} else if t.Type == token.Invalid {
			c.found = append(c.found, c.invalid(i))
		} else if err := token.CheckLiteral(t.Type, t.Value); err != nil {
			c.literal(t, err)
		}
	}
	return c
}

// begin makes the grammar the caller's until it calls unlock, and gives what to read from: all, which ends
// with the end of the file.
func (c *complaints) begin(all []token.Token) (l *tokens, unlock func()) {
	c.grammar = built()
	unlock = c.grammar.lock()
	c.grammar.text, c.grammar.reading = c.src, all
	return over(peeking(all), c.src, all), unlock
}

// maxMistakes is how many mistakes are told of in one text; people do not read more.
const maxMistakes = 200

func (c *complaints) add(err error) {
	if len(c.found) < maxMistakes {
		c.found = append(c.found, c.explain(err))
	}
}

// literal adds the mistake err in the literal t.
func (c *complaints) literal(t *token.Token, err error) {
	m := mistake{code: diag.SyntaxLiteral, start: t.Start(), end: t.End(), message: err.Error()}
	if e := (*token.LiteralError)(nil); errors.As(err, &e) {
		m.start, m.end = t.Start()+e.Start, t.Start()+e.End
	}
	c.found = append(c.found, m)
}

// collect adds the mistakes that stand in the tree, and settles where its nodes stand.
func (c *complaints) collect(root ast.Node) {
	ast.Inspect(root, func(n ast.Node) bool {
		if s, ok := n.(interface{ Settle() }); ok {
			s.Settle()
		}
		switch n := n.(type) {
		case *ast.BadStmt:
			c.add(n.Err)
		case *ast.Block:
			if !n.Closed {
				c.found = append(c.found, c.unclosed(n.Start(), c.closing(n.End())))
			}
		case *ast.BadMember:
			c.add(n.Err)
		}
		return true
	})
}

// closing is where a block that ends at offset should have its `}`: before the next token.
func (c *complaints) closing(offset int) int {
	for _, t := range c.tokens[c.index(offset):] {
		if !token.IsElided(t.Type) {
			return t.Start()
		}
	}
	return len(c.src.Text)
}

// explain makes a mistake of what participle or a function of this package reports.
func (c *complaints) explain(err error) mistake {
	switch e := err.(type) {
	case *unclosedError:
		return c.unclosed(e.open.Start(), e.at.Start())
	case *mistake:
		return *e
	}
	u, ok := err.(*participle.UnexpectedTokenError)
	if !ok {
		at := position(err)
		m := mistake{code: diag.Syntax, start: at, end: at, message: err.Error()}
		if e, ok := err.(participle.Error); ok {
			m.message = e.Message()
		}
		return m
	}
	t := token.Of(u.Unexpected)
	if t.Type == token.Invalid {
		return c.invalid(c.index(t.Start()))
	}
	m := mistake{
		code: diag.Syntax, start: t.Start(), end: t.End(),
		open: t.EOF(), atEnd: t.EOF(),
	}
	found := "`" + t.Value + "`"
	if t.EOF() {
		found = "the end of the file"
	}
	want := expectation(u)
	if want == "" {
		m.message = "unexpected " + found
	} else {
		m.message = "expected " + want + ", found " + found
	}
	switch want {
	case "`;`", "`)`", "`]`", "`,` or `}`":
		m.closer = want
	}
	if !t.EOF() {
		c.advise(&m, c.placeOf(want, t.Start()))
	}
	return m
}

// diagnostics are the mistakes found.
func (c *complaints) diagnostics() []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, m := range c.found {
		d := diag.Diagnostic{
			Code: m.code, Message: m.message, Notes: m.notes,
			Span: source.Span{File: c.src, Start: m.start, End: m.end},
		}
		if m.help != "" {
			d.Help = []string{m.help}
		}
		if m.fix != nil {
			f := diag.Fix{Title: m.fix.title}
			for _, e := range m.fix.edits {
				f.Edits = append(f.Edits, diag.Edit{Span: source.Span{File: c.src, Start: e.start, End: e.end}, Text: e.text})
			}
			d.Fixes = []diag.Fix{f}
		}
		ds = append(ds, d)
	}
	return ds
}

// tidy orders the mistakes and leaves one for each place, and one at the end of the text
// only if it is alone.
func (c *complaints) tidy() {
	if deep := c.grammar.deep; deep != nil {
		c.found = slices.Insert(c.found, 0, *deep)
	}
	for i := range c.found {
		if c.found[i].closer != "" {
			c.afterToken(&c.found[i])
		}
	}
	sort.SliceStable(c.found, func(i, j int) bool { return c.found[i].start < c.found[j].start })
	c.found = oneForQuotes(c.found)
	c.found = slices.CompactFunc(c.found, func(a, b mistake) bool { return a.start == b.start })
	if n := len(c.found); n > 1 && c.found[n-1].atEnd && !c.found[0].atEnd {
		c.found = c.found[:n-1]
	}
}

// afterToken moves the mistake of a missing closer to the end of the token before it, if that
// is on an earlier line.
func (c *complaints) afterToken(m *mistake) {
	i := c.before(c.index(m.start))
	if i < 0 {
		return
	}
	end := c.tokens[i].End()
	if strings.Contains(c.src.Text[end:m.start], "\n") {
		m.start, m.end, m.message, m.help = end, end, "expected "+m.closer, ""
	}
}

// index is the number of the first token at or after offset.
func (c *complaints) index(offset int) int {
	i, _ := slices.BinarySearchFunc(c.tokens, offset, func(t token.Token, at int) int { return t.Start() - at })
	return i
}

// before is the number of the last token before that with number i, comments aside; -1 if
// there is none.
func (c *complaints) before(i int) int {
	for i--; i >= 0 && token.IsElided(c.tokens[i].Type); i-- {
	}
	return i
}
