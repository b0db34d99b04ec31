package stream

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"hewq/native"
)

func call(ctx context.Context) *native.Call {
	return &native.Call{Context: ctx, Env: &native.Env{}, Actor: &native.Actor{}}
}

// A file is read to its end in pieces, and is closed once.
func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	c := call(t.Context())
	out, err := createFile(c, path)
	if err != nil {
		t.Fatal(err)
	}
	text := make([]byte, pieceSize+1)
	for _, part := range [][]byte{text, {}, []byte("end")} {
		if err := out.Put(c, part); err != nil {
			t.Error(err)
		}
	}
	if err := errors.Join(out.Flush(c), out.Close(), out.Close()); err != nil || !out.Over() {
		t.Errorf("close: %v, over %v", err, out.Over())
	}
	if err := out.Put(c, text); err != nil {
		t.Errorf("put after close: %v", err)
	}
	in, err := openFile(c, path)
	if err != nil {
		t.Fatal(err)
	}
	var sizes []int
	for {
		item, ok, err := in.Next(c)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			break
		}
		sizes = append(sizes, len(item))
	}
	if len(sizes) != 2 || sizes[0] != pieceSize || sizes[1] != 4 {
		t.Errorf("pieces of %v bytes", sizes)
	}
	in.Abandon(t.Context(), native.Broken)
	if _, ok, err := in.Next(c); ok || err != nil {
		t.Errorf("next after the end: %v, %v", ok, err)
	}
}

func TestWhyAFileCannotBeOpened(t *testing.T) {
	c := call(t.Context())
	f, err := openFile(c, filepath.Join(t.TempDir(), "none"))
	if f != nil || err != nil {
		t.Errorf("got %v, %v", f, err)
	}
	text, _ := lastError(c)
	if n, _ := lastErrno(c); n != 2 || text != "No such file or directory (os error 2)" {
		t.Errorf("errno %d, %q", n, text)
	}
	f, err = createFile(c, filepath.Join(t.TempDir(), "some"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, _ = lastError(c)
	if n, _ := lastErrno(c); n != 0 || text != "" {
		t.Errorf("errno %d, %q", n, text)
	}
}

// Reads and writes that wait end with the call's context.
func TestWaitsEndWithTheContext(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := (&file{f: r}).Next(call(ctx)); !errors.Is(err, context.Canceled) {
		t.Errorf("next: %v", err)
	}
	if err := (&file{f: w}).Put(call(ctx), make([]byte, 1<<20)); !errors.Is(err, context.Canceled) {
		t.Errorf("put: %v", err)
	}
}
