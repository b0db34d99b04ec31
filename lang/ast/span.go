package ast

// This file says where a node stands in its source.

import "hewq/lang/token"

// Span is the tokens of a node: a part of File.Tokens. It begins with the comments before
// the node and ends with the node's last token.
type Span struct {
	Tokens []token.Token
}

// Start is the offset of the first byte of the node, comments before it aside.
func (s *Span) Start() int {
	for i := range s.Tokens {
		if t := &s.Tokens[i]; !token.IsElided(t.Type) {
			return t.Pos.Offset
		}
	}
	return 0
}

// End is the offset after the last byte of the node.
func (s *Span) End() int {
	for i := len(s.Tokens) - 1; i >= 0; i-- {
		if t := &s.Tokens[i]; !token.IsElided(t.Type) {
			return t.Pos.Offset + len(t.Value)
		}
	}
	return 0
}

// Cover sets the span to toks, a part of File.Tokens. It is for the parser, before anyone else sees the
// node.
func (s *Span) Cover(toks []token.Token) { s.Tokens = toks }
