package main

// This file is the flag --trace-quic, which has a value only behind `=`.

import (
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"
)

// quicModule is the module whose connections are traced.
const quicModule = "std::net::quic"

type traceQUICFlag struct {
	QUIC traceTarget `name:"trace-quic" placeholder:"[FILE]" help:"Tell what happens on each QUIC connection, a line for each event: on the standard error, or in FILE."`
}

// A traceTarget is where a trace goes. The zero value is nowhere.
type traceTarget struct {
	on   bool
	file string // "" for the standard error
}

// Decode implements kong.MapperValue: what does not stand behind `=` is not the value.
func (t *traceTarget) Decode(ctx *kong.DecodeContext) error {
	t.on = true
	if next := ctx.Scan.Peek(); next.Type == kong.FlagValueToken {
		t.file = fmt.Sprint(ctx.Scan.Pop().Value)
		if t.file == "" {
			return fmt.Errorf("there is no name of a file behind `=`")
		}
	}
	return nil
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
