package main

// This file is `hewq eval`.

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"time"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/lang/eval"
	"hewq/lang/source"
	"hewq/repl"
	"hewq/stdlib"
)

type evalCommand struct {
	colorFlag
	warningsFlag
	traceQUICFlag
	hangFlags
	File string   `short:"f" placeholder:"FILE" complete:"programs" help:"Evaluate the inputs of a file, as if they were typed one after the other; - is the standard input."`
	JSON bool     `name:"json" help:"Print one JSON object: status, value, type, stdout, stderr, exit_code, diagnostics as the Language Server Protocol has them, and the failure of what panicked or trapped."`
	Expr []string `arg:"" optional:"" name:"expr" help:"What to evaluate; several words are one input."`
}

// Help shows what the flags and arguments do not say.
func (evalCommand) Help() string {
	return `Values are printed as println prints them; with --json they are as the console shows them. The first input that fails is the last one. The exit status is 1 after a mistake or a trap, 101 after a panic, 124 when the time of --timeout is over, and what exit(n) says.

Without an expression and without -f it is "hewq repl".

Examples:

  hewq eval '1 + 2'
  hewq eval -f setup.hew
  hewq eval --json '"a".repeat(3)'
  echo 'import std::net::quic; quic.new_client()' | hewq eval -f -
`
}

// closeWithin is how long the end of a session may take.
const closeWithin = 3 * time.Second

// An evaluation is what `hewq eval` has found out so far.
type evaluation struct {
	Status      string            `json:"status"` // "ok", "compile_error" or "runtime_failure"
	Value       string            `json:"value,omitempty"`
	Type        string            `json:"type,omitempty"`
	Stdout      string            `json:"stdout"`
	Stderr      string            `json:"stderr"`
	ExitCode    int               `json:"exit_code"`
	Diagnostics []diag.FileReport `json:"diagnostics"`
	Failure     *eval.FaultData   `json:"failure,omitempty"` // of an input that panicked, trapped or aborted
}

// Run evaluates the expression or the file.
func (c *evalCommand) Run(p *process) error {
	switch {
	case c.File == "" && len(c.Expr) == 0 && c.JSON:
		p.refuse("--json needs an expression or -f FILE", "hewq eval --help")
		return nil
	case c.File == "" && len(c.Expr) == 0:
		return (&replCommand{colorFlag: c.colorFlag, traceQUICFlag: c.traceQUICFlag}).Run(p)
	case c.File != "" && len(c.Expr) > 0:
		p.refuse("either an expression or -f FILE, not both", "hewq eval --help")
		return nil
	}
	if !c.known(p, "hewq eval --help") {
		return nil
	}
	p.checkSettings()
	src := source.New("<eval>", strings.Join(c.Expr, " "))
	if c.File != "" {
		var err error
		if src, err = p.read(c.File); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	waiting := new(eval.Waiting)
	defer c.watch(p.stderr, waiting, cancel)()
	trace, traced, err := c.open()
	if err != nil {
		return err
	}
	defer traced() // what it holds is written
	if c.JSON {
		return c.tell(ctx, p, src, trace(p.stderr), waiting)
	}
	out := &sharedOutput{out: newOutput(p.stdout, cancel)}
	s := repl.New(repl.Options{Modules: stdlib.Modules, Whole: true, Script: true, Warnings: c.Warnings, Allowed: c.Allow, IO: lang.IO{
		Args: []string{src.Name}, Lookup: p.lookup, Stdin: p.stdin, Stdout: out, Stderr: p.stderr, Trace: trace(p.stderr),
		Waiting: waiting,
	}})
	c.evaluate(ctx, s, src, func(a repl.Answer) {
		if text := plain(a); text != "" {
			fmt.Fprintln(out, text)
		}
		out.Flush()
		io.WriteString(p.stderr, a.Trouble(c.options(p, p.stderr)))
		p.status = exitStatus(a)
	})
	flushed := out.Flush()
	var sent signalled
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errNoReader):
		p.status = exitNoReader
	case flushed != nil:
		return fmt.Errorf("cannot write the standard output: %w", flushed)
	case errors.Is(cause, errTimedOut):
		p.status = exitTimedOut
	case errors.As(cause, &sent):
		p.status = sent.status()
	}
	return nil
}

// evaluate evaluates src and closes the session. Each answer goes to each.
func (c *evalCommand) evaluate(ctx context.Context, s *repl.Session, src *source.File, each func(repl.Answer)) {
	if c.File != "" {
		s.EvalText(ctx, src, func(a repl.Answer) bool { each(a); return true })
	} else {
		each(s.EvalSource(ctx, src))
	}
	for _, a := range s.Late(ctx).Late {
		each(a)
	}
	until, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeWithin)
	defer cancel()
	if err := s.Close(until); err != nil {
		each(repl.Answer{Err: err})
	}
}

// tell prints what came of src as JSON.
func (c *evalCommand) tell(ctx context.Context, p *process, src *source.File, trace func(string) io.Writer, waiting *eval.Waiting) error {
	var stdout, stderr bytes.Buffer
	s := repl.New(repl.Options{Modules: stdlib.Modules, Whole: true, Script: true, Warnings: c.Warnings, Allowed: c.Allow, IO: lang.IO{
		Args: []string{src.Name}, Lookup: p.lookup, Stdin: p.stdin, Stdout: &stdout, Stderr: &stderr, Trace: trace,
		Waiting: waiting,
	}})
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	e := evaluation{Status: "ok"}
	var doubts []diag.Diagnostic
	c.evaluate(ctx, s, src, func(a repl.Answer) {
		if a.Value != "" || !a.Failed() {
			e.Value, e.Type = a.Value, a.Type
		}
		if a.Text != "" {
			stdout.WriteString(a.Text + "\n")
		}
		doubts = append(doubts, a.Warnings...)
		if len(a.Diagnostics) > 0 {
			e.Status, e.Diagnostics = "compile_error", diag.Reports(dir, append(a.Diagnostics, doubts...))
		} else if a.Err != nil {
			e.Status = "runtime_failure"
			a.Warnings = nil // they are told as diagnostics
			stderr.WriteString(a.Trouble(diag.Options{}))
			if fault := (*eval.Fault)(nil); errors.As(a.Err, &fault) {
				data := fault.Data()
				e.Failure = &data
			}
		}
		e.ExitCode = exitStatus(a)
	})
	var sent signalled
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errTimedOut):
		e.ExitCode = exitTimedOut
	case errors.As(cause, &sent):
		e.ExitCode = sent.status()
	}
	if e.Diagnostics == nil {
		e.Diagnostics = diag.Reports(dir, doubts)
	}
	e.Stdout, e.Stderr = stdout.String(), stderr.String()
	p.status = e.ExitCode
	enc := json.NewEncoder(p.stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(e)
}

// plain is what println prints of the value of an answer, or what a command tells.
func plain(a repl.Answer) string {
	if a.Type == "string" || a.Type == "char" {
		return a.Plain
	}
	if a.Value == "" {
		return a.Text
	}
	return a.Value
}

// exitStatus is the status of a process whose last input got an answer.
func exitStatus(a repl.Answer) int {
	var fault *eval.Fault
	switch {
	case errors.As(a.Err, &fault):
		return fault.Exit
	case a.Failed():
		return exitFailed
	}
	return min(a.Status, math.MaxUint8)
}
