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
	start := t.Start()
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
		if c.lifetime(i) {
			m.end = start + 1
			m.help = "there are no lifetimes; a label of a loop is written `@name`"
			break
		}
		m.help = "text is written in double quotes"
		if n := len(t.Value) - 1; n > 1 && !strings.ContainsAny(t.Value, `"\`) {
			m.fix = &fix{"write double quotes", []edit{{start, start + len(t.Value), `"` + t.Value[1:n] + `"`}}}
		}
	case first == '`':
		c.template(&m, t)
	case first == '“' || first == '”' || first == '‘' || first == '’':
		m.code = diag.SyntaxCharacter
		m.message = "a string stands between straight quotes: `\"`"
		if inner, ok := unquoted(t.Value); ok && !strings.ContainsAny(inner, `"\`) {
			m.fix = &fix{"write straight quotes", []edit{{start, start + len(t.Value), `"` + inner + `"`}}}
		}
	case strings.HasPrefix(t.Value, `\"`):
		m.code = diag.SyntaxCharacter
		m.message = backslashes
		m.help = "write `\"` alone, or give the value a name before"
		m.fix = &fix{"remove the backslashes", []edit{{start, start + len(t.Value), strings.ReplaceAll(t.Value, `\"`, `"`)}}}
	case strings.HasPrefix(t.Value, `f"`) && token.UnclosedBrace(line) >= 0:
		m.open = true
		m.message = "expected `}` before the end of the f-string"
		open := token.UnclosedBrace(line)
		if quote := strings.IndexByte(line[open:], '"'); quote >= 0 {
			m.start += open + quote
		} else {
			m.start += open
		}
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

// lifetime tells whether the quote of token i begins a name of Rust, of a lifetime or a label.
func (c *complaints) lifetime(i int) bool {
	p := c.placeOf("", c.tokens[i].Start())
	return oneOf("< & break continue", p.word(-1)) || p.word(0) == "'" && p.at(1).Type == token.Ident && p.word(2) == ":"
}

// backslashes is the message about quotes with a backslash in the braces of an f-string.
const backslashes = "quotes in the braces of an f-string have no backslash"

// oneForQuotes makes one mistake of those about backslashes that follow one another; all are sorted.
func oneForQuotes(all []mistake) []mistake {
	var out []mistake
	for _, m := range all {
		if n := len(out) - 1; n >= 0 && m.message == backslashes && out[n].message == backslashes {
			if m.start > out[n].start {
				out[n].fix.edits = append(out[n].fix.edits, m.fix.edits...)
			}
			continue
		}
		out = append(out, m)
	}
	return out
}

// template is about the string t of JavaScript.
func (c *complaints) template(m *mistake, t *token.Token) {
	m.code = diag.SyntaxCharacter
	m.message = "a string stands between double quotes"
	m.help = "a string with values in it is `f\"…\"`: `f\"{x}\"`"
	inner, ok := unquoted(t.Value)
	if !ok {
		m.end = m.start + 1
		return
	}
	values := strings.Contains(inner, "${")
	if !values {
		m.help = ""
	}
	if strings.ContainsAny(inner, `"\`) {
		return
	}
	text := `"` + inner + `"`
	if values {
		text = `f"` + strings.ReplaceAll(inner, "${", "{") + `"`
	}
	m.fix = &fix{"write `" + text + "`", []edit{{m.start, m.start + len(t.Value), text}}}
}

// unquoted is a text without the quotes around it, whatever they are; ok is false if it has only one.
func unquoted(quoted string) (inner string, ok bool) {
	_, first := utf8.DecodeRuneInString(quoted)
	last, size := utf8.DecodeLastRuneInString(quoted)
	if first+size > len(quoted) || !strings.ContainsRune("`”’“‘", last) {
		return "", false
	}
	return quoted[first : len(quoted)-size], true
}

// foreignComments is the one report of all comments that begin with `#`.
func (c *complaints) foreignComments() {
	var m *mistake
	for i := range c.tokens {
		t := &c.tokens[i]
		if t.Type != token.BadComment {
			continue
		}
		at := t.Start()
		if m == nil {
			m = &mistake{
				code: diag.SyntaxCharacter, start: at, end: at + len(t.Value), message: "no token starts with '#'",
				help: "a comment begins with `//`", fix: &fix{title: "write `//`"},
			}
			if oneOf("#include #define #ifdef #ifndef #pragma", strings.Fields(t.Value)[0]) {
				m.help = "there is no preprocessor: a module comes in by `import`, a constant by `const NAME: type = value;`"
				m.fix = nil
				break
			}
		}
		m.fix.edits = append(m.fix.edits, edit{at, at + 1, "//"})
	}
	if m != nil {
		c.found = append(c.found, *m)
	}
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
