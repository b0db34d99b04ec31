package lint_test

import (
	"strings"
	"testing"

	"hewq/internal/annotated"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/flow"
	"hewq/lang/lint"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/stdlib"
)

// TestWarnings checks the programs in testdata, which say of each line what is wrong with it.
func TestWarnings(t *testing.T) {
	annotated.Each(t, "testdata/*.hew", func(t *testing.T, name, text string) {
		annotated.Compare(t, name, text, warnings(t, source.New(name, text)))
	})
}

// TestFixes applies the fixes of the warnings of these programs, again and again. The programs stay
// right, and what is left has no fix.
func TestFixes(t *testing.T) {
	annotated.Each(t, "testdata/*.hew", func(t *testing.T, name, text string) {
		if !strings.Contains(text, "WARNING") {
			t.Fatal("it has no warnings")
		}
		for range 10 {
			src := source.New(name, text)
			ds := warnings(t, src)
			fixed, n := diag.Apply(src, ds)
			if n == 0 {
				return
			}
			text = fixed
		}
		t.Errorf("there is no end to the fixes of:\n%s", text)
	})
}

// warnings are those of a program, which must be right.
func warnings(t *testing.T, src *source.File) []diag.Diagnostic {
	file, ds := parser.ParseFile(src)
	c := check.New(module.New(stdlib.Modules))
	flow.New(c)
	prog, more := c.Check(file)
	for _, d := range append(ds, more...) {
		t.Fatalf("%s:%d: %s: %s", src.Name, d.Span.Place().Line, d.Span.Text(), d.Message)
	}
	return lint.Program(prog, lint.Options{})
}
