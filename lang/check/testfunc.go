package check

// This file checks the functions that `hewq test` runs.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/types"
)

// A TestFunc is a function with `#[test]`.
type TestFunc struct {
	*Func
	At source.Span // of its name
}

// onTests are the attributes that stand at a function with `#[test]` only.
var onTests = []string{"ignore", "should_panic"}

// testFunc checks a function whose attributes are as, if they make it a test.
func (c *Checker) testFunc(f *Func, as []*ast.Attribute) {
	if !ast.IsTest(as) {
		for _, a := range as {
			if slices.Contains(onTests, a.Name) {
				d := c.report(a, diag.BadTest, "`#[%s]` stands at tests, and `%s` has no `#[test]`", a.Name, f.Name)
				help(d, "write `#[test]` above it to make it a test")
			}
		}
		return
	}
	for _, a := range as {
		if a.Name == "should_panic" && len(a.Args) > 0 {
			d := c.report(a, diag.BadTest, "`#[should_panic]` takes nothing: it does not look at why a test fails")
			help(d, "`#[should_panic]` alone passes for every failure; to check an error, call what returns it and compare")
		}
	}
	if f.Sig == nil {
		return
	}
	at := c.places[f]
	switch {
	case len(f.TypeParams) > 0:
		c.reportAt(at, diag.BadTest, "a test has no type parameters: nothing says which types to run `%s` with", f.Name)
	case len(f.Params) > 0:
		c.reportAt(at, diag.BadTest, "a test has no parameters: nothing says what to call `%s` with", f.Name)
	case f.Yields != nil:
		c.reportAt(at, diag.BadTest, "test `%s` is a generator, whose body would never run", f.Name)
	case !testResult(f.Sig.Result):
		d := c.reportAt(at, diag.BadTest, "test `%s` returns `%s`, which does not say whether it passed", f.Name, f.Sig.Result)
		help(d, "return nothing, or `Result<(), E>`, whose `Err` fails the test")
	}
	if f.Module.Path == "" {
		c.prog.tests[f.Name] = &TestFunc{f, at}
	}
}

// testResult tells whether t says if a test passed.
func testResult(t types.Type) bool {
	if args, ok := types.IsNamed(t, "Result"); ok {
		t = args[0]
	}
	return types.Is(t, types.Unit) || types.Is(t, types.Never) || isInvalid(t)
}

// Test is the function with `#[test]` and a name in the file that was asked for, nil if there is
// none.
func (p *Program) Test(name string) *TestFunc { return p.tests[name] }
