package main

// This file has the flags of warnings.

import (
	"hewq/lang"
	"hewq/lang/diag"
)

// An allowFlag says which warnings are silenced.
type allowFlag struct {
	Allow []diag.Code `sep:"," placeholder:"CODE" help:"Silence the warnings with these codes."`
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
