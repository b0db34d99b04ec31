package token

// This file splits a source into tokens.

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hewq/lang/source"
)

// MaxDepth is how deep brackets may nest; the parser's stack grows with them.
const MaxDepth = 256

// Read reads the tokens of src, comments included. The last one is the end of the file.
func Read(src *source.File) []Token { return readAll(src, false) }

// ReadLines reads the tokens of a src in which a quote is missing somewhere: a string that looks like the one
// without its quote is Invalid, and ends with its line.
func ReadLines(src *source.File) []Token { return readAll(src, true) }

// readAll counts the tokens first, since there are many.
func readAll(src *source.File, lines bool) []Token {
	n := 1
	for r := linesReader(src, lines); r.next().Type != EOF; {
		n++
	}
	all := make([]Token, n)
	r := linesReader(src, lines)
	for i := range all {
		all[i] = r.next()
	}
	return all
}

func linesReader(src *source.File, lines bool) *reader {
	r := newReader(src.Text)
	r.lines = lines
	return r
}

func newReader(text string) *reader {
	r := &reader{src: text}
	if strings.HasPrefix(text, byteOrderMark) {
		r.at = len(byteOrderMark)
	}
	r.shebang = strings.HasPrefix(text[r.at:], "#!") && !strings.HasPrefix(text[r.at:], "#![")
	return r
}

// byteOrderMark is what some editors put before a text.
const byteOrderMark = "\ufeff"

// A reader reads tokens one by one. An f-string is read in pieces: braces counts, for each
// f-string expression being read, the braces open inside it; inText says that the next
// token is text of the innermost f-string.
type reader struct {
	src     string
	at      int // offset of the next token, or of the space before it
	braces  []int
	inText  bool
	shebang bool   // the text begins with a `#!` line
	lines   bool   // see ReadLines
	prev    string // text of the token before, comments aside
	depth   int    // of open brackets
}

// next reads a token, the end of the file again and again once it is there. What is no token is Invalid.
func (r *reader) next() Token {
	if r.shebang {
		r.shebang = false
		return r.token(Comment, lineLen(r.src[r.at:]))
	}
	if r.inText {
		return r.fstringPart()
	}
	for r.at < len(r.src) {
		rest := r.src[r.at:]
		n := spaceLen(rest)
		if n > 0 {
			r.at += n
			continue
		}
		return r.scan(rest)
	}
	return Token{Type: EOF, at: int32(r.at)}
}

func (r *reader) token(typ Type, n int) Token {
	t := Token{r.src[r.at : r.at+n], typ, int32(r.at)}
	r.at += n
	if !IsElided(typ) {
		r.prev = t.Value
	}
	return t
}

func (r *reader) scan(s string) Token {
	c := s[0]
	switch {
	case isLetter(c):
		return r.word(s)
	case isDigit(c):
		return r.token(number(s))
	case c == '"':
		return r.quoted(String, s, 0)
	case c == '\'':
		if n := charLen(s); n > 0 {
			return r.token(Char, n)
		}
		return r.token(Invalid, badCharLen(s))
	case c == '@' && len(s) > 1 && isLetter(s[1]):
		return r.token(Label, 1+wordLen(s[1:]))
	case strings.HasPrefix(s, "//!"):
		return r.token(ModuleDoc, lineLen(s))
	case strings.HasPrefix(s, "///"):
		return r.token(DocComment, lineLen(s))
	case strings.HasPrefix(s, "//"):
		return r.token(Comment, lineLen(s))
	case strings.HasPrefix(s, "/*"):
		if n := blockCommentLen(s); n > 0 {
			return r.token(Comment, n)
		}
		return r.token(Invalid, openCommentLen(s))
	case c == '#' && !strings.HasPrefix(s, "#[") && len(r.braces) == 0:
		return r.token(BadComment, lineLen(s))
	case c == '`':
		return r.token(Invalid, templateLen(s))
	case strings.HasPrefix(s, "“") || strings.HasPrefix(s, "‘"):
		return r.token(Invalid, curlyLen(s))
	case c == '\\' && strings.HasPrefix(s, `\"`) && len(r.braces) > 0:
		return r.token(Invalid, escapedLen(s))
	}
	if n := len(r.braces); n > 0 {
		switch c {
		case '{':
			r.braces[n-1]++
		case '}':
			if r.braces[n-1] == 0 {
				r.braces = r.braces[:n-1]
				r.inText = true
			} else {
				r.braces[n-1]--
			}
		}
	}
	if c == ',' && closes(s[1:]) && !strings.Contains(",([{<", r.prev) {
		return r.token(LastComma, 1)
	}
	switch c {
	case '(', '[', '{':
		if r.depth++; r.depth > MaxDepth {
			return r.token(Invalid, len(s))
		}
	case ')', ']', '}':
		r.depth--
	}
	if n := punctLen(s); n > 0 {
		return r.token(Punct, n)
	}
	return r.token(Invalid, strangeLen(s))
}

