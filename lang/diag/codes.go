package diag

import "slices"

// A CodeDoc documents a code.
type CodeDoc struct {
	Code    Code
	Summary string // one sentence: what the code means
	Detail  string // why it is refused and what to do
	Example string // the smallest program that is refused with it
}

// Codes documents every code, area by area.
func Codes() []CodeDoc {
	return slices.Concat(syntaxCodes, checkCodes)
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
