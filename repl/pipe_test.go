package repl

import (
	"bufio"
	"bytes"
	"context"
	"errors"
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

// TestPipe runs testdata/pipe/*.txt: the input up to `-- output --`, then what is expected.
func TestPipe(t *testing.T) {
	names, err := filepath.Glob("testdata/pipe/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			in, _, _ := strings.Cut(string(text), "-- output --\n")
			var out bytes.Buffer
			held := bufio.NewWriter(&out) // as the command has it
			s := New(Options{Modules: stdlib.Modules, IO: lang.IO{Stdout: held, Stderr: &out}})
			status, err := Pipe(t.Context(), s, strings.NewReader(in), held, &out)
			got := fmt.Sprintf("%s-- output --\n%s-- status %d, error %v --\n", in, out.String(), status, err)
			golden.Check(t, name, got)
		})
	}
}

// An input is evaluated when its last line is there: a program may wait for the answer.
func TestPipeAnswers(t *testing.T) {
	in, type_ := io.Pipe()
	answers, out := io.Pipe()
	done := make(chan error, 1)
	go func() {
		status, err := Pipe(t.Context(), New(Options{Modules: stdlib.Modules}), in, out, io.Discard)
		done <- errors.Join(err, out.Close())
		if status != 0 {
			t.Errorf("status %d", status)
		}
	}()
	r := bufio.NewReader(answers)
	for i := range 3 {
		fmt.Fprintf(type_, "fn f() -> i64 {\n  %d\n}\nf()\n", i)
		if line, err := r.ReadString('\n'); err != nil || line != fmt.Sprintf("=> %d : i64\n", i) {
			t.Errorf("got %q, %v", line, err)
		}
	}
	if err := errors.Join(type_.Close(), <-done); err != nil {
		t.Error(err)
	}
}

func TestPipeStopped(t *testing.T) {
	cause := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	in, type_ := io.Pipe()
	defer type_.Close()
	answers, out := io.Pipe()
	done := make(chan error, 1)
	go func() {
		_, err := Pipe(ctx, New(Options{Modules: stdlib.Modules}), in, out, io.Discard)
		done <- err
	}()
	fmt.Fprintln(type_, "1")
	if _, err := bufio.NewReader(answers).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	cancel(cause)
	if err := <-done; !errors.Is(err, cause) {
		t.Errorf("got %v", err)
	}

	ctx, cancel = context.WithCancelCause(t.Context())
	session := &fakeSession{eval: func(ctx context.Context, _ string) Answer {
		cancel(cause)
		<-ctx.Done()
		return Answer{Err: ctx.Err()}
	}}
	status, err := pipe(ctx, session, strings.NewReader("wait\n2\n"), io.Discard, io.Discard)
	if status != 1 || !errors.Is(err, cause) || len(session.evaluated()) != 1 {
		t.Errorf("got %d, %v, %q", status, err, session.evaluated())
	}
}

func TestPipeBytes(t *testing.T) {
	var out, errs bytes.Buffer
	s := New(Options{Modules: stdlib.Modules})
	status, err := Pipe(t.Context(), s, strings.NewReader("let s = \"\xff\"\r\n1\r\n\"a\r\nb\""), &out, &errs)
	if status != 1 || err != nil || out.String() != "=> 1 : i64\n=> \"a\\nb\" : string\n" {
		t.Errorf("status %d, %v, %q", status, err, out.String())
	}
	if want := "this input is not text: it is not UTF-8\n"; errs.String() != want {
		t.Errorf("got %q, want %q", errs.String(), want)
	}
}

// A program reads the lines behind its input.
func TestPipeRead(t *testing.T) {
	in := bufio.NewReader(strings.NewReader("import std::io\nlet a = io.read_line()\nfirst line\na\nio.read_line()\n2\n3"))
	var out bytes.Buffer
	s := New(Options{Modules: stdlib.Modules, IO: lang.IO{Stdin: in}})
	status, err := Pipe(t.Context(), s, in, &out, &out)
	want := "=> \"first line\" : string\n=> \"2\" : string\n=> 3 : i64\n"
	if status != 0 || err != nil || out.String() != want {
		t.Errorf("status %d, %v, got:\n%swant:\n%s", status, err, out.String(), want)
	}
}

func TestSplitInputs(t *testing.T) {
	s := newSession(t, io.Discard)
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"one line", "1 + 2", nil},
		{"statements", "let a = 1;\nlet b = 2;\na + b", nil},
		{"lines without semicolons", "let a = 1\nlet b = 2\na + b", []string{"let a = 1", "let b = 2", "a + b"}},
		{"a chain", "[1, 2]\n  .len()", nil},
		{"an else", "if true { 1 }\nelse { 2 }", nil},
		{"declarations", "fn f() {\n}\n\nfn g() {\n}", nil},
		{"a block among lines", "let a = 1\nfn f() {\n  2\n}\nf()", []string{"let a = 1", "fn f() {\n  2\n}", "f()"}},
		{"commands", ":type 1\n:type 2", []string{":type 1", ":type 2"}},
		{"a command behind", "let a = 1\n\n:type a", []string{"let a = 1", ":type a"}},
		{"a mistake", "let a = 1\nlet b = )\na", nil},
		{"not whole", "let a = 1\nf(", nil},
	} {
		want := c.want
		if want == nil {
			want = []string{c.text}
		}
		if got := splitInputs(c.text, s.Incomplete); fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			t.Errorf("%s: got %q, want %q", c.name, got, want)
		}
	}
}
