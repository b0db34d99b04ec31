// Package paint tells which tokens of Hew look alike.
package paint

import (
	"unicode"
	"unicode/utf8"

	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lang/token"
	"hewq/lang/types"
)

// A Kind is a sort of text.
type Kind uint8

// The kinds.
const (
	Plain Kind = iota
	Keyword
	Text // strings, characters and the like
	Number
	Type
	Comment
	Wrong // what is no token of Hew
)

// String is the name of the kind, in lower case.
func (k Kind) String() string {
	return [...]string{"plain", "keyword", "text", "number", "type", "comment", "wrong"}[k]
}

// Escape begins text of the kind on a terminal, and undoes what began before.
func (k Kind) Escape() string {
	return [...]string{
		Plain: "\x1b[0m", Keyword: "\x1b[0;35m", Text: "\x1b[0;32m", Number: "\x1b[0;36m", Type: "\x1b[0;33m",
		Comment: "\x1b[0;90m", Wrong: "\x1b[0;31m",
	}[k]
}

// A Piece is a part of a text.
type Piece struct {
	Kind Kind
	Text string
}

// Pieces cuts a text into pieces, whether or not it is right. Together they are the text.
func Pieces(text string) []Piece {
	var all []Piece
	add := func(k Kind, piece string) {
		if n := len(all); n > 0 && all[n-1].Kind == k {
			all[n-1].Text += piece
		} else if piece != "" {
			all = append(all, Piece{k, piece})
		}
	}
	at := 0
	for _, t := range parser.Tokens(source.New("", text)) {
		if t.Start() < at || t.End() > len(text) {
			continue
		}
		add(Plain, text[at:t.Start()])
		add(Of(t), t.Value)
		at = t.End()
	}
	add(Plain, text[at:])
	return all
}

// primitives are the types that are written in lower case.
var primitives = func() map[string]bool {
	m := map[string]bool{"byte": true, "instant": true}
	for k := types.Bool; k <= types.Bytes; k++ {
		m[types.Of(k).Name] = true
	}
	return m
}()

// Of is the kind of a token.
func Of(t token.Token) Kind {
	switch t.Type {
	case token.Keyword:
		return Keyword
	case token.String, token.RawString, token.ByteString, token.Char, token.Regex,
		token.FStringStart, token.FStringText, token.FStringEnd:
		return Text
	case token.Int, token.Float, token.Duration:
		return Number
	case token.Comment, token.DocComment, token.ModuleDoc:
		return Comment
	case token.Label:
		return Type
	case token.Invalid:
		return Wrong
	case token.Ident:
		if first, _ := utf8.DecodeRuneInString(t.Value); unicode.IsUpper(first) || primitives[t.Value] {
			return Type
		}
	}
	return Plain
}
