package main

// This file opens an example and a test in Neovim, with the configuration that editors/README.md has.

import (
	"os/exec"
	"path/filepath"
	"testing"
)

func TestNeovim(t *testing.T) {
	nvim, err := exec.LookPath("nvim")
	if err != nil {
		t.Skip("there is no Neovim here: nvim is not on the path")
	}
	t.Parallel()
	scriptEditor(t, "nvim", "vim", nvim, "--headless", "--clean",
		"--cmd", "set runtimepath+=$HEWQ_EDITORS noswapfile", "--cmd", "filetype plugin indent on", "--cmd", "syntax on",
		"-c", "luafile "+filepath.Join("testdata", "nvim.lua"))
}
