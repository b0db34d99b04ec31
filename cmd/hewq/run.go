package main

// This file is `hewq run`.

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/lang/eval"
	"hewq/stdlib"
	"hewq/testrun"
)

type runCommand struct {
	colorFlag
	warningsFlag
	ALPN  []string `name:"alpn" sep:"," placeholder:"NAME" help:"Protocols that QUIC clients offer and servers insist on, as HEWQ_QUIC_ALPN does."`
	Trace bool     `name:"trace-actors" help:"Tell on the standard error what happens to actors and supervisors."`
	traceQUICFlag
	coverFlag
	profileFlags
	hangFlags
	sandboxFlags
	File string   `arg:"" complete:"programs" help:"The program; - is the standard input."`
	Args []string `arg:"" optional:"" passthrough:"" complete:"files" help:"Arguments of the program; all that follows FILE, with or without -- before it."`
}

// Help shows what the flags and arguments do not say.
func (runCommand) Help() string {
	return `Flags of hewq stand before FILE. With --trace-actors lines such as these tell what happens: "trace: actor #2 (Worker) spawned", "... crashed: division by zero", "... takes the place of #2", "... stopped", and the same of supervisors. With --trace-quic each line has the time since the start, the connection, and what happened on it: "12.3ms c1 client: handshake: complete after 1.8ms: QUIC v1". The exit status is the program's: what main returns, 101 after a panic, 1 after a trap such as an integer overflow, 130 after Ctrl-C, 143 after SIGTERM, 124 when the time of --timeout is over, 141 when nobody reads its output any more.

Examples:

  hewq run server.hew
  hewq run --alpn chat,echo server.hew -- --port 4433
  hewq run --trace-quic=trace.txt client.hew
  hewq run --timeout 30s client.hew
  hewq run --net "delay=20ms loss=2%" --virtual-time pair.hew
  echo 'fn main() { println(6 * 7); }' | hewq run -
`
}

// plainRun reads `run FILE ARGS...`, the command line of a script that begins with #!. It
// needs no flags, and reading all flags would take a tenth of the time that a short script runs.
func plainRun(words []string) (*runCommand, bool) {
	if len(words) < 2 || words[0] != "run" || strings.HasPrefix(words[1], "-") && words[1] != "-" {
		return nil, false
	}
	return &runCommand{colorFlag: colorFlag{Color: "auto"}, File: words[1], Args: words[2:]}, true
}

// alpnVariable is where std::net::quic looks for the names of protocols.
const alpnVariable = "HEWQ_QUIC_ALPN"

// Run runs the program.
func (c *runCommand) Run(p *process) error {
	if !c.known(p, "hewq run --help") {
		return nil
	}
	p.checkSettings()
	if err := cmp.Or(c.coverFlag.misused(), c.sandboxFlags.misused()); err != nil {
		p.refuse(err.Error(), "hewq run --help")
		return nil
	}
	src, err := p.read(c.File)
	if err != nil {
		return cmp.Or(c.misplaced(c.File, c.Args), err)
	}
	program, imported, mistakes := lang.LoadFiles(src, stdlib.Modules)
	files, told, err := testrun.TellFiles(p.lookup, append(imported, c.File))
	if err != nil {
		return err
	}
	defer told()
	if program != nil {
		mistakes = program.Runnable()
	}
	if len(mistakes) > 0 {
		if err := c.misplaced(c.File, c.Args); err != nil {
			return err
		}
		p.status = exitFailed
		return diag.Render(p.stderr, mistakes, c.options(p, p.stderr))
	}
	if err := c.tell(p, program, c.options(p, p.stderr)); err != nil {
		return err
	}

	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	waiting := new(eval.Waiting)
	defer c.watch(p.stderr, waiting, cancel)()
	out := newOutput(p.stdout, cancel)
	trace, traced, err := c.open()
	if err != nil {
		return err
	}
	defer traced() // what it holds is written
	counts, counted := c.counted(p)
	sampler, sampled, err := c.profiled(c.File)
	if err != nil {
		return err
	}
	ran := c.sandbox().Run(ctx, lang.IO{
		Args:   append([]string{c.File}, c.arguments()...),
		Lookup: c.lookup(p),
		Stdin:  p.stdin,
		Stdout: out,
		Stderr: p.stderr,

		Observe: c.observe(p),
		Waiting: waiting,
		Trace:   trace(p.stderr),
		Cover:   counts,
		Sampler: sampler,
		Files:   files,
	}, program.Run)
	status, err := ran.Status, ran.Err
	flushed := out.Flush()
	kept := errors.Join(counted(), sampled())
	var sent signalled
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errNoReader):
		p.status = exitNoReader
	case flushed != nil:
		return fmt.Errorf("cannot write the standard output: %w", flushed)
	case err != nil && errors.Is(cause, errTimedOut):
		p.status = exitTimedOut
	case err != nil && errors.As(cause, &sent):
		p.status = sent.status()
	default:
		p.status = status // a program that failed has said why
		return cmp.Or(explain(p.stderr, err), kept)
	}
	return kept
}

// observe writes a line for each event of an actor, if the user wants that.
func (c *runCommand) observe(p *process) func(eval.ActorEvent) {
	if !c.Trace {
		return nil
	}
	return func(e eval.ActorEvent) {
		// A failure here cannot be reported.
		_, _ = fmt.Fprintf(p.stderr, "trace: %s\n", e)
	}
}

// arguments are those of the program.
func (c *runCommand) arguments() []string {
	if len(c.Args) > 0 && c.Args[0] == "--" {
		return c.Args[1:]
	}
	return c.Args
}

// lookup finds environment variables for the program. The flag --alpn stands for one.
func (c *runCommand) lookup(p *process) func(string) (string, bool) {
	if c.ALPN == nil {
		return p.lookup
	}
	return func(name string) (string, bool) {
		if name == alpnVariable {
			return strings.Join(c.ALPN, ","), true
		}
		return p.lookup(name)
	}
}
