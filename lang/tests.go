package lang

// This file finds the tests of a file, and runs one of them.

import (
	"context"
	"fmt"
	"slices"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/eval"
	"hewq/lang/parser"
	"hewq/lang/source"
)

// A TestFunc is a function with `#[test]`.
type TestFunc struct {
	Name        string
	Line        int  // of the function, from 1
	Ignored     bool // `#[ignore]`
	ShouldPanic bool // `#[should_panic]`
}

// Tests finds the test functions of a file, in their order, by its syntax alone. The diagnostics are
// mistakes of syntax, sorted by place.
func Tests(src *source.File) ([]TestFunc, []diag.Diagnostic) {
	file, ds := parser.ParseFile(src)
	var tests []TestFunc
	for _, item := range file.Items {
		f, ok := item.Decl.(*ast.FuncDecl)
		if !ok || !hasAttribute(item, "test") {
			continue
		}
		tests = append(tests, TestFunc{
			Name: f.Name, Line: file.Span(f).Place().Line,
			Ignored: hasAttribute(item, "ignore"), ShouldPanic: hasAttribute(item, "should_panic"),
		})
	}
	return tests, diag.Sort(ds)
}

func hasAttribute(item *ast.Item, name string) bool {
	return slices.ContainsFunc(item.Attributes, func(a *ast.Attribute) bool { return a.Name == name })
}

// RunTest runs the function with `#[test]` and a name as Run runs main: as a program of its own, which
// begins with it. An `Err` that it returns is a failure, too, whose text is on Stderr; its status is 1.
// The error of a test that failed is an *eval.Fault, or nil if the test ended by exit.
//
// It can be called again when the call before has ended with a nil error: nothing of the program goes
// on then.
func (p *Program) RunTest(ctx context.Context, name string, world IO) (status int, err error) {
	test := p.followed.Program().Test(name)
	if test == nil {
		return 1, fmt.Errorf("there is no test `%s`", name)
	}
	return eval.RunTest(ctx, p.followed, test, world.Env(), world.options())
}
