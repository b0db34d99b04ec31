package cover_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hewq/lang"
	"hewq/lang/ast"
	"hewq/lang/cover"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/stdlib"
)

// The programs of the project print the same when they are counted, and no statement of theirs runs
// more often than the one before it.
func TestCountingChangesNothing(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", "..", "testdata", "scripts"))
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, folder := range []string{"channels", "generators", "language", "select", "std", "tasks"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(name string, d fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(name) != ".hew" {
				return err
			}
			if d.Name() == "growing_types.hew" {
				return nil // it needs seconds, and has one function
			}
			want, err := os.ReadFile(strings.TrimSuffix(name, ".hew") + ".golden")
			if errors.Is(err, fs.ErrNotExist) {
				return nil // a part of another program
			}
			rel, _ := filepath.Rel(root, name)
			ran++
			t.Run(filepath.ToSlash(rel), func(t *testing.T) { counted(t, name, string(want)) })
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if ran < 30 {
		t.Errorf("only %d programs", ran)
	}
}

// counted runs the program in a file, of whose output want is the beginning or all.
func counted(t *testing.T, name, want string) {
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Dir(name)) // programs read files beside them
	input, err := os.ReadFile(strings.TrimSuffix(name, ".hew") + ".in")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	src := source.New(filepath.Base(name), string(text))
	program, _ := lang.Load(src, stdlib.Modules)
	if program == nil {
		t.Skip("it does not pass the checker")
	}
	p := cover.New()
	var stdout strings.Builder
	_, _ = program.Run(t.Context(), lang.IO{
		Args: []string{src.Name}, Lookup: os.LookupEnv, Stdin: strings.NewReader(string(input)), Stdout: &stdout, Cover: p,
	}) // some are shown failing
	want, _, _ = strings.Cut(want, "-- stderr --\n")
	want, _, _ = strings.Cut(want, "-- exit ")
	if stdout.String() != want {
		t.Errorf("it prints\n%s\nwant\n%s", &stdout, want)
	}
	inOrder(t, p, src)
}

// inOrder looks whether the counts in each block go down only.
func inOrder(t *testing.T, p *cover.Profile, src *source.File) {
	file, _ := parser.ParseFile(src)
	counters := p.Counters(file)
	if len(p.Files()) == 0 || len(counters) == 0 {
		t.Fatal("nothing is counted")
	}
	ast.Inspect(file, func(n ast.Node) bool {
		b, ok := n.(*ast.Block)
		if !ok {
			return true
		}
		before, first := int64(0), true
		for _, s := range b.Stmts {
			var node ast.Node = s
			if e, ok := s.(*ast.ExprStmt); ok {
				node = e.X
			}
			c := counters[node]
			if c == nil {
				continue
			}
			if n := c.Load(); !first && n > before {
				t.Errorf("line %d ran %d times, the statement before it %d times", file.Span(s).Place().Line, n, before)
			}
			before, first = c.Load(), false
		}
		return true
	})
}
