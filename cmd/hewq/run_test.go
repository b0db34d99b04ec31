package main

import (
	"strings"
	"testing"

	"hewq/internal/cli"
)

func TestPlainRunReadsTheSame(t *testing.T) {
	for _, words := range []string{"run x.hew", "run x.hew a -- b", "run x.hew -- a --", "run - -- --help"} {
		c, ok := plainRun(strings.Fields(words))
		if !ok {
			t.Fatalf("%s: not taken", words)
		}
		line := parsed(t, strings.Fields(words))
		if got, want := strings.Join(c.arguments(), "|"), strings.Join(line.Run.arguments(), "|"); got != want || c.File != line.Run.File || c.Color != line.Run.Color {
			t.Errorf("%s: got %s %q %s, want %s %q %s", words, c.File, got, c.Color, line.Run.File, want, line.Run.Color)
		}
	}
	for _, words := range []string{"", "run", "run --alpn x y.hew", "check x.hew", "run --help"} {
		if _, ok := plainRun(strings.Fields(words)); ok {
			t.Errorf("%q was taken", words)
		}
	}
}

// parsed reads a command line with all flags.
func parsed(t *testing.T, words []string) commandLine {
	t.Helper()
	var line commandLine
	if _, err := cli.New(&line, "hewq", "").Parse(words); err != nil {
		t.Fatal(err)
	}
	return line
}
