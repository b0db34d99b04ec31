package parser

// This file holds what is read from: the tokens of a text, and the place in them.

import (
	"github.com/alecthomas/participle/v2/lexer"

	"hewq/lang/source"
	"hewq/lang/token"
)

// tokens are the tokens of a text, and the place in them. It does what a lexer.PeekingLexer does, and takes
// one along for the productions that participle reads.
type tokens struct {
	text      *source.File
	all       []token.Token // the last one is the end of the file
	raw, next cursor        // the token after the last one read, and the first from there on that is no comment
	full      *lexer.PeekingLexer
}

// A cursor is the number of a token.
type cursor = lexer.RawCursor

// A checkpoint is a place to come back to.
type checkpoint struct {
	raw, next cursor
	full      lexer.Checkpoint
}

// Peek is the next token, comments aside.
func (t *tokens) Peek() *token.Token { return &t.all[t.next] }

// Next reads a token. The end of the file is there again and again.
func (t *tokens) Next() *token.Token {
	tok := &t.all[t.next]
	if tok.Type == token.EOF {
		return tok
	}
	t.next++
	t.raw = t.next
	t.skipElided()
	if t.full != nil {
		t.full.Next()
	}
	return tok
}

func (t *tokens) skipElided() {
	for token.IsElided(t.all[t.next].Type) {
		t.next++
	}
}

// RawCursor is the number of the token after the last one read, comments included.
func (t *tokens) RawCursor() cursor { return t.raw }

// since are the tokens read from a place on.
func (t *tokens) since(start cursor) []token.Token { return t.all[start:t.raw] }

func (t *tokens) makeCheckpoint() checkpoint {
	c := checkpoint{raw: t.raw, next: t.next}
	if t.full != nil {
		c.full = t.full.MakeCheckpoint()
	}
	return c
}

func (t *tokens) loadCheckpoint(c checkpoint) {
	t.raw, t.next = c.raw, c.next
	if t.full != nil {
		t.full.LoadCheckpoint(c.full)
	}
}

// after is the token n places after the next one, comments aside.
func (t *tokens) after(n int) *token.Token {
	a := ahead(t)
	a.skip(n)
	return a.Peek()
}

// at tells whether the next token has this text.
func (t *tokens) at(text string) bool { return t.all[t.next].Value == text }

// line is the number of the line where a token begins.
func (t *tokens) line(tok *token.Token) int { return t.text.LineAt(tok.Start()) }

// begins tells whether a token is the first of a line that is not indented.
func (t *tokens) begins(tok *token.Token) bool {
	at := tok.Start()
	return at == 0 || t.text.Text[at-1] == '\n'
}

// is tells whether the next token is of this type.
func (t *tokens) is(typ token.Type) bool { return t.all[t.next].Type == typ }

// take reads the token with this text, if it is the next one.
//
//go:noinline
func (t *tokens) take(text string) bool {
	if t.all[t.next].Value != text {
		return false
	}
	t.Next()
	return true
}

// skipComma reads a comma, also one before a closing bracket, which is elided; if there is one.
func (t *tokens) skipComma() {
	for i := t.raw; i < t.next; i++ {
		if t.all[i].Type == token.LastComma {
			t.raw = i + 1
			if t.full != nil {
				t.full.FastForward(i)
			}
			return
		}
	}
	t.take(",")
}

// over reads from where l stands in all, and moves l along.
func over(l *lexer.PeekingLexer, text *source.File, all []token.Token) *tokens {
	t := &tokens{text: text, all: all, full: l}
	t.follow()
	return t
}

// follow goes to where the lexer stands.
func (t *tokens) follow() {
	t.raw = t.full.RawCursor()
	t.next = t.raw
	t.skipElided()
}

// peeking is a lexer for participle that stands before the first of all.
func peeking(all []token.Token) *lexer.PeekingLexer {
	l, err := lexer.Upgrade(&replay{all}, elided()...)
	if err != nil {
		panic("internal error: the lexer failed: " + err.Error())
	}
	return l
}

// A replay gives tokens that were read before.
type replay struct{ left []token.Token }

// Next is the next token; the last one again and again.
func (r *replay) Next() (lexer.Token, error) {
	t := &r.left[0]
	if len(r.left) > 1 {
		r.left = r.left[1:]
	}
	return t.Full(), nil
}

// elided are the types of tokens that the grammar need not name.
func elided() (all []lexer.TokenType) {
	for _, t := range token.ElidedTypes() {
		all = append(all, lexer.TokenType(t))
	}
	return all
}
