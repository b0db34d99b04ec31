package parser

// This file looks around where a text stops being Hew.

import (
	"slices"
	"strings"

	"hewq/lang/token"
)

// A place is where a text stops being Hew: at a token, where something else was expected. The tokens
// around it are counted from it: the one before has number -1.
type place struct {
	want string        // what was expected, in words; may be empty
	text string        // of the source
	toks []token.Token // of the source, comments aside
	i    int           // number of the token in toks; its length at the end of the text
}

// placeOf is the place of the token at offset, where want was expected.
func (c *complaints) placeOf(want string, offset int) place {
	if c.solid == nil {
		for _, t := range c.tokens {
			if !token.IsElided(t.Type) {
				c.solid = append(c.solid, t)
			}
		}
	}
	i, _ := slices.BinarySearchFunc(c.solid, offset, func(t token.Token, at int) int { return t.Start() - at })
	return place{want, c.src.Text, c.solid, i}
}

// at is token n, one without text if there is none.
//
//go:noinline
func (p place) at(n int) *token.Token {
	if n += p.i; n < 0 || n >= len(p.toks) {
		return &token.Token{Type: token.EOF}
	}
	return &p.toks[n]
}

// word is the text of token n.
//
//go:noinline
func (p place) word(n int) string { return p.at(n).Value }

//go:noinline
func (p place) start(n int) int {
	if p.i+n >= len(p.toks) {
		return len(p.text)
	}
	return p.at(n).Start()
}

func (p place) end(n int) int { return p.start(n) + len(p.word(n)) }

// source is the text from token n up to token m, both included.
func (p place) source(n, m int) string {
	if m < n {
		return ""
	}
	return p.text[p.start(n):p.end(m)]
}

// sameLine tells whether token n ends on the line where the next one begins.
func (p place) sameLine(n int) bool {
	return !strings.Contains(p.text[p.end(n):max(p.start(n+1), p.end(n))], "\n")
}

// touching tells whether nothing stands between token n and the next one.
func (p place) touching(n int) bool { return p.end(n) == p.start(n+1) }

// opener is the number of the bracket that the bracket n closes.
func (p place) opener(n int) (int, bool) {
	depth := 0
	for m := n; p.i+m >= 0; m-- {
		switch p.word(m) {
		case ")", "]", "}":
			depth++
		case "(", "[", "{":
			if depth--; depth == 0 {
				return m, true
			}
		}
	}
	return 0, false
}

// closer is the number of the bracket that closes the bracket n.
func (p place) closer(n int) (int, bool) {
	depth := 0
	for m := n; p.i+m < len(p.toks); m++ {
		switch p.word(m) {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			if depth--; depth == 0 {
				return m, true
			}
		}
	}
	return 0, false
}

// exprStart is the number of the first token of the expression that goes on with token n, as far as
// its marks tell.
func (p place) exprStart(n int) int {
	for depth := 0; p.i+n > 0; n-- {
		switch w := p.word(n - 1); w {
		case ")", "]", "}":
			if w == "}" && depth == 0 {
				return n
			}
			depth++
		case "(", "[", "{":
			if depth--; depth < 0 {
				return n
			}
		case "=", ":", ",", ";", "=>", "return", "+=", "-=", "in", "if", "while", "match":
			if depth == 0 {
				return n
			}
		}
	}
	return n
}

// exprEnd is the number of the last token of the expression with token n.
func (p place) exprEnd(n int) int {
	for depth := 0; p.i+n < len(p.toks); n++ {
		switch p.word(n) {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			if depth--; depth < 0 {
				return n - 1
			}
		case ",", ";", ":", "=>":
			if depth == 0 {
				return n - 1
			}
		}
	}
	return n - 1
}

// beginsStmt tells whether token n is the first of a statement.
func (p place) beginsStmt(n int) bool {
	switch p.word(n - 1) {
	case ";", "{", "}":
		return true
	}
	return p.i+n == 0
}

// inParams tells whether the place is among the parameters of a function.
func (p place) inParams() bool {
	depth := 0
	for n := -1; p.i+n >= 0; n-- {
		switch p.word(n) {
		case ")":
			depth++
		case "(":
			if depth == 0 {
				return p.word(n-2) == "fn"
			}
			depth--
		case "{", "}", ";":
			return false
		}
	}
	return false
}

// replace is the fix that puts text in the place of the tokens from n up to m.
func (p place) replace(n, m int, text string) *fix {
	return &fix{"write `" + text + "`", []edit{{p.start(n), p.end(m), text}}}
}

// remove is the fix that takes out what stands from token n up to where token m begins.
func (p place) remove(n, m int) *fix {
	return &fix{"remove `" + strings.TrimSpace(p.text[p.start(n):p.start(m)]) + "`", []edit{{p.start(n), p.start(m), ""}}}
}

// insert is the fix that puts text before token n.
func (p place) insert(n int, text string) *fix {
	return &fix{"insert `" + strings.TrimSpace(text) + "`", []edit{{p.start(n), p.start(n), text}}}
}

// appended is the fix that puts text right after token n.
func (p place) appended(n int, text string) *fix {
	return &fix{"insert `" + strings.TrimSpace(text) + "`", []edit{{p.end(n), p.end(n), text}}}
}
