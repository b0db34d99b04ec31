package main

// This file is the standard output of a program.

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"syscall"
)

// exitNoReader is the status after writing to a pipe that has no reader any more: the one
// that shells give to a program which SIGPIPE ended.
const exitNoReader = 128 + 13

// errNoReader is the cause of a program's end when its output has no reader any more.
var errNoReader = errors.New("the standard output has no reader any more")

// An output buffers what a program prints. On a terminal a line is shown when it is complete.
// The first failed write ends the program.
type output struct {
	*bufio.Writer
	file     *os.File
	terminal bool
	fail     context.CancelCauseFunc
}

func newOutput(file *os.File, fail context.CancelCauseFunc) *output {
	// Without this the first write to a broken pipe kills hewq: no defer would run and no
	// peer would learn that its connection is over.
	signal.Ignore(syscall.SIGPIPE)
	o := &output{file: file, terminal: isTerminal(file), fail: fail}
	o.Writer = bufio.NewWriterSize(failing{o}, 64<<10)
	return o
}

func (o *output) Write(b []byte) (int, error) {
	n, err := o.Writer.Write(b)
	if o.terminal && bytes.IndexByte(b, '\n') >= 0 {
		err = errors.Join(err, o.Flush())
	}
	return n, err
}

// WriteString is Write for a string.
func (o *output) WriteString(s string) (int, error) {
	if o.terminal {
		return o.Write([]byte(s))
	}
	return o.Writer.WriteString(s)
}

// An atOnce writes to an output at once.
type atOnce struct{ out *output }

func (p atOnce) Write(b []byte) (int, error) {
	n, err := p.out.Write(b)
	return n, errors.Join(err, p.out.Flush())
}

// A sharedOutput is an output for several goroutines: those of a session, and what runs beside it.
type sharedOutput struct {
	mu  sync.Mutex
	out *output
}

func (s *sharedOutput) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.Write(b)
}

// Flush writes what the output holds back.
func (s *sharedOutput) Flush() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.Flush()
}

// failing writes to the file of an output and ends the program at the first error.
type failing struct{ o *output }

func (f failing) Write(b []byte) (int, error) {
	n, err := f.o.file.Write(b)
	if errors.Is(err, syscall.EPIPE) {
		err = errNoReader
	}
	if err != nil {
		f.o.fail(err)
	}
	return n, err
}
