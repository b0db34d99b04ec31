package value

// This file makes text of bytes.

import (
	"strings"
	"unicode/utf8"
)

// DecodeText is b as text. A byte that no character can have there becomes U+FFFD, and so does
// the beginning of a character whose other bytes are missing, however long it is (The Unicode
// Standard, section 3.9, "U+FFFD Substitution of Maximal Subparts").
func DecodeText(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var text strings.Builder
	text.Grow(len(b) + 2*utf8.UTFMax)
	for len(b) > 0 {
		n := validLen(b)
		text.Write(b[:n])
		if b = b[n:]; len(b) > 0 {
			text.WriteRune(utf8.RuneError)
			b = b[brokenLen(b):]
		}
	}
	return text.String()
}

// validLen is the length of the valid UTF-8 at the start of b.
func validLen(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(b)
}

// brokenLen is the length of what b, which begins with no character, has of one.
func brokenLen(b []byte) int {
	n := 1
	for n < len(b) && !utf8.FullRune(b[:n+1]) {
		n++
	}
	return n
}
