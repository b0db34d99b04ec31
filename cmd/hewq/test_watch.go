package main

// This file is `hewq test --watch`.

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"hewq/testrun"
)

// watch runs all tests, and after each change of files those that it reaches, until ctx ends.
func (c *testCommand) watch(ctx context.Context, p *process, runner *testrun.Runner, out io.Writer) error {
	watcher, err := testrun.NewWatcher()
	if err != nil {
		return err
	}
	defer watcher.Close() // nothing is left to do if that fails
	reach := testrun.NewReach()
	var changed []string
	for {
		found, err := c.find(p)
		if err != nil && changed == nil {
			return err
		}
		if err != nil { // an editor may be about to put the file back
			fmt.Fprintf(p.stderr, "hewq: %v\n", err)
			found = nil
		}
		// Changes while the tests run count.
		if err := watcher.Add(c.folders(found, reach)); err != nil {
			return err
		}
		if found != nil {
			if tests := reach.Tests(c.chosen(found.Tests), changed); len(tests) > 0 {
				if _, err := runner.Run(ctx, tests, reach.Note(c.reporter(p, out))); err != nil {
					return err
				}
			}
			if err := watcher.Add(reach.Folders()); err != nil {
				return err
			}
		}
		if ctx.Err() != nil {
			return nil
		}
		fmt.Fprintln(p.stderr, "waiting for changes; Ctrl-C ends")
		if changed, err = watcher.Next(ctx, reach.Knows); ctx.Err() != nil {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// folders are those to watch for tests: where there are some, and where some may come.
func (c *testCommand) folders(found *testrun.Found, reach *testrun.Reach) []string {
	var folders []string
	if found != nil {
		folders = found.Folders
		for _, f := range found.Files {
			folders = append(folders, filepath.Dir(f))
		}
	}
	return append(folders, reach.Folders()...)
}
