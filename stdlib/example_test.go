package stdlib_test

// This file runs the examples in the stubs.

import (
	"slices"
	"strings"
	"testing"

	"hewq/internal/examples"
	"hewq/lang/ast"
	"hewq/lang/doc"
	"hewq/native"
	"hewq/sandbox"
	"hewq/stdlib"
)

// real are the modules whose examples need what virtual time cannot have: the input and sockets of the
// system.
var real = []string{"std::io", "std::io::scanner", "std::net"}

// alone are the modules whose examples use files of the working folder, so that each runs in a folder of its own
// and none beside it.
var alone = []string{"std::fs", "std::stream", "std::path", "std::os", "std::io"}

// TestExamples runs each example of a stub as a program.
func TestExamples(t *testing.T) {
	files := stubs(t)
	for _, m := range stdlib.Modules {
		found, mistakes := doc.Examples(files[m.Path])
		for _, d := range mistakes {
			t.Errorf("%s: %s: %s", d.Span, d.Span.Text(), d.Message)
		}
		for _, e := range found {
			t.Run(m.Path+"/"+examples.Name(e), func(t *testing.T) {
				if slices.Contains(alone, m.Path) {
					t.Chdir(t.TempDir())
				} else {
					t.Parallel()
				}
				around := sandbox.Sandbox{Virtual: !slices.Contains(real, m.Path)}
				examples.Run(t, m.Path, e, setting(m), stdlib.Modules, around)
			})
		}
	}
}

// setting is what examples of a module see: what is in core, all programs do.
func setting(m native.Module) doc.Setting {
	if strings.HasPrefix(m.Path, "core") {
		return doc.Setting{}
	}
	return doc.Setting{Import: m.Path}
}

// TestPublicFunctionsHaveExamples holds that each public function and method of a stub has an example.
func TestPublicFunctionsHaveExamples(t *testing.T) {
	files := stubs(t)
	for _, m := range stdlib.Modules {
		found, _ := doc.Examples(files[m.Path])
		for _, f := range functions(files[m.Path]) {
			if !slices.ContainsFunc(found, func(e *doc.Example) bool { return e.Name == f }) {
				t.Errorf("%s: %s has no example in its documentation", m.Path, f)
			}
		}
	}
}

// functions are the public functions, and the methods of types and traits, of a stub, each once. What a type
// implements of a trait is documented there.
func functions(f *ast.File) []string {
	var names []string
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	methods := func(owner string, members []*ast.Member) {
		for _, m := range members {
			if m.Method != nil {
				add(owner + "." + m.Method.Name)
			}
		}
	}
	for _, item := range f.Items {
		switch d := item.Decl.(type) {
		case *ast.FuncDecl:
			if item.Visibility != "" {
				add(d.Name)
			}
		case *ast.ImplDecl:
			if n, ok := d.Type.(*ast.NamedType); ok && d.For == nil {
				methods(n.Path[len(n.Path)-1], d.Members)
			}
		case *ast.TraitDecl:
			methods(d.Name, d.Members)
		}
	}
	return names
}
