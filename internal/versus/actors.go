package main

// This file compares actors with goroutines that have channels, and with Erlang's processes.

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// A workload is done by testdata/bench/actors/NAME.hew, by NAME.erl and by a function of
// channels.go; each prints how many nanoseconds it took.
type workload struct {
	name  string
	count float64 // of what one figure is for
	unit  string
}

var workloads = []workload{
	{"ask", 300_000, "question and answer"},
	{"tell", 1_000_000, "message"},
	{"pingpong", 400_000, "hit"},
	{"ring", 500_000, "hop"},
	{"fanin", 1_000_000, "message"},
	{"spawn", 100_000, "actor"},
}

// actors prints the table of all workloads, and what an idle actor takes.
func (b *bench) actors() error {
	erlang, err := b.compileErlang()
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	fmt.Fprintln(b.out, "| workload | one | hewq ns | Go ns | Erlang ns | hewq/Go | hewq/Erlang |")
	fmt.Fprintln(b.out, "|---|---|---:|---:|---:|---|---|")
	for _, w := range workloads {
		candidates := []func() (float64, error){
			func() (float64, error) { return b.number(b.hewq, "run", b.program(w.name+".hew")) },
			func() (float64, error) { return b.number(self, "channels", w.name) },
		}
		if erlang {
			candidates = append(candidates, func() (float64, error) {
				return b.number("erl", "-noshell", "-pa", b.dir, "-s", w.name, "main", "-s", "init", "stop")
			})
		}
		results, err := b.alternate(candidates...)
		if err != nil {
			return err
		}
		results = append(results, nil)
		one := func(i int) string {
			if len(results[i]) == 0 {
				return "–"
			}
			return strconv.FormatFloat(median(results[i])/w.count, 'f', 0, 64)
		}
		fmt.Fprintf(b.out, "| %s | %s | %s | %s | %s | %s | %s |\n", w.name, w.unit, one(0), one(1), one(2),
			ratio(results[0], results[1]), ratio(results[0], results[2]))
	}
	return b.idle()
}

func (b *bench) program(name string) string {
	return filepath.Join("testdata", "bench", "actors", name)
}

// compileErlang compiles the programs of Erlang, if it is there.
func (b *bench) compileErlang() (bool, error) {
	if _, err := exec.LookPath("erlc"); errors.Is(err, exec.ErrNotFound) {
		return false, nil
	}
	for _, w := range workloads {
		if _, err := b.output("erlc", "-o", b.dir, b.program(w.name+".erl")); err != nil {
			return false, err
		}
	}
	return true, nil
}

// idle prints what an actor takes that waits for a message: the memory of a process with many
// of them over that of one with none.
func (b *bench) idle() error {
	const actors = 100_000
	peak := func(n int) func() (float64, error) {
		return func() (float64, error) { return b.peak(b.hewq, "run", b.program("idle.hew"), "--", strconv.Itoa(n)) }
	}
	results, err := b.alternate(peak(actors), peak(0))
	if err != nil {
		return err
	}
	fmt.Fprintf(b.out, "\n%d idle actors: %.0f bytes each\n", actors, (median(results[0])-median(results[1]))/actors)
	return nil
}
