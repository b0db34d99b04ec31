package flow

// This file follows `if`, `match` and `select`: what patterns take apart, and what their variables own.

import (
	"maps"
	"slices"

	"hewq/lang/ast"
	"hewq/lang/check"
)

// condition follows what stands after `if` and `while`, what is done if it holds, and what if not.
// A pattern that does not fit takes nothing.
func (m *mover) condition(let ast.Pattern, cond ast.Expr, body ast.Node, then, other func()) {
	if let == nil {
		m.alone(cond, look)
		before := maps.Clone(m.moved)
		then()
		after := m.moved
		m.moved = before
		other()
		m.moved = join(m.moved, after)
		return
	}
	before := maps.Clone(m.moved)
	given := m.subject([]ast.Pattern{let}, cond)
	if given && m.kept(m.typeOf(cond)) {
		if _, ok := m.spot(cond); ok {
			m.facts.Lent[cond] = true
		} else {
			m.facts.Given[cond] = true
		}
	}
	without := before // what was lent is back then
	if !m.facts.Lent[cond] {
		without = maps.Clone(m.moved)
	}
	m.fresh(let)
	m.opens(body, let, cond, given)
	then()
	after := m.moved
	m.moved = without
	other()
	m.moved = join(m.moved, after)
}

// subject follows a value that patterns take apart, and tells whether they own it: it is new, or one
// of their variables takes what it has.
func (m *mover) subject(ps []ast.Pattern, e ast.Expr) bool {
	if m.own(m.typeOf(e)) == check.Free {
		m.expr(e, look)
		return false
	}
	if !m.shows(e) {
		m.expr(e, hand)
		return true
	}
	if slices.ContainsFunc(ps, m.takesPart) {
		m.expr(e, hand)
		return true
	}
	m.expr(e, look)
	return false
}

// takesPart tells whether something takes the value of a variable of p.
func (m *mover) takesPart(p ast.Pattern) (takes bool) {
	m.variables(p, func(_ ast.Node, l *check.Local) { takes = takes || m.wanted[l] })
	return takes
}

// variables calls f for the variables that n declares.
func (m *mover) variables(n ast.Node, f func(ast.Node, *check.Local)) {
	if p, ok := n.(ast.Pattern); n == nil || ok && p == nil {
		return
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if l, ok := m.info.Defs[n]; ok {
			f(n, l)
		}
		_, inside := n.(ast.Expr)
		return !inside
	})
}

// opens notes what the variables of a pattern own from the beginning of a scope on: what the pattern
// takes apart, if that is given to it; else they show it.
func (m *mover) opens(scope ast.Node, p ast.Pattern, e ast.Expr, given bool) {
	if given {
		m.owned(scope, p)
		return
	}
	if m.own(m.typeOf(e)) == check.Free {
		return
	}
	s, ok := m.spot(e)
	if !ok {
		s.element = true
	}
	m.shown(p, s)
	m.variables(p, func(_ ast.Node, l *check.Local) { m.matched[l] = !m.names(p) })
}

// names tells whether p is a variable.
func (m *mover) names(p ast.Pattern) bool {
	n, ok := p.(*ast.NamePattern)
	return ok && m.info.Defs[n] != nil
}

// shown notes that the variables of n show parts of s.
func (m *mover) shown(n ast.Node, s spot) {
	m.variables(n, func(_ ast.Node, l *check.Local) {
		if m.own(l.Type) != check.Free && l != s.root {
			m.views[l] = s
		}
	})
}

func (m *mover) match(e *ast.MatchExpr, how mode, unit ast.Node) {
	var patterns []ast.Pattern
	for _, arm := range e.Arms {
		patterns = append(patterns, arm.Pattern)
	}
	given := m.subject(patterns, e.Value)
	m.takenApart(patterns, e.Value)
	arms(m, e.Arms, func(arm *ast.MatchArm) {
		m.fresh(arm.Pattern)
		m.opens(arm.Body, arm.Pattern, e.Value, given)
		m.alone(arm.Guard, look)
		m.within(arm.Body, func() { m.value(arm.Body, how, unit) })
	})
}

// arms follows each arm as if it alone were run.
func arms[A any](m *mover, all []A, follow func(A)) {
	before := m.moved
	var after moved
	for _, arm := range all {
		outer := len(m.owed)
		m.moved = maps.Clone(before)
		follow(arm)
		m.consumed(outer)
		m.owed = m.owed[:outer]
		after = join(after, m.moved)
	}
	m.moved = after
}

// selects follows a select: all arms wait, then one of them goes on.
func (m *mover) selects(e *ast.SelectExpr, how mode, unit ast.Node) {
	for _, arm := range e.Arms {
		m.expr(arm.After, look)
		m.expr(arm.From, hand)
	}
	arms(m, e.Arms, func(arm *ast.SelectArm) {
		if arm.Pattern != nil {
			m.fresh(arm.Pattern)
			m.owned(arm.Body, arm.Pattern)
		}
		m.within(arm.Body, func() { m.value(arm.Body, how, unit) })
	})
}

// takenApart notes that a variable is consumed whose record or tuple a pattern takes apart, if one of
// the parts that get a name is not copied: the variables of the pattern have it then.
func (m *mover) takenApart(ps []ast.Pattern, e ast.Expr) {
	name, ok := ast.Unparen(e).(*ast.Name)
	if !ok || m.moved == nil || m.own(m.typeOf(e)) != check.Free {
		return
	}
	l, ok := m.info.Uses[name].(*check.Local)
	if !ok {
		return
	}
	for _, p := range ps {
		if !m.partsOf(p) {
			continue
		}
		m.variables(p, func(_ ast.Node, part *check.Local) {
			if !m.prog.Copies(part.Type) {
				m.moved[place{root: l}] = move{at: m.span(e)}
			}
		})
	}
}

// partsOf tells whether p takes a record or a tuple apart.
func (m *mover) partsOf(p ast.Pattern) bool {
	switch p := p.(type) {
	case *ast.TuplePattern:
		return len(p.Patterns) != 1 || m.partsOf(p.Patterns[0])
	case *ast.RecordPattern:
		return true
	case *ast.VariantPattern:
		info := m.info.Patterns[p]
		return info != nil && info.Variant == nil && info.Const == nil
	}
	return false
}
