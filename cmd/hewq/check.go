package main

// This file is `hewq check`.

import (
	"fmt"
	"os"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/stdlib"
)

type checkCommand struct {
	colorFlag
	allowFlag
	Deny   bool     `name:"deny-warnings" help:"The exit status is 1 if there is a warning."`
	Format string   `enum:"text,json" default:"text" placeholder:"FORMAT" help:"text for people, json for tools: an array of what the Language Server Protocol calls PublishDiagnosticsParams."`
	Files  []string `arg:"" name:"file" complete:"programs" help:"Programs and folders of programs; - is the standard input."`
}

// Help shows what the flags and arguments do not say.
func (checkCommand) Help() string {
	return `Prints "FILE: OK" for a program that is right, and all that is wrong with one that is not. The exit status is 1 if anything is wrong. What a right program was probably not meant to do is told as warnings, which change neither; a comment "// hewq:allow CODE" above the line silences one, --allow=CODE all with that code. Folders are searched for files that end in .hew; files and folders in them whose names begin with a dot are left out.

Examples:

  hewq check server.hew client.hew
  hewq check examples
  hewq check --format=json server.hew
  hewq check --deny-warnings --allow=shadowed-variable server.hew
`
}

// Run checks the files.
func (c *checkCommand) Run(p *process) error {
	if !c.known(p, "hewq check --help") {
		return nil
	}
	names := p.programs(c.Files)
	var mistakes, warnings []diag.Diagnostic
	for src := range p.sources(names, p.progress(len(names), c.Format == "text")) {
		program, found := lang.Load(src, stdlib.Modules)
		if len(found) > 0 {
			p.status = exitFailed
			mistakes = append(mistakes, found...)
			continue
		}
		doubts := program.Warnings(c.Allow...)
		warnings = append(warnings, doubts...)
		switch {
		case c.Deny && len(doubts) > 0:
			p.status = exitFailed
		case c.Format == "text":
			if _, err := fmt.Fprintf(p.stdout, "%s: OK\n", src.Name); err != nil {
				return err
			}
		}
	}
	mistakes = append(mistakes, diag.Distinct(warnings)...)
	if c.Format == "json" {
		dir, err := os.Getwd()
		if err != nil {
			return err
		}
		return diag.JSON(p.stdout, dir, mistakes)
	}
	return diag.Render(p.stderr, mistakes, c.options(p, p.stderr))
}
