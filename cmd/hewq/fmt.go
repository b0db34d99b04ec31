package main

// This file is `hewq fmt`.

import (
	"errors"
	"fmt"
	"io"

	"github.com/rogpeppe/go-internal/diff"

	"hewq/lang/diag"
	"hewq/lang/format"
	"hewq/lang/source"
)

type fmtCommand struct {
	colorFlag
	Check bool     `help:"Name the files that are not formatted, and leave them alone; the exit status is 1 if there are any."`
	Diff  bool     `help:"Print the differences that formatting would make, and leave the files alone."`
	Files []string `arg:"" name:"file" complete:"programs" help:"Programs and folders of programs; - formats the standard input to the standard output."`
}

// Help shows what the flags and arguments do not say.
func (fmtCommand) Help() string {
	return `Writes programs in the style of the language, and names those that it changes. Neither the program nor a comment is lost. Folders are searched for files that end in .hew; files and folders in them whose names begin with a dot are left out. A file with mistakes of syntax is left alone and told of, and the exit status is 1; the other files are formatted.

Examples:

  hewq fmt server.hew
  hewq fmt --check .
  hewq fmt --diff examples
  hewq fmt - < server.hew
`
}

// Run formats the files.
func (c *fmtCommand) Run(p *process) error {
	names := p.programs(c.Files)
	var mistakes []diag.Diagnostic
	far := p.progress(len(names), false)
	for src := range p.sources(names, far) {
		err := c.format(p, src, far)
		if syntax := (*format.SyntaxError)(nil); errors.As(err, &syntax) {
			mistakes = append(mistakes, syntax.Found...)
			p.status = exitFailed
		} else if err != nil {
			far.clear()
			fmt.Fprintf(p.stderr, "hewq: %v\n", err)
			p.status = exitFailed
		}
	}
	return diag.Render(p.stderr, mistakes, c.options(p, p.stderr))
}

// format formats one file, or tells what that would make of it, where far was shown.
func (c *fmtCommand) format(p *process, src *source.File, far *progress) error {
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
		if err := rewrite(src, text); err != nil {
			return fmt.Errorf("cannot change %s: %w", src.Name, err)
		}
	}
	far.clear()
	_, err = p.stdout.Write(out)
	return err
}
