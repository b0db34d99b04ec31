package io

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"hewq/native"
)

func TestReadLine(t *testing.T) {
	tests := []struct {
		name, input string
		want        []string
	}{
		{"line ends are left out", "a\nb\r\n", []string{"a", "b", ""}},
		{"the last line needs no end", "a\nb", []string{"a", "b", ""}},
		{"an empty line is one", "\nb\n", []string{"", "b"}},
		{"a return inside a line stays", "a\rb\r", []string{"a\rb\r"}},
		{"what is no text is nothing", "\xff\nb\n", []string{"", "b"}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			c := &native.Call{Context: t.Context(), Env: &native.Env{Stdin: strings.NewReader(tc.input)}}
			for i, want := range tc.want {
				got, err := readLine(c)
				if err != nil || got != want {
					t.Errorf("line %d of %q: got %q, %v, want %q", i, tc.input, got, err, want)
				}
			}
		})
	}
}

func TestReadAllTakesWhatIsLeft(t *testing.T) {
	c := &native.Call{Context: t.Context(), Env: &native.Env{Stdin: strings.NewReader("a\nb\nc")}}
	if _, err := readLine(c); err != nil {
		t.Fatal(err)
	}
	if got, err := readAll(c); err != nil || got != "b\nc" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestReadEndsWithTheContext(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close()
	ctx, cancel := context.WithCancel(t.Context())
	env := &native.Env{Stdin: r}
	ended := make(chan error)
	go func() {
		_, err := readLine(&native.Call{Context: ctx, Env: env})
		ended <- err
	}()
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	// A call that comes after it has to wait for the reader that was left behind.
	if _, err := readAll(&native.Call{Context: ctx, Env: env}); !errors.Is(err, context.Canceled) {
		t.Errorf("the next read: got %v", err)
	}
}

// A buffer tells what was flushed.
type buffer struct {
	strings.Builder
	flushed int
}

func (b *buffer) Flush() error {
	b.flushed = b.Len()
	return nil
}

func TestWriteIsSeenAtOnce(t *testing.T) {
	var out buffer
	var errs strings.Builder
	c := &native.Call{Context: t.Context(), Env: &native.Env{Stdout: &out, Stderr: &errs}}
	if _, err := write(c, "out"); err != nil || out.String() != "out" || out.flushed != 3 {
		t.Errorf("write: %q, %d flushed, %v", out.String(), out.flushed, err)
	}
	out.WriteString("more")
	if _, err := writeErr(c, "err"); err != nil || errs.String() != "err" || out.flushed != 7 {
		t.Errorf("writeErr: %q, %d of stdout flushed, %v", errs.String(), out.flushed, err)
	}
}
