package main

// This file is `hewq init`.

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

type initCommand struct {
	Name string `arg:"" name:"name" complete:"folders" help:"The folder, which is made; it may exist if it is empty."`
}

// template is what a new folder gets. NAME in its README.md stands for the folder's name.
//
//go:embed template
var template embed.FS

// Help shows what is made.
func (initCommand) Help() string {
	return `Makes a folder with a program to begin from, an echo server on QUIC and its client, with tests of it and a README.md. Nothing is overwritten.

Example:

  hewq init hello
  cd hello
  hewq test
`
}

// Run makes the folder.
func (c *initCommand) Run(p *process) error {
	if err := c.makeFolder(); err != nil {
		return err
	}
	files, err := template.ReadDir("template")
	if err != nil {
		panic(err) // it is part of the command
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name())
		if err := c.write(f.Name()); err != nil {
			return fmt.Errorf("cannot make %s: %w", filepath.Join(c.Name, f.Name()), withoutPath(err))
		}
	}
	next := ""
	if c.Name != "." {
		next = fmt.Sprintf("  cd %s\n", quotedForShell(c.Name))
	}
	_, err = fmt.Fprintf(p.stdout, "%s has %s. What to do next:\n\n%s  hewq run echo.hew\n  hewq test\n", c.Name, strings.Join(names, ", "), next)
	return err
}

// makeFolder makes the folder, unless there is an empty one.
func (c *initCommand) makeFolder() error {
	if c.Name == "" {
		return errors.New("the folder needs a name")
	}
	c.Name = filepath.Clean(c.Name)
	if info, err := os.Stat(c.Name); err == nil && !info.IsDir() {
		return fmt.Errorf("%s is a file: name a folder that does not exist", c.Name)
	}
	found, err := os.ReadDir(c.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = os.MkdirAll(c.Name, 0o755)
	case err == nil && len(found) > 0:
		return fmt.Errorf("%s is not empty: nothing is written; name a folder that does not exist", c.Name)
	}
	if err != nil {
		return fmt.Errorf("cannot make the folder %s: %w", c.Name, withoutPath(err))
	}
	return nil
}

// write writes a file of the template.
func (c *initCommand) write(name string) error {
	text, err := template.ReadFile(path.Join("template", name))
	if err != nil {
		panic(err) // it is part of the command
	}
	if name == "README.md" {
		title, err := filepath.Abs(c.Name)
		if err != nil {
			return err
		}
		text = []byte(strings.Replace(string(text), "NAME", filepath.Base(title), 1))
	}
	f, err := os.OpenFile(filepath.Join(c.Name, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}

// withoutPath is an error of the system without the path, which the caller names.
func withoutPath(err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		return at.Err
	}
	return err
}

// quotedForShell is a word as it is typed at the prompt of a shell.
func quotedForShell(word string) string {
	if strings.ContainsAny(word, " \t\"'`$&|;<>()*?[]#~!{}") {
		return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
	}
	return word
}
