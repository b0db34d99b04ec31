package lang

// This file mends a source with the fixes of its errors and warnings.

import (
	"slices"

	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/native"
)

// A Fixed is what became of a source that Fix has mended.
type Fixed struct {
	Text     string            // the source as it is now
	Done     []diag.Diagnostic // whose first fix was applied, in order; places are those of the text before each
	Refused  []diag.Diagnostic // whose fix would have broken the program
	Errors   []diag.Diagnostic // that are left
	Warnings []diag.Diagnostic // that are left, if there are no errors
}

// fixRounds bounds how often Fix begins anew. A fix can show the next thing that is wrong; that goes
// on for a few rounds.
const fixRounds = 100

// Fix applies the fixes of the errors of a source, then those of its warnings but the allowed ones,
// until nothing is left that has one. A source that is right stays so, and one that is wrong gets
// fewer errors: a fix that would do otherwise is refused. Only src itself is changed, not what it
// imports.
func Fix(src *source.File, modules []native.Module, allowed ...diag.Code) Fixed {
	look := func(src *source.File) state {
		p, errors := Load(src, modules)
		if len(errors) > 0 {
			return state{src: src, errors: errors}
		}
		return state{src: src, warnings: p.Warnings(allowed...)}
	}
	return (&fixer{look: look, refused: map[string]bool{}, state: look(src)}).run()
}

// run applies fixes until there are none.
func (f *fixer) run() Fixed {
	for range fixRounds {
		fitting := diag.Fitting(f.src, slices.DeleteFunc(slices.Clone(f.found()), func(d diag.Diagnostic) bool { return f.refused[identity(d)] }))
		if len(fitting) == 0 {
			break
		}
		if !f.try(fitting) {
			f.oneByOne(fitting)
		}
	}
	f.fixed.Text, f.fixed.Errors, f.fixed.Warnings = f.src.Text, f.errors, f.warnings
	return f.fixed
}

// A fixer is a source on its way.
type fixer struct {
	look    func(*source.File) state
	refused map[string]bool // by identity
	fixed   Fixed
	state
}

// A state is a text with what is wrong with it.
type state struct {
	src              *source.File
	errors, warnings []diag.Diagnostic
}

// found is what is mended next.
func (s *state) found() []diag.Diagnostic {
	if len(s.errors) > 0 {
		return s.errors
	}
	return s.warnings
}

// better tells whether fewer errors are left than there were. As long as there are errors of syntax,
// they hide others.
func (s *state) better(than state) bool {
	syntax, before := s.syntax(), than.syntax()
	return syntax < before || syntax == before && len(s.errors) < len(than.errors)
}

// syntax is how many errors of syntax there are.
func (s *state) syntax() (n int) {
	for _, d := range s.errors {
		if diag.IsSyntax(d.Code) {
			n++
		}
	}
	return n
}

// try applies the fixes of ds together, unless that would break the source.
func (f *fixer) try(ds []diag.Diagnostic) bool {
	text, _ := diag.Apply(f.src, ds)
	next := f.look(source.New(f.src.Name, text))
	if len(next.errors) > 0 && !next.better(f.state) {
		return false
	}
	f.fixed.Done = append(f.fixed.Done, ds...)
	f.state = next
	return true
}

// oneByOne applies the first of ds whose fix does not break the source. Those before it are refused.
func (f *fixer) oneByOne(ds []diag.Diagnostic) {
	for i := range ds {
		if f.try(ds[i : i+1]) {
			return
		}
		f.refused[identity(ds[i])] = true
		f.fixed.Refused = append(f.fixed.Refused, ds[i])
	}
}

// identity tells diagnostics apart, also when what is before them in the text has changed.
func identity(d diag.Diagnostic) string {
	return string(d.Code) + "\x00" + d.Message + "\x00" + d.Span.File.Line(d.Span.Place().Line)
}
