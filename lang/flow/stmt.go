package flow

// This file follows what is moved through statements: blocks, loops, matches.

import (
	"maps"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
)

// A loop collects what is moved where a loop is left or repeated.
type loop struct {
	stmt       ast.Stmt
	exit, next moved
	owed       int // how many variables outside of it must be consumed
}

// function follows the body of a function.
func (m *mover) function(f *check.Func) {
	m.fn = f
	m.scope = f.Decl
	m.parameters(f)
	how := bind
	if types.Is(f.Sig.Result, types.Unit) || f.Yields != nil {
		how = look
	}
	m.block(f.Decl.Body, how, nil)
	m.leave(f.Decl.Body, 0, true)
}

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
	without := maps.Clone(m.moved)
	if m.facts.Lent[cond] {
		for p, at := range before {
			without[p] = at
		}
		for p := range without {
			if _, ok := before[p]; !ok {
				delete(without, p)
			}
		}
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
	for _, p := range ps {
		if m.takesPart(p) {
			m.expr(e, hand)
			return true
		}
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
		m.named, _ = innermost(s.Value).(*ast.LambdaExpr)
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
	if n, isName := innermost(e).(*ast.Name); !isName || m.info.Uses[n] != check.Object(s.root) {
		return false
	}
	_, isLent := m.lent[s.root]
	return !isLent
}

// lendsClosure tells whether e is a closure that something else owns.
func (m *mover) lendsClosure(e ast.Expr) bool {
	if _, ok := types.Resolve(m.typeOf(e)).(*types.Func); !ok || !m.shows(e) {
		return false
	}
	s, ok := m.spot(e)
	return !ok || s.path != "" || s.element || !m.facts.Owned[s.root]
}

// innermost is e without the parentheses around it.
func innermost(e ast.Expr) ast.Expr {
	for {
		t, ok := e.(*ast.TupleExpr)
		if !ok || len(t.Elems) != 1 {
			return e
		}
		e = t.Elems[0]
	}
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
		for _, v := range m.declared[outer:] { // nobody can name them any more
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

func (m *mover) match(e *ast.MatchExpr, how mode, unit ast.Node) {
	var patterns []ast.Pattern
	for _, arm := range e.Arms {
		patterns = append(patterns, arm.Pattern)
	}
	given := m.subject(patterns, e.Value)
	before := m.moved
	var after moved
	for _, arm := range e.Arms {
		outer := len(m.owed)
		m.moved = maps.Clone(before)
		m.fresh(arm.Pattern)
		m.opens(arm.Body, arm.Pattern, e.Value, given)
		m.alone(arm.Guard, look)
		m.within(arm.Body, func() { m.value(arm.Body, how, unit) })
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
	before := m.moved
	var after moved
	for _, arm := range e.Arms {
		outer := len(m.owed)
		m.moved = maps.Clone(before)
		if arm.Pattern != nil {
			m.fresh(arm.Pattern)
			m.owned(arm.Body, arm.Pattern)
		}
		m.within(arm.Body, func() { m.value(arm.Body, how, unit) })
		m.consumed(outer)
		m.owed = m.owed[:outer]
		after = join(after, m.moved)
	}
	m.moved = after
}
