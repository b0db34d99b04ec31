package flow

// This file checks what must hold where a function is left: what is lent is whole, and what must be
// consumed is.

import (
	"sort"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// leave checks that what must be consumed is, of the variables declared since there were so many of
// them, and where the function ends, that what is lent to it is whole.
func (m *mover) leave(at ast.Node, since int, ends bool) {
	if m.moved == nil {
		return
	}
	m.consumed(since)
	if !ends {
		return
	}
	var broken []place
	for p := range m.moved {
		if _, isLent := m.lent[p.root]; isLent && p.path != "" {
			broken = append(broken, p)
		}
	}
	sort.Slice(broken, func(i, j int) bool { return m.moved[broken[i]].at.Start < m.moved[broken[j]].at.Start })
	for _, p := range broken {
		out := m.moved[p]
		t := m.placeType(p)
		own := m.own(t)
		if own == check.Maybe {
			m.copied(t, out.at)
		} else if !m.reported[p.root] {
			m.reported[p.root] = true
			m.missing(out, m.lent[p.root])
		}
	}
}

// missing reports that a part of what is lent is not there at the end.
func (m *mover) missing(out move, by lender) {
	text := out.at.Text()
	switch by.kind {
	case asState:
		d := m.reportAt(out.at, diag.UseAfterMove, "`%s` is moved out of the actor, whose next message would miss it", text)
		help(d, "assign a new value to `%s` before the function ends, or look at it where it is", text)
	case asSelf:
		d := m.reportAt(out.at, diag.UseAfterMove, "`%s` is moved out of the receiver, which belongs to the caller", text)
		help(d, "declare the method with `consuming self`, or with `var self` and assign a new value to `%s`", text)
	case toClosure:
		d := m.reportAt(out.at, diag.UseAfterMove, "`%s` is moved out of what belongs to the caller", text)
		help(d, "let the closure only look at it")
	default:
		d := m.reportAt(out.at, diag.UseAfterMove, "`%s` is moved out of what belongs to the caller", text)
		help(d, "declare the parameter with `consume`")
	}
}

// belongs reports that something takes a value that is lent.
func (m *mover) belongs(e ast.Expr, t types.Type, own check.Ownership, s spot, by lender) {
	if own == check.Maybe {
		m.copied(t, m.span(e))
		return
	}
	if m.reported[s.root] {
		return
	}
	m.reported[s.root] = true
	name := s.root.Name
	if n, ok := e.(*ast.Name); ok {
		name = n.Name
	}
	switch by.kind {
	case asCapture:
		d := m.report(e, diag.UseAfterMove, "`%s` belongs to the function around the closure, which still has it", name)
		help(d, "let the closure only look at it")
	case toClosure:
		d := m.report(e, diag.UseAfterMove, "`%s` belongs to what calls the closure, which still has it: a collection is lent", name)
		help(d, "let the closure only look at it")
	case asSelf:
		d := m.report(e, diag.UseAfterMove, "`%s` belongs to the caller of the method, which still has it", name)
		help(d, "declare the method with `consuming self`")
	default:
		d := m.report(e, diag.UseAfterMove, "`%s` belongs to the caller, which still has it: a collection is lent to a function", name)
		help(d, "declare the parameter with `consume`: `consume %s: …`", name)
	}
}
