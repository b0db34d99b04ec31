package main

// This file opens an example and a test in Emacs, with the configuration that editors/README.md has.

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"hewq/internal/golden"
)

func TestEmacs(t *testing.T) {
	emacs, err := exec.LookPath("emacs")
	if err != nil {
		t.Skip("there is no Emacs here: emacs is not on the path")
	}
	if err := exec.CommandContext(t.Context(), emacs, "--batch", "--eval", "(require 'eglot)").Run(); err != nil {
		t.Skip("the Emacs that is here has no Eglot")
	}
	t.Parallel()
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
	editors, err := filepath.Abs(filepath.Join("..", "..", "editors", "emacs"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, emacs, "--batch", "-l", filepath.Join("testdata", "emacs.el"))
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CACHE_HOME="+dir, "HEWQ_EDITORS="+editors, "HEWQ_FILE="+file, "HEWQ_TEST="+tests, "HEWQ_OUT="+out)
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("emacs: %v", err)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	golden.Check(t, filepath.Join("testdata", "emacs.golden"), string(got))
}
