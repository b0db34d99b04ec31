package main

// This file has flags whose value, the name of a file, may be left out.

import "errors"

// An optionalFile is the value of a flag that has one only behind `=`. The zero value is that of a flag
// that was not given.
type optionalFile struct {
	on   bool
	file string // "" if the flag has no value
}

// Give implements cli.Bare.
func (t *optionalFile) Give(value string, given bool) error {
	if given && value == "" {
		return errors.New("the name of a file is missing behind `=`")
	}
	t.on, t.file = true, value
	return nil
}
