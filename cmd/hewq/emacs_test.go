package main

// This file opens an example and a test in Emacs, with the configuration that editors/README.md has.

import (
	"os/exec"
	"path/filepath"
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
