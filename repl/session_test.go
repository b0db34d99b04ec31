package repl

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/lang/eval"
	"hewq/stdlib"
)

// A notify writer tells when something was written.
type notify struct{ written chan struct{} }

func (n notify) Write(p []byte) (int, error) {
	select {
	case n.written <- struct{}{}:
	default:
	}
	return len(p), nil
}

// Cancelling an input stops it wherever it waits, and nothing but that input is lost.
func TestCancel(t *testing.T) {
	began := notify{make(chan struct{}, 1)}
	s := newSession(t, began)
	evalAll(t, s,
		"import std::net::quic;",
		`let server = quic.new_server("127.0.0.1:0")`,
		"let client = quic.new_client()",
		`let conn = client.connect(server.observe().local_addr, "localhost")`,
		"let peer = server.accept()",
		"let strm = conn.open_stream()",
		`strm.send_string("hello")`,
		"let theirs = peer.accept_stream()",
		"theirs.recv()",
		"var n = 1",
		"fn spin() { println(\"in\"); loop { } }",
	)
	for _, in := range []string{
		"server.accept()",
		"peer.accept_stream()",
		"theirs.recv()",
		"strm.recv_string()",
		"sleep_ms(3600000)",
		"loop { n = n + 1; }",
		"spin()",
		"server.accept(); n = 3;",
	} {
		ctx, cancel := context.WithCancel(context.Background())
		go func() { <-began.written; cancel() }()
		a := s.Eval(ctx, `println("begins"); `+in)
		if !errors.Is(a.Err, context.Canceled) || a.Value != "" || len(a.Diagnostics) > 0 {
			t.Fatalf("%s: %+v", in, a)
		}
		cancel()
	}
	if a := s.Eval(context.Background(), "n != 3"); a.Value != "true" {
		t.Error("the line went on after it was cancelled")
	}
	evalAll(t, s, `theirs.send_string("world")`)
	if a := s.Eval(context.Background(), "strm.recv_string()"); a.Value != `"world"` {
		t.Errorf("the stream has %+v", a)
	}
}

// Time that an input takes is the evaluation's.
func TestElapsed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{Modules: stdlib.Modules})
		a := s.Eval(context.Background(), "sleep_ms(1500)")
		if a.Failed() || a.Elapsed != 1500*time.Millisecond {
			t.Errorf("%+v", a)
		}
		if got := a.Shown(); got != "(1.5s)\n" {
			t.Errorf("shown as %q", got)
		}
		if a := s.Eval(context.Background(), ":time sleep_ms(20)"); a.Shown() != "took 20ms\n" {
			t.Errorf("%+v", a)
		}
	})
}

// A file is loaded whatever its line ends are; what is no text or has no end is refused.
func TestLoad(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"script.hew": "#!/usr/bin/env hewq\r\nfn seven() -> i64 {\r\n\t7\r\n}\r\n",
		"bytes.hew":  "fn f() {}\n// \xff\n",
		"traps.hew":  "let before = 1;\nlet during = before / 0;\nlet after_all = 2;\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := newSession(t, io.Discard)
	for _, c := range []struct{ in, want string }{
		{":load " + filepath.Join(dir, "script.hew"), "loaded DIR/script.hew, 1 new item\n"},
		{"seven()", "=> 7 : i64\n"},
		{":load " + filepath.Join(dir, "bytes.hew"), "cannot read DIR/bytes.hew: line 2 is not UTF-8 text\n"},
		{":load " + os.DevNull, "cannot read " + os.DevNull + ": it is not a regular file\n"},
		{":load " + filepath.Join(dir, "traps.hew"), "trap: division by zero\nDIR/traps.hew:2:14:\n  |\n2 | let during = before / 0;\n  |              ^^^^^^^^^^\n"},
		{"before", "=> 1 : i64\n"},
		{"after_all", "input 7:1:1: error[unknown-name]: undefined variable or function `after_all`\n  |\n1 | after_all\n  | ^^^^^^^^^\n"},
	} {
		a := s.Eval(t.Context(), c.in)
		got := strings.ReplaceAll(a.Shown()+a.Trouble(diag.Options{}), dir, "DIR")
		if filepath.ToSlash(got) != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
	}
}

