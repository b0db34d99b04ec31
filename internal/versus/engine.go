package main

// This file runs programs in hewq and in the engines that it is compared with.

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// An engine runs programs of one kind.
type engine struct {
	name string
	ext  string
	args []string // the command, to which the program and its arguments are appended
	hewq bool
}

// peers are the engines that hewq is compared with. Their commands are on PATH, or given by
// -engine.
var peers = []engine{
	{name: "python3", ext: ".py", args: []string{"python3", "-S", "-E"}},
	{name: "lua5.4", ext: ".lua", args: []string{"lua5.4"}},
	{name: "gopher-lua", ext: ".lua", args: []string{"glua"}},
	{name: "goja", ext: ".js", args: []string{"goja"}},
	{name: "go", ext: ".go"},
}

// pureGo are the peers that are interpreters written in Go.
var pureGo = []string{"gopher-lua", "goja"}

// engineFlags declares the flags that name binaries of hewq and commands of peers.
func engineFlags(flags *flag.FlagSet, hewq string) (binaries *string, commands map[string]string) {
	commands = map[string]string{}
	flags.Func("engine", "`NAME=COMMAND` of a peer", func(s string) error {
		name, command, _ := strings.Cut(s, "=")
		commands[name] = command
		return nil
	})
	return flags.String("hewq", hewq, "binaries of hewq, with commas between"), commands
}

// hewqs are the engines of some binaries of hewq. That of the working tree is built first.
func (b *bench) hewqs(binaries string) ([]*engine, error) {
	if binaries == b.hewq {
		if err := b.build(); err != nil {
			return nil, err
		}
	}
	var all []*engine
	for binary := range strings.SplitSeq(binaries, ",") {
		all = append(all, &engine{name: filepath.Base(binary), ext: ".hew", args: []string{binary, "run"}, hewq: true})
	}
	return all, nil
}

// found are the peers that are there.
func found(peers []engine, commands map[string]string) []*engine {
	var all []*engine
	for _, p := range peers {
		if command, ok := commands[p.name]; ok {
			p.args = strings.Fields(command)
		}
		if len(p.args) > 0 {
			if _, err := exec.LookPath(p.args[0]); err != nil {
				fmt.Fprintf(os.Stderr, "versus: %s is left out: there is no %s\n", p.name, p.args[0])
				continue
			}
		}
		all = append(all, &p)
	}
	return all
}

// command is the command by which an engine runs a program. One of Go is built first; one of
// JavaScript finds its argument in a constant, since goja takes none.
func (b *bench) command(e *engine, file string, args ...string) ([]string, error) {
	switch e.ext {
	case ".go":
		binary := filepath.Join(b.dir, filepath.Base(file)+".bin")
		if _, err := os.Stat(binary); err != nil {
			if _, err := b.output("go", "build", "-o", binary, file); err != nil {
				return nil, err
			}
		}
		return append([]string{binary}, args...), nil
	case ".js":
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		file = filepath.Join(b.dir, "sized.js")
		if err := os.WriteFile(file, append(fmt.Appendf(nil, "const SIZE = %s;", args[0]), text...), 0o600); err != nil {
			return nil, err
		}
		args = nil
	}
	return append(append(slices.Clone(e.args), file), args...), nil
}

// processor runs a command and gives the milliseconds of processor time that it took, and the last
// word of what it printed, on the standard error if that is all: there goja's console goes.
func (b *bench) processor(command []string) (float64, string, error) {
	cmd := exec.CommandContext(b.ctx, command[0], command[1:]...)
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return 0, "", fmt.Errorf("%w: %s", err, strings.TrimSpace(stderr.String()))
	}
	took := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	words := strings.Fields(stderr.String() + stdout.String())
	if len(words) == 0 {
		words = []string{""}
	}
	return float64(took.Microseconds()) / 1000, words[len(words)-1], nil
}
