package main

// This file has flags whose value, the name of a file, may be left out.

import (
	"errors"
	"fmt"

	"github.com/alecthomas/kong"
)

// An optionalFile is the value of a flag that has one only behind `=`. The zero value is that of a flag
// that was not given.
type optionalFile struct {
	on   bool
	file string // "" if the flag has no value
}

// Decode implements kong.MapperValue: what does not stand behind `=` is not the value.
func (t *optionalFile) Decode(ctx *kong.DecodeContext) error {
	t.on = true
	if next := ctx.Scan.Peek(); next.Type == kong.FlagValueToken {
		t.file = fmt.Sprint(ctx.Scan.Pop().Value)
		if t.file == "" {
			return errors.New("the name of a file is missing behind `=`")
		}
	}
	return nil
}