// What closes for ever ends with the time for it, and that is told.
func TestCloseInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{Modules: stdlib.Modules})
		evalAll(t, s, "#[resource] type Door { n: i64; fn close(self) { sleep_ms(3600000); } }", "let a = Door { n: 1 }", "let b = Door { n: 2 }")
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		err := s.Close(ctx)
		if got := (Answer{Err: err}).Trouble(diag.Options{}); got != "stopped: it did not end in time\n" {
			t.Errorf("told %q", got)
		}
	})
}

// What is printed is there when Eval returns, also without a newline.
func TestOutputIsFlushed(t *testing.T) {
	var out bytes.Buffer
	s := newSession(t, &out)
	evalAll(t, s, `print("a")`, `println("b")`)
	if out.String() != "ab\n" {
		t.Errorf("printed %q", out.String())
	}
}

// A program reads the lines that Stdin has.
func TestInputOfPrograms(t *testing.T) {
	s := New(Options{Modules: stdlib.Modules, IO: lang.IO{Stdin: strings.NewReader("one\ntwo\n")}})
	evalAll(t, s, "import std::io;", "let a = io.read_line()")
	if a := s.Eval(context.Background(), "a"); a.Value == "" || !strings.Contains(a.Value, "one") {
		t.Errorf("%+v", a)
	}
}

// A bug in a native function or in hewq costs the input that met it.
func TestPanicInside(t *testing.T) {
	s := newSession(t, panics{})
	a := s.Eval(context.Background(), `println("x")`)
	var fault *eval.Fault
	var bug *PanicError
	if !errors.As(a.Err, &fault) && !errors.As(a.Err, &bug) {
		t.Fatalf("%+v", a)
	}
	if !strings.Contains(a.Trouble(diag.Options{}), "broken pipe fitting") {
		t.Errorf("told %q", a.Trouble(diag.Options{}))
	}
	if a := s.Eval(context.Background(), "1 + 1"); a.Value != "2" {
		t.Errorf("then: %+v", a)
	}
}

type panics struct{}

func (panics) Write([]byte) (int, error) { panic("broken pipe fitting") }

// Whatever is typed gets an answer.
func TestAnyInput(t *testing.T) {
	s := newSession(t, io.Discard)
	for _, in := range []string{
		"", " ", "\n\n", ";", ";;", "// only a comment", "\x00", "\xff\xfe", "é", "🙂", ":", "::", ": type", ":\n",
		strings.Repeat("(", 100_000), strings.Repeat("1 + ", 50_000) + "1", "\"" + strings.Repeat("x", 1<<20) + "\"",
		"fn f<T>(x: T) -> T { x }", "f", "let _ = 1", "_", "let _ = f(_)", "let x = x", "type T { t: T }", "let t: T", "actor A {}", "impl i64 {}",
		"#[resource] type R {}", "R {}", "let r = R {}; let q = r; r", "let self = 1", "self", "import ::", "\r\n1\r\n", "\ufeff1",
	} {
		a := s.Eval(context.Background(), in)
		if bug := (*PanicError)(nil); errors.As(a.Err, &bug) {
			t.Errorf("%.40q: %v\n%s", in, bug, bug.Stack)
		}
		if fault := (*eval.Fault)(nil); errors.As(a.Err, &fault) && fault.Kind == eval.Internal {
			t.Errorf("%.40q: %v", in, fault)
		}
		s.Incomplete(in)
		s.Complete(in, len(in))
	}
	if a := s.Eval(context.Background(), "1 + 1"); a.Value != "2" {
		t.Errorf("then: %+v", a)
	}
}
