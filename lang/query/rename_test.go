package query

// This file renames what the examples declare.

import (
	"path/filepath"
	"strings"
	"testing"

	"hewq/lang/check"
	"hewq/stdlib"
)

// TestFreshNames gives declarations of the examples names that nothing has: nothing may be in the way, and every use is found, or the
// program would mean something else. It takes one declaration of several, others each time that an example changes.
func TestFreshNames(t *testing.T) {
	examples, err := filepath.Glob(filepath.Join("..", "..", "examples", "*.hew"))
	deeper, _ := filepath.Glob(filepath.Join("..", "..", "examples", "*", "*.hew"))
	if examples = append(examples, deeper...); err != nil || len(examples) == 0 {
		t.Fatal(examples, err)
	}
	declared, renamed := 0, 0
	for _, path := range examples {
		name, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		w := New(stdlib.Modules)
		f, err := w.File(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range f.occurrences() {
			if declared++; !o.Declares || declared%30 != 0 {
				continue
			}
			to := "fresh_name"
			switch o.Object.(type) {
			case *check.TypeName, *check.Trait, *check.Variant, *check.TypeParam:
				to = "FreshName"
			}
			edits, err := w.Rename(t.Context(), f, o.Span.Start, to, nil)
			switch {
			case err == nil && len(edits) > 0:
				renamed++
			case err == nil || !strings.Contains(err.Error(), "keeps its name") && !strings.Contains(err.Error(), "belongs to the language"):
				t.Errorf("%s:%d: `%s` cannot be renamed: %d edits, %v", path, o.Span.Place().Line, o.Span.Text(), len(edits), err)
			}
		}
	}
	if renamed < 20 {
		t.Errorf("only %d of the words were renamed", renamed)
	}
}
