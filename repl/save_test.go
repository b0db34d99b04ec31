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
	"hewq/lang/source"
	"hewq/stdlib"
)

// saved are inputs of a session, some of which fail.
var saved = []string{
	"import std::math",
	"1 + 2",
	"_ * 2 + _",
	"let x = 5",
	`let name = "Ada"`,
	`f"hello {name}, {x}"`,
	"/// Twice as much.\nfn double(n: i64) -> i64 { n * 2 }",
	"double(x)",
	"let x = [1, 2, 3]",
	"x",
	"x / 0",
	"unknown",
	"let y = x.len(); y / (y - 3); let never = 1",
	"type Point { at: i64; }",
	"Point { at: 4 }",
	"_.at",
	"for i in x {\n    println(i); // each\n}",
	"x.len() == 3",
	"x.len() == 4",
	"fn double(n: i64) -> i64 { 2 * n }",
	`math.abs(-3); double(8)`,
	":bg double(50)",
	":fg",
	"bg1 + 1",
	":bg let named = double(1)",
	":fg",
	"named",
	"const LIMIT: i64 = 3",
	"[0; 100]",
	`"a".to_bytes()`,
	`"text with … in it"`,
	"Some(LIMIT)?",
	"fn careful(n: i64) -> Result<i64, string> { if n > 0 { Ok(n) } else { Err(f\"{n}\") } }",
	"careful(1)",
	`let ages = {"Ada": 36}`,
	"import std::fs::{IoError}",
	"ages",
	"()",
}

// A session is saved as a program and as a test, which are right, and print and hold what was shown.
func TestSave(t *testing.T) {
	t.Parallel()
	s := New(Options{Modules: stdlib.Modules, IO: lang.IO{Stdout: io.Discard}})
	defer s.Close(context.Background())
	dir := t.TempDir()
	for _, in := range saved {
		s.Eval(t.Context(), in)
	}
	for _, name := range []string{"session.hew", "session_test.hew"} {
		path := filepath.Join(dir, name)
		for range 2 { // what the session has written may be written again
			if a := s.Eval(t.Context(), ":save "+path); a.Failed() || !strings.HasSuffix(a.Text, " runs it; a statement that is right only at the prompt is a comment") {
				t.Fatalf("%+v", a)
			}
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		golden.Check(t, filepath.Join("testdata", "saved", name), string(text))
		program, ds := lang.Load(source.New(path, string(text)), stdlib.Modules)
		if len(ds) > 0 {
			t.Fatalf("%s: %s", name, ds[0].Message)
		}
		if name != "session.hew" {
			continue
		}
		var out, trouble strings.Builder
		if status, err := program.Run(t.Context(), lang.IO{Stdout: &out, Stderr: &trouble}); status != 0 || err != nil {
			t.Errorf("status %d, %v, %s", status, err, &trouble)
		}
		const want = "3\n9\nhello Ada, 5\n10\n4\n1\n2\n3\ntrue\nfalse\n16\n101\n2\ntext with … in it\n"
		if out.String() != want {
			t.Errorf("it prints\n%s, want\n%s", &out, want)
		}
	}
}

func TestSaveRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	there := filepath.Join(dir, "there.hew")
	if err := os.WriteFile(there, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	refused := func(s *Session, name, want string) {
		t.Helper()
		if a := s.Eval(t.Context(), ":save "+name); a.Err == nil || !strings.Contains(a.Err.Error(), want) {
			t.Errorf(":save %s: %+v, want %q", name, a, want)
		}
	}
	s := newSession(t, io.Discard)
	refused(s, filepath.Join(dir, "a.hew"), "there is nothing to save yet")
	evalAll(t, s, "let x = 1")
	refused(s, "notes", "`:save notes.hew`, or `:save notes_test.hew` for a test")
	refused(s, there, "already, which is not overwritten")
	refused(s, filepath.Join(dir, "none", "a.hew"), "cannot write ")
	evalAll(t, s, "fn main() { println(1); }")
	refused(s, filepath.Join(dir, "a.hew"), "this session declares `main`")
	evalAll(t, s, ":save "+filepath.Join(dir, "a_test.hew"))

	s = newSession(t, io.Discard)
	for i := range keptStatements + 1 {
		evalAll(t, s, fmt.Sprint("let n = ", i))
	}
	refused(s, filepath.Join(dir, "b.hew"), "this session is too long")
	evalAll(t, s, ":clear", "1 + 1", ":save "+filepath.Join(dir, "b.hew"))
}
