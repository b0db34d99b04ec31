package main

// This file compares scripts with the same work in Python, Lua, JavaScript and Go.

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A script is done by the programs testdata/bench/eval/NAME.EXT, which take its size as their
// only argument and print one number.
type script struct {
	name  string
	size  int
	small int   // for the test
	want  int64 // what they print for it
}

var scripts = []script{
	{"accumulate", 4_000, 100, 1600},
	{"blur", 400, 20, 37063},
	{"calls", 150_000, 100, 59909},
	{"crc", 1_500_000, 1_000, 81430097},
	{"frames", 400, 5, 228312200},
	{"gens", 200_000, 1_000, 706474},
	{"hashes", 600_000, 1_000, 1751579810},
	{"heap", 40_000, 500, 984638},
	{"intmap", 200_000, 1_000, 334714666},
	{"lru", 300_000, 5_000, 6383090},
	{"machine", 200_000, 1_000, 805},
	{"mandel", 300, 20, 5130},
	{"matmul", 150, 10, 442},
	{"particles", 1_500, 300, 40350400},
	{"queens", 11, 6, 4},
	{"records", 30_000, 500, 938625},
	{"requests", 20_000, 500, 710558},
	{"results", 300_000, 1_000, 482052},
	{"scan", 800, 20, 97318},
	{"shapes", 40_000, 100, 432247543},
	{"strbuild", 6_000, 50, 696197},
	{"tokens", 5_000, 30, 445677},
	{"words", 40_000, 500, 49981905},
}

// A contest is a run of the comparison.
type contest struct {
	*bench
	engines []*engine
	took    map[*engine]map[string][]float64 // by workload
}

// eval prints what the scripts take, and how that relates to the peers.
func (b *bench) eval(args []string) error {
	flags := flag.NewFlagSet("eval", flag.ContinueOnError)
	flags.IntVar(&b.rounds, "rounds", b.rounds, "how often each candidate runs")
	binaries, commands := engineFlags(flags, b.hewq)
	if err := flags.Parse(args); err != nil {
		return err
	}
	chosen, err := choose(flags.Args())
	if err != nil {
		return err
	}
	engines, err := b.hewqs(*binaries)
	if err != nil {
		return err
	}
	engines = append(engines, found(peers, commands)...)
	c := &contest{bench: b, engines: engines, took: map[*engine]map[string][]float64{}}
	if err := b.writeEmpty(); err != nil {
		return err
	}
	for _, s := range chosen {
		if err := c.run(s); err != nil {
			return err
		}
	}
	for _, e := range c.engines {
		if e.hewq {
			c.report(b.out, e, chosen)
		}
	}
	return nil
}

// choose gives the scripts of these names, all of them if there is none.
func choose(names []string) ([]script, error) {
	if len(names) == 0 {
		return scripts, nil
	}
	var chosen []script
	for _, name := range names {
		i := slices.IndexFunc(scripts, func(s script) bool { return s.name == name })
		if i < 0 {
			return nil, fmt.Errorf("the workload %q is unknown", name)
		}
		chosen = append(chosen, scripts[i])
	}
	return chosen, nil
}

// nothingIn are programs that do nothing, by their kinds.
var nothingIn = map[string]string{
	".hew": "fn main() {}\n",
	".py":  "",
	".lua": "",
	".js":  "",
	".go":  "package main\n\nfunc main() {}\n",
}

// writeEmpty writes the programs that do nothing.
func (b *bench) writeEmpty() error {
	for ext, text := range nothingIn {
		if err := os.WriteFile(filepath.Join(b.dir, "empty"+ext), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// run runs one workload in all engines, in turn. An engine that cannot run it, or gives another result
// than the first hewq, is left out.
func (c *contest) run(s script) error {
	want := ""
	out := map[*engine]bool{}
	for range c.rounds {
		for _, e := range c.engines {
			file := filepath.Join("testdata", "bench", "eval", s.name+e.ext)
			if _, err := os.Stat(file); out[e] || errors.Is(err, os.ErrNotExist) {
				continue
			}
			took, got, err := c.timed(e, file, s.size)
			if c.ctx.Err() != nil {
				return c.ctx.Err()
			}
			want = cmp.Or(want, got)
			if err != nil || got != want {
				fmt.Fprintf(os.Stderr, "versus: %s is left out of %s: it gives %s, not %s (%v)\n", e.name, s.name, got, want, err)
				out[e] = true
				delete(c.took[e], s.name)
				continue
			}
			if c.took[e] == nil {
				c.took[e] = map[string][]float64{}
			}
			c.took[e][s.name] = append(c.took[e][s.name], took)
		}
	}
	return nil
}

// timed runs a program and gives the milliseconds of processor time that it took, less those that the
// engine takes for nothing, and what it printed.
func (c *contest) timed(e *engine, file string, size int) (float64, string, error) {
	var took [2]float64
	got := ""
	for i, program := range []string{filepath.Join(c.dir, "empty"+e.ext), file} {
		command, err := c.command(e, program, strconv.Itoa(size))
		if err == nil {
			took[i], got, err = c.processor(command)
		}
		if err != nil {
			return 0, "", err
		}
	}
	return max(took[1]-took[0], 1), got, nil
}

// report prints the table of one hewq.
func (c *contest) report(out io.Writer, hewq *engine, chosen []script) {
	others := slices.DeleteFunc(slices.Clone(c.engines), func(e *engine) bool { return e == hewq })
	fmt.Fprintf(out, "| workload | %s ms |", hewq.name)
	for _, e := range others {
		fmt.Fprintf(out, " : %s |", e.name)
	}
	fmt.Fprintf(out, " : best of %s |\n|---|---:|%s\n", strings.Join(pureGo, ", "), strings.Repeat("---:|", len(others)+1))
	means := make([][]float64, len(others)+1)
	for _, s := range chosen {
		own := c.took[hewq][s.name]
		if len(own) == 0 {
			continue
		}
		fmt.Fprintf(out, "| %s | %.1f |", s.name, median(own))
		best := math.Inf(-1) // the greatest ratio is the one to the fastest peer
		for i, e := range others {
			r, ok := medianRatio(own, c.took[e][s.name])
			if ok && slices.Contains(pureGo, e.name) {
				best = max(best, r)
			}
			means[i] = appendCell(out, means[i], r, ok)
		}
		means[len(others)] = appendCell(out, means[len(others)], best, !math.IsInf(best, -1))
		fmt.Fprintln(out)
	}
	fmt.Fprint(out, "| geometric mean | |")
	for _, all := range means {
		fmt.Fprintf(out, " %s |", geometric(all))
	}
	fmt.Fprint(out, "\n\n")
}

// appendCell prints a ratio, if there is one, and appends it to those of its column.
func appendCell(out io.Writer, column []float64, r float64, ok bool) []float64 {
	if !ok {
		fmt.Fprint(out, " – |")
		return column
	}
	fmt.Fprintf(out, " %.3g |", r)
	return append(column, r)
}

// medianRatio is the median of a/b, round by round.
func medianRatio(a, b []float64) (float64, bool) {
	if len(b) == 0 {
		return 0, false
	}
	all := make([]float64, len(a))
	for i := range a {
		all[i] = a[i] / b[i]
	}
	return median(all), true
}

// geometric is the geometric mean in words.
func geometric(all []float64) string {
	if len(all) == 0 {
		return "–"
	}
	sum := 0.0
	for _, x := range all {
		sum += math.Log(x)
	}
	return fmt.Sprintf("%.3g", math.Exp(sum/float64(len(all))))
}
