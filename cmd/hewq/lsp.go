package main

// This file is `hewq lsp`.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"hewq/lsp"
	"hewq/manual"
	"hewq/stdlib"
)

type lspCommand struct {
	Log   string `placeholder:"FILE" help:"Write a line for each message into the file."`
	Stdio bool   `help:"Some editors say so; it changes nothing."`
}

// Help shows what the flags do not say.
func (lspCommand) Help() string {
	return `Answers an editor by the Language Server Protocol, on the standard input and output, until the editor ends it. What there is to configure in editors stands in docs/editors.md.
`
}

// Run serves the editor. The exit status is 1 if it left without saying so.
func (c *lspCommand) Run(p *process) error {
	library := sync.OnceValue(func() *manual.Library { return manual.New(stdlib.Modules) })
	options := lsp.Options{
		Modules: stdlib.Modules, Version: version(),
		Word:    func(word string) string { return library().Word(word) },
		RunTest: runTest,
	}
	if dir, err := os.UserCacheDir(); err == nil {
		options.Cache = filepath.Join(dir, "hewq", "std")
	}
	if c.Log != "" {
		f, err := os.Create(c.Log)
		if err != nil {
			return fmt.Errorf("cannot write the log: %w", err)
		}
		defer f.Close()
		options.Log = f
	}
	err := lsp.Serve(context.Background(), io.NopCloser(p.stdin), p.stdout, options)
	if errors.Is(err, lsp.ErrLeft) {
		p.status = exitFailed
		return nil
	}
	return err
}

// runTest runs one test by `hewq test`, in a process of its own.
func runTest(ctx context.Context, dir, file, name string, out io.Writer) (passed bool, err error) {
	self, err := executable()
	if err != nil {
		return false, err
	}
	cmd := exec.CommandContext(ctx, self, "test", "--no-color", "--include-ignored", file+"::"+name)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, out, out
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 2 * time.Second // it ends the test and its processes at Ctrl-C
	err = cmd.Run()
	if failed := (*exec.ExitError)(nil); ctx.Err() == nil && errors.As(err, &failed) {
		return false, nil
	}
	return err == nil, err
}
