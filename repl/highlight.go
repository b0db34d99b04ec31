package repl

// This file colours inputs.

import (
	"unicode"
	"unicode/utf8"

	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/token"
	"hewq/lang/types"
)

// A style is how a piece of text looks on a terminal.
type style uint8

const (
	plain style = iota
	keywordStyle
	textStyle
	numberStyle
	typeStyle
	commentStyle
	wrongStyle
	promptStyle
	faintStyle
	chosenStyle
)

// escapes begin a style; each of them undoes others.
var escapes = [...]string{
	plain:        "\x1b[0m",
	keywordStyle: "\x1b[0;35m",
	textStyle:    "\x1b[0;32m",
	numberStyle:  "\x1b[0;36m",
	typeStyle:    "\x1b[0;33m",
	commentStyle: "\x1b[0;90m",
	wrongStyle:   "\x1b[0;31m",
	promptStyle:  "\x1b[0;1m",
	faintStyle:   "\x1b[0;90m",
	chosenStyle:  "\x1b[0;7m",
}

// highlighted is the longest text that is looked at as a whole.
const highlighted = 16 << 10

// A highlighter remembers the last text it was asked about.
type highlighter struct {
	text   string
	styles []style
}

// of gives the style of each byte of a text.
func (h *highlighter) of(text string) []style {
	if h.styles == nil || h.text != text {
		h.text, h.styles = text, stylesOf(text)
	}
	return h.styles
}

func stylesOf(text string) []style {
	styles := make([]style, len(text))
	paint := func(from, to int, st style) {
		for i := max(from, 0); i < min(to, len(styles)); i++ {
			styles[i] = st
		}
	}
	if name, _, ok := splitCommand(text); ok {
		from := 0
		for text[from] != ':' {
			from++
		}
		paint(from, from+1+len(name), keywordStyle)
	}
	for _, t := range parser.Tokens(source.New("input", text)) {
		at := t.Start()
		if at < len(styles) && styles[at] == plain {
			paint(at, at+len(t.Value), styleOf(t))
		}
	}
	return styles
}

// primitives are the types that are written in lower case.
var primitives = func() map[string]bool {
	m := map[string]bool{"byte": true, "instant": true}
	for k := types.Bool; k <= types.Bytes; k++ {
		m[types.Of(k).Name] = true
	}
	return m
}()

func styleOf(t token.Token) style {
	switch t.Type {
	case token.Keyword:
		return keywordStyle
	case token.String, token.RawString, token.ByteString, token.Char, token.Regex,
		token.FStringStart, token.FStringText, token.FStringEnd:
		return textStyle
	case token.Int, token.Float, token.Duration:
		return numberStyle
	case token.Comment, token.DocComment, token.ModuleDoc:
		return commentStyle
	case token.Label:
		return typeStyle
	case token.Invalid:
		return wrongStyle
	case token.Ident:
		if first, _ := utf8.DecodeRuneInString(t.Value); unicode.IsUpper(first) || primitives[t.Value] {
			return typeStyle
		}
	}
	return plain
}
