package token

// This file shows the lexer to participle.

import (
	"io"

	"github.com/alecthomas/participle/v2/lexer"
)

// Definition is the lexer of Hew as participle wants it: the grammar is built with it.
type Definition struct{}

// Symbols are the token types by their names in the grammar.
func (Definition) Symbols() map[string]lexer.TokenType {
	all := map[string]lexer.TokenType{}
	for name, t := range Symbols {
		all[name] = lexer.TokenType(t)
	}
	return all
}

// Lex reads the tokens of all that r holds.
func (Definition) Lex(_ string, r io.Reader) (lexer.Lexer, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return full{newReader(string(text))}, nil
}

// full gives the tokens of a reader as participle wants them.
type full struct{ *reader }

// Next is next for participle.
func (f full) Next() (lexer.Token, error) {
	t := f.next()
	return t.Full(), nil
}
