package main

// This file has an editor open an example and a test, and compares what the editor's script writes.

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"hewq/internal/golden"
)

// scriptEditor runs an editor whose script opens the files that HEWQ_FILE and HEWQ_TEST name, has a folder of editors
// as HEWQ_EDITORS, and writes to HEWQ_OUT what testdata/NAME.golden has.
func scriptEditor(t *testing.T, name, folder, command string, args ...string) {
	t.Helper()
	editors, err := filepath.Abs(filepath.Join("..", "..", "editors", folder))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	example, err := os.ReadFile(filepath.Join("..", "..", "examples", "echo.hew"))
	if err != nil {
		t.Fatal(err)
	}
	file, out := filepath.Join(dir, "echo.hew"), filepath.Join(dir, "out")
	if err := os.WriteFile(file, example, 0o644); err != nil {
		t.Fatal(err)
	}
	tests := filepath.Join(dir, "adds_test.hew")
	if err := os.WriteFile(tests, []byte("fn sum() -> i64 {\n    1 + 1\n}\n\n#[test]\nfn adds() {\n    assert_eq(sum(), 2);\n}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, command, args...)
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CACHE_HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_STATE_HOME="+dir,
		"HEWQ_EDITORS="+editors, "HEWQ_FILE="+file, "HEWQ_TEST="+tests, "HEWQ_OUT="+out)
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	golden.Check(t, filepath.Join("testdata", name+".golden"), string(got))
}
