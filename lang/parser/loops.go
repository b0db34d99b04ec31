package parser

// This file reads the heads of the loops of other languages.

import (
	"slices"
	"strings"

	"hewq/lang/token"
)

// loop is the number of the `for` in whose head the place is, 0 if it is in none.
func (p place) loop() int {
	for n := -1; n > -40 && p.i+n >= 0; n-- {
		switch p.word(n) {
		case "for", "foreach":
			return n
		case "{", "}":
			return 0
		}
	}
	return 0
}

// inHeadOfC tells whether the place is in the head of a loop that has a `;`.
func (p place) inHeadOfC() bool {
	at := p.loop()
	if at == 0 {
		return false
	}
	for n := at + 1; p.i+n < len(p.toks) && !oneOf("{ }", p.word(n)); n++ {
		if p.word(n) == ";" {
			return true
		}
	}
	return false
}

// inLoopHead tells whether the place is in the head of a loop.
func (p place) inLoopHead() bool { return p.loop() < 0 }

// A head is the head of a loop of another language, as far as it was read.
type head struct {
	place
	n     int // the token to be read next
	paren bool
}

// loopHead begins to read the head of the loop around a place.
func loopHead(p place) (*head, bool) {
	at := p.loop()
	if at == 0 && oneOf("for foreach", p.word(0)) {
		return nil, false
	}
	h := &head{place: p, n: at + 1}
	h.paren = h.take("(")
	return h, at < 0
}

// take reads one of words, if it stands here.
func (h *head) take(words ...string) bool {
	for _, w := range words {
		if h.word(h.n) == w {
			h.n++
			return true
		}
	}
	return false
}

// variable reads the name of a variable, with what other languages write before it and after it.
func (h *head) variable() string {
	if !h.take("let", "var", "const", "auto", "val", "final") && h.at(h.n).Type == token.Ident && h.at(h.n+1).Type == token.Ident {
		h.n++ // its type
	}
	h.take("mut")
	if h.at(h.n).Type != token.Ident {
		return ""
	}
	h.n++
	return h.word(h.n - 1)
}

// until reads up to one of words, which it leaves, and gives what stands before it.
func (h *head) until(words ...string) string {
	from := h.n
	for depth := 0; h.i+h.n < len(h.toks); h.n++ {
		w := h.word(h.n)
		if depth == 0 {
			if slices.Contains(words, w) {
				return h.source(from, h.n-1)
			}
		}
		switch w {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		case "{", "}":
			return ""
		}
	}
	return ""
}

// ends reads the end of a head, and tells whether it stands here.
func (h *head) ends() bool {
	return (!h.paren || h.take(")")) && h.word(h.n) == "{"
}

// mended is the fix that makes the head of the loop `for text {`, nil if that is what it is.
func (h *head) mended(text string) *fix {
	at := h.loop()
	if h.source(at, h.n-1) == "for "+text {
		return nil
	}
	return &fix{"write `for " + text + "`", []edit{{h.start(at), h.end(h.n - 1), "for " + text}}}
}

// countingLoop is the fix of `for (let i = 0; i < 10; i++) {`, nil if something else stands there.
func countingLoop(p place) *fix {
	h, ok := loopHead(p)
	if !ok {
		return nil
	}
	name := h.variable()
	if h.take(":") && h.word(h.n) != "=" && h.at(h.n).Type == token.Ident { // a type
		h.n++
	}
	if name == "" || !h.take("=") {
		return nil
	}
	from := h.until(";")
	if from == "" || !h.take(";") || !h.take(name) {
		return nil
	}
	dots := ".."
	switch {
	case h.take("<"), h.take("!="):
	case h.take("<="):
		dots = "..="
	default:
		return nil
	}
	to := h.until(";")
	if to == "" || !h.take(";") || !h.step(name) || !h.ends() {
		return nil
	}
	return h.mended(name + " in " + operand(from) + dots + operand(to))
}

// operand is an expression that stands beside `..`.
func operand(text string) string {
	if strings.ContainsAny(text, "|&=<>") {
		return "(" + text + ")"
	}
	return text
}

// step reads what counts the variable up by one.
func (h *head) step(name string) bool {
	switch {
	case h.take("+"):
		return h.take("+") && h.take(name)
	case !h.take(name):
		return false
	case h.take("+"):
		return h.take("+")
	case h.take("+="):
		return h.take("1")
	}
	return h.take("=") && h.take(name) && h.take("+") && h.take("1")
}

// elementLoop is the fix of `for (const x of xs) {`, of `for _, x := range xs {` and their like, nil
// if something else stands there.
func elementLoop(p place) *fix {
	h, ok := loopHead(p)
	if !ok {
		return nil
	}
	name, second := h.variable(), ""
	if name == "" {
		return nil
	}
	if h.take(",") {
		if second = h.word(h.n); h.at(h.n).Type != token.Ident {
			return nil
		}
		h.n++
	}
	ranged, counted := false, false
	switch {
	case h.take("of"), h.take("in"):
	case h.take(":"):
		if ranged = h.take("="); ranged && !h.take("range") {
			return nil
		}
	case h.take("="):
		if ranged = true; !h.take("range") {
			return nil
		}
	default:
		return nil
	}
	counted = h.at(h.n).Type == token.Int
	end := "{"
	if h.paren {
		end = ")"
	}
	over := h.until(end)
	if over == "" || !h.ends() {
		return nil
	}
	return h.mended(elements(name, second, over, ranged, counted))
}

// elements is the head of the loop of Hew over the same.
func elements(name, second, over string, ranged, counted bool) string {
	switch {
	case second != "" && name == "_" && ranged:
		return second + " in " + over
	case second == "_" && ranged, second == "" && ranged && !counted:
		return name + " in 0.." + over + ".len()"
	case second != "":
		return "(" + name + ", " + second + ") in " + over
	case ranged:
		return name + " in 0.." + over
	}
	return name + " in " + over
}

func sayLoop(p place) string {
	f := countingLoop(p)
	if f == nil {
		f = elementLoop(p)
	}
	return strings.Replace(f.title, "write", "the loop is", 1)
}

// mendEndless makes `for {` and `for (;;) {` a loop.
func mendEndless(p place) *fix {
	if p.word(0) == "{" {
		return p.replace(-1, -1, "loop")
	}
	if p.word(1) == ";" && p.word(2) == ";" && p.word(3) == ")" {
		return p.replace(-1, 3, "loop")
	}
	return nil
}

// mendWhile makes `for x < 3 {` a `while`.
func mendWhile(p place) *fix {
	at := p.loop()
	if at == 0 {
		return nil
	}
	return p.replace(at, at, "while")
}
