package parser

// This file reads the declarations that have members in braces, member by member, so that
// one mistake does not cost the others.

import (
	"github.com/alecthomas/participle/v2"

	"hewq/lang/ast"
	"hewq/lang/token"
)

// A body says how the members of a declaration D are read, D and M being pointers.
type body[D coveredDecl, M any] struct {
	*production
	head    rule[D]                // what stands before the `{`
	members func(D) *[]M           // where the members go
	member  rule[M]                // one of them
	bad     func(*ast.BadMember) M // in the place of one that cannot be read
	want    string                 // what may stand in the body, in words
}

type coveredDecl interface {
	ast.Decl
	Cover([]token.Token)
}

func (b *body[D, M]) parse(l *tokens) (ast.Decl, error) {
	start := l.RawCursor()
	d, err := b.head(l)
	if err != nil {
		return nil, err
	}
	open := l.Peek()
	if open.Value != "{" || open.Type != token.Punct {
		return nil, wanted(l, "`{`")
	}
	l.Next()
	members := b.members(d)
	indented := !b.grammar.quick && !l.begins(l.Peek()) // the members: what is not and declares ends a body that has a mistake
	for l.Peek().Value != "}" {
		if l.Peek().EOF() || l.begins(l.Peek()) && declares(l) && (indented || !startsMember(l.Peek().Value)) {
			if b.grammar.quick {
				return nil, errUnread
			}
			*members = append(*members, b.badMember(l, l.RawCursor(), &unclosedError{*open, *l.Peek()}))
			d.Cover(l.since(start))
			return d, nil
		}
		m, err := b.parseMember(l)
		if err != nil {
			return nil, err
		}
		*members = append(*members, m)
	}
	l.Next()
	d.Cover(l.since(start))
	return d, nil
}

// parseMember reads a member; what is none it skips.
func (b *body[D, M]) parseMember(l *tokens) (M, error) {
	start := l.makeCheckpoint()
	first := l.Peek()
	m, err := b.member(l)
	if err == nil && l.RawCursor() > start.raw {
		return m, nil
	}
	if b.grammar.quick {
		return m, errUnread
	}
	switch u, ok := err.(*participle.UnexpectedTokenError); {
	case err == nil, position(err) == first.Start():
		err = &participle.UnexpectedTokenError{Unexpected: first.Full(), Expect: b.want}
	case ok && expectation(u) == "":
		u.Expect = b.want
	}
	l.loadCheckpoint(start)
	skipMember(l, position(err))
	return b.badMember(l, start.raw, err), nil
}

func (b *body[D, M]) badMember(l *tokens, start cursor, err error) M {
	bad := &ast.BadMember{Err: err}
	bad.Cover(l.since(start))
	return b.bad(bad)
}

// An unclosedError says that a `{` has no `}` where the text stops making sense without.
type unclosedError struct{ open, at token.Token }

func (e *unclosedError) Error() string { return "expected `}`" }

func badMember(bad *ast.BadMember) *ast.Member { return &ast.Member{Span: bad.Span, Bad: bad} }

func (g *grammar) structDecl(p *production) rule[ast.Decl] {
	return (&body[*ast.TypeDecl, *ast.Member]{
		production: p,
		head:       hot(p, g.readTypeDecl),
		members:    func(d *ast.TypeDecl) *[]*ast.Member { return &d.Members },
		member:     g.parseTypeMember,
		bad:        badMember,
		want:       "a field, `fn` or `}`",
	}).parse
}

func (g *grammar) traitDecl(p *production) rule[ast.Decl] {
	return (&body[*ast.TraitDecl, *ast.Member]{
		production: p,
		head:       hot(p, g.readTraitDecl),
		members:    func(d *ast.TraitDecl) *[]*ast.Member { return &d.Members },
		member:     g.parseMember,
		bad:        badMember,
		want:       "`fn`, `type` or `}`",
	}).parse
}

func (g *grammar) implDecl(p *production) rule[ast.Decl] {
	return (&body[*ast.ImplDecl, *ast.Member]{
		production: p,
		head:       hot(p, g.readImplDecl),
		members:    func(d *ast.ImplDecl) *[]*ast.Member { return &d.Members },
		member:     g.parseMember,
		bad:        badMember,
		want:       "`fn`, `type` or `}`",
	}).parse
}

func (g *grammar) enumDecl(p *production) rule[ast.Decl] {
	variant := hot(p, g.readVariant)
	return (&body[*ast.EnumDecl, *ast.Variant]{
		production: p,
		head:       hot(p, g.readEnumDecl),
		members:    func(d *ast.EnumDecl) *[]*ast.Variant { return &d.Variants },
		member: func(l *tokens) (*ast.Variant, error) {
			start := l.RawCursor()
			v, err := variant(l)
			if err == nil {
				v.Doc = l.docs(start)
			}
			return v, err
		},
		bad:  func(bad *ast.BadMember) *ast.Variant { return &ast.Variant{Span: bad.Span, Bad: bad} },
		want: "a variant, `;` or `}`",
	}).parse
}

func (g *grammar) externDecl(p *production) rule[ast.Decl] {
	return (&body[*ast.ExternDecl, *ast.ExternFunc]{
		production: p,
		head:       hot(p, g.readExternDecl),
		members:    func(d *ast.ExternDecl) *[]*ast.ExternFunc { return &d.Funcs },
		member:     g.parseExternFunc,
		bad:        func(bad *ast.BadMember) *ast.ExternFunc { return &ast.ExternFunc{Span: bad.Span, Bad: bad} },
		want:       "`fn` or `}`",
	}).parse
}

func (g *grammar) actorDecl(p *production) rule[ast.Decl] {
	return (&body[*ast.ActorDecl, *ast.ActorMember]{
		production: p,
		head:       hot(p, g.readActorDecl),
		members:    func(d *ast.ActorDecl) *[]*ast.ActorMember { return &d.Members },
		member:     g.parseActorMember,
		bad:        func(bad *ast.BadMember) *ast.ActorMember { return &ast.ActorMember{Span: bad.Span, Bad: bad} },
		want:       "a field, `receive fn`, `fn` or `}`",
	}).parse
}

func (g *grammar) supervisorDecl(p *production) rule[ast.Decl] {
	member := hot(p, g.readSupervisorMember)
	return (&body[*ast.SupervisorDecl, *ast.SupervisorMember]{
		production: p,
		head:       hot(p, g.readSupervisorDecl),
		members:    func(d *ast.SupervisorDecl) *[]*ast.SupervisorMember { return &d.Members },
		member: func(l *tokens) (*ast.SupervisorMember, error) {
			m, err := member(l)
			skipSeparator(l)
			return m, err
		},
		bad:  func(bad *ast.BadMember) *ast.SupervisorMember { return &ast.SupervisorMember{Span: bad.Span, Bad: bad} },
		want: "`strategy:`, `intensity:`, `child`, `pool` or `}`",
	}).parse
}

func machineDecl(p *production) rule[ast.Decl] {
	return (&body[*ast.MachineDecl, *ast.MachineMember]{
		production: p,
		head:       of[*ast.MachineDecl](p),
		members:    func(d *ast.MachineDecl) *[]*ast.MachineMember { return &d.Members },
		member:     of[*ast.MachineMember](p),
		bad:        func(bad *ast.BadMember) *ast.MachineMember { return &ast.MachineMember{Span: bad.Span, Bad: bad} },
		want:       "`events`, `state`, `on` or `}`",
	}).parse
}
