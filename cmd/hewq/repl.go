package main

// This file is `hewq repl`.

import (
	"bufio"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"

	"hewq/lang"
	"hewq/lang/eval"
	"hewq/repl"
	"hewq/stdlib"
)

type replCommand struct {
	colorFlag
	traceQUICFlag
}

// Help shows what the flags and arguments do not say.
func (replCommand) Help() string {
	return `On a terminal it is a console: what is typed is evaluated at once, and all that it binds, declares and opens stays until :clear or the end. ":help" shows the commands.

Without a terminal it evaluates the inputs of the standard input, without prompts. The exit status is 1 if one of them failed.

Examples:

  hewq repl
  hewq
  printf 'let x = 6\nx * 7\n' | hewq repl
`
}

// Run evaluates what is typed.
func (c *replCommand) Run(p *process) error {
	p.checkSettings()
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
		})
		world := console.IO(lang.IO{Args: []string{"hewq"}, Lookup: p.lookup})
		world.Trace, world.Waiting = trace(world.Stderr), waiting
		tell := teller(world.Stderr, waiting.Report)
		defer onQuit(func() { tell("") })()
		s := repl.New(repl.Options{Modules: stdlib.Modules, IO: world, Warnings: true})
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
		status, err = repl.Pipe(ctx, s, in, out, p.stderr)
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
