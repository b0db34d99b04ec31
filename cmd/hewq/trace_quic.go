package main

// This file is the flag --trace-quic, which has a value only behind `=`.

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// quicModule is the module whose connections are traced.
const quicModule = "std::net::quic"

type traceQUICFlag struct {
	QUIC optionalFile `name:"trace-quic" placeholder:"FILE" complete:"files" help:"Tell what happens on each QUIC connection, a line for each event: on the standard error, or in FILE."`
}

// misplaced says that file, which is no program, was meant to be the flag's, if the first of args
// looks like the program.
func (f traceQUICFlag) misplaced(file string, args []string) error {
	if !f.QUIC.on || f.QUIC.file != "" || strings.HasSuffix(file, ".hew") || len(args) == 0 || !strings.HasSuffix(args[0], ".hew") {
		return nil
	}
	return fmt.Errorf("%s is taken for the program; the file of a trace stands behind `=`: --trace-quic=%s", file, file)
}

// open opens the file, if one is wanted, which done closes. trace gives what lang.IO.Trace shall be
// where programs have stderr as their standard error.
func (f traceQUICFlag) open() (trace func(stderr io.Writer) func(module string) io.Writer, done func() error, err error) {
	done = func() error { return nil }
	var file io.Writer
	if f.QUIC.file != "" {
		opened, err := os.Create(f.QUIC.file)
		if err != nil {
			return nil, nil, fmt.Errorf("--trace-quic: %w", err)
		}
		file, done = opened, opened.Close
	}
	return func(stderr io.Writer) func(string) io.Writer {
		if !f.QUIC.on {
			return nil
		}
		return func(module string) io.Writer {
			switch {
			case module != quicModule:
				return nil
			case file != nil:
				return file
			}
			return stderr
		}
	}, done, nil
}
