package repl

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hewq/lang"
	"hewq/stdlib"
)

// A lockedBuffer is written by actors while a test reads it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// What happens to an actor that is traced is told, and to the one that takes its place.
func TestTrace(t *testing.T) {
	var told lockedBuffer
	s := New(Options{Modules: stdlib.Modules, IO: lang.IO{Stdout: &told, Stderr: &told}})
	for _, in := range []string{
		"actor A { receive fn div(n: i64) -> i64 { 100 / n } }",
		"supervisor S { strategy: one_for_one; child a: A; }",
		"let s = spawn S; let free = spawn A",
		":trace 2",
		"await free.div(0)",
		"await s.a.div(0)",
		"await s.a.div(1)",
		"supervisor_stop(s)",
	} {
		if a := s.Eval(t.Context(), in); a.Failed() {
			t.Fatalf("%s: %v %v", in, a.Err, a.Diagnostics)
		}
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	var traced []string
	for line := range strings.Lines(told.String()) {
		if strings.HasPrefix(line, "trace: ") {
			traced = append(traced, line)
		}
	}
	const want = `trace: actor #2 (A) crashed: division by zero at input 1:1:43
trace: actor #4 (A) takes the place of #2
trace: actor #4 (A) stopped
`
	if got := strings.Join(traced, ""); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// Ctrl-C stops the input that waits; the actor it waits for goes on.
func TestCancelLeavesActors(t *testing.T) {
	synctest.Test(t, cancelLeavesActors)
}

func cancelLeavesActors(t *testing.T) {
	var told lockedBuffer
	s := New(Options{Modules: stdlib.Modules, IO: lang.IO{Stdout: &told, Stderr: &told}})
	defer func() {
		if err := s.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}()
	for _, in := range []string{
		`actor A { var n: i64 = 0; receive fn slow() -> i64 { n += 1; println("begins"); sleep_ms(100); n } receive fn get() -> i64 { n } }`,
		"let a = spawn A",
	} {
		if a := s.Eval(t.Context(), in); a.Failed() {
			t.Fatalf("%s: %v %v", in, a.Err, a.Diagnostics)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if a := s.Eval(ctx, "await a.slow()"); a.Err == nil {
		t.Error("it was not stopped")
	}
	if a := s.Eval(t.Context(), "await a.get()"); a.Value != "Ok(1)" {
		t.Errorf("afterwards: %s %v", a.Value, a.Err)
	}
}
