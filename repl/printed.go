package repl

// This file knows whether what programs printed ends with a whole line.

import (
	"bytes"
	"io"
	"sync/atomic"
)

// A printed is the standard output of programs. It may be written from several goroutines if what
// is below it may be.
type printed struct {
	io.Writer
	begun atomic.Bool // its last line is not finished
}

func (p *printed) Write(b []byte) (int, error) {
	if len(b) > 0 {
		p.begun.Store(!bytes.HasSuffix(b, []byte("\n")))
	}
	return p.Writer.Write(b)
}

// Flush writes what the writer below holds back.
func (p *printed) Flush() error { return flush(p.Writer) }
