package repl

import (
	"io"
	"strings"
	"testing"
	"testing/synctest"

	"hewq/lang"
	"hewq/stdlib"
)

// `:actors` tells where each actor waits and for what, since when, and where one runs.
func TestActorsTellWhatTheyWaitFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{Modules: stdlib.Modules, IO: lang.IO{Stdout: io.Discard, Stderr: io.Discard}})
		for _, in := range []string{
			"import std::channel::channel",
			"actor Idle { receive fn nothing() {} }",
			"actor Taker { receive fn take(rx: Receiver<i64>) {\n    let got = rx.recv(); } receive fn nap() { sleep(3600); } }",
			"let (tx, rx): (Sender<i64>, Receiver<i64>) = channel.new(1)",
			"let idle = spawn Idle",
			"idle.nothing()",
			"let taker = spawn Taker",
			"taker.take(rx)",
			"taker.nap(); taker.nap()",
			"let napper = spawn Taker",
			"napper.nap()",
			"sleep(3)",
		} {
			if a := s.Eval(t.Context(), in); a.Failed() {
				t.Fatalf("%s: %v %v", in, a.Err, a.Diagnostics)
			}
		}
		const want = `actor #1 (Idle)   has waited 3s for messages
actor #2 (Taker)  has waited 3s to receive from a channel in Taker.take at input 3:2:15, 2 queued
actor #3 (Taker)  has waited 3s in a sleep of 1h0m0s in Taker.nap at input 3:2:47`
		if got := s.Eval(t.Context(), ":actors").Text; got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		if got := s.Waiting(); !strings.Contains(got, "\n  the input waits for an input\n  actor #1 (Idle) has waited 3s for messages\n") {
			t.Error(got)
		}
		for _, in := range []string{":kill 2", ":kill 3"} {
			if a := s.Eval(t.Context(), in); a.Failed() {
				t.Fatalf("%s: %v", in, a.Err)
			}
		}
		if err := s.Close(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// What runs can be asked while inputs come and go.
func TestWaitingWhileInputsRun(t *testing.T) {
	s := New(Options{Modules: stdlib.Modules, IO: lang.IO{Stdout: io.Discard, Stderr: io.Discard}})
	inputs := []string{
		"actor A { var n: i64 = 0; receive fn add(k: i64) -> i64 { n += k; n } receive fn spin() { loop { n = n; } } }",
		"let a = spawn A", "let busy = spawn A", "busy.spin()",
	}
	for range 5 {
		inputs = append(inputs, "await a.add(1)", "let f = |n: i64| n + 1; f(2)", "sleep_ms(1)", "for i in 0..300 { f(i); }", ":actors")
	}
	inputs = append(inputs, ":clear", "actor B { receive fn f() -> i64 { 1 } }", "let b = spawn B", "await b.f()")
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, in := range inputs {
			if a := s.Eval(t.Context(), in); a.Failed() {
				t.Errorf("%s: %v %v", in, a.Err, a.Diagnostics)
			}
		}
	}()
	spins := 0
	for {
		select {
		case <-done:
			if spins == 0 {
				t.Error("no report tells where the actor runs")
			}
			if err := s.Close(t.Context()); err != nil {
				t.Error(err)
			}
			return
		default:
			if strings.Contains(s.Waiting(), "actor #2 (A) runs in A.spin at input 1:1:") {
				spins++
			}
		}
	}
}
