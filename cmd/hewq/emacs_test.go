package main

// This file opens an example and a test in Emacs, with the configuration that editors/README.md has.

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
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
	scriptEditor(t, "emacs", "emacs", emacs, "--batch", "-l", filepath.Join("testdata", "emacs.el"))
}

// Emacs indents lines as the formatter does.
func TestEmacsIndents(t *testing.T) {
	emacs, err := exec.LookPath("emacs")
	if err != nil {
		t.Skip("there is no Emacs here: emacs is not on the path")
	}
	t.Parallel()
	editors := filepath.Join("..", "..", "editors", "emacs")
	for _, file := range []string{"actors/supervised.hew", "cookbook/http3_get.hew"} {
		file = filepath.Join("..", "..", "examples", filepath.FromSlash(file))
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got, err := exec.CommandContext(t.Context(), emacs, "-Q", "--batch", "-L", editors, "-l", "hew-mode", "--insert", file, "--eval",
			`(progn (hew-mode) (delete-matching-lines "^$") (goto-char (point-min)) (while (not (eobp)) (delete-horizontal-space) (forward-line)) (indent-region (point-min) (point-max)) (princ (buffer-string)))`).Output()
		if err != nil {
			t.Fatal(err)
		}
		if want := regexp.MustCompile(`\n+`).ReplaceAllString(string(want), "\n"); string(got) != want {
			t.Errorf("%s becomes\n%s", file, got)
		}
	}
}
