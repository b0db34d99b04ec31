package eval

// This file tells modules of results that a program throws away without a look at them.

import (
	"slices"

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

// body lowers the block of a function with a result of type t. The block of a function without one
// may end in a Result, which is thrown away.
func (l *lowerer) body(b *ast.Block, t types.Type) expr {
	if tail := b.Tail(); tail == nil || !isUnit(l.typ(t)) || !l.ends(tail) {
		return l.tailBlock(b)
	}
	run := l.blockStmt(b)
	return func(f *frame) value.Value { run(f); return unit }
}

// ends tells whether e gives, or can end in, something that tells.
func (l *lowerer) ends(e ast.Expr) bool {
	switch x := e.(type) {
	case *ast.Block:
		return x.Tail() != nil && l.ends(x.Tail())
	case *ast.UnsafeExpr:
		return l.ends(x.Body)
	case *ast.IfExpr:
		return l.ends(x.Then) || x.Else != nil && l.ends(x.Else)
	case *ast.MatchExpr:
		return slices.ContainsFunc(x.Arms, func(a *ast.MatchArm) bool { return l.ends(a.Body) })
	}
	return l.tells(e)
}

// unlooked lowers an x whose value is a Result that the program throws away.
func unlooked(x expr) stmt {
	return func(f *frame) ctl {
		before := f.thread.native.Failure
		if x(f).Tag() == tagErr {
			f.unlooked(before)
		}
		return next
	}
}

// unlookedSlot is unlooked for a statement that leaves the Result in a slot.
func unlookedSlot(s stmt, slot int) stmt {
	return func(f *frame) ctl {
		before := f.thread.native.Failure
		c := s(f)
		if c == next && f.s[slot].Tag() == tagErr {
			f.unlooked(before)
		}
		return c
	}
}

// unlooked notes that the failure of a module's call, if there was one since before, has made an
// Err that the program throws away.
func (f *frame) unlooked(before *native.Failure) {
	if failed := f.thread.native.Failure; failed != nil && failed != before {
		f.thread.process.env.Pending(failed)
	}
}

// Script implements native.Stack.
func (f *frame) Script(at source.Span) source.Span {
	ps := f.thread.process
	for f = f.prev; f != nil && f.prev != nil && !isScript(at); f = f.prev {
		at = ps.program.sites.at(f.at).Span
	}
	return at
}
