package flow

// This file follows closures, generators, lambda actors and tasks.

import (
	"maps"
	"slices"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// captures are the variables that a closure captures.
func (m *mover) captures(e *ast.LambdaExpr) []*check.Local {
	if info := m.info.Lambdas[e]; info != nil {
		return info.Captures
	}
	return nil
}

// lambda follows the making of a closure, and its body by itself.
func (m *mover) lambda(e *ast.LambdaExpr, how mode) {
	info := m.info.Lambdas[e]
	if info == nil {
		return
	}
	owned := m.capture(e, info)
	inner := m.inside(e)
	for _, l := range info.Captures {
		if _, isLent := m.lent[l]; isLent && isFunc(l.Type) && how != look {
			m.facts.Shared[e] = append(m.facts.Shared[e], l)
		}
		if !owned[l] {
			inner.lent[l] = lender{kind: asCapture}
		} else {
			delete(inner.lent, l)
		}
	}
	m.lambdaBody(inner, e, info, true)
	for _, l := range info.Captures {
		if _, gone := inner.gone(place{root: l}); gone && owned[l] {
			m.facts.Once[e] = true
		}
	}
	if m.facts.Once[e] {
		m.runsBody(e, info)
	}
	for _, l := range info.Captures {
		if of := m.prog.Linear(l.Type); of != nil && owned[l] && (e != m.named || !m.facts.Once[e]) && !m.reported[l] {
			m.reported[l] = true
			d := m.report(e, diag.NotConsumed, "this closure captures `%s` of the linear type `%s`, and may never be called", l.Name, of.Name)
			help(d, "consume it before, or give the closure a name and call it")
		}
	}
}

// capture moves what a closure captures into it, and gives the variables whose values it owns then.
func (m *mover) capture(e *ast.LambdaExpr, info *check.Lambda) map[*check.Local]bool {
	owned := map[*check.Local]bool{}
	m.facts.Captures[e] = nil
	for _, l := range info.Captures {
		s := spot{place: place{root: l}}
		m.touch(e, s)
		view, isView := m.views[l]
		if isView {
			m.touch(e, view)
		}
		if !e.Move || m.moved == nil || m.prog.Copies(l.Type) && m.own(l.Type) == check.Free {
			continue
		}
		_, isLent := m.lent[l]
		if m.own(l.Type) != check.Free && (isView || isLent) {
			continue
		}
		m.moved[s.place] = move{at: m.span(e), quiet: m.own(l.Type) == check.Maybe && m.prog.Copies(l.Type)}
		m.facts.Moves[e] = true
		if m.own(l.Type) != check.Free || isFunc(l.Type) && m.facts.Owned[l] && !isView && !isLent {
			owned[l] = true
			m.facts.Captures[e] = append(m.facts.Captures[e], l)
			m.facts.closures = m.facts.closures || !isFunc(l.Type)
		}
	}
	return owned
}

// lambdaBody follows the body of a closure; lends tells whether callers lend it collections.
func (m *mover) lambdaBody(inner *mover, e *ast.LambdaExpr, info *check.Lambda, lends bool) {
	for _, p := range info.Params {
		if lends && Lends(p.Type) {
			inner.lent[p] = lender{kind: toClosure}
		} else {
			inner.keeps(e, p)
		}
	}
	how := bind
	if types.Is(info.Sig.Result, types.Unit) {
		how = look
	}
	if e.Block != nil {
		inner.block(e.Block, how, nil)
	} else {
		inner.alone(e.Body, how)
	}
	inner.leave(e, 0, true)
}

// runsBody has what a closure captures closed at the end of its body.
func (m *mover) runsBody(e *ast.LambdaExpr, info *check.Lambda) {
	for _, l := range info.Captures {
		if m.kept(l.Type) && !slices.Contains(m.facts.Drops[e], l) {
			m.facts.Drops[e] = append(m.facts.Drops[e], l)
		}
	}
}

// runsOnce follows a closure whose body runs once and owns what it captures: that of a generator or
// a task.
func (m *mover) runsOnce(e *ast.LambdaExpr) {
	info := m.info.Lambdas[e]
	if info == nil {
		return
	}
	for _, l := range info.Captures {
		m.touch(e, spot{place: place{root: l}})
		if view, ok := m.views[l]; ok {
			m.touch(e, view)
			if e.Move && m.own(l.Type) != check.Free {
				m.wanted[l] = true
				if view.element {
					m.stays(e, l.Type, m.own(l.Type), view)
				}
			}
		}
		if by, isLent := m.lent[l]; isLent && e.Move && m.own(l.Type) == check.Owned {
			m.belongs(e, l.Type, check.Owned, spot{place: place{root: l}}, by)
		}
		if e.Move && m.moved != nil && !m.prog.Copies(l.Type) {
			m.moved[place{root: l}] = move{at: m.span(e)}
		}
	}
	m.facts.Moves[e] = m.moved != nil && e.Move
	inner := m.inside(e)
	for _, l := range info.Captures {
		delete(inner.lent, l)
	}
	m.runsBody(e, info)
	m.lambdaBody(inner, e, info, true)
}

// calledOnce notes that a variable is a closure that can be called once.
func (m *mover) calledOnce(n ast.Node, e ast.Expr) {
	l := m.info.Defs[n]
	if l == nil || e == nil {
		return
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.LambdaExpr:
		m.once[l] = m.facts.Once[x]
		for _, captured := range m.facts.Captures[x] {
			if of := m.prog.Linear(captured.Type); of != nil && m.once[l] {
				m.closing[l] = of
				m.owed = append(m.owed, l)
			}
		}
	case *ast.Name:
		if from, ok := m.info.Uses[x].(*check.Local); ok {
			m.once[l] = m.once[from]
		}
	}
}

// actor follows the making of a lambda actor. What it has captured is there for each message.
func (m *mover) actor(e *ast.ActorExpr) {
	body := m.info.ActorLambdas[e]
	if body == nil {
		return
	}
	info := m.info.Lambdas[body]
	if info == nil {
		return
	}
	m.capture(body, info)
	inner := m.inside(body)
	for _, l := range info.Captures {
		delete(inner.lent, l)
	}
	m.lambdaBody(inner, body, info, false)
	for _, l := range info.Captures {
		if q, gone := inner.gone(place{root: l}); gone && m.own(l.Type) != check.Free && !m.reported[l] {
			m.reported[l] = true
			d := m.report(e, diag.UseAfterMove, "`%s` is used up by one message: the next one would miss it", l.Name)
			note(d, inner.moved[q].at, "binding consumed here")
		}
	}
}

// tasks follows a scope and what is done when its deadline has passed.
func (m *mover) tasks(e *ast.ScopeExpr, unit ast.Node) {
	d := e.Deadline()
	if d == nil {
		m.block(e.Body, look, unit)
		return
	}
	before := maps.Clone(m.moved)
	m.block(e.Body, look, unit)
	after := m.moved
	m.moved = join(before, maps.Clone(after))
	m.maybeMoved(e.Body)
	m.block(d.Body, look, nil)
	m.moved = join(m.moved, after)
}

// maybeMoved notes all that is moved somewhere in a block, which may be left anywhere.
func (m *mover) maybeMoved(b *ast.Block) {
	gone := func(at ast.Node, p place) {
		if _, known := m.moved[p]; !known && m.moved != nil {
			m.empty(p, move{at: m.span(at), maybe: true})
		}
	}
	captured := func(closure *ast.LambdaExpr) {
		if closure == nil || !closure.Move {
			return
		}
		for _, l := range m.captures(closure) {
			if !m.prog.Copies(l.Type) {
				gone(closure, place{root: l})
			}
		}
	}
	ast.Inspect(b, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Name, *ast.FieldExpr:
			if e := n.(ast.Expr); m.facts.Moves[e] {
				if s, ok := m.spot(e); ok {
					gone(n, s.place)
				}
			}
		case *ast.LambdaExpr:
			captured(n)
		case *ast.GenExpr:
			captured(m.info.Gens[n])
		case *ast.ForkExpr:
			if f := m.info.Forks[n]; f != nil {
				captured(f.Closure)
			}
		}
		return true
	})
}

