package main

// This file measures what collections take: the peak of memory of a program that fills one, over
// that of a program that prints one line.

import (
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// held are the workloads testdata/bench/memory/NAME.EXT, each with what it holds.
var held = []struct{ name, what string }{
	{"intmap", "HashMap<i64, i64>, 1 M"},
	{"u8s", "Vec<u8>, 5 M"},
	{"records", "Vec of records of three i64, 1 M"},
	{"i64s", "Vec<i64>, 5 M"},
	{"stringmap", "HashMap<string, string>, 300 k"},
	{"bytes", "bytes, 100 MB by push"},
}

// memory prints the table of what is held, for each hewq, Go and Python if it is there.
func (b *bench) memory(args []string) error {
	flags := flag.NewFlagSet("memory", flag.ContinueOnError)
	flags.IntVar(&b.rounds, "rounds", b.rounds, "how often each candidate runs")
	binaries, commands := engineFlags(flags, b.hewq)
	if err := flags.Parse(args); err != nil {
		return err
	}
	engines, err := b.hewqs(*binaries)
	if err != nil {
		return err
	}
	engines = append(engines, found(slices.DeleteFunc(slices.Clone(peers), func(e engine) bool {
		return e.name != "go" && e.name != "python3"
	}), commands)...)
	fmt.Fprint(b.out, "| held |")
	for _, e := range engines {
		fmt.Fprintf(b.out, " %s MB |", e.name)
	}
	fmt.Fprintf(b.out, "\n|---|%s\n", strings.Repeat("---:|", len(engines)))
	least, err := b.peaks("hello", engines)
	if err != nil {
		return err
	}
	for _, h := range held {
		most, err := b.peaks(h.name, engines)
		if err != nil {
			return err
		}
		fmt.Fprintf(b.out, "| %s |", h.what)
		for i := range engines {
			fmt.Fprintf(b.out, " %.1f |", (most[i]-least[i])/1e6)
		}
		fmt.Fprintln(b.out)
	}
	return nil
}

// peaks are the medians of the peaks of memory that a workload has in each engine.
func (b *bench) peaks(name string, engines []*engine) ([]float64, error) {
	var candidates []func() (float64, error)
	for _, e := range engines {
		command, err := b.command(e, filepath.Join("testdata", "bench", "memory", name+e.ext))
		if err != nil {
			return nil, err
		}
		candidates = append(candidates, func() (float64, error) { return b.peak(command[0], command[1:]...) })
	}
	results, err := b.alternate(candidates...)
	if err != nil {
		return nil, err
	}
	medians := make([]float64, len(engines))
	for i, all := range results {
		medians[i] = median(all)
	}
	return medians, nil
}
