package main

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hewq/internal/golden"
)

func TestManual(t *testing.T) {
	t.Parallel()
	root := commands()
	pages := manPages(root, time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC))
	names := map[string]bool{}
	for _, page := range pages {
		names[page.name] = true
		if page.name == "hewq-explain" {
			golden.Check(t, filepath.Join("testdata", "hewq-explain.1"), page.text)
		}
	}
	for _, c := range root.Commands {
		if names["hewq-"+c.Name] == c.Hidden {
			t.Errorf("there is a page of %s: %v", c.Name, !c.Hidden)
		}
	}
	mandoc, err := exec.LookPath("mandoc")
	if err != nil {
		t.Skip("mandoc is not installed")
	}
	for _, page := range pages {
		cmd := exec.CommandContext(t.Context(), mandoc, "-Tlint", "-Wwarning")
		cmd.Stdin = strings.NewReader(page.text)
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%s", page.name, err, out)
		}
	}
}

func TestSentences(t *testing.T) {
	got := sentences(`Lines tell it: "one", "... two". With --x there are more. The end.`)
	want := []string{`Lines tell it: "one", "... two"`, "With --x there are more", "The end."}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
