package lsp

// This file formats documents.

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"hewq/lang/diag"
	"hewq/lang/format"
	"hewq/lang/source"
	"hewq/lsp/rpc"
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
		return rpc.Errorf(requestFailed, "line %d has a mistake of syntax: %s", first.Span.Place().Line, first.Message)
	}
	return err
}

// lineEdits are the edits that make a file have another text: whole lines. A file keeps its line ends if all have a carriage return:
// they are a matter of the editor.
func (s *server) lineEdits(f *source.File, text string) []diag.TextEdit {
	if strings.Contains(f.Text, "\r\n") && strings.Count(f.Text, "\r\n") == strings.Count(f.Text, "\n") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
	}
	edits := []diag.TextEdit{}
	var span source.Span // of the lines that go
	var put []string     // the lines that come
	flush := func() {
		if span.Known() {
			edits = append(edits, diag.TextEdit{Range: s.client.units.Range(span), NewText: strings.Join(put, "")})
		}
		span, put = source.Span{}, nil
	}
	line := 1 // of the file, that comes next
	at := func() int { return min(f.LineStart(line), len(f.Text)) }
	begin := func() {
		if !span.Known() {
			span = source.Span{File: f, Start: at(), End: at()}
		}
	}
	difference := string(diff.Diff("", []byte(f.Text), "", []byte(text)))
	_, hunks, _ := strings.Cut(difference, "\n@@ ")
	for row := range strings.Lines("@@ " + hunks) {
		switch row[0] {
		case '@':
			flush()
			if from, n := 0, 0; scanned(row, &from, &n) {
				line = from
				if n == 0 {
					line++ // the line before
				}
			}
		case ' ':
			flush()
			line++
		case '-':
			begin()
			line++
			span.End = at()
		case '+':
			begin()
			put = append(put, row[1:])
		case '\\': // the line before has no end
			if last := len(put) - 1; last >= 0 {
				put[last] = strings.TrimSuffix(put[last], "\n")
			}
		}
	}
	flush()
	return edits
}

// scanned reads the lines of the old text from the head of a hunk, `@@ -FROM,N +FROM,N @@`.
func scanned(head string, from, n *int) bool {
	_, err := fmt.Sscanf(head, "@@ -%d,%d", from, n)
	return err == nil
}
