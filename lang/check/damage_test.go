package check_test

import (
	"fmt"
	"runtime/debug"
	"testing"

	"hewq/internal/annotated"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/stdlib"
)

// The tests make much garbage and measure none. Collecting it at every doubling takes a third of their time.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	m.Run()
}

// TestDamagedPrograms takes a token out of programs, and puts another in its place: whatever
// that makes of them, the checker must say something and not fail itself.
func TestDamagedPrograms(t *testing.T) {
	step := 19
	if testing.Short() {
		step = 40
	}
	annotated.Each(t, "testdata/*/*.hew", func(t *testing.T, name, text string) {
		file, _ := parser.ParseFile(source.New(name, text))
		loader := module.New(stdlib.Modules)
		for toks := file.Tokens(); len(toks) > 1; toks = toks[min(step, len(toks)):] {
			at, next := &toks[0], &toks[1]
			before, after := text[:at.Start()], text[at.End():]
			survive(t, loader, name, before+after)
			survive(t, loader, name, before+next.Value+after)
		}
	})
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
