package flow

// This file follows expressions in the order of their evaluation. Where branches meet, what one of
// them moved is moved.

import (
	"maps"
	"slices"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
)

// expr follows an expression.
//
//go:noinline
func (m *mover) expr(e ast.Expr, how mode) { m.value(e, how, m.unit) }

// alone follows an expression that is evaluated by itself.
func (m *mover) alone(e ast.Expr, how mode) {
	if e != nil {
		m.within(e, func() { m.expr(e, how) })
	}
}

// within follows what is evaluated as n.
func (m *mover) within(n ast.Node, follow func()) {
	outer := m.unit
	m.unit = n
	follow()
	m.unit = outer
}

// keep has the value of e closed at the end of unit.
func (m *mover) keep(e ast.Expr, unit ast.Node) {
	if unit != nil && !slices.Contains(m.facts.Temps[unit], e) {
		m.facts.Temps[unit] = append(m.facts.Temps[unit], e)
	}
}

// value is expr for an expression that is closed at the end of unit if nothing takes its value.
func (m *mover) value(e ast.Expr, how mode, unit ast.Node) {
	if e == nil {
		return
	}
	if how == look && m.makes(e) && m.kept(m.typeOf(e)) {
		m.dropped(e, m.typeOf(e))
		defer m.keep(e, unit)
	}
	switch e := e.(type) {
	case *ast.Name:
		m.use(e, how)
	case *ast.FieldExpr:
		m.field(e, how)
	case *ast.IndexExpr:
		m.index(e, how)
	case *ast.TryExpr:
		m.try(e, e.X)
	case *ast.Block:
		m.block(e, how, unit)
	case *ast.UnsafeExpr:
		m.block(e.Body, how, unit)
	case *ast.IfExpr:
		m.branch(e, min(how, hand), unit)
	case *ast.MatchExpr:
		m.match(e, min(how, hand), unit)
	case *ast.SelectExpr:
		m.selects(e, min(how, hand), unit)
	case *ast.BinaryExpr:
		m.binary(e)
	case *ast.TupleExpr:
		if len(e.Elems) == 1 {
			m.value(e.Elems[0], how, unit)
			return
		}
		m.operands(all(e.Elems, bind))
	case *ast.ArrayExpr:
		m.array(e)
	case *ast.StructExpr:
		m.record(e)
	case *ast.MapExpr:
		var list []operand
		for _, entry := range e.Entries {
			list = append(list, operand{entry.Key, bind}, operand{entry.Value, bind})
		}
		m.operands(list)
	case *ast.CallExpr:
		m.call(e, how)
	case *ast.SpawnExpr:
		var list []operand
		for _, a := range e.Args {
			list = append(list, operand{a.Value, m.sending(a.Value)})
		}
		m.operands(list)
	case *ast.ScopeExpr:
		m.tasks(e, unit)
	case *ast.DeadlineExpr:
		m.expr(e.After, look)
	case *ast.ForkExpr:
		m.fork(e)
	case *ast.ActorExpr:
		m.actor(e)
	case *ast.GenExpr:
		if closure := m.info.Gens[e]; closure != nil {
			m.runsOnce(closure)
		}
	case *ast.YieldExpr:
		m.expr(e.Value, bind)
	case *ast.LambdaExpr:
		m.lambda(e, how)
	case *ast.ReturnExpr:
		m.alone(e.Value, bind)
		m.leave(e, 0, true)
		m.moved = nil
	case *ast.BreakExpr:
		m.expr(e.Value, bind)
		if l := m.loop(e); l != nil {
			m.leave(e, l.owed, false)
			l.exit = join(l.exit, m.moved)
		}
		m.moved = nil
	case *ast.ContinueExpr:
		if l := m.loop(e); l != nil {
			m.leave(e, l.owed, false)
			l.next = join(l.next, m.moved)
		}
		m.moved = nil
	case *ast.UnaryExpr:
		m.unary(e)
	default:
		m.children(e)
	}
}

// children follows the parts of an expression that only looks at them.
func (m *mover) children(e ast.Expr) {
	ast.Children(e, func(n ast.Node) {
		if x := exprOf(n); x != nil {
			m.expr(x, look)
		}
	})
}

// exprOf is the expression in a part of an expression, nil if there is none.
func exprOf(n ast.Node) ast.Expr {
	switch n := n.(type) {
	case ast.Expr:
		return n
	case *ast.FStringPart:
		return n.X
	case *ast.Arg:
		return n.Value
	}
	return nil
}

// makes tells whether e is where a value comes to be, so that it is closed if nothing takes it.
func (m *mover) makes(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.CallExpr:
		return !lends(m.info.Calls[e])
	case *ast.TryExpr, *ast.StructExpr, *ast.ArrayExpr, *ast.MapExpr, *ast.GenExpr, *ast.TimeoutExpr, *ast.JoinExpr:
		return true
	case *ast.TupleExpr:
		return len(e.Elems) != 1
	case *ast.UnaryExpr:
		return e.Op == "await" || e.Op == "clone"
	case *ast.LambdaExpr:
		return e.Move && slices.ContainsFunc(m.captures(e), func(l *check.Local) bool { return m.own(l.Type) != check.Free })
	}
	return false
}

// index is `x[i]`, which lends an element.
func (m *mover) index(e *ast.IndexExpr, how mode) {
	m.expr(e.X, look)
	m.expr(e.Index, look)
	if own := m.own(m.typeOf(e)); how != look && own != check.Free && m.moved != nil && m.info.Indexes[e] == nil {
		if _, slices := e.Index.(*ast.RangeExpr); slices && own == check.Owned {
			d := m.report(e, diag.UseAfterMove, "a part of a collection would share values of type `%s`, and each has one owner", m.typeOf(e))
			help(d, "go over the elements where they are")
			return
		}
		s, _ := m.spot(e)
		m.stays(e, m.typeOf(e), own, s)
	}
}

// try follows `x?`, which may leave the function.
func (m *mover) try(e ast.Node, x ast.Expr) {
	if m.takes(e, x) {
		return
	}
	m.expr(x, hand)
	m.leave(e, 0, true)
}

func (m *mover) branch(e *ast.IfExpr, how mode, unit ast.Node) {
	m.condition(e.Let, e.Cond, e.Then, func() {
		m.block(e.Then, how, unit)
	}, func() {
		if e.Else != nil {
			m.value(e.Else, how, unit)
		}
	})
}

func (m *mover) binary(e *ast.BinaryExpr) {
	m.expr(e.Left, look)
	if e.Op != "&&" && e.Op != "||" {
		m.expr(e.Right, look)
		return
	}
	before := maps.Clone(m.moved)
	m.expr(e.Right, look)
	m.moved = join(before, m.moved)
}

func (m *mover) unary(e *ast.UnaryExpr) {
	if e.Op == "await" && m.takes(e, e.X) {
		return
	}
	m.expr(e.X, look)
	if t := m.typeOf(e.X); e.Op == "clone" && m.own(t) == check.Maybe {
		m.copied(t, m.span(e))
	}
}
