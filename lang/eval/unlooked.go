package eval

// This file tells modules of results that a program throws away without a look at them.

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/source"
	"hewq/lang/types"
	"hewq/lang/value"
	"hewq/native"
)

// tells tells whether the value of e says if something failed.
func (l *lowerer) tells(e ast.Expr) bool {
	_, ok := types.IsNamed(l.typeOf(e), "Result")
	return ok
}

// unlooked lowers an x whose value is a Result that nobody looks at.
func unlooked(x expr) expr {
	return func(f *frame) value.Value {
		before := f.actor.native.Failure
		v := x(f)
		if isErr(v) {
			f.unlooked(before)
		}
		return v
	}
}

// unlookedStmt is unlooked for a statement.
func unlookedStmt(x expr) stmt {
	return func(f *frame) ctl {
		before := f.actor.native.Failure
		if v := x(f); isErr(v) {
			f.unlooked(before)
		}
		return next
	}
}

// unlookedSlot is unlooked for a statement that leaves the Result in a slot.
func unlookedSlot(s stmt, slot int) stmt {
	return func(f *frame) ctl {
		before := f.actor.native.Failure
		c := s(f)
		if c == next && isErr(f.s[slot]) {
			f.unlooked(before)
		}
		return c
	}
}

// isErr tells whether v, which may be the unit of a `return` instead of a Result, is an Err.
func isErr(v value.Value) bool { return v.Present() && v.Tag() == tagErr }

// unlooked notes that the failure of a module's call, if there was one since before, has made an
// Err that nobody looks at.
func (f *frame) unlooked(before *native.Failure) {
	if failed := f.actor.native.Failure; failed != nil && failed != before {
		f.actor.m.env.Pending(failed)
	}
}

// Script implements native.Stack.
func (f *frame) Script(at source.Span) source.Span {
	m := f.actor.m
	for f = f.prev; f != nil && f.prev != nil && isStandard(at); f = f.prev {
		at = m.sites.at(f.at).Span
	}
	return at
}

// isStandard tells whether a place is in the stub of a standard module.
func isStandard(at source.Span) bool {
	return at.Known() && strings.HasPrefix(at.File.Name, "std::")
}
