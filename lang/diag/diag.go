// Package diag holds what is wrong with a source, and shows it to people and tools.
package diag

import (
	"slices"
	"sort"

	"hewq/lang/source"
)

// A Diagnostic is one thing wrong with a source, with all that is known about its cause.
type Diagnostic struct {
	Code    Code        // what kind of mistake it is; has documentation
	Span    source.Span // the smallest text that is wrong
	Message string      // one sentence, lower case, no full stop
	Label   string      // a word or two under the caret; may be empty
	Notes   []Note      // other places that matter
	Help    []string    // what to do, one sentence each

	Severity Severity // an error, if nothing else is said
	Fixes    []Fix    // corrections that are certain; each alone mends the mistake
}

// A Severity tells what keeps a program from running from what does not.
type Severity uint8

// The severities.
const (
	Error   Severity = iota // the program does not run
	Warning                 // it runs, and is probably not what its author wanted
)

// String is how people are told.
func (s Severity) String() string { return [...]string{Error: "error", Warning: "warning"}[s] }

// A Note points at another place that explains the mistake.
type Note struct {
	Span    source.Span // zero for a note without a place
	Message string
}

// A Code names a kind of mistake: kebab-case, stable, documented in this package.
type Code string

// Sort orders diagnostics by file name and place and drops those that say the same of the
// same text.
func Sort(ds []Diagnostic) []Diagnostic {
	sort.SliceStable(ds, func(i, j int) bool {
		a, b := &ds[i], &ds[j]
		return fileName(a) < fileName(b) || fileName(a) == fileName(b) && a.Span.Start < b.Span.Start
	})
	return slices.CompactFunc(ds, func(a, b Diagnostic) bool {
		return a.Span == b.Span && a.Message == b.Message
	})
}

// Distinct drops diagnostics that an earlier one of the same code, place and message repeats, also of
// another reading of the same file.
func Distinct(ds []Diagnostic) []Diagnostic {
	type key struct {
		file       string
		start, end int
		code       Code
		message    string
	}
	seen := map[key]bool{}
	return slices.DeleteFunc(ds, func(d Diagnostic) bool {
		k := key{fileName(&d), d.Span.Start, d.Span.End, d.Code, d.Message}
		repeated := seen[k]
		seen[k] = true
		return repeated
	})
}

func fileName(d *Diagnostic) string {
	if d.Span.File == nil {
		return ""
	}
	return d.Span.File.Name
}
