package parser

// This file looks ahead, where one token does not tell what follows.

import (
	"hewq/lang/token"
)

// A lookahead reads on from a lexer's position without moving it.
type lookahead struct{ tokens }

func ahead(l *tokens) *lookahead {
	a := &lookahead{*l}
	a.full = nil
	return a
}

func (a *lookahead) value() string { return a.Peek().Value }

func (a *lookahead) skip(n int) {
	for range n {
		a.Next()
	}
}

// skipTypeArgs skips what stands between `<` and the matching `>`, if that is type
// arguments, and tells whether nothing else stood there.
func (a *lookahead) skipTypeArgs() bool {
	if a.value() != "<" {
		return true
	}
	angles, brackets := 0, 0
	for range maxTypeArgs {
		t := a.Next()
		switch {
		case t.Type == token.Ident || t.Type == token.Int || typeMarks[t.Value] || token.RolesOf(t.Value).Has(token.TypePart):
		case t.Value == "<":
			angles++
		case t.Value == ">":
			if angles--; angles == 0 {
				return brackets == 0
			}
		case t.Value == "(" || t.Value == "[":
			brackets++
		case (t.Value == ")" || t.Value == "]") && brackets > 0:
			brackets--
		default:
			return false
		}
	}
	return false
}

// maxTypeArgs is how many tokens type arguments may have where they could be a comparison.
const maxTypeArgs = 200

// typeMarks are the marks that stand in types, or in type parameters.
var typeMarks = map[string]bool{
	",": true, ".": true, "::": true, "->": true, "*": true, "&": true, ";": true, "+": true, ":": true,
}

// typeArgsFollow tells whether the `<` here opens type arguments rather than compares:
// the closing `>` must have `(`, `{`, `.` or `::` after it.
func typeArgsFollow(l *tokens) bool {
	a := ahead(l)
	if !a.skipTypeArgs() {
		return false
	}
	switch a.value() {
	case "(", "{", ".", "::":
		return true
	}
	return false
}

// structs says which struct literals an expression may have at its top level.
type structs int

const (
	anyStruct structs = iota
	noEmptyStruct
	noStruct
)

// fieldsFollow tells whether the `{` here opens the fields of a struct literal. After type
// arguments it always does where fields could stand.
func fieldsFollow(l *tokens, s structs) bool {
	a := ahead(l)
	a.skip(1)
	first := a.Next()
	if first.Value == "}" || first.Value == ".." {
		return s == anyStruct
	}
	if first.Type != token.Ident {
		return false
	}
	switch a.value() {
	case ":":
		return s != noStruct
	case ",", "}", "=": // a field without its value, better reported there than at the `{`
		return s == anyStruct
	}
	return false
}

// mapFollows tells whether the `{` here opens a map.
func mapFollows(l *tokens) bool {
	a := ahead(l)
	a.skip(1)
	return a.Next().Type == token.String && a.value() == ":"
}

// deadlineFollows tells whether `after ( … ) {` stands here.
func deadlineFollows(l *tokens) bool {
	a := ahead(l)
	a.skip(1)
	if a.value() != "(" {
		return false
	}
	for depth := 0; !a.Peek().EOF(); {
		switch a.Next().Value {
		case "(":
			depth++
		case ")":
			if depth--; depth == 0 {
				return a.value() == "{"
			}
		}
	}
	return false
}

// operandFollows tells whether the token after this one starts an operand, so that the
// word here is a prefix: `clone x`, `emit Event`.
func operandFollows(l *tokens) bool {
	a := ahead(l)
	a.skip(1)
	switch t := a.Peek(); t.Type {
	case token.Ident, token.Int, token.Float, token.Duration, token.String, token.RawString, token.ByteString,
		token.Char, token.Regex, token.FStringStart:
		return true
	case token.Keyword:
		return t.Value == "true" || t.Value == "false" || t.Value == "this"
	}
	return false
}

// adjacent tells whether b directly follows a.
func adjacent(a, b *token.Token) bool { return a.End() == b.Start() }
