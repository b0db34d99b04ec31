package repl

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/stdlib"
)

// backgroundSession is a session that tells of what ends in the background on a channel.
func backgroundSession(t *testing.T) (*Session, chan Answer) {
	t.Helper()
	ended := make(chan Answer, 1000)
	var out lockedBuffer
	s := New(Options{Modules: stdlib.Modules, IO: lang.IO{Stdout: &out, Stderr: &out}})
	s.OnEnd(func(a Answer) { ended <- a })
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s, ended
}

// nextEnded waits for the next answer from the background.
func nextEnded(t *testing.T, ended chan Answer) Answer {
	t.Helper()
	select {
	case a := <-ended:
		return a
	case <-time.After(time.Minute):
		t.Fatal("nothing has ended")
	}
	return Answer{}
}

// While something waits in the background inputs are evaluated, and its value is theirs when it
// has come.
func TestBackgroundLeavesThePrompt(t *testing.T) {
	s, ended := backgroundSession(t)
	evalAll(t, s,
		"import std::net::quic",
		`let server = quic.new_server("127.0.0.1:0")`,
		"let client = quic.new_client()",
		":bg let peer = server.accept()",
	)
	if a := s.Eval(t.Context(), ":bg"); !strings.HasPrefix(a.Text, "[1] let peer = server.accept(), runs for ") {
		t.Errorf(":bg shows %q", a.Text)
	}
	evalAll(t, s, `let conn = client.connect(server.observe().local_addr, "localhost")`)
	a := nextEnded(t, ended)
	if shown := steady(a.Shown()); shown != "[1] let peer = server.accept() => QUICConnection 127.0.0.1:PORT, open, 0 streams, rtt N ms : QUICConnection\nit is `peer` from now on\n" {
		t.Errorf("shown: %q", shown)
	}
	evalAll(t, s, "let strm = peer.open_stream()", `strm.send_string("hello")`, ":bg conn.accept_stream().recv_string()")
	if a := nextEnded(t, ended); a.Value != `"hello"` {
		t.Errorf("value %s, error %v", a.Value, a.Err)
	}
	if a := s.Eval(t.Context(), "bg2"); a.Value != `"hello"` {
		t.Errorf("bg2 is %s", a.Value)
	}
}

// The end of an input's context is none of the background's business.
func TestBackgroundOutlivesCancelledInputs(t *testing.T) {
	s, ended := backgroundSession(t)
	evalAll(t, s, "import std::net::quic", `let server = quic.new_server("127.0.0.1:0")`, "let client = quic.new_client()")
	ctx, cancel := context.WithCancel(t.Context())
	if a := s.Eval(ctx, ":bg server.accept()"); a.Failed() {
		t.Fatal(a.Err)
	}
	cancel()
	if a := s.Eval(ctx, "sleep_ms(100000)"); a.Err == nil {
		t.Error("the input was not stopped")
	}
	if a := s.Eval(ctx, ":fg"); a.Text != "[1] server.accept() goes on in the background" {
		t.Errorf(":fg: %q, %v", a.Text, a.Err)
	}
	evalAll(t, s, `client.connect(server.observe().local_addr, "localhost")`)
	if a := nextEnded(t, ended); a.Failed() || a.Type != "QUICConnection" {
		t.Errorf("it ended with %v, %s", a.Err, a.Type)
	}
}

func TestBackgroundOfMany(t *testing.T) {
	s, ended := backgroundSession(t)
	evalAll(t, s, "fn fib(n: i64) -> i64 { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }", "let from = 10", "let names = [\"a\", \"b\"]")
	const n = 8
	for i := range n {
		evalAll(t, s, fmt.Sprintf(":bg fib(from + %d) + names.len()", i), fmt.Sprintf("type T%d { x: i64 }", i), fmt.Sprintf("let v%d = T%d { x: fib(5) }", i, i))
	}
	var got []string
	for range n {
		got = append(got, nextEnded(t, ended).Value)
	}
	slices.Sort(got)
	if want := []string{"146", "235", "379", "57", "612", "91", "989", "1599"}; !slices.Equal(got, slices.Sorted(slices.Values(want))) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Closing the session ends what runs, wherever it waits.
func TestBackgroundEndsWithTheSession(t *testing.T) {
	var out lockedBuffer
	s := New(Options{Modules: stdlib.Modules, IO: lang.IO{Stdout: &out, Stderr: &out}})
	evalAll(t, s,
		"import std::net::quic",
		`let server = quic.new_server("127.0.0.1:0")`,
		"fn forever() -> i64 { var n = 0; loop { n = (n + 1) % 7; } }",
		":bg server.accept()",
		":bg forever()",
		":bg { defer println(\"left\"); sleep_ms(1000000); }",
	)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := s.Close(ctx); err != nil || ctx.Err() != nil {
		t.Errorf("Close: %v, %v", err, ctx.Err())
	}
	if out.String() != "left\n" {
		t.Errorf("printed %q", out.String())
	}
}

// What runs in the background shares nothing with inputs that declare and lower more; the race
// detector sees it if not.
func TestBackgroundBesideInputs(t *testing.T) {
	s, ended := backgroundSession(t)
	evalAll(t, s,
		"trait Shape { fn area(self) -> i64; }",
		"type Sq { a: i64 }",
		"impl Shape for Sq { fn area(s: Sq) -> i64 { s.a * s.a } }",
		"fn total(n: i64) -> i64 { var sum = 0; for i in 0 .. n { let s: dyn Shape = Sq { a: i }; sum += s.area(); } sum }",
		"fn text(n: i64) -> string { var out = \"\"; for i in 0 .. n { out = f\"{out}{i}\"; } out }",
		"actor A { var n: i64 = 0; receive fn add(k: i64) -> i64 { n += k; n } }",
		"let a = spawn A",
		"let m = [1, 2, 3]",
	)
	n := 0
	for i := range 8 {
		for _, in := range []string{
			":bg total(2000)",
			":bg text(300).len()",
			":bg { let f = |x: i64| x + 1; var k = 0; for i in 0 .. 1000 { k = f(k); } println(f\"k {k}\"); k }",
			":bg await a.add(1)",
			":bg { let b = spawn A; await b.add(2) }",
			":bg m[7]",
			":bg { let x: Option<i64> = None; match x { Some(v) => v, None => 7 } }",
		} {
			if r := s.Eval(t.Context(), in); r.Failed() {
				t.Fatal(in, r.Err, r.Diagnostics)
			}
			n++
		}
		evalAll(t, s,
			fmt.Sprintf("type P%d { x: i64; y: string }", i),
			fmt.Sprintf("impl Shape for P%d { fn area(s: P%d) -> i64 { s.x } }", i, i),
			fmt.Sprintf("let p%d: dyn Shape = P%d { x: %d, y: \"q\" }", i, i, i),
			fmt.Sprintf("p%d.area()", i),
			fmt.Sprintf("fn g%d(n: i64) -> i64 { total(n) + p(n) } fn p(n: i64) -> i64 { n }", i),
			fmt.Sprintf("g%d(5)", i),
			"println(f\"{m.len()}\")",
			"text(3)",
		)
	}
	for range n {
		a := nextEnded(t, ended)
		if a.Failed() && !strings.HasSuffix(a.Head, "m[7]") {
			t.Error(a.Head, a.Trouble(diag.Options{}))
		}
	}
}
