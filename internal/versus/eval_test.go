package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"hewq/lang"
	"hewq/lang/source"
	"hewq/stdlib"
)

// program reads a program, which must be right.
func program(t *testing.T, file string) *lang.Program {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p, mistakes := lang.Load(source.New(file, string(text)), stdlib.Modules)
	if p != nil {
		mistakes = p.Runnable()
	}
	if len(mistakes) > 0 {
		t.Fatalf("%s: %v", file, mistakes)
	}
	return p
}

// hew runs a program in this process and gives what it printed.
func hew(t *testing.T, file string, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	status, err := program(t, file).Run(t.Context(), lang.IO{Args: append([]string{file}, args...), Stdout: &out, Stderr: t.Output()})
	if err != nil || status != 0 {
		t.Fatalf("%s: status %d, %v", file, status, err)
	}
	return strings.TrimSpace(out.String())
}

func TestScripts(t *testing.T) {
	dir := filepath.Join("..", "..", "testdata", "bench", "eval")
	for _, s := range scripts {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			if got := hew(t, filepath.Join(dir, s.name+".hew"), strconv.Itoa(s.small)); got != strconv.FormatInt(s.want, 10) {
				t.Errorf("%s prints %s, want %d", s.name, got, s.want)
			}
		})
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.hew"))
	if err != nil || len(files) != len(scripts) {
		t.Errorf("%s has %d programs of Hew (%v), the table %d", dir, len(files), err, len(scripts))
	}
}

func TestMemoryPrograms(t *testing.T) {
	for _, h := range held {
		program(t, filepath.Join("..", "..", "testdata", "bench", "memory", h.name+".hew"))
	}
}

func TestGeometricMean(t *testing.T) {
	if got := geometric([]float64{0.5, 8}); got != "2" {
		t.Errorf("the geometric mean of 0.5 and 8 is %s", got)
	}
	if r, ok := medianRatio([]float64{1, 4, 9}, []float64{1, 2, 3}); !ok || fmt.Sprint(r) != "2" {
		t.Errorf("the median of 1, 2, 3 is %v", r)
	}
}
