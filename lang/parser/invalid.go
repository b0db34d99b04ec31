package parser

// This file says what is wrong with Invalid tokens.

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"hewq/lang/diag"
	"hewq/lang/token"
)

// invalid tells what is wrong with the Invalid token with number i.
func (c *complaints) invalid(i int) mistake {
	t := &c.tokens[i]
	start := t.Pos.Offset
	line, _, _ := strings.Cut(t.Value, "\n")
	m := mistake{code: diag.SyntaxUnclosed, start: start, end: start + len(strings.TrimRight(line, "\r"))}
	first, _ := utf8.DecodeRuneInString(t.Value)
	switch {
	case strings.HasPrefix(t.Value, "/*"):
		m.open = true
		m.message = "this comment has no end"
		m.help = "comments nest: each `/*` needs its own `*/`"
	case t.Value == "{{":
		m.code = diag.SyntaxCharacter
		m.message = "`{{` cannot begin an expression in a string"
		m.help = "a brace in an f-string is written `\\{` or `\\}`"
	case strings.ContainsRune("([{", first):
		m.code, m.end = diag.SyntaxNesting, start+1
		m.message = fmt.Sprintf("brackets are nested deeper than %d", token.MaxDepth)
	case first == '\'':
		m.code = diag.SyntaxCharacter
		m.message = "a character literal holds one character"
		m.help = "text is written in double quotes"
	case first == '"' && c.inFString(i):
		m.open = true
		m.message = "expected `}` before the end of the f-string"
	case strings.Contains(t.Value, `"`) || i == len(c.tokens)-1 && c.inFString(i):
		m.open = true
		m.message = "this string has no closing quote"
	case unicode.IsLetter(first):
		m.code = diag.SyntaxCharacter
		m.message = fmt.Sprintf("`%c` cannot stand in a name", first)
		m.help = "names are made of the letters a to z and A to Z, digits and `_`"
	default:
		m.code = diag.SyntaxCharacter
		m.message = fmt.Sprintf("no token starts with %q", first)
	}
	return m
}

// inFString tells whether the token with number i stands in an f-string.
func (c *complaints) inFString(i int) bool {
	depth := 0
	for ; i > 0; i-- {
		switch c.tokens[i-1].Type {
		case token.FStringStart:
			if depth == 0 {
				return true
			}
			depth--
		case token.FStringEnd:
			depth++
		}
	}
	return false
}
