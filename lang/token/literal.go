package token

// This file decodes literals: what the text of a token means.

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A LiteralError says what is wrong with a literal. Start and End are offsets in its text.
type LiteralError struct {
	Start, End int
	Message    string
}

func (e *LiteralError) Error() string { return e.Message }

// DecodeInt is the value of an Int: decimal, or with 0x, 0o or 0b before it; `_` may stand
// between digits. It fails if the value needs more than 64 bits.
func DecodeInt(text string) (uint64, error) {
	digits, base := text, uint64(10)
	if len(text) > 2 && text[0] == '0' {
		switch text[1] {
		case 'x', 'X':
			digits, base = text[2:], 16
		case 'o', 'O':
			digits, base = text[2:], 8
		case 'b', 'B':
			digits, base = text[2:], 2
		}
	}
	var n uint64
	for i := range len(digits) {
		if digits[i] == '_' {
			continue
		}
		high, low := bits.Mul64(n, base)
		sum, carry := bits.Add64(low, uint64(hexDigit(digits[i])), 0)
		if high != 0 || carry != 0 {
			return 0, &LiteralError{0, len(text), "this number needs more than 64 bits"}
		}
		n = sum
	}
	return n, nil
}

// DecodeFloat is the value of a Float. A number that is too large is infinite.
func DecodeFloat(text string) (float64, error) {
	f, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, &LiteralError{0, len(text), "this is not a number"}
	}
	return f, nil
}

// DecodeDuration is the length of a Duration such as `250ms`. It fails if it does not fit
// into 64 bits of nanoseconds, about 292 years.
func DecodeDuration(text string) (time.Duration, error) {
	n := digitsLen(text)
	unit := map[string]uint64{
		"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9, "m": 60e9, "h": 3600e9,
	}[text[n:]]
	count, err := DecodeInt(text[:n])
	high, ns := bits.Mul64(count, unit)
	if err != nil || high != 0 || ns > math.MaxInt64 {
		return 0, &LiteralError{0, len(text), "this duration is too long: at most 292 years fit"}
	}
	return time.Duration(ns), nil
}

// DecodeChar is the character of a Char such as `'a'` or `'\n'`.
func DecodeChar(text string) (rune, error) {
	inner := text[1 : len(text)-1]
	if inner[0] != '\\' {
		r, _ := utf8.DecodeRuneInString(inner)
		return r, nil
	}
	if r, ok := charEscapes[inner[1:]]; ok {
		return r, nil
	}
	return 0, &LiteralError{
		1, len(text) - 1,
		fmt.Sprintf("`%s` is not an escape of a character; those are `\\n`, `\\t`, `\\r`, `\\0`, `\\\\` and `\\'`", inner),
	}
}

