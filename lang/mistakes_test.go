package lang_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/stdlib"
)

// TestMistakes judges what is said of the mistakes of people who come from other languages. Each
// archive of testdata/mistakes has a program, what must be said of it, and what it should have been:
//
//	-- input.hew --
//	-- expected --       a line for each report: its line, its code, and words that it must have
//	-- fixed.hew --      what the fixes of the reports, and of those that follow, make of the program
//	-- corrected.hew --  instead of fixed.hew, where a person must decide
//
// A program that is right, or wrong in a way that is not a matter of checking, has neither.
func TestMistakes(t *testing.T) {
	names, err := filepath.Glob("testdata/mistakes/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no archives in testdata/mistakes", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			parts := map[string]string{}
			for _, f := range archive.Files {
				parts[f.Name] = string(f.Data)
			}
			for _, complaint := range judge(parts) {
				t.Error(complaint)
			}
		})
	}
}

// judge says in which ways a program is not treated as its archive says.
func judge(parts map[string]string) (complaints []string) {
	complain := func(format string, args ...any) { complaints = append(complaints, fmt.Sprintf(format, args...)) }
	input := source.New("input.hew", parts["input.hew"])
	found := wrong(input)
	expected := slices.Collect(strings.Lines(parts["expected"]))
	if len(found) != len(expected) {
		complain("%d reports, want %d:\n%s\n%s", len(found), len(expected), parts["expected"], shown(found))
	}
	for i, want := range expected[:min(len(found), len(expected))] {
		line, rest, _ := strings.Cut(strings.TrimSpace(want), " ")
		code, quoted, _ := strings.Cut(rest, " ")
		words, err := strconv.Unquote(quoted)
		if err != nil {
			complain("%s: %v", want, err)
		}
		d := found[i]
		if strconv.Itoa(d.Span.Place().Line) != line || string(d.Code) != code || !strings.Contains(said(d), words) {
			complain("want %s\ngot\n%s", want, shown(found[i:i+1]))
		}
	}
	for _, d := range found {
		for _, f := range d.Fixes {
			if overlap(f.Edits) {
				complain("the edits of %q overlap", f.Title)
				return complaints
			}
		}
	}
	fixed, left := mended(input)
	want, certain := parts["fixed.hew"]
	switch corrected, byHand := parts["corrected.hew"]; {
	case certain && (fixed != want || len(left) > 0):
		complain("the fixes give\n%s\nwant\n%s\n%s", fixed, want, shown(left))
	case certain:
	case byHand:
		if left := wrong(source.New("corrected.hew", corrected)); len(left) > 0 {
			complain("the correction is wrong:\n%s", shown(left))
		}
	case len(expected) > 0:
		complain("neither fixed.hew nor corrected.hew")
	}
	return complaints
}

// overlap tells whether edits of one fix change the same text, or insert at the same place.
func overlap(edits []diag.Edit) bool {
	for i, a := range edits {
		for _, b := range edits[:i] {
			if a.Span.Start < b.Span.End && b.Span.Start < a.Span.End || a.Span.Start == b.Span.Start {
				return true
			}
		}
	}
	return false
}

// wrong are the errors of a program.
func wrong(src *source.File) []diag.Diagnostic {
	_, ds := lang.Load(src, stdlib.Modules)
	return slices.DeleteFunc(ds, func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
}

// said is all that a report says in words.
func said(d diag.Diagnostic) string {
	words := append([]string{d.Message}, d.Help...)
	for _, n := range d.Notes {
		words = append(words, n.Message)
	}
	return strings.Join(words, "\n")
}

// mended is a program after its fixes, and what is wrong with it even then.
func mended(src *source.File) (string, []diag.Diagnostic) {
	const rounds = 20
	for range rounds {
		ds := wrong(src)
		text, applied := diag.Apply(src, ds)
		if applied == 0 {
			return src.Text, ds
		}
		src = source.New(src.Name, text)
	}
	return src.Text, []diag.Diagnostic{{Message: fmt.Sprintf("there are fixes after %d rounds", rounds)}}
}

func shown(ds []diag.Diagnostic) string {
	var b strings.Builder
	if err := diag.Render(&b, ds, diag.Options{}); err != nil {
		return err.Error()
	}
	return b.String()
}
