package main

// This file is `hewq repl`.

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"hewq/lang"
	"hewq/lang/eval"
	"hewq/lang/source"
	"hewq/repl"
	"hewq/stdlib"
)

type replCommand struct {
	colorFlag
	traceQUICFlag
	File string `arg:"" optional:"" complete:"programs" help:"A program whose declarations are known from the beginning; its main is not run."`
}

// Help shows what the flags and arguments do not say.
func (replCommand) Help() string {
	return `On a terminal it is a console: what is typed is evaluated at once, and all that it binds, declares and opens stays until :clear or the end. ":help" shows the commands.

Without a terminal it evaluates the inputs of the standard input, without prompts. The exit status is 1 if one of them failed.

Examples:

  hewq repl
  hewq
  hewq repl server.hew
  printf 'let x = 6\nx * 7\n' | hewq repl
`
}

// Run evaluates what is typed.
func (c *replCommand) Run(p *process) error {
	p.checkSettings()
	var file *source.File
	if c.File == "-" {
		p.refuse("the standard input has what is evaluated, so it cannot be the file as well", "hewq repl --help")
		return nil
	} else if c.File != "" {
		var err error
		if file, err = p.read(c.File); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	defer onSignal(cancel)()
	waiting := new(eval.Waiting)
	stdin, ok := p.stdin.(*os.File)
	status := 0
	trace, traced, err := c.open()
	if err != nil {
		return err
	}
	defer traced() // what it holds is written
	term, _ := p.lookup("TERM")
	if ok && isTerminal(stdin) && isTerminal(p.stdout) && term != "dumb" {
		console := repl.NewConsole(stdin, p.stdout, repl.ConsoleOptions{
			History: historyFile(p.lookup),
			Color:   c.options(p, p.stdout).Color,
			Version: version(),
			Load:    file,
			Lookup:  p.lookup,
			Pager:   p.pager,
		})
		world := console.IO(lang.IO{Args: []string{"hewq"}, Lookup: p.lookup})
		world.Trace, world.Waiting = trace(world.Stderr), waiting
		tell := teller(world.Stderr, waiting.Report)
		defer onQuit(func() { tell("") })()
		s := repl.New(repl.Options{Modules: stdlib.Modules, IO: world, Warnings: true, Columns: console.Columns})
		status, err = console.Run(ctx, s)
	} else {
		tell := teller(p.stderr, waiting.Report)
		defer onQuit(func() { tell("") })()
		out := &sharedOutput{out: newOutput(p.stdout, cancel)}
		// Inputs and what programs read come from the same place: a program reads the lines
		// behind its input.
		in := bufio.NewReader(p.stdin)
		s := repl.New(repl.Options{Modules: stdlib.Modules, IO: lang.IO{
			Args: []string{"hewq"}, Lookup: p.lookup, Stdin: in, Stdout: out, Stderr: p.stderr,
			Trace: trace(p.stderr), Waiting: waiting,
		}})
		if file != nil {
			if a := s.Load(ctx, file); a.Failed() {
				p.status = exitFailed
				if _, err := io.WriteString(p.stderr, a.Trouble(c.options(p, p.stderr))); err != nil {
					return err
				}
				in.Reset(strings.NewReader("")) // what it was typed for is not there
			}
		}
		status, err = repl.Pipe(ctx, s, in, out, p.stderr)
		status = max(status, p.status)
	}
	p.status = status
	var sent signalled
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errNoReader):
		p.status = exitNoReader
		return nil
	case errors.As(cause, &sent):
		p.status = sent.status()
		return nil
	}
	return err
}

// historyFile is where what was typed is kept: in the user's state directory. It is "" if there
// is none.
func historyFile(lookup func(string) (string, bool)) string {
	if dir, ok := lookup("XDG_STATE_HOME"); ok && filepath.IsAbs(dir) {
		return filepath.Join(dir, "hewq", "history")
	}
	if runtime.GOOS == "windows" {
		if dir, ok := lookup("LocalAppData"); ok && dir != "" {
			return filepath.Join(dir, "hewq", "history")
		}
		return ""
	}
	home, ok := lookup("HOME")
	if !ok || home == "" {
		return ""
	}
	if runtime.GOOS == "darwin" {
		return filepath.Join(home, "Library", "Application Support", "hewq", "history")
	}
	return filepath.Join(home, ".local", "state", "hewq", "history")
}
