package main

// This file opens an example and a test in Neovim, with the configuration that editors/README.md has.

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"hewq/internal/golden"
)

func TestNeovim(t *testing.T) {
	nvim, err := exec.LookPath("nvim")
	if err != nil {
		t.Skip("there is no Neovim here: nvim is not on the path")
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
	editors, err := filepath.Abs(filepath.Join("..", "..", "editors", "vim"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, nvim, "--headless", "--clean",
		"--cmd", "set runtimepath+="+editors+" noswapfile", "--cmd", "filetype plugin indent on", "--cmd", "syntax on",
		"-c", "luafile "+filepath.Join("testdata", "nvim.lua"))
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CACHE_HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_STATE_HOME="+dir, "HEWQ_FILE="+file, "HEWQ_TEST="+tests, "HEWQ_OUT="+out)
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("nvim: %v", err)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	golden.Check(t, filepath.Join("testdata", "nvim.golden"), string(got))
}
