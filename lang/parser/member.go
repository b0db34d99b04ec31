package parser

// This file reads the members of types, traits, impls, actors and extern blocks.

import (
	"fmt"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/token"
)

// parseMember reads a method or an associated type.
func (g *grammar) parseMember(l *tokens) (*ast.Member, error) {
	start := l.RawCursor()
	m, err := g.memberHead(l)
	if err != nil {
		return nil, err
	}
	switch {
	case startsFunc(l):
		m.Method, err = g.fn(l)
	case l.Peek().Value == "type":
		m.Type, err = g.assocType(l)
	default:
		err = wanted(l, "")
	}
	m.Cover(l.since(start))
	m.Doc = l.docs(start)
	return m, err
}

// parseTypeMember reads a member of a struct type.
func (g *grammar) parseTypeMember(l *tokens) (*ast.Member, error) {
	start := l.RawCursor()
	m, err := g.memberHead(l)
	if err != nil {
		return nil, err
	}
	switch {
	case startsFunc(l):
		m.Method, err = g.fn(l)
	case reservedFollows(l):
		m.Reserved, err = g.reserved(l)
		skipSeparator(l)
	case l.Peek().Type == token.Ident:
		m.Field, err = g.field(l)
		skipSeparator(l)
	default:
		err = wanted(l, "")
	}
	m.Cover(l.since(start))
	m.Doc = l.docs(start)
	return m, err
}

func (g *grammar) parseActorMember(l *tokens) (*ast.ActorMember, error) {
	start := l.RawCursor()
	m, err := g.actorMemberHead(l)
	if err != nil {
		return nil, err
	}
	a := ahead(l)
	a.skip(1)
	switch t := l.Peek(); {
	case t.Value == "receive":
		l.Next()
		m.Receive, err = g.fn(l)
	case startsFunc(l):
		m.Method, err = g.fn(l)
	case t.Value == "init" && a.value() == "(":
		m.Init, err = g.initializer(l)
	case t.Value == "mailbox" && a.Peek().Type == token.Int:
		if err = fallbacks(a); err == nil {
			m.Mailbox, err = g.mailbox(l)
		}
	case t.Type == token.Ident && a.value() != "fn", t.Value == "let", t.Value == "var":
		m.Field, err = g.actorField(l)
	default:
		err = wanted(l, "")
	}
	m.Cover(l.since(start))
	m.Doc = l.docs(start)
	return m, err
}

func (g *grammar) parseExternFunc(l *tokens) (*ast.ExternFunc, error) {
	start := l.RawCursor()
	m, err := g.externHead(l)
	if err != nil {
		return nil, err
	}
	if startsFunc(l) {
		m.Func, err = g.fn(l)
	} else {
		err = wanted(l, "")
	}
	m.Cover(l.since(start))
	m.Doc = l.docs(start)
	return m, err
}

// maxFallbacks is how many policies a mailbox may fall back to; each nests in the one before.
const maxFallbacks = 100

// fallbacks is an error if too many policies follow.
func fallbacks(a *lookahead) error {
	for n := 0; a.Peek().Type == token.Int || a.Peek().Type == token.Ident; a.Next() {
		if a.value() == "fallback" {
			n++
		}
		if t := a.Peek(); n > maxFallbacks {
			return &mistake{
				code: diag.SyntaxNesting, start: t.Start(), end: t.End(),
				message: fmt.Sprintf("a mailbox falls back to at most %d policies", maxFallbacks),
			}
		}
	}
	return nil
}

func startsFunc(l *tokens) bool {
	switch l.Peek().Value {
	case "fn", "async", "gen":
		return true
	}
	return false
}

// reservedFollows tells whether `reserved(` or `reserved @` stands here.
func reservedFollows(l *tokens) bool {
	if l.Peek().Value != "reserved" {
		return false
	}
	a := ahead(l)
	a.skip(1)
	return a.value() == "(" || a.value() == "@"
}

// skipSeparator skips the `;` or `,` after a field, if there is one.
func skipSeparator(l *tokens) {
	if v := l.Peek().Value; v == ";" || v == "," {
		l.Next()
	}
}
