package check

// This file follows what is moved through statements: blocks, loops, matches.

import (
	"maps"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// A movingLoop collects what is moved where a loop is left or repeated.
type movingLoop struct {
	stmt       ast.Stmt
	exit, next moved
}

// condition follows what stands after `if` and `while`, and declares what a pattern names.
func (m *mover) condition(let ast.Pattern, cond ast.Expr) {
	if let == nil {
		m.alone(cond, false)
		return
	}
	m.subject(cond)
	if m.c.hands(cond) && m.c.mayHaveResource(m.c.info.Types[cond]) {
		m.c.info.Given[cond] = true
	}
	m.fresh(let)
}

// subject follows a value that patterns take apart.
func (m *mover) subject(e ast.Expr) {
	m.expr(e, m.c.hands(e) && m.unreported(m.c.info.Types[e]))
}

// block follows a block; unit is as in value.
func (m *mover) block(b *ast.Block, consume bool, unit ast.Node) {
	if b == nil {
		return
	}
	outer := len(m.linear)
	tail := b.Tail()
	for i, s := range b.Stmts {
		if i == len(b.Stmts)-1 && tail != nil {
			if unit == nil {
				unit = tail
			}
			m.within(tail, func() { m.value(tail, consume, unit) })
			break
		}
		m.stmt(s)
	}
	m.consumed(outer)
	m.linear = m.linear[:outer]
}

// consumed checks that the linear variables declared since there were so many of them are
// moved on every way to here.
func (m *mover) consumed(since int) {
	if m.moved == nil {
		return
	}
	for _, l := range m.linear[since:] {
		if at, gone := m.moved[l]; (!gone || at.maybe && !at.never) && !m.reported[l] {
			m.reported[l] = true
			d := m.c.reportAt(l.Span, diag.NotConsumed, "`%s` is of the linear type `%s` and must be consumed", l.Name, l.Type)
			if gone {
				d.Message += " on every path"
				note(d, at.at, "binding consumed here only")
			}
		}
	}
}

func (m *mover) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.LetStmt:
		p, name := s.Pattern.(*ast.NamePattern)
		m.alone(s.Value, !m.borrows(s.Value) && !(name && p.Name == "_"))
		m.fresh(s.Pattern)
		m.mustMove(s.Pattern)
	case *ast.VarStmt:
		m.alone(s.Value, !m.borrows(s.Value))
		m.fresh(s)
		if l := m.c.info.Defs[s]; s.Value == nil && l != nil && m.moved != nil {
			m.moved[l] = move{at: l.Span, never: true}
		}
		m.mustMove(s)
	case *ast.ExprStmt:
		m.alone(s.X, false)
	case *ast.AssignStmt:
		m.within(s.Value, func() { m.assign(s) })
	case *ast.DeferStmt:
		m.alone(s.Value, false)
	case *ast.WhileStmt:
		m.repeat(s, func() { m.within(s.Cond, func() { m.condition(s.Let, s.Cond) }) }, s.Body, false)
	case *ast.ForStmt:
		m.within(s, func() { m.expr(s.Value, false) })
		m.repeat(s, func() { m.fresh(s.Pattern) }, s.Body, false)
	case *ast.LoopStmt:
		m.repeat(s, nil, s.Body, true)
	}
}

// fresh notes that the variables declared by n have new values.
func (m *mover) fresh(n ast.Node) {
	if p, ok := n.(ast.Pattern); n == nil || ok && p == nil {
		return
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if l, ok := m.c.info.Defs[n]; ok {
			delete(m.moved, l)
			m.declared = append(m.declared, l)
		}
		_, inside := n.(ast.Expr)
		return !inside
	})
}

// mustMove notes a variable of a linear type.
func (m *mover) mustMove(n ast.Node) {
	if l, ok := m.c.info.Defs[n]; ok && l.Name[0] != '_' {
		if def := types.DefOf(l.Type); def != nil && def.Linear {
			m.linear = append(m.linear, l)
		}
	}
}

// assign gives a variable a value again.
func (m *mover) assign(s *ast.AssignStmt) {
	name, ok := s.Target.(*ast.Name)
	if !ok || s.Op != "=" {
		m.expr(s.Target, false)
		m.expr(s.Value, s.Op == "=")
		return
	}
	m.expr(s.Value, true)
	if l, ok := m.c.info.Uses[name].(*Local); ok {
		delete(m.moved, l)
	}
}

// repeat follows a loop twice, so that the second turn sees what the first one moved, but once
// if that is nothing: loops in loops would be followed again and again.
func (m *mover) repeat(s ast.Stmt, cond func(), body *ast.Block, endless bool) {
	l, outer := &movingLoop{stmt: s}, len(m.declared)
	m.loops = append(m.loops, l)
	for range 2 {
		before := maps.Clone(m.moved)
		if cond != nil {
			cond()
		}
		if !endless {
			l.exit = join(l.exit, maps.Clone(m.moved))
		}
		m.block(body, false, nil)
		m.moved = join(m.moved, l.next)
		l.next = nil
		for _, v := range m.declared[outer:] { // nobody can name them any more
			delete(m.moved, v)
			delete(l.exit, v)
		}
		if m.moved == nil || maps.Equal(m.moved, before) {
			break
		}
	}
	m.loops = m.loops[:len(m.loops)-1]
	if !endless {
		l.exit = join(l.exit, m.moved)
	}
	m.moved = l.exit
}

func (m *mover) loop(e ast.Expr) *movingLoop {
	for _, l := range m.loops {
		if l.stmt == m.c.info.Labels[e] {
			return l
		}
	}
	return nil
}

func (m *mover) match(e *ast.MatchExpr, consume bool, unit ast.Node) {
	m.subject(e.Value)
	before := m.moved
	var after moved
	for _, arm := range e.Arms {
		m.moved = maps.Clone(before)
		m.fresh(arm.Pattern)
		m.alone(arm.Guard, false)
		m.within(arm.Body, func() { m.value(arm.Body, consume, unit) })
		after = join(after, m.moved)
	}
	m.moved = after
}

// selects follows a select: all arms wait, then one of them goes on.
func (m *mover) selects(e *ast.SelectExpr, consume bool, unit ast.Node) {
	for _, arm := range e.Arms {
		m.expr(arm.After, false)
		m.expr(arm.From, true)
	}
	before := m.moved
	var after moved
	for _, arm := range e.Arms {
		m.moved = maps.Clone(before)
		m.fresh(arm.Pattern)
		m.within(arm.Body, func() { m.value(arm.Body, consume, unit) })
		after = join(after, m.moved)
	}
	m.moved = after
}
