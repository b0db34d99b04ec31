//go:build ignore

package main

import (
	"fmt"
	"os"
	"strconv"
)

type kind int

const (
	word kind = iota
	number
	sign
	end
)

type token struct {
	kind kind
	text string
	n    int
}

type lexer struct {
	text string
	at   int
}

func letter(c int) bool { return c >= 'a' && c <= 'z' || c == '_' }

func figure(c int) bool { return c >= '0' && c <= '9' }

func (l *lexer) peek() int {
	if l.at < len(l.text) {
		return int(l.text[l.at])
	}
	return -1
}

func (l *lexer) next() token {
	for l.peek() == ' ' || l.peek() == '\n' {
		l.at++
	}
	c, from := l.peek(), l.at
	switch {
	case c < 0:
		return token{kind: end}
	case letter(c):
		for letter(l.peek()) || figure(l.peek()) {
			l.at++
		}
		return token{kind: word, text: l.text[from:l.at]}
	case figure(c):
		n := 0
		for figure(l.peek()) {
			n = (n*10 + l.peek() - '0') % 1000003
			l.at++
		}
		return token{kind: number, n: n}
	}
	l.at++
	return token{kind: sign, n: c}
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	s := 0
	for i := range size {
		l := &lexer{text: fmt.Sprintf("let total_%d = (a1 + %d) * rate - offset[%d];\n  if x >= 10 { y = y / 2; }", i, i*37, i%10)}
		for t := l.next(); t.kind != end; t = l.next() {
			switch t.kind {
			case word:
				s = s*7 + len(t.text)
			case number:
				s = s*3 + t.n
			default:
				s += t.n
			}
			s %= 1000003
		}
	}
	fmt.Println(s)
}
