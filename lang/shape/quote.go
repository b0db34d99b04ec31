package shape

// This file writes values as the literals that Hew reads.

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// appendStringLiteral is s in quotes. A byte that is no UTF-8, which no literal can make, looks
// like `\x80`; no character does.
func appendStringLiteral(b []byte, s string) []byte {
	return append(appendEscaped(append(b, '"'), s, '"'), '"')
}

// appendBytesLiteral is a literal that makes data: text where it is text.
func appendBytesLiteral(b, data []byte) []byte {
	return append(appendEscaped(append(b, `b"`...), string(data), '"'), '"')
}

// appendCharLiteral is r in quotes. A character that cannot be shown looks as it does in a string,
// although the literals of characters know no such escape.
func appendCharLiteral(b []byte, r rune) []byte {
	return append(appendEscaped(append(b, '\''), string(r), '\''), '\'')
}

func appendEscaped(b []byte, s string, quote rune) []byte {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			b = fmt.Appendf(b, `\x%02x`, s[i])
		case r == quote, r == '\\':
			b = append(b, '\\', byte(r))
		case r == utf8.RuneError:
			b = append(b, `\u{fffd}`...) // or it would look like bytes that are no UTF-8
		case strconv.IsPrint(r):
			b = append(b, s[i:i+n]...)
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == 0:
			b = append(b, `\0`...)
		case r < utf8.RuneSelf:
			b = fmt.Appendf(b, `\x%02x`, r)
		default:
			b = fmt.Appendf(b, `\u{%x}`, r)
		}
		i += n
	}
	return b
}
