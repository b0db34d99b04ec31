package check_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"

	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/stdlib"
)

// TestDamagedPrograms takes a token out of programs, and puts another in its place: whatever
// that makes of them, the checker must say something and not fail itself.
func TestDamagedPrograms(t *testing.T) {
	names, err := filepath.Glob("testdata/*/*.hew")
	if err != nil || len(names) == 0 {
		t.Fatal("no programs", err)
	}
	step := 19
	if testing.Short() {
		step = 40
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			file, _ := parser.ParseFile(source.New(name, string(text)))
			loader := module.New(stdlib.Modules)
			for i := 0; i+1 < len(file.Tokens); i += step {
				at, next := file.Tokens[i], file.Tokens[i+1]
				before, after := string(text[:at.Pos.Offset]), string(text[at.Pos.Offset+len(at.Value):])
				survive(t, loader, name, before+after)
				survive(t, loader, name, before+next.Value+after)
			}
		})
	}
}

// survive fails the test if the checker panics on text.
func survive(t *testing.T, loader module.Loader, name, text string) {
	defer func() {
		if r := recover(); r != nil {
			t.Fatal(fmt.Sprint(r), "\n", text, "\n", string(debug.Stack()))
		}
	}()
	file, _ := parser.ParseFile(source.New(name, text))
	followed(file, loader)
}
