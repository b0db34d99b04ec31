package repl

// This file splits a text of many lines, such as a paste, into the inputs it is made of.

import (
	"strings"

	"hewq/lang/parser"
	"hewq/lang/source"
)

// splitInputs are the inputs of a text: the text, if it can be understood as one; else its
// parts, if each of them can be; else the text, for what is wrong to be told.
func splitInputs(text string, incomplete func(string) bool) []string {
	whole := []string{text}
	if !strings.Contains(text, "\n") || understood(text) {
		return whole
	}
	g := &gatherer{incomplete: incomplete}
	var parts []string
	for line := range strings.SplitSeq(text, "\n") {
		part, done := g.add(line)
		if !done || strings.TrimSpace(part) == "" {
			continue
		}
		if !understood(part) {
			return whole
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 || strings.TrimSpace(g.rest()) != "" {
		return whole
	}
	return parts
}

// understood tells whether text is a command in one line, or can be parsed.
func understood(text string) bool {
	if _, _, ok := splitCommand(text); ok {
		return !strings.Contains(strings.TrimSpace(text), "\n")
	}
	_, ds, _ := parser.ParseInput(source.New("input", text))
	return len(ds) == 0
}
