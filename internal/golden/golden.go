// Package golden compares what a test got with a file that holds what it wants.
//
// A test binary that imports it has the flag -update, which rewrites these files instead.
package golden

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files with what the tests got")

// Update tells whether the test run rewrites golden files.
func Update() bool { return *update }

// Check fails t unless the file at path holds got. With -update it writes got there.
func Check(t testing.TB, path, got string) {
	t.Helper()
	want, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	// A checkout may have rewritten the line ends.
	text := strings.ReplaceAll(string(want), "\r\n", "\n")
	if err == nil && text == got {
		return
	}
	if *update {
		write(t, path, got)
		return
	}
	if err != nil {
		t.Fatalf("%s is missing; run the test with -update to write:\n%s", path, got)
	}
	t.Errorf("%s (-want +got; rewrite with -update):\n%s", path, cmp.Diff(strings.Split(text, "\n"), strings.Split(got, "\n")))
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
