package lang_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/lang/eval"
	"hewq/lang/source"
	"hewq/native"
	"hewq/stdlib"
)

// FuzzProgram checks a text as a program, and runs it if nothing is wrong with it.
func FuzzProgram(f *testing.F) {
	for _, p := range programs(f) {
		f.Add(p)
	}
	for _, p := range found(f) {
		f.Add(p)
	}
	modules := harmless()
	f.Fuzz(func(t *testing.T, text string) { try(t, text, modules) })
}

// FuzzMutant does so with programs that are made of parts of those in testdata: most of them
// can be read, so the checker and the evaluator have their share.
func FuzzMutant(f *testing.F) {
	for n := range uint64(200) {
		f.Add(n)
	}
	modules, ps := harmless(), programs(f)
	f.Fuzz(func(t *testing.T, n uint64) { try(t, mutant(rand.New(rand.NewPCG(n, 0)), ps), modules) })
}

// harmless are the modules whose functions a program may call with anything.
func harmless() []native.Module {
	return slices.DeleteFunc(slices.Clone(stdlib.Modules), func(m native.Module) bool {
		switch m.Path {
		case "std::fs", "std::os", "std::net::quic", "std::process", "std::net":
			return true
		}
		return false
	})
}

// programs are the sources of testdata.
func programs(t testing.TB) []string {
	var texts []string
	for _, root := range []string{"language", "actors", "channels", "generators", "select", "supervisors", "tasks", "../../lang/check/testdata"} {
		root = filepath.Join("../testdata/scripts", root)
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".hew" {
				return err
			}
			text, err := os.ReadFile(path)
			texts = append(texts, string(text))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return texts
}

// try fails if hewq does. A program that does not end by itself is stopped.
func try(t *testing.T, text string, modules []native.Module) {
	src := source.New("fuzz.hew", text)
	program, ds := lang.Load(src, modules)
	for _, d := range ds {
		if strings.Contains(d.Message, "bug in hewq") {
			t.Errorf("%s\nin\n%s", d.Message, text)
		}
	}
	if err := diag.Render(new(bytes.Buffer), ds, diag.Options{}); err != nil {
		t.Error(err)
	}
	if program == nil {
		return
	}
	others := goleak.IgnoreCurrent()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	var failure bytes.Buffer
	_, err := program.Run(ctx, lang.IO{Args: []string{"fuzz.hew"}, Stderr: &failure})
	var fault *eval.Fault
	var exit *eval.Exit
	if err != nil && !errors.As(err, &fault) && !errors.As(err, &exit) && ctx.Err() == nil || strings.Contains(failure.String(), "internal error") {
		t.Errorf("%v\n%s\nin\n%s", err, &failure, text)
	}
	if err := goleak.Find(others); err != nil {
		t.Errorf("%v\nin\n%s", err, text)
	}
}

// word finds the parts that mutants are made of.
var word = regexp.MustCompile(`(?s)//[^\n]*|f?"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)'|[A-Za-z_][A-Za-z0-9_]*|[0-9][0-9.a-z_]*|\s+|.`)

// numbers are put where a number is.
var numbers = []string{"0", "1", "2", "3", "-1", "127", "128", "255", "9223372036854775807", "-9223372036854775808", "1.5", "0.0", "5s", "true", `"é"`, `""`, "'x'", "None", "[]", "()"}

// mutant is a program with a few words changed for others, some of them of other programs.
func mutant(r *rand.Rand, programs []string) string {
	words := word.FindAllString(programs[r.IntN(len(programs))], -1)
	other := word.FindAllString(programs[r.IntN(len(programs))], -1)
	for range 1 + r.IntN(4) {
		i, j := r.IntN(len(words)), r.IntN(len(words))
		switch r.IntN(8) {
		case 0:
			words[i], words[j] = words[j], words[i]
		case 1:
			words = slices.Delete(words, i, i+1)
		case 2:
			words = slices.Insert(words, i, words[j])
		case 3:
			words[i] = like(r, words[i], other)
		case 4:
			k := min(len(words), i+1+r.IntN(20))
			words = slices.Insert(words, j, slices.Clone(words[i:k])...)
		case 5:
			k := min(len(words), i+1+r.IntN(20))
			words = slices.Delete(words, i, k)
		default:
			words[i] = like(r, words[i], words)
		}
		if len(words) == 0 {
			break
		}
	}
	return strings.Join(words, "")
}

// like is a word of the same kind as w, one of words if there is one.
func like(r *rand.Rand, w string, words []string) string {
	kind := func(w string) byte {
		switch c := w[0]; {
		case c >= '0' && c <= '9', c == '"', c == '\'':
			return '0'
		case c >= 'a' && c <= 'z', c == '_':
			return 'a'
		case c >= 'A' && c <= 'Z':
			return 'A'
		default:
			return '+'
		}
	}
	if kind(w) == '0' && r.IntN(2) == 0 {
		return numbers[r.IntN(len(numbers))]
	}
	for range 50 {
		if c := words[r.IntN(len(words))]; kind(c) == kind(w) && c != w && strings.TrimSpace(c) != "" {
			return c
		}
	}
	return w
}
