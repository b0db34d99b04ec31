package parser

// This file mends declarations and fields in the order of other languages.

import "hewq/lang/token"

// mendInterface makes `type A interface {` a trait.
func mendInterface(p place) *fix {
	return p.replace(-2, 0, "trait "+p.word(-1))
}

func sayField(p place) string {
	return "a field is written `" + p.word(0) + ": " + p.typeName(-1) + "`"
}

// mendSeveral makes `a, b := …` a tuple that is taken apart. `a, b = …` may assign to variables that
// are there already.
func mendSeveral(p place) *fix {
	n := 0
	for p.word(n) == "," && p.at(n+1).Type == token.Ident {
		n += 2
	}
	if p.word(n) != ":" || p.word(n+1) != "=" {
		return nil
	}
	return p.replace(-1, n, "let ("+p.source(-1, n-1)+") ")
}

// inTypeBody tells whether the braces around the place are those of a type.
func (p place) inTypeBody() bool {
	depth := 0
	for n := -1; p.i+n >= 0; n-- {
		switch p.word(n) {
		case "}":
			depth++
		case "{":
			if depth == 0 {
				return oneOf("type record struct", p.word(n-2))
			}
			depth--
		}
	}
	return false
}
