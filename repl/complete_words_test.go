package repl

import (
	"io"
	"slices"
	"testing"

	"hewq/lang/token"
)

// offered tells whether word is among what may stand at the end of text, once half of it is
// typed.
func offered(s *Session, text, word string) bool {
	text += word[:(len(word)+1)/2]
	return slices.ContainsFunc(s.Complete(text, len(text)).Candidates, func(c Candidate) bool { return c.Text == word })
}

// Each word of the language is offered wherever one of its roles has its place.
func TestCompleteWords(t *testing.T) {
	s := newSession(t, io.Discard)
	for _, c := range []struct {
		role   token.Role
		before []string
	}{
		{token.Item, []string{"", "fn f() {} ", "#[test] ", "pub "}},
		{token.Stmt, []string{"", "fn f() { ", "let a = 1; ", "if true { } "}},
		{token.Operand, []string{"", "let a = ", "f(1, ", "a + ", "{ ", "return ", "match a { 1 => "}},
		{token.Member, []string{"type A { ", "impl A { ", "impl A for B { fn f() {} ", "actor A { let a: i64; "}},
		{token.ActorMember, []string{"actor A { ", "actor A { mailbox 8; ", "actor A { fn f() { } "}},
		{token.SupervisorMember, []string{"supervisor A { ", "supervisor A { child a: A(b: 1) "}},
		{token.Clause, []string{"supervisor A { child a: A(b: 1) ", "actor A { mailbox 8 "}},
		{token.Link, []string{"if ", "a ", "f(1) ", "impl A "}},
		{token.Tail, []string{"if a { } "}},
		{token.TypePart, []string{"let a: ", "fn f() -> ", "f<"}},
	} {
		for _, word := range token.Words(c.role) {
			roles := token.RolesOf(word)
			for _, before := range c.before {
				want := roles&(token.Refused|token.Reserved) == 0
				if got := offered(s, before, word); got != want {
					t.Errorf("%q: %s is offered: %v, want %v", before, word, got, want)
				}
			}
		}
	}
}

// A word is not offered where it cannot stand.
func TestCompleteWordsElsewhere(t *testing.T) {
	s := newSession(t, io.Discard)
	for _, c := range []struct{ before, word string }{
		{"let a = ", "while"},
		{"let a = ", "supervisor"},
		{"let a = ", "else"},
		{"f(1) ", "spawn"},
		{"actor A { ", "while"},
		{"fn f() { ", "mailbox"},
		{"impl A { ", "receive"},
		{"", "restart"},
		{"", "machine"},
	} {
		if offered(s, c.before, c.word) {
			t.Errorf("%q: %s is offered", c.before, c.word)
		}
	}
}
