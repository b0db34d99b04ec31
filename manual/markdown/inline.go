package markdown

// This file reads the text in blocks.

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An Inline is a Text, *Break, Span, *Emphasis or *Link.
type Inline interface{ inline() }

// The kinds of parts of a text.
type (
	// A Text is shown as it is.
	Text string
	// A Break is the end of a line of the source; a hard one is shown.
	Break struct{ Hard bool }
	// A Span is code.
	Span string
	// An Emphasis is stressed, or strongly so.
	Emphasis struct {
		Strong bool
		Text   []Inline
	}
	// A Link leads somewhere.
	Link struct {
		To   string
		Text []Inline
	}
)

func (Text) inline()      {}
func (*Break) inline()    {}
func (Span) inline()      {}
func (*Emphasis) inline() {}
func (*Link) inline()     {}

// Plain is the text of parts without any form.
func Plain(parts []Inline) string {
	var b strings.Builder
	for _, p := range parts {
		switch p := p.(type) {
		case Text:
			b.WriteString(string(p))
		case Span:
			b.WriteString(string(p))
		case *Break:
			b.WriteByte(' ')
		case *Emphasis:
			b.WriteString(Plain(p.Text))
		case *Link:
			b.WriteString(Plain(p.Text))
		}
	}
	return b.String()
}

// punctuation are the characters that a backslash can stand before.
const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

// inlines reads the text of a block.
func inlines(s string) []Inline {
	var all []Inline
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			all = append(all, Text(entities(text.String())))
			text.Reset()
		}
	}
	add := func(part Inline) {
		flush()
		all = append(all, part)
	}
	for i := 0; i < len(s); {
		rest := s[i:]
		switch c := s[i]; {
		case c == '\\' && len(rest) > 1 && strings.IndexByte(punctuation, rest[1]) >= 0:
			flush()
			all = append(all, Text(rest[1:2]))
			i += 2
		case c == '\\' && len(rest) > 1 && rest[1] == '\n':
			add(&Break{Hard: true})
			i += 2
		case c == '\n':
			line := text.String()
			cut := strings.TrimRight(line, " ")
			text.Reset()
			text.WriteString(cut)
			add(&Break{Hard: len(line)-len(cut) >= 2})
			i++
		case c == '`':
			if end := spanEnd(rest); end > 0 {
				add(Span(spanText(rest[:end])))
				i += end
				continue
			}
			n := run(rest, '`')
			text.WriteString(rest[:n])
			i += n
		case c == '<':
			to, end := angle(rest)
			if to != "" {
				add(&Link{to, []Inline{Text(strings.TrimPrefix(to, "mailto:"))}})
			}
			if end == 0 {
				text.WriteByte(c)
				end = 1
			}
			i += end
		case c == '[' || c == '!' && strings.HasPrefix(rest, "!["):
			label, to, end := link(strings.TrimPrefix(rest, "!"))
			switch {
			case end == 0:
				text.WriteByte(c)
				i++
				continue
			case c == '!':
				add(Text(Plain(inlines(label))))
				end++
			default:
				add(&Link{to, inlines(label)})
			}
			i += end
		case c == '*' || c == '_':
			n := run(rest, c)
			if end := emphasisEnd(s, i, n); end > 0 {
				inner := inlines(s[i+n : end])
				if n == 3 {
					inner = []Inline{&Emphasis{true, inner}}
				}
				add(&Emphasis{n == 2, inner})
				i = end + n
				continue
			}
			text.WriteString(rest[:n])
			i += n
		default:
			text.WriteByte(c)
			i++
		}
	}
	flush()
	return joined(all)
}

// entities replaces the names of characters, such as `&lt;`.
func entities(s string) string {
	before, rest, ok := strings.Cut(s, "&")
	if !ok {
		return s
	}
	name, behind, ok := strings.Cut(rest, ";")
	if char := html.UnescapeString("&" + name + ";"); ok && !strings.ContainsAny(char, ";&") || char == ";" || char == "&" && name == "amp" {
		return before + char + entities(behind)
	}
	return before + "&" + entities(rest)
}

// joined puts texts that stand side by side together.
func joined(all []Inline) []Inline {
	var out []Inline
	for _, part := range all {
		if t, ok := part.(Text); ok && len(out) > 0 {
			if before, ok := out[len(out)-1].(Text); ok {
				out[len(out)-1] = before + t
				continue
			}
		}
		out = append(out, part)
	}
	return out
}

// run is how often c stands at the beginning of s.
func run(s string, c byte) int { return len(s) - len(strings.TrimLeft(s, string(c))) }

// spanEnd is where the code ends that s begins with; 0 if nothing closes it.
func spanEnd(s string) int {
	n := run(s, '`')
	for i := n; i < len(s); {
		if s[i] != '`' {
			i++
			continue
		}
		m := run(s[i:], '`')
		i += m
		if m == n {
			return i
		}
	}
	return 0
}