// word reads a keyword or name, or a string with a letter before its quote.
func (r *reader) word(s string) Token {
	n := wordLen(s)
	w := s[:n]
	if n < len(s) && s[n] == '"' {
		switch w {
		case "f":
			if n := lineLen(s); r.lines && !closesOnLine(s) && (UnclosedBrace(s[:n]) >= 0 || spills(s, n)) {
				return r.token(Invalid, n)
			}
			r.inText = true
			return r.token(FStringStart, 2)
		case "r":
			if end := strings.IndexByte(s[2:], '"'); end >= 0 {
				return r.token(RawString, 2+end+1)
			}
			return r.token(Invalid, len(s))
		case "b":
			return r.quoted(ByteString, s, 1)
		case "re":
			return r.quoted(Regex, s, 2)
		}
	}
	if IsKeyword(w) {
		return r.token(Keyword, n)
	}
	return r.token(Ident, n)
}

func (r *reader) quoted(typ Type, s string, prefix int) Token {
	for i := prefix + 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			if n := lineLen(s); r.lines && n < i && spills(s, n) {
				return r.token(Invalid, n)
			}
			return r.token(typ, i+1)
		}
	}
	if r.lines {
		return r.token(Invalid, lineLen(s))
	}
	return r.token(Invalid, len(s))
}

// fstringPart reads the text up to the next `{` or the closing quote, or one of these.
func (r *reader) fstringPart() Token {
	s := r.src[r.at:]
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
			continue
		case '{', '"':
		default:
			continue
		}
		if i > 0 {
			return r.token(FStringText, i)
		}
		r.inText = false
		if s[0] == '"' {
			return r.token(FStringEnd, 1)
		}
		if strings.HasPrefix(s, "{{") {
			r.inText = true
			return r.token(Invalid, 2)
		}
		r.braces = append(r.braces, 0)
		return r.token(Punct, 1)
	}
	r.inText = false
	if s == "" {
		return Token{Type: EOF, at: int32(r.at)}
	}
	return r.token(Invalid, len(s))
}

func number(s string) (Type, int) {
	if s[0] == '0' && len(s) > 2 {
		var ok func(byte) bool
		switch s[1] {
		case 'x', 'X':
			ok = isHex
		case 'o', 'O':
			ok = func(c byte) bool { return '0' <= c && c <= '7' }
		case 'b', 'B':
			ok = func(c byte) bool { return c == '0' || c == '1' }
		}
		if ok != nil && ok(s[2]) {
			n := 3
			for n < len(s) && (ok(s[n]) || s[n] == '_') {
				n++
			}
			return Int, n
		}
	}
	n := digitsLen(s)
	for _, unit := range []string{"ns", "us", "ms", "s", "m", "h"} {
		if strings.HasPrefix(s[n:], unit) {
			return Duration, n + len(unit)
		}
	}
	if n+1 < len(s) && s[n] == '.' && isDigit(s[n+1]) {
		n += 1 + digitsLen(s[n+1:])
		if n < len(s) && (s[n] == 'e' || s[n] == 'E') {
			m := n + 1
			if m < len(s) && (s[m] == '+' || s[m] == '-') {
				m++
			}
			if m < len(s) && isDigit(s[m]) {
				n = m + digitsLen(s[m:])
			}
		}
		return Float, n
	}
	return Int, n
}

