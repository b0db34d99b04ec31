package parser

// This file finds where to read on after a mistake.

import (
	"strings"

	"hewq/lang/token"
)

// skipItem skips to the next declaration after the error at offset.
func skipItem(l *tokens, offset int) {
	depth, line, from := 0, l.line(l.Peek()), l.Peek().Value == "from"
	for first := true; !l.Peek().EOF(); first = false {
		t := l.Peek()
		switch {
		case t.Value == "{":
			depth++
		case t.Value == "}":
			depth = max(depth-1, 0)
		case t.Start() == offset && l.line(t) == line: // wrong here, whatever it starts elsewhere, as in `fn fn()`
		case from && t.Value == "import": // of `from a import b`
		case depth == 0 && !first && t.Start() >= offset && declares(l):
			return
		case depth == 0 && t.Value == ";" && t.Start() >= offset && begins(l):
			l.Next()
			return
		case !first && l.begins(t) && t.Start() >= offset && declares(l):
			return
		}
		l.Next()
	}
}

// begins tells whether the token after this one is the first of a line that is not indented.
func begins(l *tokens) bool {
	a := ahead(l)
	a.skip(1)
	return l.begins(a.Peek()) && !a.Peek().EOF()
}

// startsItem tells whether a declaration may begin with a word or mark.
func startsItem(word string) bool { return word == "#[" || token.RolesOf(word).Has(token.Item) }

// declares tells whether a declaration stands here; `actor |x| …` and `gen { … }` are
// expressions, and `wire` and `struct` names if nothing is named after them.
func declares(l *tokens) bool {
	word := l.Peek().Value
	if !startsItem(word) {
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
// the error at offset. With ended only that end is missing: what stands on the next line is another
// statement.
func skipStmt(l *tokens, offset int, ended bool) {
	depth, parens, line := 0, 0, 0
	head, until := token.RolesOf(l.Peek().Value).Has(token.Headed), l.Peek().Value == "do"
	for first := true; !l.Peek().EOF(); first = false {
		t := l.Peek()
		past := t.Start() >= offset
		begins := l.line(t) > line
		line = l.line(t)
		switch {
		case ended && t.Start() == offset && begins && !first:
			return
		case t.Value == "(" || t.Value == "[":
			parens++
		case t.Value == ")" || t.Value == "]":
			parens--
		case t.Type == token.FStringStart || t.Value == "{":
			depth++
		case t.Type == token.FStringEnd:
			depth--
		case past && brokenString(t) && endsStmt(t.Value):
			l.Next()
			return
		case t.Value == "}" && depth == 0:
			return
		case t.Value == "}":
			depth--
			if past && depth == 0 {
				l.Next()
				if token.RolesOf(l.Peek().Value).Has(token.Tail) || until && l.Peek().Value == "while" {
					continue
				}
				return
			}
		case t.Value == ";" && past && depth == 0 && !(head && braceOnLine(l)):
			l.Next()
			return
		case past && depth == 0 && !first && startsStmt(t.Value) && !(until && t.Value == "while") && (parens <= 0 || begins) && !(head && braceOnLine(l)),
			past && !first && l.begins(t) && declares(l):
			return
		}
		l.Next()
	}
}

// brokenString tells whether a token is a string without its quote, with the rest of its line.
func brokenString(t *token.Token) bool {
	return t.Type == token.Invalid && strings.Contains(t.Value, `"`)
}

// endsStmt tells whether the code at the end of a line ends a statement.
func endsStmt(line string) bool { return strings.HasSuffix(strings.TrimRight(line, " \t"), ";") }

// maxHead is how many tokens a head may go on after a `;` in it.
const maxHead = 50

// braceOnLine tells whether a `{` follows on the line of the next token, as after the `;` of
// `for i = 0; i < 3; i++ {`.
func braceOnLine(l *tokens) bool {
	line, a := l.line(l.Peek()), ahead(l)
	for range maxHead {
		switch t := a.Next(); {
		case t.EOF() || l.line(t) != line:
			return false
		case t.Value == "{":
			return true
		}
	}
	return false
}

// startsStmt tells whether a word begins a statement, and not one that is just an expression.
func startsStmt(word string) bool { return token.RolesOf(word).Has(token.Stmt) }

// skipMember skips to after the `;` or block, or before the `}` or next member, that ends
// the member with the error at offset.
func skipMember(l *tokens, offset int) {
	depth, parens, line := 0, 0, l.line(l.Peek())
	for first := true; !l.Peek().EOF(); first = false {
		t := l.Peek()
		past := t.Start() >= offset
		switch {
		case t.Value == "(" || t.Value == "[":
			parens++
		case t.Value == ")" || t.Value == "]":
			parens = max(parens-1, 0)
		case t.Value == "}" && depth == 0:
			return
		case t.Start() == offset && l.line(t) == line && startsMember(t.Value): // as in skipItem
		case depth == 0 && past && !first && (startsMember(t.Value) || l.begins(t) && declares(l)):
			return
		case t.Value == "{":
			depth++
		case t.Value == "}":
			if depth--; past && depth == 0 {
				l.Next()
				return
			}
		case (t.Value == ";" || t.Value == ",") && past && depth == 0:
			if l.Next(); parens == 0 || l.line(l.Peek()) > l.line(t) {
				return
			}
			continue
		}
		l.Next()
	}
}

// startsMember tells whether a member may begin with a word or mark that is nothing else there.
func startsMember(word string) bool {
	return word == "#[" || token.IsKeyword(word) && token.RolesOf(word)&(token.Member|token.ActorMember) != 0
}
