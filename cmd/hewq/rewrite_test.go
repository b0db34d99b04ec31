package main

// This file tests how files are changed.

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"hewq/lang/source"
)

// A file that another program changes while hewq works keeps what that program wrote.
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

// Ctrl-C leaves each file as it was or formatted, and nothing beside them.
func TestSignalsLeaveFilesWhole(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send these signals on Windows")
	}
	t.Parallel()
	dir := t.TempDir()
	const before, after, files = "fn f(){}", "fn f() {}\n", 100
	for i := range files {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.hew", i)), []byte(before), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("hewq", "fmt", dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Error(err)
	}
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Error(err)
	}
	_ = cmd.Wait() // the signal may come after the last file
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != files {
		t.Errorf("%d files, %v", len(entries), err)
	}
	for _, e := range entries {
		if text, err := os.ReadFile(filepath.Join(dir, e.Name())); err != nil || string(text) != before && string(text) != after {
			t.Errorf("%s: %q, %v", e.Name(), text, err)
		}
	}
}
