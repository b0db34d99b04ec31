package main

// This file is `hewq fix`.

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/rogpeppe/go-internal/diff"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/stdlib"
)

type fixCommand struct {
	allowFlag
	DryRun bool     `name:"dry-run" help:"Tell what would be done, and leave the files alone."`
	Diff   bool     `help:"Print the differences that it would make, and leave the files alone."`
	Files  []string `arg:"" name:"file" complete:"programs" help:"Programs and folders of programs."`
}

// Help shows what the flags and arguments do not say.
func (fixCommand) Help() string {
	return `Applies the corrections of mistakes and of warnings that are certain, until there are none left, and tells each of them. A program that is right stays so; what a correction would break is left alone. Files that a program imports are not changed. The exit status is 1 if mistakes are left.

Examples:

  hewq fix server.hew
  hewq fix --diff server.hew client.hew
  hewq fix --allow=unused-variable server.hew
`
}

// Run mends the files.
func (c *fixCommand) Run(p *process) error {
	if !c.known(p, "hewq fix --help") {
		return nil
	}
	if slices.Contains(c.Files, "-") {
		p.refuse("the standard input cannot be changed: name a file", "hewq fix --help")
		return nil
	}
	for src := range p.sources(p.programs(c.Files), nil) {
		if err := c.fix(p, src); err != nil {
			return err
		}
	}
	return nil
}

// fix mends one file.
func (c *fixCommand) fix(p *process, src *source.File) error {
	fixed := lang.Fix(src, stdlib.Modules, c.Allow...)
	if len(fixed.Errors) > 0 {
		p.status = exitFailed
	}
	out := c.told(src, fixed)
	if c.Diff {
		out = diff.Diff(src.Name, []byte(src.Text), src.Name+" (fixed)", []byte(fixed.Text))
	}
	if _, err := p.stdout.Write(out); err != nil {
		return err
	}
	for _, d := range fixed.Refused {
		fmt.Fprintf(p.stderr, "hewq: %s: left alone, since it would break the program: %s\n", place(d), d.Fixes[0].Title)
	}
	if n := len(fixed.Errors); n > 0 {
		fmt.Fprintf(p.stderr, "hewq: %s: %s; `hewq check %[1]s` tells more\n", src.Name, left(n, "mistake"))
	}
	if c.DryRun || c.Diff || fixed.Text == src.Text {
		return nil
	}
	if err := rewrite(src, fixed.Text); err != nil {
		return fmt.Errorf("cannot change the program: %w", err)
	}
	return nil
}

// told says what was done to a file: a line for each correction, and how many there are.
func (c *fixCommand) told(src *source.File, fixed lang.Fixed) []byte {
	var b bytes.Buffer
	for _, d := range fixed.Done {
		fmt.Fprintf(&b, "%s: %s [%s]\n", place(d), d.Fixes[0].Title, d.Code)
	}
	done := fmt.Sprintf("%s: %s", src.Name, counted(len(fixed.Done), "correction"))
	switch {
	case len(fixed.Done) == 0:
		done = src.Name + ": nothing to correct"
	case c.DryRun:
		done += ", not written"
	}
	if n := len(fixed.Warnings); n > 0 {
		done += "; " + left(n, "warning")
	}
	b.WriteString(done + "\n")
	return b.Bytes()
}

// place is where a diagnostic stands.
func place(d diag.Diagnostic) string {
	at := d.Span.Place()
	return fmt.Sprintf("%s:%d:%d", d.Span.File.Name, at.Line, at.Column)
}

func left(n int, what string) string {
	if n == 1 {
		return counted(n, what) + " is left"
	}
	return counted(n, what) + " are left"
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
