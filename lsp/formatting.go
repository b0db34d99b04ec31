package lsp

// This file formats documents.

import (
	"context"
	"errors"

	"github.com/aymanbagabas/go-udiff"
	"github.com/creachadair/jrpc2"

	"hewq/lang/diag"
	"hewq/lang/format"
	"hewq/lang/source"
)

// formatting gives the lines that change, so that the cursor stays where it is in all others.
func (s *server) formatting(_ context.Context, d *document, _ formattingParams) ([]diag.TextEdit, error) {
	text, err := format.Source(d.file)
	if err != nil {
		return nil, unformatted(err)
	}
	return s.lineEdits(d.file, string(text)), nil
}

// rangeFormatting formats the statements and declarations that a range touches.
func (s *server) rangeFormatting(_ context.Context, d *document, p rangeParams) ([]diag.TextEdit, error) {
	edit, err := format.Range(d.file, s.client.units.Offset(d.file, p.Range.Start), s.client.units.Offset(d.file, p.Range.End))
	if err != nil {
		return nil, unformatted(err)
	}
	return s.lineEdits(d.file, d.file.Text[:edit.Span.Start]+edit.Text+d.file.Text[edit.Span.End:]), nil
}

// unformatted is the error for a text that cannot be formatted.
func unformatted(err error) error {
	if syntax := (*format.SyntaxError)(nil); errors.As(err, &syntax) {
		first := syntax.Found[0]
		return jrpc2.Errorf(requestFailed, "line %d has a mistake of syntax: %s", first.Span.Place().Line, first.Message)
	}
	return err
}

// lineEdits are the edits that make a file have another text: whole lines.
func (s *server) lineEdits(f *source.File, text string) []diag.TextEdit {
	edits := []diag.TextEdit{}
	for _, e := range udiff.Lines(f.Text, text) {
		span := source.Span{File: f, Start: e.Start, End: e.End}
		edits = append(edits, diag.TextEdit{Range: s.client.units.Range(span), NewText: e.New})
	}
	return edits
}
