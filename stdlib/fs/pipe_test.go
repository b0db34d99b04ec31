//go:build unix

package fs

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"hewq/native"
)

func TestReadOfAPipeEndsWithTheContext(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c := &native.Call{Context: ctx, Env: &native.Env{}, Actor: &native.Actor{}}
	if _, err := readText(c, pipe); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	// Lets the reader that was left behind go.
	if w, err := os.OpenFile(pipe, os.O_WRONLY, 0); err == nil {
		_ = w.Close() // nothing was written
	}
}
