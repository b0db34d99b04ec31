// Command soak uses hewq for longer, or harder, than tests do, and tells what went wrong.
//
//	go run ./internal/soak [-for 10m] [-clients 8] [-seed 1] [actors]
//	go run ./internal/soak [-short] [-n COUNT] [-hewq FILE] all|NAME
//
// It runs at the root of the repository. Without a name, or with `actors`, it keeps an echo server
// busy in this process, so that memory and goroutines can be counted: its clients compare what
// comes back, reconnect, reset streams, leave without a word, and make handlers crash. It prints a
// line a minute and a report.
//
// With another name it does one trial, with `all` every one of them. A trial runs the programs of
// testdata/soak with the binary of hewq, which is built unless -hewq names one, and prints a line with
// its result. The command prints the names when it is given one that it does not know.
//
// The status is 1 if something went wrong: an answer that is other than it should be, or missing, or a
// goroutine that is left.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ok, err := run(ctx, os.Args[1:], os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
	}
	if err != nil || !ok {
		stop()
		os.Exit(1)
	}
}

// A trial is something that is done with the binary of hewq.
type trial struct {
	name string
	what string
	do   func(*rig) (figures string, err error)
}

// trials are all of them, in the order of `all`.
var trials = []trial{
	{"fin", "a server that finishes and disconnects when the client has finished loses no answer", (*rig).fin},
	{"oneshot", "streams of five bytes all arrive though the client leaves at once", (*rig).oneshot},
	{"slow", "a slow reader gets everything though the sender has left", (*rig).slow},
	{"unread", "streams that are not read hold up no other", (*rig).unread},
	{"readme", "how long the README's client takes", (*rig).readme},
	{"documentation", "the pairs of the documentation end well, on idle and on busy cores", (*rig).documentation},
	{"paths", "what a client is told, and when, on bad paths", (*rig).paths},
}

// run does what the command line asks for, and tells whether all went well.
func run(ctx context.Context, args []string, out io.Writer) (bool, error) {
	flags := flag.NewFlagSet("soak", flag.ContinueOnError)
	duration := flags.Duration("for", 10*time.Minute, "how long the actors are kept busy")
	clients := flags.Int("clients", 8, "how many clients the actors have at a time")
	seed := flags.Uint64("seed", 1, "what these clients do depends on it")
	program := flags.String("server", filepath.Join("testdata", "faults", "server.hew"), "the program of the actors")
	r := &rig{ctx: ctx, out: out, root: "."}
	flags.StringVar(&r.hewq, "hewq", "", "the binary of hewq that the trials run; built if empty")
	flags.BoolVar(&r.short, "short", false, "only a few of everything")
	flags.IntVar(&r.count, "n", 0, "how many connections, or pairs, a trial has; 0 for its own number")
	if err := flags.Parse(args); err != nil {
		return false, err
	}
	name := flags.Arg(0)
	if flags.NArg() > 0 {
		if err := flags.Parse(flags.Args()[1:]); err != nil { // flags may stand behind the name
			return false, err
		}
	}
	if flags.NArg() > 0 {
		return false, fmt.Errorf("%q is one name too many", flags.Arg(0))
	}
	if name == "" || name == "actors" {
		return soak(ctx, out, *program, *duration, *clients, *seed)
	}
	chosen, err := choose(name)
	if err != nil {
		return false, err
	}
	return r.try(chosen)
}

// choose finds a trial by its name.
func choose(name string) ([]trial, error) {
	if name == "all" {
		return trials, nil
	}
	var known strings.Builder
	for i, t := range trials {
		if t.name == name {
			return trials[i : i+1], nil
		}
		fmt.Fprintf(&known, "\n  %-14s %s", t.name, t.what)
	}
	return nil, fmt.Errorf("there is no trial %q; the trials are%s", name, &known)
}

// try does the trials one after the other, whether or not one fails.
func (r *rig) try(chosen []trial) (bool, error) {
	dir, err := os.MkdirTemp("", "soak")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	r.dir = dir
	if r.hewq == "" {
		r.hewq = filepath.Join(dir, "hewq.exe") // other systems than Windows do not mind the name
		if said, err := exec.CommandContext(r.ctx, "go", "build", "-C", r.root, "-o", r.hewq, "./cmd/hewq").CombinedOutput(); err != nil {
			return false, fmt.Errorf("go build: %w\n%s", err, said)
		}
	} else if r.hewq, err = filepath.Abs(r.hewq); err != nil {
		return false, err
	}
	ok := true
	for _, t := range chosen {
		begun := time.Now()
		figures, err := t.do(r)
		took := time.Since(begun).Round(10 * time.Millisecond)
		if errors.Is(r.ctx.Err(), context.Canceled) {
			return false, r.ctx.Err()
		}
		if err != nil {
			ok = false
			fmt.Fprintf(r.out, "%s: FAILED: %s; %v\n", t.name, strings.TrimPrefix(fmt.Sprintf("%s; %v", figures, err), "; "), took)
			continue
		}
		fmt.Fprintf(r.out, "%s: %s; %v\n", t.name, figures, took)
	}
	return ok, nil
}
