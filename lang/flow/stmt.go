package flow

// This file follows what is moved through statements: blocks, loops, matches.

import (
	"maps"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
)

// function follows the body of a function.
func (m *mover) function(f *check.Func) {
	m.scope = f.Decl
	m.parameters(f)
	how := bind
	if types.Is(f.Sig.Result, types.Unit) || f.Yields != nil {
		how = look
	}
	m.block(f.Decl.Body, how, nil)
	m.leave(f.Decl.Body, 0, true)
}

// block follows a block; unit is as in value.
func (m *mover) block(b *ast.Block, how mode, unit ast.Node) {
	if b == nil {
		return
	}
	outer, scope := len(m.owed), m.scope
	m.scope = b
	tail := b.Tail()
	for i, s := range b.Stmts {
		if i == len(b.Stmts)-1 && tail != nil {
			if unit == nil {
				unit = tail
			}
			m.within(tail, func() { m.value(tail, how, unit) })
			break
		}
		m.stmt(s)
	}
	m.scope = scope
	m.consumed(outer)
	m.owed = m.owed[:outer]
}

func (m *mover) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.LetStmt:
		m.let(s)
	case *ast.VarStmt:
		m.variable(s)
	case *ast.ExprStmt:
		m.alone(s.X, look)
	case *ast.AssignStmt:
		m.within(s.Value, func() { m.assign(s) })
	case *ast.DeferStmt:
		m.alone(s.Value, look)
	case *ast.WhileStmt:
		m.repeat(s, func(body, after func()) {
			m.within(s.Cond, func() { m.condition(s.Let, s.Cond, s.Body, body, after) })
		}, s.Body)
	case *ast.ForStmt:
		m.each(s)
	case *ast.LoopStmt:
		m.repeat(s, nil, s.Body)
	}
}

// let follows `let pattern = value`.
func (m *mover) let(s *ast.LetStmt) {
	if s.Value == nil {
		m.fresh(s.Pattern)
		return
	}
	name, isName := s.Pattern.(*ast.NamePattern)
	switch {
	case isName && name.Name == "_":
		m.alone(s.Value, look)
		return
	case m.borrows(s.Pattern, s.Value):
		m.alone(s.Value, look)
		m.fresh(s.Pattern)
		m.opens(m.scope, s.Pattern, s.Value, false)
	default:
		m.named, _ = ast.Unparen(s.Value).(*ast.LambdaExpr)
		m.alone(s.Value, bind)
		m.fresh(s.Pattern)
		if s.Try && m.moved != nil {
			m.within(s.Value, func() { m.leave(s, 0, true) })
		}
		if !m.lendsClosure(s.Value) {
			m.owned(m.scope, s.Pattern)
		}
	}
	if isName {
		m.calledOnce(s.Pattern, s.Value)
	}
	if s.Else != nil {
		before := maps.Clone(m.moved)
		m.block(s.Else, look, nil)
		m.moved = before
	}
}

// borrows tells whether the variables of p, which get the value of e, show it only: nothing takes
// it from them.
func (m *mover) borrows(p ast.Node, e ast.Expr) bool {
	if m.own(m.typeOf(e)) == check.Free || !m.shows(e) || m.gives(e) {
		return false
	}
	taken := false
	m.variables(p, func(_ ast.Node, l *check.Local) {
		taken = taken || m.wanted[l] || l.Assigned || l.FieldAssigned
	})
	return !taken
}

// gives tells whether e is a variable that owns its value: a new one gets it.
func (m *mover) gives(e ast.Expr) bool {
	s, ok := m.spot(e)
	if !ok || s.path != "" || s.element {
		return false
	}
	if n, isName := ast.Unparen(e).(*ast.Name); !isName || m.info.Uses[n] != check.Object(s.root) {
		return false
	}
	_, isLent := m.lent[s.root]
	return !isLent
}

// lendsClosure tells whether e is a closure that something else owns.
func (m *mover) lendsClosure(e ast.Expr) bool {
	if !isFunc(m.typeOf(e)) || !m.shows(e) {
		return false
	}
	s, ok := m.spot(e)
	return !ok || s.path != "" || s.element || !m.facts.Owned[s.root]
}

// variable follows `var name = value`.
func (m *mover) variable(s *ast.VarStmt) {
	l := m.info.Defs[s]
	switch {
	case s.Value == nil:
		m.fresh(s)
		if l != nil && m.moved != nil {
			m.moved[place{root: l}] = move{at: l.Span, never: true}
		}
		m.keeps(m.scope, l)
	case m.borrows(s, s.Value):
		m.alone(s.Value, look)
		m.fresh(s)
		if sp, ok := m.spot(s.Value); ok {
			m.shown(s, sp)
		} else {
			m.shown(s, spot{element: true})
		}
	default:
		m.alone(s.Value, bind)
		m.fresh(s)
		if !m.lendsClosure(s.Value) {
			m.keeps(m.scope, l)
		}
	}
	m.calledOnce(s, s.Value)
}

// fresh notes that the variables declared by n have new values.
func (m *mover) fresh(n ast.Node) {
	m.variables(n, func(_ ast.Node, l *check.Local) {
		m.filled(place{root: l})
		delete(m.once, l)
		delete(m.stale, l)
		m.declared = append(m.declared, l)
	})
}

// assign gives a place a value again.
func (m *mover) assign(s *ast.AssignStmt) {
	if s.Op != "=" {
		m.expr(s.Target, look)
		m.expr(s.Value, look)
		return
	}
	sp, ok := m.spot(s.Target)
	if ok && !sp.element {
		if _, isName := s.Target.(*ast.Name); !isName {
			m.behind(s.Target)
			m.whole(s.Target, sp)
		}
		m.expr(s.Value, bind)
		m.overwritten(s, sp)
		m.filled(sp.place)
		for l, v := range m.views {
			if v.within(sp.place) {
				m.stale[l] = true
			}
		}
		return
	}
	m.expr(s.Target, look)
	m.expr(s.Value, bind)
}

// whole reports that a field of a value that is gone is assigned to.
func (m *mover) whole(e ast.Expr, s spot) {
	for p := s.place; p.path != ""; {
		p.path = p.path[:strings.LastIndexByte(p.path, '.')]
		if _, gone := m.moved[p]; gone {
			m.touch(e, spot{place: p})
			return
		}
	}
}
