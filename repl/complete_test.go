package repl

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hewq/internal/golden"
	"hewq/lang"
	"hewq/stdlib"
)

// newSession is a session with all standard modules whose programs print to out.
func newSession(t testing.TB, out io.Writer) *Session {
	t.Helper()
	s := New(Options{Modules: stdlib.Modules, IO: lang.IO{Stdout: out, Stderr: out}})
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}

// evalAll evaluates inputs none of which may fail.
func evalAll(t testing.TB, s *Session, inputs ...string) {
	t.Helper()
	for _, in := range inputs {
		if a := s.Eval(context.Background(), in); a.Failed() {
			t.Fatalf("%s: %v %v", in, a.Diagnostics, a.Err)
		}
	}
}

// TestComplete shows, for each line of testdata/complete.txt that begins with `> `, what may
// stand at its `|`.
func TestComplete(t *testing.T) {
	s := newSession(t, io.Discard)
	evalAll(t, s,
		"import std::net::quic",
		"let client = quic.new_client()",
		"type Point { x: i64; y: i64 }",
		"enum Shape { Circle(f64); Rect { w: f64, h: f64 } }",
		"/// Adds two numbers.\n///\n/// There is more to say.\nfn add(left: i64, right: i64) -> i64 { left + right }",
		"let p = Point { x: 1, y: 2 }",
		`let text = "a"`,
	)
	path := filepath.Join("testdata", "complete.txt")
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const most = 4
	var got strings.Builder
	for line := range strings.Lines(string(want)) {
		in, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "> ")
		if !ok {
			continue
		}
		before, after, _ := strings.Cut(in, "|")
		c := s.Complete(before+after, len(before))
		fmt.Fprintf(&got, "> %s\n", in)
		if len(c.Candidates) > 0 {
			fmt.Fprintf(&got, "  replaces %q\n", (before + after)[c.Start:c.End])
		}
		for i, cand := range c.Candidates {
			if i == most {
				fmt.Fprintln(&got, "  …")
				break
			}
			fmt.Fprintln(&got, strings.TrimRight(fmt.Sprintf("  %s  %s  %s", cand.Text, cand.Detail, cand.Doc), " "))
		}
	}
	golden.Check(t, path, got.String())
}

func TestCompleteFile(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"server.hew", "serial.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := newSession(t, io.Discard)
	in := ":load " + filepath.Join(dir, "se")
	c := s.Complete(in, len(in))
	if len(c.Candidates) != 1 || c.Candidates[0].Text != "server.hew" || in[c.Start:c.End] != "se" {
		t.Errorf("got %+v", c)
	}
}

// Whatever is typed, completion neither panics nor evaluates anything.
func TestCompleteAnywhere(t *testing.T) {
	s := newSession(t, io.Discard)
	evalAll(t, s, "var n = 1", "fn bump() -> i64 { panic(\"evaluated\") }")
	for _, text := range []string{
		"fn f(a: i64) -> i64 { match a { 1 => bump().x, _ => [1, 2].len() } }",
		"type T { a: i64; b: Vec<string> } impl T { fn g(self) -> i64 { self.a } }",
		"let s = f\"{n} and {bump().abs()}\"; s.len(", ")]}.", ".", "::", "a::b::", "import ", "#[x", "|x| x.",
		"\xff\xfe.", "\"open", "/* open", "f\"{", "f\"{\"", ":", ": ", ":type ", ":load ",
	} {
		for cursor := range len(text) + 1 {
			s.Complete(text, cursor)
		}
	}
	if a := s.Eval(context.Background(), "n"); a.Value != "1" {
		t.Errorf("n is %+v", a)
	}
}
