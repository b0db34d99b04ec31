package main

// This file is `hewq fmt`.

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"hewq/lang/diag"
	"hewq/lang/format"
	"hewq/lang/source"
)

type fmtCommand struct {
	colorFlag
	Check bool     `help:"Name the files that are not formatted, and leave them alone; the exit status is 1 if there are any."`
	Diff  bool     `help:"Print the differences that formatting would make, and leave the files alone."`
	Files []string `arg:"" name:"file" help:"Programs and folders of programs; - formats the standard input to the standard output."`
}

// Help shows what the flags and arguments do not say.
func (fmtCommand) Help() string {
	return `Writes programs in the style of the language, and names those that it changes. Neither the program nor a comment is lost. Folders are searched for files that end in .hew; folders in them whose names begin with a dot are not. A file with mistakes of syntax is left alone and told of, and the exit status is 1; the other files are formatted.

Examples:

  hewq fmt server.hew
  hewq fmt --check .
  hewq fmt --diff examples
  hewq fmt - < server.hew
`
}

// Run formats the files.
func (c *fmtCommand) Run(p *process) error {
	names, err := hewFiles(c.Files)
	if err != nil {
		return err
	}
	var mistakes []diag.Diagnostic
	for src := range p.sources(names) {
		err := c.format(p, src)
		if syntax := (*format.SyntaxError)(nil); errors.As(err, &syntax) {
			mistakes = append(mistakes, syntax.Found...)
			p.status = exitFailed
		} else if err != nil {
			fmt.Fprintf(p.stderr, "hewq: %v\n", err)
			p.status = exitFailed
		}
	}
	return diag.Render(p.stderr, mistakes, c.options(p, p.stderr))
}

// format formats one file, or tells what that would make of it.
func (c *fmtCommand) format(p *process, src *source.File) error {
	formatted, err := format.Source(src)
	if err != nil {
		return err
	}
	text, change := string(formatted), !c.Check && !c.Diff
	switch {
	case change && src.Name == stdinName:
		_, err := io.WriteString(p.stdout, text)
		return err
	case text == src.Text:
		return nil
	}
	if c.Check {
		p.status = exitFailed
	}
	out := []byte(src.Name + "\n")
	if c.Diff {
		out = diff.Diff(src.Name, []byte(src.Text), src.Name+" (formatted)", []byte(text))
	}
	if change {
		if err := rewrite(src.Name, text); err != nil {
			return fmt.Errorf("cannot change %s: %w", src.Name, err)
		}
	}
	_, err = p.stdout.Write(out)
	return err
}

// hewFiles are the files that words of a command line name: those below folders that end in `.hew`, and all others.
func hewFiles(words []string) ([]string, error) {
	var names []string
	for _, word := range words {
		if info, err := os.Stat(word); word == "-" || err != nil || !info.IsDir() {
			names = append(names, word)
			continue
		}
		err := filepath.WalkDir(word, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return fmt.Errorf("cannot search %s: %w", word, err)
			case d.IsDir() && name != word && strings.HasPrefix(d.Name(), "."):
				return filepath.SkipDir
			case !d.IsDir() && filepath.Ext(name) == ".hew":
				names = append(names, name)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return names, nil
}

// rewrite puts text in the place of what a file holds, at once: whatever happens, the file has either text or
// what it had. Its mode stays, and a link to it stays a link.
func rewrite(name, text string) (err error) {
	if name, err = filepath.EvalSymlinks(name); err != nil {
		return err
	}
	old, err := os.OpenFile(name, os.O_WRONLY, 0) // a file that cannot be written could be replaced nevertheless
	if err != nil {
		return err
	}
	info, err := old.Stat()
	if err := errors.Join(err, old.Close()); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".hewq-fmt-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.WriteString(text)
	if err := errors.Join(err, f.Chmod(info.Mode().Perm()), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
