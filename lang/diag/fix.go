package diag

// This file has corrections of a source that a tool can apply.

import (
	"slices"
	"sort"
	"strings"

	"hewq/lang/source"
)

// A Fix is a correction that a tool can apply without asking. Its edits belong together, lie in one
// file and do not overlap.
type Fix struct {
	Title string // what applying it does, as an order: "write `println`"
	Edits []Edit
}

// An Edit puts Text in the place of the text of Span. An empty span is an insertion.
type Edit struct {
	Span source.Span
	Text string
}

// Replace is the fix that consists of one edit.
func Replace(title string, span source.Span, text string) Fix {
	return Fix{title, []Edit{{span, text}}}
}

// Apply applies the first fix of each diagnostic to the text of a file. A fix that overlaps an
// earlier one is left out, and those in other files; applied is how many are left. Fixes that are
// equal count as one.
func Apply(file *source.File, ds []Diagnostic) (text string, applied int) {
	fitting := Fitting(file, ds)
	var all []Edit
	for _, d := range fitting {
		all = append(all, d.Fixes[0].Edits...)
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].Span.Start < all[j].Span.Start })
	return Edited(file, all), len(fitting)
}

// Edited is the text of a file after edits, which are sorted and do not overlap.
func Edited(file *source.File, edits []Edit) string {
	var b strings.Builder
	end := 0
	for _, e := range edits {
		b.WriteString(file.Text[end:e.Span.Start])
		b.WriteString(e.Text)
		end = e.Span.End
	}
	b.WriteString(file.Text[end:])
	return b.String()
}

// Fitting are the diagnostics whose first fix Apply applies.
func Fitting(file *source.File, ds []Diagnostic) []Diagnostic {
	var all []Edit
	var fitting []Diagnostic
	for _, d := range ds {
		if len(d.Fixes) == 0 {
			continue
		}
		if edits := d.Fixes[0].Edits; len(edits) > 0 && fit(file, all, edits) {
			all = append(all, edits...)
			fitting = append(fitting, d)
		}
	}
	return fitting
}

// fit reports whether edits are of the file, and overlap neither those of all nor one another.
func fit(file *source.File, all, edits []Edit) bool {
	for i, e := range edits {
		if e.Span.File != file || slices.ContainsFunc(all, e.overlaps) || slices.ContainsFunc(edits[:i], e.overlaps) {
			return false
		}
	}
	return true
}

// overlaps reports whether e and other cannot both be applied. Two insertions at one place cannot:
// their order is not known.
func (e Edit) overlaps(other Edit) bool {
	return e.Span.Start < other.Span.End && other.Span.Start < e.Span.End || e.Span.Start == other.Span.Start
}
