package stream

// This file reads and writes files.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"hewq/native"
)

// A file is the file of a Stream or a Sink.
type file struct {
	f      *os.File
	buf    []byte // of a Stream
	closed atomic.Bool
}

// pieceSize is how many bytes an item of a Stream has at most.
const pieceSize = 4096

// lastOpen is what the calling actor's latest opening of a file ended with.
type lastOpen struct{ err error }

func openFile(c *native.Call, path string) (*file, error) {
	return open(c, path, os.O_RDONLY)
}

func createFile(c *native.Call, path string) (*file, error) {
	return open(c, path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
}

// open opens a file. A pipe may have no process at its other end: it is left to itself, with the
// goroutine that opens it, when the call's context ends first.
func open(c *native.Call, path string, flag int) (*file, error) {
	if c.Env.Virtual && mayWait(path) {
		return nil, fmt.Errorf("%s is not a regular file, and may be waited for: %w", path, native.ErrVirtual)
	}
	if flag == os.O_RDONLY {
		c.Env.Files.Read(path)
	} else {
		c.Env.Files.Written(path)
	}
	f, err := openWithin(c, path, flag)
	if err != nil && c.Err() != nil {
		return nil, c.Err()
	}
	native.Local[lastOpen](c).err = err
	if err != nil {
		return nil, nil
	}
	return &file{f: f}, nil
}

// mayWait tells whether a file is one that has to be waited for: a pipe, say.
func mayWait(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

func openWithin(ctx context.Context, path string, flag int) (*os.File, error) {
	if !mayWait(path) {
		return os.OpenFile(path, flag, 0o666)
	}
	type outcome struct {
		f   *os.File
		err error
	}
	done := make(chan outcome, 1)
	go func() {
		f, err := os.OpenFile(path, flag, 0o666)
		done <- outcome{f, err}
	}()
	select {
	case o := <-done:
		return o.f, o.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// lastErrno is the operating system's number for why the latest opening failed, 0 if it did not,
// and 5 (input/output error) if there is no number.
func lastErrno(c *native.Call) (int64, error) {
	err := native.Local[lastOpen](c).err
	var n syscall.Errno
	switch {
	case err == nil:
		return 0, nil
	case errors.As(err, &n):
		return int64(n), nil
	}
	return 5, nil
}

// lastError is why the latest opening failed, "" if it did not.
func lastError(c *native.Call) (string, error) {
	err := native.Local[lastOpen](c).err
	var n syscall.Errno
	switch {
	case err == nil:
		return "", nil
	case errors.As(err, &n):
		text := n.Error()
		return fmt.Sprintf("%s%s (os error %d)", strings.ToUpper(text[:1]), text[1:], int(n)), nil
	}
	return err.Error(), nil
}

// String is how the prompt shows it.
func (f *file) String() string { return "file " + f.f.Name() }

// Next reads the next piece of the file.
func (f *file) Next(c *native.Call) (item []byte, ok bool, err error) {
	if f.buf == nil {
		f.buf = make([]byte, pieceSize)
	}
	defer f.interrupted(c)()
	n, err := f.f.Read(f.buf)
	switch {
	case n > 0:
		return append([]byte(nil), f.buf[:n]...), true, nil
	case errors.Is(err, io.EOF), errors.Is(err, os.ErrClosed):
		return nil, false, nil
	case c.Err() != nil:
		return nil, false, c.Err()
	}
	return nil, false, fmt.Errorf("read: %w", err)
}

// Put writes a piece.
func (f *file) Put(c *native.Call, item []byte) error {
	defer f.interrupted(c)()
	_, err := f.f.Write(item)
	switch {
	case err == nil, errors.Is(err, os.ErrClosed):
		return nil
	case c.Err() != nil:
		return c.Err()
	}
	return fmt.Errorf("write: %w", err)
}

// interrupted ends reads and writes of the file when the call's context ends, until the result is
// called. Regular files have no deadlines, and do not wait either.
func (f *file) interrupted(c *native.Call) (done func() bool) {
	return context.AfterFunc(c.Context, func() {
		// What cannot be interrupted ends by itself.
		_ = f.f.SetDeadline(time.Unix(1, 0))
	})
}

// Flush does nothing: whatever was put is written.
func (f *file) Flush(*native.Call) error { return nil }

// Abandon closes the file when the actor that owns it has ended.
func (f *file) Abandon(context.Context, native.Departure) {
	// A failure here cannot be reported.
	_ = f.Close()
}

// Over tells whether the file is closed.
func (f *file) Over() bool { return f.closed.Load() }

// Close closes the file.
func (f *file) Close() error {
	f.closed.Store(true)
	if err := f.f.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		return fmt.Errorf("close: %w", err)
	}
	return nil
}

var _ native.Resource = (*file)(nil) // an actor's file is closed with it

// Name is the path of the file.
func (f *file) Name() string { return f.f.Name() }
