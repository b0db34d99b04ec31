package diag

import (
	"fmt"
	"slices"
	"strings"
)

// A CodeDoc documents a code.
type CodeDoc struct {
	Code    Code
	Summary string // one sentence: what the code means
	Detail  string // why it is refused and what to do
	Example string // the smallest program that is refused with it

	Severity Severity // of a Warning the example is not refused
	Running  bool     // only `hewq run` reports it
	Silenced string   // of a Warning: what else silences it beside a comment and --allow, a sentence
}

// Silencing says what silences a warning.
func (d CodeDoc) Silencing() string {
	text := fmt.Sprintf("It is silenced by a comment `// hewq:allow %s` above the line, and by --allow %[1]s.", d.Code)
	if d.Silenced != "" {
		text += " So does: " + d.Silenced
	}
	return text
}

// ShortExample is the example, where lines are cut that are too long to be read.
func (d CodeDoc) ShortExample() string {
	const limit = 90
	lines := strings.Split(d.Example, "\n")
	for i, line := range lines {
		if r := []rune(line); len(r) > limit {
			lines[i] = string(r[:limit]) + "…"
		}
	}
	return strings.Join(lines, "\n")
}

// Codes documents every code, area by area.
func Codes() []CodeDoc {
	return slices.Concat(syntaxCodes, checkCodes, runCodes, lintCodes)
}

// IsSyntax tells whether a code is one of syntax.
func IsSyntax(code Code) bool {
	return slices.ContainsFunc(syntaxCodes, func(d CodeDoc) bool { return d.Code == code })
}

// Lookup finds the documentation of a code.
func Lookup(code Code) (CodeDoc, bool) {
	for _, d := range Codes() {
		if d.Code == code {
			return d, true
		}
	}
	return CodeDoc{}, false
}