// fork follows the start of a task: what it is given is gone.
func (m *mover) fork(e *ast.ForkExpr) {
	f := m.info.Forks[e]
	switch {
	case f == nil:
		return
	case f.Closure != nil:
		m.runsOnce(f.Closure)
	default:
		m.operands(all(m.info.Operands(f.Call), bind))
		m.forked(e, f.Call)
	}
	if l := m.info.Defs[e]; l != nil {
		m.filled(place{root: l})
	}
}

// forked notes what a task has to close after the call that it makes: the call only looks at it.
func (m *mover) forked(e *ast.ForkExpr, x *ast.CallExpr) {
	call := m.info.Calls[x]
	if call == nil || m.moved == nil {
		return
	}
	kept := func(x ast.Expr, how mode) {
		if how == look && m.kept(m.typeOf(x)) {
			m.facts.Kept[e] = append(m.facts.Kept[e], x)
		}
	}
	switch {
	case call.Recv != nil:
		kept(call.Recv, m.receiver(call))
	case call.Kind == check.CallValue:
		kept(x.Func, m.callee(x.Func))
	}
	switch call.Kind {
	case check.CallFunc, check.CallTrait, check.CallDyn, check.CallValue:
		for i, a := range call.Args {
			kept(a, m.argument(call, i, a))
		}
	}
	if t := m.typeOf(x); lends(call) && m.own(t) != check.Free {
		m.stays(x, t, m.own(t), spot{})
	}
}

// takes follows e, which awaits x, a task that can give a value that is not copied only once; false
// if x is something else.
func (m *mover) takes(e ast.Node, x ast.Expr) bool {
	result := check.TaskResult(m.info.Types[x])
	if result == nil {
		return false
	}
	m.expr(x, look)
	n, named := ast.Unparen(x).(*ast.Name)
	if !named || m.moved == nil || m.prog.Copies(result) {
		return true
	}
	if l, isLocal := m.info.Uses[n].(*check.Local); isLocal {
		m.moved[place{root: l}] = move{at: m.span(e)}
	}
	return true
}
