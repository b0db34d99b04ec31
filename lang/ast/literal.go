package ast

// This file says what kind of literal a node holds. Package token decodes its text.

import "hewq/lang/token"

// Kind is the type of the literal's token, such as token.Int; token.Keyword for `true` and
// `false`.
func (l *Literal) Kind() token.Type { return l.lastType() }

// Kind is the type of the literal's token, such as token.Int; token.Keyword for `true` and
// `false`.
func (p *LiteralPattern) Kind() token.Type { return p.lastType() }

// lastType is the type of the last token.
func (s *Span) lastType() token.Type {
	if len(s.Tokens) == 0 {
		return token.Invalid
	}
	return s.Tokens[len(s.Tokens)-1].Type
}
