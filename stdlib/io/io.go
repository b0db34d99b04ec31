// Package io is the module std::io: standard input, output and error.
package io

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"hewq/native"
)

//go:generate go run hewq/internal/stubimage io.hew

//go:embed io.image
var image string

// Module is std::io.
var Module = native.Module{Path: "std::io", Image: image, Funcs: func() native.Funcs {
	return native.Funcs{
		"hew_io_read_line": native.Waits(native.F0(readLine), "for a line of the standard input"),
		"hew_io_read_all":  native.Waits(native.F0(readAll), "for the end of the standard input"),
		"hew_io_write":     native.F1(write),
		"hew_io_write_err": native.F1(writeErr),
	}
}}

// An input is the program's standard input. Who holds turn may read.
type input struct {
	turn chan struct{}
	r    *bufio.Reader
}

func newInput(e *native.Env) *input {
	return &input{turn: make(chan struct{}, 1), r: bufio.NewReader(e.Stdin)}
}

// read runs f on the input. A read cannot be interrupted: when c ends first, f stays behind
// and keeps the turn until there is input.
func (in *input) read(c *native.Call, f func(*bufio.Reader) string) (string, error) {
	if c.Env.Virtual {
		return "", fmt.Errorf("the standard input cannot be read: %w", native.ErrVirtual)
	}
	select {
	case in.turn <- struct{}{}:
	case <-c.Done():
		return "", c.Err()
	}
	done := make(chan string, 1)
	go func() {
		s := f(in.r)
		<-in.turn
		done <- s
	}()
	select {
	case s := <-done:
		return s, nil
	case <-c.Done():
		return "", c.Err()
	}
}

func readLine(c *native.Call) (string, error) {
	return native.State(c.Env, newInput).read(c, func(r *bufio.Reader) string {
		// At the end of the input, or if it breaks, what was read of the line counts.
		s, _ := r.ReadString('\n')
		if line, ok := strings.CutSuffix(s, "\n"); ok {
			s = strings.TrimSuffix(line, "\r")
		}
		return valid(s)
	})
}

func readAll(c *native.Call) (string, error) {
	return native.State(c.Env, newInput).read(c, func(r *bufio.Reader) string {
		b, err := io.ReadAll(r)
		if err != nil {
			return ""
		}
		return valid(string(b))
	})
}

// valid is s, or nothing if s is no text.
func valid(s string) string {
	if !utf8.ValidString(s) {
		return ""
	}
	return s
}

func write(c *native.Call, s string) (native.Unit, error) {
	if _, err := io.WriteString(c.Env.Stdout, s); err != nil {
		return native.Unit{}, err
	}
	return native.Unit{}, flush(c)
}

func writeErr(c *native.Call, s string) (native.Unit, error) {
	if err := flush(c); err != nil {
		return native.Unit{}, err
	}
	_, err := io.WriteString(c.Env.Stderr, s)
	return native.Unit{}, err
}

func flush(c *native.Call) error {
	if f, ok := c.Env.Stdout.(interface{ Flush() error }); ok {
		return f.Flush()
	}
	return nil
}
