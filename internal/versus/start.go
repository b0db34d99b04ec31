package main

// This file measures how long programs take that do nothing: the start of a process.

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// nothing are programs that do next to nothing, by what they need.
var nothing = []struct{ name, source string }{
	{"one line", "fn main() { println(1); }\n"},
	{"with std::net::quic", "import std::net::quic;\n\nfn main() { println(quic.last_error().len()); }\n"},
	{"with an actor", "actor A { receive fn f() -> i64 { 1 } }\n\nfn main() { let a = spawn A; let _ = await a.f(); }\n"},
}

// start prints the time of each over that of an empty Go program, and its peak of memory.
func (b *bench) start() error {
	empty := filepath.Join(b.dir, "empty")
	if err := os.WriteFile(empty+".go", []byte("package main\n\nfunc main() {}\n"), 0o600); err != nil {
		return err
	}
	if _, err := b.output("go", "build", "-o", empty, empty+".go"); err != nil {
		return err
	}
	fmt.Fprintln(b.out, "| program | ms | over an empty Go program | peak of memory, MiB |")
	fmt.Fprintln(b.out, "|---|---:|---:|---:|")
	for i, p := range nothing {
		file := filepath.Join(b.dir, fmt.Sprintf("nothing%d.hew", i))
		if err := os.WriteFile(file, []byte(p.source), 0o600); err != nil {
			return err
		}
		results, err := b.alternate(
			func() (float64, error) { return b.wall(b.hewq, "run", file) },
			func() (float64, error) { return b.wall(empty) },
			func() (float64, error) { return b.peak(b.hewq, "run", file) },
		)
		if err != nil {
			return err
		}
		took, least := median(results[0]), median(results[1])
		fmt.Fprintf(b.out, "| %s | %.1f | %.1f | %.1f |\n", p.name, took, took-least, median(results[2])/(1<<20))
	}
	return nil
}

// wall runs a command and gives how many milliseconds it took.
func (b *bench) wall(name string, args ...string) (float64, error) {
	begun := time.Now()
	_, err := b.output(name, args...)
	return float64(time.Since(begun).Microseconds()) / 1000, err
}
