package token

// This file finds where what is no literal of Hew ends: strings of other languages, and those that
// lack a quote.

import (
	"strings"
	"unicode/utf8"
)

// templateLen is the length of "`text`", or of the quote alone if it has no other one.
func templateLen(s string) int {
	if end := strings.IndexByte(s[1:], '`'); end >= 0 {
		return 1 + end + 1
	}
	return 1
}

// curlyLen is the length of `“text”`, or of the quote alone if its line has no other one.
func curlyLen(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	line := s[:lineLen(s)]
	for i, r := range line[n:] {
		if strings.ContainsRune("”’“‘", r) {
			return n + i + utf8.RuneLen(r)
		}
	}
	return n
}

// escapedLen is the length of `\"text\"` in the braces of an f-string.
func escapedLen(s string) int {
	line := s[:lineLen(s)]
	if end := strings.Index(line[2:], `\"`); end >= 0 {
		return 2 + end + 2
	}
	return 2
}

// closesOnLine tells whether the f-string at the start of s ends on its first line.
func closesOnLine(s string) bool {
	line := s[:lineLen(s)]
	depth := 0 // of braces
	for i := len(`f"`); i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			depth = max(depth-1, 0)
		case '"':
			if depth == 0 {
				return true
			}
			end := stringEnd(line[i:])
			if end == 0 {
				return false
			}
			i += end - 1
		}
	}
	return false
}

// stringEnd is the length of the string at the start of s, 0 if it has no end.
func stringEnd(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return 0
}

// UnclosedBrace is where the `{` stands that has no `}` in an f-string without its end, -1 if none
// does.
func UnclosedBrace(s string) int {
	open := -1
	for i := len(`f"`); i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '{':
			open = i
		case '}':
			open = -1
		}
	}
	return open
}

// spills tells whether the string at the start of s, whose first line has n bytes and which goes on
// after it, rather lacks its quote: because the line ends like code, or because the quote that would
// end the string rather begins another one.
func spills(s string, n int) bool {
	if line := strings.TrimRight(s[:n], " \t"); line != "" && strings.IndexByte(";{}),]>", line[len(line)-1]) >= 0 {
		return true
	}
	rest := s[n:]
	before, _, ok := strings.Cut(rest, "\"")
	if !ok {
		return true
	}
	before = strings.TrimRight(before, " \t")
	return before != "" && strings.IndexByte("(=,[{+", before[len(before)-1]) >= 0
}
