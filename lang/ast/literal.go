package ast

// This file says what kind of literal a node holds. Package token decodes its text.

import "hewq/lang/token"

// Kind is the type of the literal's token, such as token.Int; token.Keyword for `true` and
// `false`.
func (l *Literal) Kind() token.Type { return token.LiteralType(l.Text) }

// Kind is the type of the literal's token, such as token.Int; token.Keyword for `true` and
// `false`.
func (p *LiteralPattern) Kind() token.Type { return token.LiteralType(p.Text) }
