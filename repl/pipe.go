package repl

// This file reads inputs from something that is not a terminal.

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"hewq/lang/diag"
)

// Pipe evaluates the inputs of in, each as soon as its last line was read, then closes the
// session. Values go to out, what is wrong to errs. The status is 1 if an input failed, else
// the one that was asked for.
//
// Programs may read the lines behind their input if in is a *bufio.Reader that is their Stdin too.
//
// Pipe returns when ctx ends; a read of in that waits then stays behind.
func Pipe(ctx context.Context, s *Session, in io.Reader, out, errs io.Writer) (status int, err error) {
	return pipe(ctx, s, in, out, errs)
}

func pipe(ctx context.Context, s evaluator, in io.Reader, out, errs io.Writer) (status int, err error) {
	p := &piped{session: s, out: out, errs: errs}
	err = p.all(ctx, in)
	if b, ok := s.(interface{ Late(context.Context) Answer }); ok {
		if a := b.Late(ctx); len(a.Late) > 0 {
			p.failed = p.failed || slices.ContainsFunc(a.Late, Answer.Failed)
			err = errors.Join(err, a.write(out, errs, diag.Options{}))
		}
	}
	until, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeWithin)
	defer cancel()
	if closed := s.Close(until); closed != nil {
		err = errors.Join(err, Answer{Err: closed}.write(out, errs, diag.Options{}))
	}
	if p.failed {
		return 1, err
	}
	return p.status, err
}

// A piped is the state of Pipe.
type piped struct {
	session   evaluator
	out, errs io.Writer
	failed    bool
	status    int
}

// A chunk is a line of the input, without its end, and why it is the last one.
type chunk struct {
	text string
	err  error
}

// all evaluates all inputs. Nothing is read while an input is evaluated: what follows it may be
// meant for it.
func (p *piped) all(ctx context.Context, in io.Reader) error {
	wanted := make(chan struct{}, 1)
	lines := make(chan chunk, 1)
	defer close(wanted) // ends the goroutine, unless it reads
	go func() {
		r := bufio.NewReader(in)
		for range wanted {
			lines <- readChunk(r)
		}
	}()
	g := &gatherer{incomplete: p.session.Incomplete}
	for {
		var line chunk
		wanted <- struct{}{}
		select {
		case line = <-lines:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if line.text != "" || line.err == nil {
			if input, done := g.add(line.text); done {
				if quit, err := p.evaluate(ctx, input); quit || err != nil {
					return err
				}
			}
		}
		if line.err != nil {
			_, err := p.evaluate(ctx, g.rest())
			if line.err != io.EOF {
				err = errors.Join(err, fmt.Errorf("read the inputs: %w", line.err))
			}
			return err
		}
	}
}

// readChunk reads a line.
func readChunk(r *bufio.Reader) chunk {
	text, err := r.ReadString('\n')
	return chunk{strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r"), err}
}

// evaluate evaluates an input and shows the answer, without the time that it took.
func (p *piped) evaluate(ctx context.Context, input string) (quit bool, err error) {
	if strings.TrimSpace(input) == "" {
		return false, nil
	}
	var a Answer
	if utf8.ValidString(input) {
		a = p.session.Eval(ctx, input)
	} else {
		a = refuse("this input is not text: it is not UTF-8")
	}
	a.Elapsed = 0
	p.failed = p.failed || a.Failed()
	p.status = a.Status
	err = a.write(p.out, p.errs, diag.Options{})
	if ended := context.Cause(ctx); ended != nil {
		err = errors.Join(err, ended)
	}
	return a.Quit, err
}
