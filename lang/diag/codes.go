package diag

import "slices"

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
