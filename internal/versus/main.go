// Command versus measures hewq against Go and Erlang on the same work: the figures of
// docs/performance.md come from it.
//
//	go run ./internal/versus actors     actors against goroutines with channels, and Erlang's processes
//	go run ./internal/versus quic       a server script against the same server on quic-go
//	go run ./internal/versus start      programs that do nothing, against one of Go
//	go run ./internal/versus eval       scripts against Python, Lua, goja and Go: -hewq BINARY,…,
//	                                    -engine NAME=COMMAND and names of workloads may follow
//	go run ./internal/versus memory     what collections take
//	go run ./internal/versus large      checks of large programs, with -other against another hewq
//
// The candidates run in turn, each in a process of its own, and a ratio is the median of the
// ratios of neighbours: a busy machine bears on all alike.
package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "versus:", err)
		os.Exit(1)
	}
}

// A bench is what a subcommand needs: where its programs are, and the binary of hewq.
type bench struct {
	ctx    context.Context
	out    io.Writer
	rounds int
	hewq   string
	other  string // another binary of hewq, or ""
	dir    string // of what is built for the run
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("versus", flag.ContinueOnError)
	rounds := flags.Int("rounds", 7, "how often each candidate runs")
	other := flags.String("other", "", "a binary of hewq to compare with")
	if err := flags.Parse(args); err != nil {
		return err
	}
	args = flags.Args()
	if len(args) == 2 && args[0] == "channels" { // a candidate
		return channels(out, args[1])
	}
	if len(args) == 0 {
		return errors.New("usage: go run ./internal/versus [-rounds N] [-other FILE] actors|quic|start|eval|memory|large")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if len(args) == 2 && args[0] == "serve" { // likewise
		return serve(ctx, out, args[1])
	}
	dir, err := os.MkdirTemp("", "versus")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &bench{ctx: ctx, out: out, rounds: *rounds, other: *other, dir: dir, hewq: filepath.Join(dir, "hewq")}
	if err := os.Setenv("CGO_ENABLED", "0"); err != nil { // as it is installed
		return err
	}
	switch args[0] {
	case "eval":
		return b.eval(args[1:])
	case "memory":
		return b.memory(args[1:])
	}
	if err := b.build(); err != nil {
		return err
	}
	switch args[0] {
	case "actors":
		return b.actors()
	case "quic":
		return b.quic()
	case "start":
		return b.start()
	case "large":
		return b.large()
	}
	return fmt.Errorf("there is no comparison %q", args[0])
}

// build builds hewq from the working tree.
func (b *bench) build() error {
	_, err := b.output("go", "build", "-o", b.hewq, "./cmd/hewq")
	return err
}

// output runs a command and gives what it printed.
func (b *bench) output(name string, args ...string) (string, error) {
	cmd := exec.CommandContext(b.ctx, name, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, stderr.String())
	}
	return strings.TrimSpace(stdout.String()), nil
}

// number runs a command that prints one number.
func (b *bench) number(name string, args ...string) (float64, error) {
	out, err := b.output(name, args...)
	if err != nil {
		return 0, err
	}
	return strconv.ParseFloat(out, 64)
}

// alternate runs the candidates in turn, round after round, and gives their results by
// candidate.
func (b *bench) alternate(candidates ...func() (float64, error)) ([][]float64, error) {
	results := make([][]float64, len(candidates))
	for round := range b.rounds + 1 {
		for i, candidate := range candidates {
			x, err := candidate()
			if err != nil {
				return nil, err
			}
			if round > 0 { // the first one warms up
				results[i] = append(results[i], x)
			}
		}
	}
	return results, nil
}

// ratio is the median of a/b, round by round, with the least and the greatest.
func ratio(a, b []float64) string {
	if len(b) == 0 {
		return "–"
	}
	all := make([]float64, len(a))
	for i := range a {
		all[i] = a[i] / b[i]
	}
	return fmt.Sprintf("%.2f [%.2f–%.2f]", median(all), slices.Min(all), slices.Max(all))
}

func median[T cmp.Ordered](all []T) T {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}
