package lsp

// This file tells what the words of a text are, for their colours.

import (
	"context"
	"slices"
	"strings"

	"hewq/lang/query"
	"hewq/lang/source"
)

// tokenTypes are the types of tokens that the client gets.
var tokenTypes = []string{
	"namespace", "type", "enum", "interface", "class", "typeParameter", "parameter", "variable", "property", "enumMember",
	"function", "method", "keyword", "comment", "string", "number", "regexp", "decorator", "label",
}

// typeOf is the type, of tokenTypes, of each kind of word.
var typeOf = map[query.WordKind]string{
	query.KeywordWord: "keyword", query.CommentWord: "comment", query.DocWord: "comment", query.StringWord: "string",
	query.RegexWord: "regexp", query.NumberWord: "number", query.AttributeWord: "decorator", query.LabelWord: "label",
	query.VariableWord: "variable", query.ParameterWord: "parameter", query.FieldWord: "property", query.FunctionWord: "function",
	query.MethodWord: "method", query.ConstantWord: "variable", query.TypeWord: "type", query.EnumWord: "enum",
	query.VariantWord: "enumMember", query.TraitWord: "interface", query.ActorWord: "class", query.TypeParamWord: "typeParameter",
	query.ModuleWord: "namespace",
}

// tokenModifiers are the modifiers of tokens; a set of them has a bit for each, by its place here.
var tokenModifiers = []string{"declaration", "readonly", "defaultLibrary", "documentation"}

// modifiers are those of a word.
func modifiers(w query.Word) int {
	set := 0
	for bit, has := range []bool{w.Declares, w.ReadOnly, w.Library, w.Kind == query.DocWord} {
		if has {
			set |= 1 << bit
		}
	}
	return set
}

// semanticTokens lists all tokens of a document.
func (s *server) semanticTokens(ctx context.Context, d *document, _ documentParams) (semanticTokens, error) {
	return s.tokens(ctx, d, 0, len(d.file.Text))
}

// semanticTokensRange lists the tokens of a range.
func (s *server) semanticTokensRange(ctx context.Context, d *document, p rangeParams) (semanticTokens, error) {
	return s.tokens(ctx, d, s.offset(d, p.Range.Start), s.offset(d, p.Range.End))
}

// tokens lists the tokens from one offset to another.
func (s *server) tokens(ctx context.Context, d *document, start, end int) (semanticTokens, error) {
	f, err := s.known(ctx, d)
	if err != nil {
		return semanticTokens{}, err
	}
	data := []int{}
	line, last := 1, 0 // of the last token, and where it begins
	for _, w := range f.Words() {
		typ := slices.Index(tokenTypes, typeOf[w.Kind])
		if typ < 0 || w.Span.End <= start || end <= w.Span.Start {
			continue
		}
		for _, span := range lined(w.Span) {
			at := d.file.LineAt(span.Start)
			if at != line {
				last = d.file.LineStart(at)
			}
			// From the last token on: counting from the beginning of the line would take long for a long line.
			character := s.client.units.Length(d.file.Text[last:span.Start])
			data = append(data, at-line, character, s.client.units.Length(span.Text()), typ, modifiers(w))
			line, last = at, span.Start
		}
	}
	return semanticTokens{data}, nil
}

// lined are the pieces of a span on the lines that it has text on: clients want no token over several.
func lined(s source.Span) []source.Span {
	var all []source.Span
	start := s.Start
	for line := range strings.Lines(s.Text()) {
		if end := start + len(strings.TrimRight(line, "\r\n")); end > start {
			all = append(all, source.Span{File: s.File, Start: start, End: end})
		}
		start += len(line)
	}
	return all
}
