// Package lang runs Hew programs: Load parses and checks a source, Program.Run evaluates it.
//
// It is what `hewq run` is made of, and all that an embedding Go program needs.
package lang

import (
	"context"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/cover"
	"hewq/lang/diag"
	"hewq/lang/eval"
	"hewq/lang/flow"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/native"
)

// A Program is a checked program, ready to run.
type Program struct {
	src      *source.File
	followed *flow.Analysis
}

// Load parses and checks src with the given standard modules. The program is nil if the
// diagnostics, sorted by place, are not empty.
func Load(src *source.File, modules []native.Module) (*Program, []diag.Diagnostic) {
	program, _, ds := LoadFiles(src, modules)
	return program, ds
}

// LoadFiles is Load that tells as well which files it has read besides src, sorted, whether or not the
// program is right.
func LoadFiles(src *source.File, modules []native.Module) (*Program, []string, []diag.Diagnostic) {
	file, ds := parser.ParseFile(src)
	return loadTree(file, ds, modules)
}

// loadTree checks a file in which parsing has found ds.
func loadTree(file *ast.File, ds []diag.Diagnostic, modules []native.Module) (*Program, []string, []diag.Diagnostic) {
	loader := module.New(modules)
	checker := check.New(loader)
	followed := flow.New(checker)
	_, more := checker.Check(file)
	if ds = diag.Sort(append(ds, more...)); len(ds) > 0 {
		return nil, loader.Files(), ds
	}
	return &Program{file.Source, followed}, loader.Files(), nil
}

// IO is what a running program sees of the world. The zero value has no arguments, no
// environment, no input, and discards what is printed.
type IO struct {
	Args   []string                         // the program's name first
	Lookup func(name string) (string, bool) // an environment variable
	Stdin  io.Reader
	Stdout io.Writer // flushed before the program waits, if it has a Flush method
	Stderr io.Writer

	// Observe, if not nil, is told of what happens to actors; see eval.Options.
	Observe func(eval.ActorEvent)

	// Waiting, if not nil, can tell while the program runs what its threads wait for: see eval.Waiting.
	Waiting *eval.Waiting

	// Network, if not nil, is a simulated one, on which the program has its UDP sockets.
	Network native.Network

	// Virtual says that Run is called in a bubble of virtual time; see internal/bubble.
	Virtual bool

	// Break, if not nil, ends the program from where its context cannot be cancelled.
	Break *eval.Break

	// Trace, if not nil, gives where the standard module with a path tells what happens in it, a
	// line for each event; nil for nowhere. The writer may be used from any goroutine, but by one
	// at a time.
	Trace func(module string) io.Writer

	// Seed, if not nil, gives a seed for the numbers by chance of each actor that has not seeded them
	// itself. It may be called from any goroutine.
	Seed func() uint64

	// Files, if not nil, notes which files the program reads and writes.
	Files *native.Files

	// Cover, if not nil, counts what of the program's own files runs. Several programs may have the
	// same.
	Cover *cover.Profile

	// Sampler, if not nil, finds out where the program spends time and memory.
	Sampler *eval.Sampler
}

// OS is the IO of this process, with args for the program.
func OS(args ...string) IO {
	return IO{Args: args, Lookup: os.LookupEnv, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}
}

// Run runs the program to its end and gives its exit status. It can be called once.
//
// When ctx ends, the program stops wherever it waits; its defers run, its connections close,
// and the error is the context's. A program that failed has written why to Stderr; its status
// then is 101 after a panic and 1 after a trap.
func (p *Program) Run(ctx context.Context, world IO) (status int, err error) {
	return eval.RunWith(ctx, p.followed, world.Env(), world.options())
}

func (world IO) options() eval.Options {
	return eval.Options{Observe: world.Observe, Waiting: world.Waiting, Cover: world.Cover, Sampler: world.Sampler, Break: world.Break}
}

// Imports tells whether the program, or a module of it, imports a standard module.
func (p *Program) Imports(path string) bool {
	return slices.ContainsFunc(p.followed.Program().Modules, func(m *check.Module) bool { return m.Path == path })
}

// Env is the state that a program shares with its native modules, made for one run.
func (world IO) Env() *native.Env {
	if world.Lookup == nil {
		world.Lookup = func(string) (string, bool) { return "", false }
	}
	if world.Stdin == nil {
		world.Stdin = strings.NewReader("")
	}
	if world.Stdout == nil {
		world.Stdout = io.Discard
	}
	if world.Stderr == nil {
		world.Stderr = io.Discard
	}
	return &native.Env{
		Args: world.Args, Lookup: world.Lookup, Stdin: world.Stdin, Stdout: world.Stdout, Stderr: world.Stderr,
		Trace: world.Trace, Begun: time.Now(), Seed: world.Seed, Files: world.Files,
		Network: world.Network, Virtual: world.Virtual,
	}
}
