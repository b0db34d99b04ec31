package query

import (
	"io/fs"
	"path/filepath"
	"testing"

	"hewq/lang/token"
	"hewq/stdlib"
)

// TestOccurrencesAreWords looks at all that is found in the programs of testdata/scripts: each is a word of the text.
func TestOccurrencesAreWords(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", "..", "testdata", "scripts"))
	if err != nil {
		t.Fatal(err)
	}
	w := New(stdlib.Modules)
	n := 0
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".hew" {
			return err
		}
		f, err := w.File(t.Context(), name)
		if err != nil {
			return err
		}
		starts := map[int]*token.Token{}
		for i, tok := range f.Tree.Tokens() {
			starts[tok.Start()] = &f.Tree.Tokens()[i]
		}
		for _, o := range f.occurrences() {
			n++
			tok := starts[o.Span.Start]
			if label := starts[o.Span.Start-1]; tok == nil && label != nil && label.Type == token.Label {
				tok = label
			}
			if tok == nil || tok.End() != o.Span.End {
				t.Errorf("%s:%d: %q is not a word", name, o.Span.Place().Line, o.Span.Text())
			}
		}
		return nil
	})
	if err != nil || n < 10000 {
		t.Errorf("%d words, %v", n, err)
	}
}
