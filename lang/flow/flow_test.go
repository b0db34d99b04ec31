package flow_test

import (
	"os"
	"path/filepath"
	"testing"

	"hewq/internal/annotated"
	"hewq/lang/check"
	"hewq/lang/flow"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/stdlib"
)

// TestErrors checks the programs in testdata/errors, whose comments say what is wrong in them.
func TestErrors(t *testing.T) {
	names, err := filepath.Glob("testdata/errors/*.hew")
	if err != nil || len(names) == 0 {
		t.Fatal("no programs in testdata/errors", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			file, ds := parser.ParseFile(source.New(name, string(text)))
			c := check.New(module.New(stdlib.Modules))
			flow.New(c)
			_, more := c.Check(file)
			annotated.Compare(t, name, string(text), append(ds, more...))
		})
	}
}