var charEscapes = map[string]rune{"n": '\n', "t": '\t', "r": '\r', "0": 0, `\`: '\\', "'": '\''}

// DecodeString is the text of a String, RawString or Regex. In a String a backslash before
// a character that makes no escape with it stays; in a Regex only `\"` is an escape.
func DecodeString(text string) (string, error) {
	switch {
	case strings.HasPrefix(text, `re"`):
		return regexText(text[3 : len(text)-1]), nil
	case text[0] == 'r':
		return text[2 : len(text)-1], nil
	}
	return unescape(text[1:len(text)-1], 1, escapes{})
}

// DecodeBytes is the bytes of a ByteString: `\xff` is the byte 0xff, everything else is text in
// UTF-8.
func DecodeBytes(text string) ([]byte, error) {
	s, err := unescape(text[2:len(text)-1], 2, escapes{hexIsByte: true})
	return []byte(s), err
}

// DecodeFStringText is the text between the expressions of an f-string, where `\{` and
// `\}` are braces.
func DecodeFStringText(text string) (string, error) {
	return unescape(text, 0, escapes{own: "{}$`"})
}

// CheckLiteral tells what is wrong with the literal text of type typ, nil if nothing is.
// The error is a *LiteralError.
func CheckLiteral(typ Type, text string) (err error) {
	switch typ {
	case Int:
		_, err = DecodeInt(text)
	case Float:
		_, err = DecodeFloat(text)
	case Duration:
		_, err = DecodeDuration(text)
	case Char:
		_, err = DecodeChar(text)
	case String:
		_, err = DecodeString(text)
	case ByteString:
		_, err = DecodeBytes(text)
	case FStringText:
		_, err = DecodeFStringText(text)
	}
	return err
}

// An escapes says how the escapes of a kind of literal differ from those of a string.
type escapes struct {
	own       string // characters that may be escaped besides the usual ones
	hexIsByte bool   // `\xff` is one byte, not the character U+00FF
}

// unescape decodes s, which stands at offset in its literal.
func unescape(s string, offset int, kind escapes) (string, error) {
	if strings.IndexByte(s, '\\') < 0 {
		return s, nil
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		n := 1
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
		} else {
			r, size, wrong := escape(s[i:], kind.own)
			if wrong != "" {
				return "", &LiteralError{offset + i, offset + i + size, wrong}
			}
			switch n = size; {
			case n == 0:
				_, size := utf8.DecodeRuneInString(s[i+1:])
				n = 1 + size
				b.WriteString(s[i : i+n])
			case s[i+1] == 'x' && kind.hexIsByte:
				b.WriteByte(byte(r))
			default:
				b.WriteRune(r)
			}
		}
		i += n
	}
	return b.String(), nil
}

// escape decodes the escape at the start of s and gives its size, 0 if it is none.
func escape(s, own string) (r rune, size int, wrong string) {
	switch c := s[1]; c {
	case 'n':
		return '\n', 2, ""
	case 't':
		return '\t', 2, ""
	case 'r':
		return '\r', 2, ""
	case '0':
		return 0, 2, ""
	case '"', '\\':
		return rune(c), 2, ""
	case 'x':
		if len(s) > 3 && isHex(s[2]) && isHex(s[3]) {
			return rune(hexDigit(s[2])<<4 | hexDigit(s[3])), 4, ""
		}
	case 'u':
		if len(s) > 2 && s[2] == '{' {
			return unicodeEscape(s)
		}
	default:
		if strings.IndexByte(own, c) >= 0 {
			return rune(c), 2, ""
		}
	}
	return 0, 0, ""
}

// unicodeEscape decodes `\u{…}`.
func unicodeEscape(s string) (r rune, size int, wrong string) {
	end := strings.IndexByte(s, '}')
	if end < 0 {
		return 0, len(`\u{`), "this `\\u{` has no `}`"
	}
	digits, size := s[3:end], end+1
	if len(digits) < 1 || len(digits) > 6 {
		return 0, size, "between `\\u{` and `}` stand 1 to 6 hexadecimal digits"
	}
	for i := range len(digits) {
		if !isHex(digits[i]) {
			return 0, size, "between `\\u{` and `}` stand hexadecimal digits only"
		}
		r = r<<4 | rune(hexDigit(digits[i]))
	}
	if !utf8.ValidRune(r) {
		return 0, size, fmt.Sprintf("there is no character U+%04X", r)
	}
	return r, size, ""
}

func regexText(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			if i++; s[i] != '"' {
				b.WriteByte('\\')
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func hexDigit(c byte) byte {
	switch {
	case isDigit(c):
		return c - '0'
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	}
	return c - 'A' + 10
}

// LiteralType is the type of a token that is a literal; a Keyword of `true` and `false`.
func LiteralType(text string) Type {
	if text == "" {
		return Invalid
	}
	switch c := text[0]; {
	case isDigit(c):
		t, _ := number(text)
		return t
	case c == '\'':
		return Char
	case c == '"':
		return String
	}
	switch prefix, _, quoted := strings.Cut(text, `"`); {
	case !quoted:
		return Keyword
	case prefix == "r":
		return RawString
	case prefix == "b":
		return ByteString
	}
	return Regex
}
