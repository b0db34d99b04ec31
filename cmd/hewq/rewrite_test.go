package main

// This file tests how files are changed.

import (
	"os"
	"path/filepath"
	"testing"

	"hewq/lang/source"
)

// A file that somebody else changes while hewq works keeps what they wrote.
func TestRewriteOfChanged(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "a.hew")
	if err := os.WriteFile(name, []byte("new"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := rewrite(source.New(name, "old"), "formatted"); err == nil || err.Error() != "it has changed meanwhile" {
		t.Errorf("got %v", err)
	}
	text, err := os.ReadFile(name)
	if found, _ := filepath.Glob(filepath.Join(filepath.Dir(name), "*")); err != nil || string(text) != "new" || len(found) != 1 {
		t.Errorf("%q, %v, %q", text, err, found)
	}
}
