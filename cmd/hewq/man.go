package main

// This file is `hewq man`.

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"hewq/internal/cli"
)

type manCommand struct {
	Dir string `arg:"" optional:"" name:"folder" complete:"folders" help:"Where the pages are written, and what is made if it does not exist; without it the first page is printed."`
}

// Help shows what to do with the pages.
func (manCommand) Help() string {
	return `Writes hewq.1 and a page for each command, such as hewq-run.1, with what --help shows.

Examples:

  hewq man ~/.local/share/man/man1
  hewq man | man -l -
`
}

// Run writes the pages.
func (c *manCommand) Run(p *process, root *cli.Command) error {
	pages := manPages(root, builtOn())
	if c.Dir == "" {
		_, err := p.stdout.WriteString(pages[0].text)
		return err
	}
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return fmt.Errorf("cannot write the pages: %w", err)
	}
	for _, page := range pages {
		if err := os.WriteFile(filepath.Join(c.Dir, page.name+".1"), []byte(page.text), 0o644); err != nil {
			return fmt.Errorf("cannot write the pages: %w", err)
		}
	}
	_, err := fmt.Fprintf(p.stdout, "%d pages are in %s\n", len(pages), c.Dir)
	return err
}

// builtOn is the date of the sources that hewq was built from, today's if it is not known.
func builtOn() time.Time {
	info, _ := debug.ReadBuildInfo()
	if info != nil {
		for _, s := range info.Settings {
			if day, err := time.Parse(time.RFC3339, s.Value); s.Key == "vcs.time" && err == nil {
				return day
			}
		}
	}
	return time.Now()
}
