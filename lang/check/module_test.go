package check_test

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"hewq/internal/annotated"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/stdlib"
)

// TestModules checks programs of several files: main.hew in each archive of testdata/modules,
// the others beside it. What is wrong is said as in TestErrors, in main.hew.
func TestModules(t *testing.T) {
	names, err := filepath.Glob("testdata/modules/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no archives in testdata/modules", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			dir, text := t.TempDir(), ""
			for _, f := range archive.Files {
				at := filepath.Join(dir, f.Name)
				if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(at, f.Data, 0o644); err != nil {
					t.Fatal(err)
				}
				if f.Name == "main.hew" {
					text = string(f.Data)
				}
			}
			main := filepath.Join(dir, "main.hew")
			file, ds := parser.ParseFile(source.New(main, text))
			_, more := followed(file, module.New(stdlib.Modules))
			annotated.Compare(t, main, text, append(ds, more...))
		})
	}
}
