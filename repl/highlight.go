package repl

// This file colours inputs.

import (
	"hewq/lang/paint"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/token"
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
	plain:        paint.Plain.Escape(),
	keywordStyle: paint.Keyword.Escape(),
	textStyle:    paint.Text.Escape(),
	numberStyle:  paint.Number.Escape(),
	typeStyle:    paint.Type.Escape(),
	commentStyle: paint.Comment.Escape(),
	wrongStyle:   paint.Wrong.Escape(),
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

// styles are how kinds of tokens look.
var styles = [...]style{
	paint.Plain: plain, paint.Keyword: keywordStyle, paint.Text: textStyle, paint.Number: numberStyle,
	paint.Type: typeStyle, paint.Comment: commentStyle, paint.Wrong: wrongStyle,
}

func styleOf(t token.Token) style { return styles[paint.Of(t)] }
