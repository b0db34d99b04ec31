package flow

// This file follows what is typed at a prompt, one input after the other.

import (
	"maps"
	"slices"

	"hewq/lang/ast"
	"hewq/lang/check"
)

// A session is what earlier inputs have left.
type session struct {
	begun bool // there was an input
	moved moved
	split map[*check.Local]bool

	input *check.Input // the last one
	after []moved      // what is moved after each of its statements
	owned bool         // its value has something to close that nothing else does
}

func newSession() session {
	return session{moved: moved{}, split: map[*check.Local]bool{}}
}

// input follows the statements of an input.
func (a *Analysis) input(in *check.Input) *summary {
	a.session.begun = true
	var after []moved
	var owned bool
	s := a.runs(in.Module, func(m *mover) {
		after, owned = nil, false
		m.moved, m.split = maps.Clone(a.session.moved), maps.Clone(a.session.split)
		m.scope = in.Block
		m.atPrompt(in)
		tail := in.Block.Tail()
		for i := range in.Stmts {
			stmt := &in.Stmts[i]
			before := maps.Clone(m.moved)
			if i == len(in.Stmts)-1 && tail != nil {
				owned = m.result(in, tail)
			} else {
				m.stmt(stmt.Stmt)
			}
			if m.moved == nil { // nothing gets past the statement
				m.moved = before
			}
			after = append(after, maps.Clone(m.moved))
		}
		a.session.split = maps.Clone(m.split)
	})
	a.session.input, a.session.after, a.session.owned = in, after, owned
	for i := range in.Stmts {
		ast.Inspect(in.Stmts[i].Stmt, func(n ast.Node) bool {
			p, isPattern := n.(ast.Pattern)
			if isPattern {
				if l := a.Facts.Hidden[p]; l != nil && a.drops(in.Block, l) {
					in.Stmts[i].Locals = append(in.Stmts[i].Locals, l)
				}
				for _, r := range a.Facts.Rest[p] {
					if a.drops(in.Block, r.Local) {
						in.Stmts[i].Locals = append(in.Stmts[i].Locals, r.Local)
					}
				}
			}
			return true
		})
	}
	return s
}

// drops tells whether l is closed at the end of a scope.
func (a *Analysis) drops(scope ast.Node, l *check.Local) bool {
	return slices.Contains(a.Facts.Drops[scope], l)
}

// atPrompt has the variables that an input declares own what they get: a later input may take it.
func (m *mover) atPrompt(in *check.Input) {
	for _, s := range in.Stmts {
		for _, l := range s.Locals {
			m.wanted[l] = true
		}
	}
}

// result follows the value of an input, and tells whether it is the session's to close.
func (m *mover) result(in *check.Input, tail ast.Expr) bool {
	if _, isName := tail.(*ast.Name); isName {
		m.alone(tail, look)
		return false
	}
	if m.shows(tail) {
		m.alone(tail, look)
		return false
	}
	m.alone(tail, bind)
	return in.Type != nil && m.own(in.Type) != check.Free
}

// Owned tells whether the value of an input has something to close that nothing else does.
func (a *Analysis) Owned(in *check.Input) bool { return a.session.input == in && a.session.owned }

// Own notes that l, a variable of a session, is closed at its end.
func (a *Analysis) Own(l *check.Local) { a.Facts.Owned[l] = true }

// Disown notes that l is gone.
func (a *Analysis) Disown(l *check.Local) { delete(a.Facts.Owned, l) }

// Moved tells whether the variable l of an input has given its value away.
func (a *Analysis) Moved(l *check.Local) bool {
	_, ok := a.session.moved[place{root: l}]
	return ok
}

// Keep notes what the first done statements of an input have moved; the one after them has failed.
// Nothing can name the variables in replaced any more.
func (a *Analysis) Keep(in *check.Input, done int, replaced []*check.Local) {
	s := &a.session
	after := s.after
	if s.input != in {
		after = nil
	}
	if done > 0 && done <= len(after) {
		s.moved = after[done-1]
	}
	if done < len(in.Stmts) {
		a.maybeMoved(in, in.Stmts[done].Stmt)
	}
	for _, l := range replaced {
		for p := range s.moved {
			if p.root == l {
				delete(s.moved, p)
			}
		}
		delete(s.split, l)
	}
}

// maybeMoved notes that a statement which has failed may have moved all that it would move.
func (a *Analysis) maybeMoved(in *check.Input, s ast.Stmt) {
	m := a.mover(in.Module, map[*check.Local]bool{})
	ast.Inspect(s, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok || !a.Facts.Moves[e] {
			return true
		}
		if sp, ok := m.spot(e); ok {
			a.session.moved[sp.place] = move{at: sp.root.Span, maybe: true}
		}
		return true
	})
}

// Release forgets what is known of an input that has run or will not.
func (a *Analysis) Release(in *check.Input) {
	if a.session.input == in {
		a.session.input, a.session.after = nil, nil
	}
	delete(a.Facts.Drops, in.Block)
}
