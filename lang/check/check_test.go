package check_test

import (
	"testing"

	"hewq/internal/annotated"
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/flow"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/stdlib"
)

// TestErrors checks the programs in testdata/errors. Each line of them that is wrong says so:
//
//	let n: i64 = "a"; // ERROR "expected `i64`, found `string`"
//
// Every diagnostic must be expected, and every expected one must come.
func TestErrors(t *testing.T) {
	annotated.Each(t, "testdata/errors/*.hew", func(t *testing.T, name, text string) {
		file, ds := parser.ParseFile(source.New(name, text))
		_, more := followed(file, module.New(stdlib.Modules))
		annotated.Compare(t, name, text, append(ds, more...))
	})
}

// followed checks a file, and where its values go.
func followed(file *ast.File, loader module.Loader) (*check.Program, []diag.Diagnostic) {
	c := check.New(loader)
	flow.New(c)
	return c.Check(file)
}
