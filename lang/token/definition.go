package token

// This file shows the lexer to participle.

import (
	"io"

	"github.com/alecthomas/participle/v2/lexer"
)

// Definition is the lexer of Hew as participle wants it: the grammar is built with it.
type Definition struct{}

// Symbols are the token types by their names in the grammar.
func (Definition) Symbols() map[string]Type { return Symbols }

// Lex reads the tokens of all that r holds.
func (Definition) Lex(name string, r io.Reader) (lexer.Lexer, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return newReader(name, string(text)), nil
}
