package main

// This file decides about colour.

import (
	"os"
	"runtime"

	"hewq/lang/diag"
)

// A colorFlag is the flag --color of a command that can find mistakes.
type colorFlag struct {
	Color string `enum:"auto,always,never" default:"auto" placeholder:"WHEN" help:"Colour what is wrong: auto (on a terminal, unless NO_COLOR is set), always or never."`
}

// options are how mistakes are written to out.
func (f colorFlag) options(p *process, out *os.File) diag.Options {
	switch f.Color {
	case "always":
		return diag.Options{Color: true}
	case "never":
		return diag.Options{}
	}
	if set, _ := p.lookup("NO_COLOR"); set != "" {
		return diag.Options{}
	}
	term, _ := p.lookup("TERM")
	if runtime.GOOS == "windows" {
		term, _ = p.lookup("WT_SESSION") // the console before it shows escape sequences as they are
	}
	return diag.Options{Color: term != "" && term != "dumb" && isTerminal(out)}
}

// isTerminal tells whether f is a device that a person reads.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 || f.Name() == os.DevNull {
		return false
	}
	nothing, err := os.Stat(os.DevNull) // which a standard file may be under another name
	return err != nil || !os.SameFile(info, nothing)
}
