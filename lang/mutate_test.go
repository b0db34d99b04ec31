package lang_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hewq/internal/mutate"
	"hewq/lang"
	"hewq/lang/eval"
	"hewq/lang/source"
	"hewq/native"
	"hewq/stdlib"
)

// The tests make much garbage and measure none. Collecting it at every doubling takes a third of their time.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	m.Run()
}

// outside are the modules that reach out of the process: programs made by chance must not run them.
var outside = []string{"std::fs", "std::os", "std::io", "std::net", "std::path", "std::log", "std::stream", "std::process"}

// inside are the modules that stay in the process.
func inside() []native.Module {
	return slices.DeleteFunc(slices.Clone(stdlib.Modules), func(m native.Module) bool {
		return slices.ContainsFunc(outside, func(path string) bool { return m.Path == path || strings.HasPrefix(m.Path, path+"::") })
	})
}

var (
	mutateFor = flag.Duration("mutate", 0, "how long programs are made of others; 0 for a few")
	corpusDir = flag.String("corpus", "", "a folder with more programs")
	lastFile  = flag.String("last", "", "a file for the program that runs")
)

// TestMutatedPrograms checks programs made of others, and runs those that check: hewq must not fail
// itself, whatever they are.
//
// The flag -mutate 30m has it go on for so long, -corpus DIR take programs from another folder as well,
// and -last FILE write each program there before it runs, for failures that end the process.
func TestMutatedPrograms(t *testing.T) {
	corpus, err := mutate.Corpus(filepath.Join("..", "testdata"))
	if dir := *corpusDir; dir != "" && err == nil {
		var more []*mutate.Program
		more, err = mutate.Corpus(dir)
		corpus = append(corpus, more...)
	}
	if err != nil || len(corpus) == 0 {
		t.Fatal("no programs", err)
	}
	rounds, seed, until := 300, uint64(1), time.Time{}
	if slow {
		rounds = 60
	}
	if *mutateFor > 0 {
		rounds, seed, until = 1<<40, uint64(time.Now().UnixNano()), time.Now().Add(*mutateFor)
	}
	ran := 0
	for i := range rounds {
		if !until.IsZero() && time.Now().After(until) {
			t.Logf("%d programs, %d of them ran", i, ran)
			break
		}
		r := rand.New(rand.NewPCG(seed, uint64(i)))
		p, other := corpus[r.IntN(len(corpus))], corpus[r.IntN(len(corpus))]
		if tried(t, p.Name+" "+strconv.Itoa(i), mutate.Mutate(r, p, other)) {
			ran++
		}
	}
	if ran == 0 {
		t.Error("not one program ran")
	}
}

// TestFoundPrograms runs the programs of testdata/fuzz.
func TestFoundPrograms(t *testing.T) {
	for name, text := range found(t) {
		tried(t, name, text)
	}
}

// found are the programs of testdata/fuzz, which hewq once failed at, by their names.
func found(t testing.TB) map[string]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", "testdata", "fuzz", "*.hew"))
	if err != nil || len(names) == 0 {
		t.Fatal("no programs", err)
	}
	programs := map[string]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		programs[filepath.Base(name)] = string(text)
	}
	return programs
}

// tried checks a program, and runs it if it checks; it tells whether it ran.
func tried(t *testing.T, name, text string) (ran bool) {
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("%s: %v\n%s\n%s", name, r, text, debug.Stack())
		}
	}()
	if last := *lastFile; last != "" {
		if err := os.WriteFile(last, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	src := source.New("mutated.hew", text)
	if _, ds := lang.Load(src, stdlib.Modules); len(ds) > 0 {
		for _, d := range ds {
			if strings.Contains(d.Message, "bug in hewq") {
				t.Errorf("%s: %s\n%s", name, d.Message, text)
			}
		}
		return false
	}
	program, ds := lang.Load(src, inside())
	if len(ds) > 0 {
		return false
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	var stderr bytes.Buffer
	_, err := program.Run(ctx, lang.IO{Stdout: &limited{left: 1 << 20}, Stderr: &limited{left: 1 << 16, to: &stderr}})
	var fault *eval.Fault
	if errors.As(err, &fault) && fault.Kind == eval.Internal || strings.Contains(stderr.String(), "bug in hewq") {
		t.Errorf("%s: %v\n%s\n%s", name, err, stderr.String(), text)
	}
	return true
}

// limited takes so much, and then fails.
type limited struct {
	left int
	to   *bytes.Buffer
}

func (w *limited) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		return 0, fmt.Errorf("enough")
	}
	if w.to != nil {
		w.to.Write(b)
	}
	return len(b), nil
}
