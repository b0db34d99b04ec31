package flow_test

import (
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
	annotated.Each(t, "testdata/errors/*.hew", func(t *testing.T, name, text string) {
		file, ds := parser.ParseFile(source.New(name, text))
		c := check.New(module.New(stdlib.Modules))
		flow.New(c)
		_, more := c.Check(file)
		annotated.Compare(t, name, text, append(ds, more...))
	})
}
