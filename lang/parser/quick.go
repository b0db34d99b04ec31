package parser

// This file reads texts without mistakes, most of which participle need not see: the functions read… are made
// of the same tags. What they do not understand they leave to the grammar that knows of mistakes, which begins
// anew.

//go:generate go run hewq/internal/readers .

import (
	"errors"

	"hewq/lang/ast"
	"hewq/lang/source"
	"hewq/lang/token"
)

// errUnread says that a text is not one for the quick grammar.
var errUnread = errors.New("there may be a mistake")

// quick reads a file without mistakes; ok tells whether it is one.
func quick(src *source.File, all []token.Token) (items []*ast.Item, ok bool) {
	g := builtQuick()
	defer g.lock()()
	l := &tokens{text: src, all: all}
	l.skipElided()
	for !l.Peek().EOF() {
		item, err := guarded(g.parseItem, l)
		if err != nil {
			return nil, false
		}
		items = append(items, item)
	}
	return items, true
}

// quickItem reads a declaration without mistakes and moves l along; ok tells whether it is one, and there is a g.
func quickItem(g *grammar, l *tokens) (item *ast.Item, ok bool) {
	if g == nil {
		return nil, false
	}
	q := &tokens{text: l.text, all: l.all, raw: l.raw, next: l.next}
	item, err := guarded(g.parseItem, q)
	if err != nil {
		return nil, false
	}
	for l.raw < q.raw {
		l.Next()
	}
	return item, true
}

// wholeBlock reads a block; participle also reads one without its end.
func (g *grammar) wholeBlock(l *tokens) (*ast.Block, error) {
	b, err := g.readBlock(l)
	if err == nil && !b.Closed {
		err = errUnread
	}
	return b, err
}

// startsExpr tells whether an expression stands here.
func (g *grammar) startsExpr(l *tokens) bool {
	t := l.Peek()
	switch t.Type {
	case token.Int, token.Float, token.Duration, token.String, token.RawString, token.ByteString, token.Char,
		token.Regex, token.FStringStart, token.Label, token.Ident:
		return true
	}
	switch t.Value {
	case "true", "false", "..", "..=", "!", "-", "~", "*", "await", "await_restart":
		return true
	}
	return g.exprs[t.Value] != nil
}
