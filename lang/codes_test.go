package lang_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/stdlib"
)

// TestCodesHaveExamples loads the example of every code, which must be reported with that code
// and with no other.
func TestCodesHaveExamples(t *testing.T) {
	for _, doc := range diag.Codes() {
		t.Run(string(doc.Code), func(t *testing.T) {
			t.Parallel()
			if doc.Summary == "" || doc.Detail == "" {
				t.Error("it has no summary or no detail")
			}
			found := lang.Explain(doc, stdlib.Modules)
			if len(found) == 0 {
				t.Fatalf("nothing is wrong with its example:\n%s", doc.Example)
			}
			for _, d := range found {
				if d.Code != doc.Code || d.Severity != doc.Severity || !d.Span.Known() || d.Message == "" {
					var b strings.Builder
					if err := diag.Render(&b, found, diag.Options{}); err != nil {
						t.Fatal(err)
					}
					t.Fatalf("its example gives:\n%s", &b)
				}
			}
		})
	}
}

// TestCodesAreDocumentedOnce compares the codes that are declared with those documented.
func TestCodesAreDocumentedOnce(t *testing.T) {
	documented := map[string]int{}
	for _, doc := range diag.Codes() {
		documented[string(doc.Code)]++
		if doc.Code != diag.Code(strings.ToLower(string(doc.Code))) || strings.ContainsAny(string(doc.Code), " _") {
			t.Errorf("%s is not in kebab-case", doc.Code)
		}
	}
	for code, n := range documented {
		if n != 1 {
			t.Errorf("%s is documented %d times", code, n)
		}
	}
	declared := declaredCodes(t)
	if len(declared) == 0 {
		t.Fatal("no constant of type Code was found")
	}
	for _, code := range declared {
		if documented[code] == 0 {
			t.Errorf("%s is not documented", code)
		}
	}
}

// declaredCodes are the values of the constants of type Code in package diag.
func declaredCodes(t *testing.T) []string {
	files, err := filepath.Glob(filepath.Join("diag", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if typ, ok := spec.Type.(*ast.Ident); ok && typ.Name == "Code" {
				for _, v := range spec.Values {
					if lit, ok := v.(*ast.BasicLit); ok {
						code, err := strconv.Unquote(lit.Value)
						if err != nil {
							t.Fatal(err)
						}
						codes = append(codes, code)
					}
				}
			}
			return true
		})
	}
	return codes
}
