package ast

// This file says where a node stands in its source.

import (
	"github.com/alecthomas/participle/v2/lexer"

	"hewq/lang/token"
)

// Span is where a node stands: from its first token to its last, comments around them aside.
type Span struct {
	Tokens     []lexer.Token // those of a node that participle has read, until Settle; see Start
	start, end int32
}

// Start is the offset of the first byte of the node.
//
//go:noinline
func (s *Span) Start() int {
	for i := range s.Tokens {
		if t := token.Of(s.Tokens[i]); !token.IsElided(t.Type) {
			return t.Start()
		}
	}
	return int(s.start)
}

// End is the offset after the last byte of the node.
//
//go:noinline
func (s *Span) End() int {
	for i := len(s.Tokens) - 1; i >= 0; i-- {
		if t := token.Of(s.Tokens[i]); !token.IsElided(t.Type) {
			return t.End()
		}
	}
	return int(s.end)
}

// Settle forgets the tokens that participle has set: they are large. It is for the parser.
func (s *Span) Settle() { s.Set(s.Start(), s.End()) }

// Cover sets the span to that of toks, a part of the tokens of a text. It is for the parser.
func (s *Span) Cover(toks []token.Token) {
	for len(toks) > 0 && token.IsElided(toks[0].Type) {
		toks = toks[1:]
	}
	for len(toks) > 0 && token.IsElided(toks[len(toks)-1].Type) {
		toks = toks[:len(toks)-1]
	}
	*s = Span{}
	if len(toks) > 0 {
		s.Set(toks[0].Start(), toks[len(toks)-1].End())
	}
}

// Set sets the span to what begins at offset start and ends before end. It is for
// what makes nodes.
func (s *Span) Set(start, end int) { *s = Span{start: int32(start), end: int32(end)} }
