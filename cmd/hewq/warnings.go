package main

// This file has the flags of warnings.

import (
	"path/filepath"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/stdlib"
)

// An allowFlag says which warnings are silenced.
type allowFlag struct {
	Allow []diag.Code `sep:"," placeholder:"CODE" complete:"warnings" help:"Silence the warnings with these codes."`
}

// known tells whether the codes are those of warnings, or refuses the command line; help is the command
// that tells more.
func (f *allowFlag) known(p *process, help string) bool {
	for _, code := range f.Allow {
		if message := diag.UnknownWarning(string(code)); message != "" {
			p.refuse("--allow: "+message, help)
			return false
		}
	}
	return true
}

// A warningsFlag is for commands that tell of warnings only when they are asked.
type warningsFlag struct {
	Warnings bool `help:"Tell first, on the standard error, what the program was probably not meant to do."`
	allowFlag
}

// tell writes the warnings of a program, if they are wanted.
func (f *warningsFlag) tell(p *process, program *lang.Program, o diag.Options) error {
	if !f.Warnings {
		return nil
	}
	return diag.Render(p.stderr, program.Warnings(f.Allow...), o)
}

// tellOf writes the warnings of the programs among files, if they are wanted. The command that runs them says what
// is wrong with them.
func (f *warningsFlag) tellOf(p *process, files []string, o diag.Options) error {
	if !f.Warnings {
		return nil
	}
	var ds []diag.Diagnostic
	for _, name := range files {
		if filepath.Ext(name) != ".hew" {
			continue
		}
		src, err := p.read(name)
		if err != nil {
			continue // it is read again where it is run
		}
		if program, _ := lang.Load(src, stdlib.Modules); program != nil {
			ds = append(ds, program.Warnings(f.Allow...)...)
		}
	}
	return diag.Render(p.stderr, diag.Distinct(ds), o)
}