// spanText is the code between backquotes.
func spanText(s string) string {
	n := run(s, '`')
	code := strings.ReplaceAll(s[n:len(s)-n], "\n", " ")
	if strings.HasPrefix(code, " ") && strings.HasSuffix(code, " ") && strings.TrimSpace(code) != "" {
		code = code[1 : len(code)-1]
	}
	return code
}

// angle reads what stands between `<` and `>` at the beginning of s: to is an address, "" for HTML. end is 0 if it is
// neither.
func angle(s string) (to string, end int) {
	end = strings.IndexByte(s, '>')
	if end < 2 || strings.Contains(s[:end], "\n") {
		return "", 0
	}
	inner := s[1:end]
	switch scheme, _, ok := strings.Cut(inner, ":"); {
	case strings.ContainsAny(inner, " <"):
	case ok && len(scheme) > 1 && strings.Trim(scheme, "abcdefghijklmnopqrstuvwxyz+.-0123456789") == "":
		return inner, end + 1
	case strings.Contains(inner, "@") && strings.Contains(inner, "."):
		return "mailto:" + inner, end + 1
	}
	if isTag(inner) {
		return "", end + 1
	}
	return "", 0
}

// isTag tells whether what stands between `<` and `>` is HTML: a name with attributes, or a comment.
func isTag(inner string) bool {
	if strings.HasPrefix(inner, "!") {
		return true
	}
	inner = strings.TrimPrefix(inner, "/")
	rest := strings.TrimLeft(inner, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
	first := inner != "" && (inner[0]|0x20 >= 'a' && inner[0]|0x20 <= 'z')
	return first && (rest == "" || rest == "/" || strings.HasPrefix(rest, " ") && !strings.Contains(rest, ","))
}

// link reads `[label](to)` at the beginning of s; end is 0 if it is none.
func link(s string) (label, to string, end int) {
	close := closing(s, '[', ']')
	if close == 0 || close+1 >= len(s) || s[close+1] != '(' {
		return "", "", 0
	}
	rest := s[close+1:]
	last := closing(rest, '(', ')')
	if last == 0 {
		return "", "", 0
	}
	to = strings.TrimSpace(rest[1:last])
	if inner, ok := strings.CutPrefix(to, "<"); ok {
		to, _, _ = strings.Cut(inner, ">")
	} else {
		to, _, _ = strings.Cut(to, " ") // a title follows
	}
	return s[1:close], to, close + 1 + last + 1
}

// closing is where what s begins with is closed, 0 if it is not.
func closing(s string, opener, closer byte) int {
	depth := 0
	for i := 0; i < len(s); {
		if n := opaque(s[i:]); n > 0 {
			i += n
			continue
		}
		switch s[i] {
		case opener:
			depth++
		case closer:
			if depth--; depth == 0 {
				return i
			}
		}
		i++
	}
	return 0
}

// opaque is how long the escaped character or the code is that s begins with, in which nothing is marked; 0 if it
// begins with neither.
func opaque(s string) int {
	switch s[0] {
	case '\\':
		return 2
	case '`':
		return spanEnd(s)
	}
	return 0
}

// emphasisEnd is where the n stars or lines close that stand at i, 0 if they do not open anything.
func emphasisEnd(s string, i, n int) int {
	c := s[i]
	if n > 3 || !opens(s, i, n, c) {
		return 0
	}
	for k := i + n; k < len(s); {
		if n := opaque(s[k:]); n > 0 {
			k += n
			continue
		}
		switch s[k] {
		case '[':
			if _, _, end := link(s[k:]); end > 0 {
				k += end
				continue
			}
		case c:
			m := run(s[k:], c)
			if m == n && closes(s, k, m, c) {
				return k
			}
			if m != n && opens(s, k, m, c) {
				if end := emphasisEnd(s, k, m); end > 0 {
					k = end + m
					continue
				}
			}
			k += m
			continue
		}
		k++
	}
	return 0
}

// A flank says what stands around stars or lines.
type flank struct {
	left, right    bool // they are left-flanking, right-flanking
	before, behind rune // the characters at both sides, spaces at the ends of the text
}

// flankOf is that of the n bytes at i.
func flankOf(s string, i, n int) flank {
	f := flank{before: ' ', behind: ' '}
	if i > 0 {
		f.before, _ = utf8.DecodeLastRuneInString(s[:i])
	}
	if i+n < len(s) {
		f.behind, _ = utf8.DecodeRuneInString(s[i+n:])
	}
	f.left = !unicode.IsSpace(f.behind) && (!mark(f.behind) || unicode.IsSpace(f.before) || mark(f.before))
	f.right = !unicode.IsSpace(f.before) && (!mark(f.before) || unicode.IsSpace(f.behind) || mark(f.behind))
	return f
}

func mark(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// opens tells whether the n stars or lines at i can open emphasis.
func opens(s string, i, n int, c byte) bool {
	f := flankOf(s, i, n)
	return f.left && (c == '*' || !f.right || mark(f.before))
}

// closes tells whether the n stars or lines at i can close emphasis.
func closes(s string, i, n int, c byte) bool {
	f := flankOf(s, i, n)
	return f.right && (c == '*' || !f.left || mark(f.behind))
}
