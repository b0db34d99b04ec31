package main

import (
	"context"
	"errors"
	"os"
	"runtime"
	"testing"
)

// piped is an output to a pipe, with the end that reads it.
func piped(t *testing.T) (*output, *os.File, context.Context) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		r.Close()
		w.Close()
	})
	ctx, cancel := context.WithCancelCause(t.Context())
	t.Cleanup(func() { cancel(nil) })
	return newOutput(w, cancel), r, ctx
}

func TestOutputShowsLinesOnATerminal(t *testing.T) {
	o, r, _ := piped(t)
	o.terminal = true
	for _, part := range []string{"half ", "a line\n", "and more"} {
		if _, err := o.WriteString(part); err != nil {
			t.Fatal(err)
		}
	}
	got := make([]byte, 100)
	n, err := r.Read(got)
	if want := "half a line\n"; string(got[:n]) != want || err != nil {
		t.Errorf("got %q, %v; want %q", got[:n], err, want)
	}
	if o.Buffered() != len("and more") {
		t.Errorf("%d bytes wait for the end of their line", o.Buffered())
	}
}

func TestOutputWaitsElsewhere(t *testing.T) {
	o, _, _ := piped(t)
	if _, err := o.Write([]byte("a line\n")); err != nil {
		t.Fatal(err)
	}
	if o.Buffered() != len("a line\n") {
		t.Errorf("%d bytes are buffered, want the whole line", o.Buffered())
	}
}

func TestOutputTellsThatItHasNoReader(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no broken pipes")
	}
	o, r, ctx := piped(t)
	r.Close()
	if _, err := o.WriteString("lost"); err != nil {
		t.Fatal(err)
	}
	if err := o.Flush(); !errors.Is(err, errNoReader) {
		t.Errorf("Flush: %v, want %v", err, errNoReader)
	}
	if got := context.Cause(ctx); !errors.Is(got, errNoReader) {
		t.Errorf("the program ends because of %v, want %v", got, errNoReader)
	}
}

func TestColor(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	p := &process{lookup: func(name string) (string, bool) {
		value, ok := map[string]string{"TERM": "xterm", "WT_SESSION": "1"}[name]
		return value, ok
	}}
	for _, tc := range []struct {
		flag string
		out  *os.File
		want bool
	}{{"auto", w, false}, {"auto", null, false}, {"never", w, false}, {"always", w, true}} {
		if got := (colorFlag{tc.flag}).options(p, tc.out).Color; got != tc.want {
			t.Errorf("--color=%s to %s: %v, want %v", tc.flag, tc.out.Name(), got, tc.want)
		}
	}
}
