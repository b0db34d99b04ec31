//go:build unix

package stream

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// To open a pipe that nobody has at its other end waits, until the call's context ends.
func TestOpeningEndsWithTheContext(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := openFile(call(ctx), pipe); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	// Lets the reader that was left behind go.
	if w, err := os.OpenFile(pipe, os.O_WRONLY, 0); err == nil {
		_ = w.Close() // nothing was written
	}
}
