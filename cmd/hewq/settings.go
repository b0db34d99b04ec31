package main

// This file looks at the environment variables that are hewq's own.

import (
	"fmt"
	"slices"
	"strings"

	"hewq/lang/diag"
	"hewq/stdlib"
	"hewq/testrun"
)

// ownPrefix begins the names of hewq's own variables.
const ownPrefix = "HEWQ_"

// checkSettings tells of variables with names that look like hewq's and that nothing reads: a
// setting with a mistake in its name would be ignored without a word.
func (p *process) checkSettings() {
	for _, v := range p.environ {
		if !strings.HasPrefix(v, ownPrefix) {
			continue
		}
		name, _, _ := strings.Cut(v, "=")
		known := settings()
		if slices.Contains(known, name) {
			continue
		}
		text := fmt.Sprintf("hewq: there is no setting `%s`: it is ignored", name)
		if near := nearSetting(name, known); near != "" {
			text += fmt.Sprintf("; did you mean `%s`?", near)
		}
		// The program runs whether or not this can be told.
		_, _ = fmt.Fprintln(p.stderr, text)
	}
}

// nearSetting is the variable that was probably meant, "" if none is near. What all names have in common does not count.
func nearSetting(name string, known []string) string {
	const common = ownPrefix + "QUIC_"
	var ends []string
	for _, k := range known {
		if end, ok := strings.CutPrefix(k, common); ok {
			ends = append(ends, end)
		}
	}
	end := strings.TrimPrefix(strings.TrimPrefix(name, ownPrefix), "QUIC_")
	if slices.Contains(ends, end) {
		return common + end
	}
	if near := diag.Nearest(end, ends); near != "" {
		return common + near
	}
	return diag.Nearest(name, known)
}

// settings are the names of all variables that something in hewq reads.
func settings() []string {
	names := []string{testrun.CoverVariable, testrun.FilesVariable}
	for _, m := range stdlib.Modules {
		names = append(names, m.Settings...)
	}
	return names
}
