package parser

// This file finds where to read on after a mistake.

import "hewq/lang/token"

// skipItem skips to the next declaration after the error at offset.
func skipItem(l *tokens, offset int) {
	depth := 0
	for first := true; !l.Peek().EOF(); first = false {
		t := l.Peek()
		switch {
		case t.Value == "{":
			depth++
		case t.Value == "}":
			depth = max(depth-1, 0)
		case depth == 0 && !first && t.Pos.Offset >= offset && declares(l):
			return
		case !first && t.Pos.Column == 1 && t.Pos.Offset >= offset && declares(l):
			return
		}
		l.Next()
	}
}

var startsItem = map[string]bool{
	"fn": true, "pub": true, "package": true, "actor": true, "type": true, "trait": true, "impl": true, "import": true,
	"record": true, "enum": true, "machine": true, "supervisor": true, "const": true, "wire": true, "indirect": true,
	"async": true, "gen": true, "extern": true, "#[": true, "struct": true,
}

// declares tells whether a declaration stands here; `actor |x| …` and `gen { … }` are
// expressions, and `wire` and `struct` names if nothing is named after them.
func declares(l *tokens) bool {
	word := l.Peek().Value
	if !startsItem[word] {
		return false
	}
	a := ahead(l)
	a.skip(1)
	switch next := a.Peek(); word {
	case "actor", "struct":
		return next.Type == token.Ident
	case "wire":
		return next.Value == "type" || next.Value == "enum" || next.Value == "struct"
	case "gen":
		return next.Value == "fn"
	}
	return true
}

// skipStmt skips to after the `;` or before the `}` or next statement that ends the statement with
// the error at offset.
func skipStmt(l *tokens, offset int) {
	depth := 0
	for first := true; !l.Peek().EOF(); first = false {
		t := l.Peek()
		past := t.Pos.Offset >= offset
		switch {
		case t.Type == token.FStringStart || t.Value == "{":
			depth++
		case t.Type == token.FStringEnd:
			depth--
		case t.Value == "}" && depth == 0:
			return
		case t.Value == "}":
			depth--
			if past && depth == 0 {
				l.Next()
				return
			}
		case t.Value == ";" && past && depth == 0:
			l.Next()
			return
		case past && depth == 0 && !first && startsStmt[t.Value],
			past && !first && t.Pos.Column == 1 && declares(l):
			return
		}
		l.Next()
	}
}

var startsStmt = map[string]bool{
	"let": true, "var": true, "while": true, "for": true, "loop": true, "defer": true, "return": true,
	"break": true, "continue": true,
}
