package flow

// This file follows the uses of variables and fields, and what is moved out of them.

import (
	"fmt"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// use is a use of a name.
func (m *mover) use(e *ast.Name, how mode) {
	s, ok := m.spot(e)
	if !ok {
		return
	}
	if l, isLocal := m.info.Uses[e].(*check.Local); isLocal && s.root != l {
		m.touch(e, spot{place: place{root: l}})
		if m.stale[l] {
			m.wanted[l] = true
		}
	}
	m.touch(e, s)
	m.out(e, s, how)
}

// out moves the value of e, which shows s, away from there.
func (m *mover) out(e ast.Expr, s spot, how mode) {
	if how == look || m.moved == nil {
		return
	}
	t := m.typeOf(e)
	own := m.own(t)
	name, isName := e.(*ast.Name)
	l := (*check.Local)(nil)
	if isName {
		l, _ = m.info.Uses[name].(*check.Local)
	}
	if own == check.Free {
		if (how == bind || isFunc(t)) && l != nil && !m.prog.Copies(t) {
			m.facts.Moves[e] = true
			m.moved[place{root: l}] = move{at: m.span(e)}
			if _, isLent := m.lent[l]; isLent && isFunc(t) {
				m.facts.Shared[e] = []*check.Local{l}
			}
		}
		return
	}
	at := move{at: m.span(e), quiet: own == check.Maybe && how == hand}
	if l != nil && s.root != l { // a view
		if !s.element && m.matched[l] {
			m.wanted[l] = true
		}
		m.moved[place{root: l}] = at
	}
	switch {
	case s.element:
		m.stays(e, t, own, s)
		return
	case s.sealed:
		if own == check.Maybe {
			m.copied(t, at.at)
			return
		}
		d := m.report(e, diag.UseAfterMove, "`%s` cannot be moved out of a resource, whose `close` needs it", m.span(e).Text())
		help(d, "write a method with `consuming self` that takes the resource apart")
		return
	}
	if by, isLent := m.lent[s.root]; isLent && s.path == "" && !by.refills {
		m.belongs(e, t, own, s, by)
		return
	}
	if m.apart[s.root] && s.path != "" {
		m.wanted[s.root] = true
	}
	m.facts.Moves[e] = true
	if l != nil && s.root != l {
		m.facts.From[e] = Place{s.root, steps(s.path)}
	}
	m.empty(s.place, at)
}

// stays reports that an element is taken out of a collection, which still has it.
func (m *mover) stays(e ast.Expr, t types.Type, own check.Ownership, s spot) {
	if own == check.Maybe {
		m.copied(t, m.span(e))
		return
	}
	if s.root != nil {
		if m.reported[s.root] {
			return
		}
		m.reported[s.root] = true
	}
	d := m.report(e, diag.UseAfterMove, "this value of type `%s` stays in its collection, which closes it: it cannot be taken from there", t)
	if of := m.prog.Linear(t); of != nil {
		d.Message = fmt.Sprintf("this value of type `%s` stays in its collection: it cannot be taken from there", t)
	}
	help(d, "look at it where it is, or take it out of a `Vec` with `pop()`")
}

// field is a use of a field.
func (m *mover) field(e *ast.FieldExpr, how mode) {
	if m.info.Uses[e] != nil {
		return
	}
	if s, ok := m.spot(e); ok {
		m.behind(e.X)
		m.touch(e, s)
		if m.own(m.typeOf(e)) != check.Free {
			m.out(e, s, how)
		}
		return
	}
	own := m.own(m.typeOf(e))
	if how == look || own == check.Free || m.shows(e) {
		m.expr(e.X, look)
		if how != look && own != check.Free && m.moved != nil {
			m.stays(e, m.typeOf(e), own, spot{})
		}
		return
	}
	// The rest of what the field is a part of is closed at the end of the unit.
	m.expr(e.X, look)
	if def := types.DefOf(m.typeOf(e.X)); def != nil && def.Resource && m.moved != nil {
		d := m.report(e, diag.UseAfterMove, "`%s` cannot be moved out of a resource, whose `close` needs it", e.Name)
		help(d, "write a method with `consuming self` that takes the resource apart")
		return
	}
	if m.moved != nil {
		m.facts.Moves[e] = true
	}
}

// behind follows what stands before a field or an index: what is computed there, and whether the
// variable still has a value.
func (m *mover) behind(e ast.Expr) {
	switch x := e.(type) {
	case *ast.Name:
		if l, ok := m.info.Uses[x].(*check.Local); ok {
			if _, isView := m.views[l]; isView {
				m.touch(x, spot{place: place{root: l}})
				if m.stale[l] {
					m.wanted[l] = true
				}
			}
		}
	case *ast.FieldExpr:
		if m.info.Uses[x] == nil {
			m.behind(x.X)
		}
	case *ast.IndexExpr:
		m.index(x, look)
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			m.behind(x.Elems[0])
		}
	default:
		m.expr(e, look)
	}
}
