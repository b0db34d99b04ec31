package flow

// This file follows loops.

import (
	"maps"

	"hewq/lang/ast"
	"hewq/lang/check"
)

// A loop collects what is moved where a loop is left or repeated.
type loop struct {
	stmt       ast.Stmt
	exit, next moved
	owed       int // how many variables outside of it must be consumed
}

// repeat follows a loop twice, so that the second turn sees what the first one moved, but once
// if that is nothing: loops in loops would be followed again and again. cond follows what decides
// whether there is one more turn, with what is done then and what is not.
func (m *mover) repeat(s ast.Stmt, cond func(turn, end func()), body *ast.Block) {
	l, outer := &loop{stmt: s, owed: len(m.owed)}, len(m.declared)
	m.loops = append(m.loops, l)
	for range 2 {
		before := maps.Clone(m.moved)
		if cond == nil {
			m.block(body, look, nil)
		} else {
			var turned moved
			cond(func() {
				m.block(body, look, nil)
				turned, m.moved = m.moved, nil
			}, func() {
				l.exit = join(l.exit, maps.Clone(m.moved))
			})
			m.moved = turned
		}
		m.moved = join(m.moved, l.next)
		l.next = nil
		for _, v := range m.declared[outer:] { // they are out of scope now
			m.without(m.moved, v)
			m.without(l.exit, v)
		}
		if m.moved == nil || maps.Equal(m.moved, before) {
			break
		}
	}
	m.loops = m.loops[:len(m.loops)-1]
	if cond != nil && m.moved != nil {
		// The last turn leads to the condition as well, which was followed with what it moves.
		l.exit = join(l.exit, m.moved)
	}
	m.moved = l.exit
}

// without drops what is known of v.
func (m *mover) without(gone moved, v *check.Local) {
	delete(gone, place{root: v})
	if !m.split[v] {
		return
	}
	for p := range gone {
		if p.root == v {
			delete(gone, p)
		}
	}
}

// each follows `for pattern in value`.
func (m *mover) each(s *ast.ForStmt) {
	m.within(s, func() { m.expr(s.Value, look) })
	it := m.info.Iters[s]
	m.repeat(s, func(turn, end func()) {
		before := maps.Clone(m.moved)
		m.fresh(s.Pattern)
		switch {
		case it == nil:
		case it.Kind == check.IterTrait || it.Kind == check.IterRecv:
			m.owned(s.Body, s.Pattern) // what an iterator gives belongs to the body
		default:
			sp, _ := m.spot(s.Value)
			sp.element = true
			m.shown(s.Pattern, sp)
		}
		turn()
		after := m.moved
		m.moved = before
		end()
		m.moved = after
	}, s.Body)
}

func (m *mover) loop(e ast.Expr) *loop {
	for _, l := range m.loops {
		if l.stmt == m.info.Labels[e] {
			return l
		}
	}
	return nil
}
