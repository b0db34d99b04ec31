package main

// This file measures how long large programs take to check, and how much memory.

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"hewq/internal/large"
)

// large prints, for each kind of code and each size, the time and the peak of memory of `hewq check`, and how
// many times as much another hewq takes, if one is given.
func (b *bench) large() error {
	fmt.Fprintln(b.out, "| code | lines | ms | peak of memory, MiB | time of the other | memory of the other |")
	fmt.Fprintln(b.out, "|---|---:|---:|---:|---|---|")
	for _, kind := range large.Kinds {
		for _, lines := range large.Sizes {
			file := filepath.Join(b.dir, fmt.Sprintf("%s%d.hew", kind.Name, lines))
			if err := os.WriteFile(file, []byte(kind.Source(lines)), 0o600); err != nil {
				return err
			}
			if err := b.largeFile(kind.Name, lines, file); err != nil {
				return err
			}
		}
	}
	return nil
}

// largeFile prints the line of the table for a file.
func (b *bench) largeFile(kind string, lines int, file string) error {
	candidates := []func() (float64, error){
		func() (float64, error) { return b.cpu(b.hewq, "check", file) },
		func() (float64, error) { return b.peak(b.hewq, "check", file) },
	}
	if b.other != "" {
		candidates = append(candidates,
			func() (float64, error) { return b.cpu(b.other, "check", file) },
			func() (float64, error) { return b.peak(b.other, "check", file) })
	}
	results, err := b.alternate(candidates...)
	if err != nil {
		return err
	}
	took, memory := "–", "–"
	if b.other != "" {
		took, memory = ratio(results[2], results[0]), ratio(results[3], results[1])
	}
	fmt.Fprintf(b.out, "| %s | %d | %.0f | %.0f | %s | %s |\n",
		kind, lines, median(results[0]), median(results[1])/(1<<20), took, memory)
	return nil
}

// cpu runs a command and gives how many milliseconds of a processor it took.
func (b *bench) cpu(name string, args ...string) (float64, error) {
	cmd := exec.CommandContext(b.ctx, name, args...)
	if err := cmd.Run(); err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	took := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return float64(took.Microseconds()) / 1000, nil
}
