package lsp

// This file answers what a name means, and where it is declared and used.

import (
	"context"
	"strings"

	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/query"
	"hewq/lsp/rpc"
)

// known is what is known of a document, and the offset of a position in it. It fails if the document has changed
// since the request.
func (s *server) known(ctx context.Context, d *document) (*query.File, error) {
	f, err := s.file(ctx, d.name())
	if err == nil && f.Source.Text != d.file.Text {
		err = errModified
	}
	return f, err
}

// file is what is known of the file with a name.
func (s *server) file(ctx context.Context, name string) (*query.File, error) {
	f, err := s.work.File(ctx, name)
	if err != nil {
		return nil, rpc.Errorf(requestFailed, "%v", err)
	}
	return f, nil
}

// offset is the byte at the position of a request.
func (s *server) offset(d *document, p diag.Position) int { return s.client.units.Offset(d.file, p) }

// hover tells what the name or the word of the language at a position means, else of which type the expression is.
func (s *server) hover(ctx context.Context, d *document, p positionParams) (*hover, error) {
	f, err := s.known(ctx, d)
	if err != nil {
		return nil, err
	}
	offset := s.offset(d, p.Position)
	if at, ok := f.At(offset); ok {
		text := described(at)
		if !at.Symbol.Span.Known() && at.Symbol.Detail != "type "+at.Symbol.Name { // of `i64` and the like there is no more to say
			text = strings.TrimSpace(text + "\n\n" + s.about(at.Symbol.Name))
		}
		return &hover{markup{"markdown", text}, s.client.units.Range(at.Span)}, nil
	}
	if span, word := f.WordAt(offset); word != "" {
		if about := s.about(word); about != "" {
			return &hover{markup{"markdown", about}, s.client.units.Range(span)}, nil
		}
	}
	if span, t := f.TypeAt(offset); t != nil {
		return &hover{markup{"markdown", code(t.String())}, s.client.units.Range(span)}, nil
	}
	return nil, nil
}

// about is what the documents say of a word, "" if they say nothing.
func (s *server) about(word string) string {
	if s.Word == nil {
		return ""
	}
	return s.Word(word)
}

// described is what a name means, in Markdown.
func described(at query.Subject) string {
	text := at.Symbol.Detail
	if at.Symbol.Kind == check.VariableSymbol && at.Type != nil {
		text = at.Symbol.Name + ": " + at.Type.String()
	}
	text = code(text)
	if at.Symbol.Doc != "" {
		text += "\n\n" + at.Symbol.Doc
	}
	return text
}

// code is a piece of Hew in Markdown.
func code(text string) string { return "```hew\n" + text + "\n```" }

// definition is where the name at a position is declared.
func (s *server) definition(ctx context.Context, d *document, p positionParams) ([]diag.Location, error) {
	f, err := s.known(ctx, d)
	if err != nil {
		return nil, err
	}
	if span, ok := f.Definition(s.offset(d, p.Position)); ok {
		return []diag.Location{s.location(span)}, nil
	}
	return []diag.Location{}, nil
}

// typeDefinition is where the type of the value at a position is declared.
func (s *server) typeDefinition(ctx context.Context, d *document, p positionParams) ([]diag.Location, error) {
	f, err := s.known(ctx, d)
	if err != nil {
		return nil, err
	}
	if span, ok := f.TypeDefinition(s.offset(d, p.Position)); ok {
		return []diag.Location{s.location(span)}, nil
	}
	return []diag.Location{}, nil
}

// references are all uses of what the name at a position means.
func (s *server) references(ctx context.Context, d *document, p referenceParams) ([]diag.Location, error) {
	f, err := s.known(ctx, d)
	if err != nil {
		return nil, err
	}
	all := []diag.Location{}
	for _, span := range s.work.References(ctx, f, s.offset(d, p.Position), s.folders.all(), p.Context.IncludeDeclaration) {
		all = append(all, s.location(span))
	}
	return all, ctx.Err()
}

// The kinds of highlights.
const (
	readHighlight  = 2
	writeHighlight = 3
)

// documentHighlight are the uses in the document itself.
func (s *server) documentHighlight(ctx context.Context, d *document, p positionParams) ([]highlight, error) {
	f, err := s.known(ctx, d)
	if err != nil {
		return nil, err
	}
	all := []highlight{}
	for _, use := range f.Highlights(s.offset(d, p.Position)) {
		kind := readHighlight
		if use.Writes {
			kind = writeHighlight
		}
		all = append(all, highlight{s.client.units.Range(use.Span), kind})
	}
	return all, nil
}
