package eval_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hewq/lang/eval"
	"hewq/native"
)

// benchPrograms are the programs in testdata/bench, which check their own results.
func benchPrograms(tb testing.TB) []string {
	names, err := filepath.Glob("testdata/bench/*.hew")
	if err != nil || len(names) == 0 {
		tb.Fatal("no programs in testdata/bench", err)
	}
	return names
}

func TestBenchPrograms(t *testing.T) {
	for _, name := range benchPrograms(t) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if stdout, stderr, status := execute(t, t.Context(), string(text)); status != 0 || stdout+stderr != "" {
			t.Errorf("%s: status %d, output %q", name, status, stdout+stderr)
		}
	}
}

func BenchmarkRun(b *testing.B) {
	for _, name := range benchPrograms(b) {
		b.Run(strings.TrimSuffix(filepath.Base(name), ".hew"), func(b *testing.B) {
			text, err := os.ReadFile(name)
			if err != nil {
				b.Fatal(err)
			}
			prog := load(b, string(text))
			b.ReportAllocs()
			for b.Loop() {
				env := &native.Env{Stdout: io.Discard, Stderr: io.Discard, Stdin: strings.NewReader("")}
				if status, err := eval.Run(b.Context(), prog, env); status != 0 {
					b.Fatal(status, err)
				}
			}
		})
	}
}
