package parser

// This file turns errors of participle and of this package into diagnostics.

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
)

// wanted is the error that what is described by want does not stand here.
func wanted(l *tokens, want string) error {
	return &participle.UnexpectedTokenError{Unexpected: *l.Peek(), Expect: want}
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
	if e, ok := err.(participle.Error); ok {
		return e.Position().Offset
	}
	return 0
}

// A mistake is one thing wrong with a source.
type mistake struct {
	code       diag.Code
	start, end int
	message    string
	help       string
	notes      []diag.Note
	semicolon  bool // only a `;` is missing
	open       bool // more text could put it right
	atEnd      bool // it is at the end of the text
}

// complaints are the mistakes of one source.
type complaints struct {
	src    *source.File
	tokens []token.Token
	found  []mistake
}

// newComplaints starts with the mistakes of the tokens themselves.
func newComplaints(src *source.File, l *tokens) *complaints {
	c := &complaints{src: src, tokens: allTokens(l)}
	for i := range c.tokens {
		t := &c.tokens[i]
		if t.Type == token.Invalid {
			c.found = append(c.found, c.invalid(t))
		} else if err := token.CheckLiteral(t.Type, t.Value); err != nil {
			c.literal(t, err)
		}
	}
	return c
}

func (c *complaints) add(err error) { c.found = append(c.found, c.explain(err)) }

// literal adds the mistake err in the literal t.
func (c *complaints) literal(t *token.Token, err error) {
	m := mistake{code: diag.SyntaxLiteral, start: t.Pos.Offset, end: t.Pos.Offset + len(t.Value), message: err.Error()}
	if e := (*token.LiteralError)(nil); errors.As(err, &e) {
		m.start, m.end = t.Pos.Offset+e.Start, t.Pos.Offset+e.End
	}
	c.found = append(c.found, m)
}

// collect adds the mistakes that stand in the tree.
func (c *complaints) collect(root ast.Node) {
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BadStmt:
			c.add(n.Err)
		case *ast.Block:
			if !n.Closed {
				c.unclosed(n)
			}
		}
		return true
	})
}

func (c *complaints) unclosed(b *ast.Block) {
	open := source.Span{File: c.src, Start: b.Start(), End: b.Start() + 1}
	c.found = append(c.found, mistake{
		code: diag.SyntaxUnclosed, start: b.End(), end: b.End(), open: true, atEnd: true,
		message: "expected `}`",
		notes:   []diag.Note{{Span: open, Message: "this `{` has no `}`"}},
	})
}

// explain makes a mistake of what participle or a function of this package reports.
func (c *complaints) explain(err error) mistake {
	u, ok := err.(*participle.UnexpectedTokenError)
	if !ok {
		at := position(err)
		m := mistake{code: diag.Syntax, start: at, end: at, message: err.Error()}
		if e, ok := err.(participle.Error); ok {
			m.message = e.Message()
		}
		return m
	}
	t := &u.Unexpected
	if t.Type == token.Invalid {
		return c.invalid(t)
	}
	m := mistake{
		code: diag.Syntax, start: t.Pos.Offset, end: t.Pos.Offset + len(t.Value),
		open: t.EOF(), atEnd: t.EOF(),
	}
	found := "`" + t.Value + "`"
	if t.EOF() {
		found = "the end of the file"
	}
	want := u.Expect
	if want == "" {
		if _, rest, ok := strings.Cut(u.Message(), " (expected "); ok {
			want = list(firstOf(strings.TrimSuffix(rest, ")")))
		}
	}
	if want == "" {
		m.message = "unexpected " + found
	} else {
		m.message = "expected " + want + ", found " + found
	}
	m.semicolon = want == "`;`"
	m.help = hint(want, t)
	return m
}

// invalid tells what is wrong with an Invalid token.
func (c *complaints) invalid(t *token.Token) mistake {
	start := t.Pos.Offset
	line, _, _ := strings.Cut(t.Value, "\n")
	m := mistake{code: diag.SyntaxUnclosed, start: start, end: start + len(strings.TrimRight(line, "\r")), open: true}
	switch {
	case strings.HasPrefix(t.Value, "/*"):
		m.message = "this comment has no end"
		m.help = "comments nest: each `/*` needs its own `*/`"
	case t.Value == "{{":
		m.code, m.open = diag.SyntaxCharacter, false
		m.message = "`{{` cannot begin an expression in a string"
		m.help = "a brace in an f-string is written `\\{` or `\\}`"
	case strings.IndexByte("([{", t.Value[0]) >= 0:
		m.code, m.open, m.end = diag.SyntaxNesting, false, start+1
		m.message = fmt.Sprintf("brackets are nested deeper than %d", token.MaxDepth)
	case t.Value == "'":
		m.code, m.open = diag.SyntaxCharacter, false
		m.message = "a character literal holds one character"
		m.help = "text is written in double quotes"
	case len(t.Value) > 1 && !isOneRune(t.Value), t.Value == `"`:
		m.message = "this string has no closing quote"
	default:
		m.code, m.open = diag.SyntaxCharacter, false
		m.message = fmt.Sprintf("no token starts with %q", t.Value)
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
		ds = append(ds, d)
	}
	return ds
}

// tidy orders the mistakes and leaves one for each place, and one at the end of the text
// only if it is alone.
func (c *complaints) tidy() {
	for i := range c.found {
		if c.found[i].semicolon {
			c.afterToken(&c.found[i])
		}
	}
	slices.SortStableFunc(c.found, func(a, b mistake) int { return a.start - b.start })
	c.found = slices.CompactFunc(c.found, func(a, b mistake) bool { return a.start == b.start })
	if n := len(c.found); n > 1 && c.found[n-1].atEnd && !c.found[0].atEnd {
		c.found = c.found[:n-1]
	}
}

// afterToken moves the mistake of a missing `;` to the end of the token before it, if that
// is on an earlier line.
func (c *complaints) afterToken(m *mistake) {
	toks := c.tokens
	i, _ := slices.BinarySearchFunc(toks, m.start, func(t token.Token, at int) int { return t.Pos.Offset - at })
	for i--; i >= 0 && token.IsElided(toks[i].Type); i-- {
	}
	if i < 0 {
		return
	}
	end := toks[i].Pos.Offset + len(toks[i].Value)
	if strings.Contains(c.src.Text[end:m.start], "\n") {
		m.start, m.end, m.message, m.help = end, end, "expected `;`", ""
	}
}