func charLen(s string) int {
	if strings.HasPrefix(s, `'\u{`) {
		if end := strings.Index(s, "}'"); end > 0 {
			return end + 2
		}
	}
	if strings.HasPrefix(s, `'\x`) && len(s) > 5 && s[5] == '\'' {
		return 6
	}
	i := 1
	if i < len(s) && s[i] == '\\' {
		i++
	} else if i < len(s) && s[i] == '\'' {
		return 0
	}
	if i >= len(s) {
		return 0
	}
	_, w := utf8.DecodeRuneInString(s[i:])
	if i += w; i < len(s) && s[i] == '\'' {
		return i + 1
	}
	return 0
}

// badCharLen is the length of what should be one character in quotes: `'ab'`, `”`, or the
// quote alone if none follows on its line.
func badCharLen(s string) int {
	for i := 1; i < len(s) && s[i] != '\n'; i++ {
		if s[i] == '\'' {
			return i + 1
		}
	}
	return 1
}

// strangeLen is the length of a character that starts no token, with the letters that
// directly follow it.
func strangeLen(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	for n < len(s) && s[0] >= utf8.RuneSelf && (isLetter(s[n]) || isDigit(s[n]) || s[n] >= utf8.RuneSelf) {
		n++
	}
	return n
}

// openCommentLen is how far a comment without its end reaches: to the last end of a comment, that of
// one in it, or over all the text.
func openCommentLen(s string) int {
	if i := strings.LastIndex(s, "*/"); i > 0 {
		return i + len("*/")
	}
	return len(s)
}

func blockCommentLen(s string) int {
	depth := 0
	for i := 0; i+1 < len(s); i++ {
		switch s[i : i+2] {
		case "/*":
			depth++
			i++
		case "*/":
			depth--
			i++
			if depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

func punctLen(s string) int {
	for _, p := range punctsBy[s[0]] {
		if strings.HasPrefix(s, p) {
			return len(p)
		}
	}
	return 0
}

// punctsBy are the marks by their first byte, longer ones first.
var punctsBy = func() (by [256][]string) {
	for _, p := range puncts {
		by[p[0]] = append(by[p[0]], p)
	}
	for _, all := range by {
		slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	}
	return by
}()

// lineLen is the length of s up to the end of its first line.
func lineLen(s string) int {
	line, _, _ := strings.Cut(s, "\n")
	return len(strings.TrimSuffix(line, "\r"))
}

func spaceLen(s string) int {
	n := 0
	for n < len(s) && (s[n] == ' ' || s[n] == '\n' || s[n] == '\t' || s[n] == '\r') {
		n++
	}
	return n
}

func wordLen(s string) int {
	n := 0
	for n < len(s) && (isLetter(s[n]) || isDigit(s[n])) {
		n++
	}
	return n
}

func digitsLen(s string) int {
	n := 0
	for n < len(s) && (isDigit(s[n]) || s[n] == '_') {
		n++
	}
	return n
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isHex(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// closes tells whether the next token is a closing bracket.
func closes(s string) bool {
	for {
		s = s[spaceLen(s):]
		switch {
		case strings.HasPrefix(s, "//"):
			s = s[lineLen(s):]
		case strings.HasPrefix(s, "/*"):
			s = s[max(blockCommentLen(s), 2):]
		default:
			return s != "" && strings.IndexByte(")]}>", s[0]) >= 0
		}
	}
}

// puncts has nothing longer that starts with `>`: the parser joins `>` with what directly
// follows it where an operator may stand, so that `Vec<Vec<i64>>` needs nothing special.
var puncts = strings.Fields(`
	<<= ..= == != => -> << <= && || &= |= ^= += -= *= /= %= .. :: #[ &+ &- &*
	+ - * / % = ! < > ? | & ^ ~ @ . ( ) { } [ ] ; , :`)
