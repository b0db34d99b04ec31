package flow

// This file finds what the variables of patterns own, and what owns the parts that have no name.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// owned has what p matches, which is given to it, closed at the end of a scope.
func (m *mover) owned(scope ast.Node, p ast.Pattern) {
	switch p := p.(type) {
	case *ast.NamePattern:
		if l := m.info.Defs[p]; l != nil {
			m.keeps(scope, l)
		} else if m.info.Patterns[p] == nil {
			m.hide(scope, p)
		}
	case *ast.TuplePattern:
		for _, part := range p.Patterns {
			m.owned(scope, part)
		}
	case *ast.RecordPattern:
		m.fields(scope, p, p.Fields, nil)
	case *ast.VariantPattern:
		m.fields(scope, p, p.Fields, p.Tuple)
	case *ast.OrPattern:
		if !m.binds(p) {
			m.hide(scope, p)
			return
		}
		for _, alternative := range p.Patterns {
			m.owned(scope, alternative)
		}
	}
}

// fields has the parts of a record or a variant closed at the end of a scope. A resource is not
// taken apart: its parts are closed with it.
func (m *mover) fields(scope ast.Node, p ast.Pattern, named []*ast.FieldPattern, tuple []ast.Pattern) {
	info := m.info.Patterns[p]
	t := m.info.PatternTypes[p]
	if t == nil || m.own(t) == check.Free {
		return
	}
	if def := types.DefOf(t); def != nil && def.Resource && (info == nil || info.Variant == nil) {
		m.hide(scope, p)
		m.shown(p, spot{place: place{root: m.facts.Hidden[p]}, sealed: true})
		return
	}
	for _, part := range tuple {
		m.owned(scope, part)
	}
	for _, f := range named {
		if f.Pattern != nil {
			m.owned(scope, f.Pattern)
		} else if l := m.info.Defs[f]; l != nil {
			m.keeps(scope, l)
		}
	}
	m.rest(scope, p, t, info, len(tuple))
}

// rest has the fields that a pattern does not mention closed.
func (m *mover) rest(scope ast.Node, p ast.Pattern, t types.Type, info *check.PatternInfo, tuple int) {
	named, ok := types.Resolve(t).(*types.Named)
	if !ok || info == nil || m.facts.Rest[p] != nil {
		return
	}
	fields := named.Def.Fields
	if info.Variant != nil {
		fields = info.Variant.Fields
	}
	sub := types.Bind(named.Def.Params, named.Args)
	for i, f := range fields {
		if slices.Contains(info.Fields, i) || i < tuple && len(info.Fields) == 0 {
			continue
		}
		if t := sub.Apply(f.Type); m.own(t) != check.Free {
			l := &check.Local{Name: "_", Type: t, Span: m.span(p)}
			m.facts.Rest[p] = append(m.facts.Rest[p], Rest{Field: i, Local: l})
			m.keeps(scope, l)
		}
	}
}

// hide makes a variable of what a pattern matches but gives no name, if that may have to be closed.
func (m *mover) hide(scope ast.Node, p ast.Pattern) {
	t := m.info.PatternTypes[p]
	if m.own(t) == check.Free || m.facts.Hidden[p] != nil {
		return
	}
	l := &check.Local{Name: "_", Type: t, Span: m.span(p)}
	m.facts.Hidden[p] = l
	m.keeps(scope, l)
}

// binds tells whether a pattern has variables.
func (m *mover) binds(p ast.Pattern) (binds bool) {
	m.variables(p, func(ast.Node, *check.Local) { binds = true })
	return binds
}

// keeps has a variable closed at the end of a scope, if its value may have to be.
func (m *mover) keeps(scope ast.Node, l *check.Local) {
	if l == nil || !m.kept(l.Type) {
		return
	}
	delete(m.views, l)
	m.owes(l)
	if m.facts.Owned[l] {
		return
	}
	m.facts.Owned[l] = true
	m.facts.Drops[scope] = append(m.facts.Drops[scope], l)
}

// owes notes that the value of l must be consumed, if its type asks for that.
func (m *mover) owes(l *check.Local) {
	if slices.Contains(m.owed, l) {
		return
	}
	if m.prog.Linear(l.Type) != nil || m.own(l.Type) == check.Maybe {
		m.owed = append(m.owed, l)
	}
}

// consumed checks that the variables that must be consumed, declared since there were so many of
// them, are on every way to here.
func (m *mover) consumed(since int) {
	if m.moved == nil {
		return
	}
	for _, l := range m.owed[since:] {
		m.discharged(l)
	}
}

// discharged checks that the value of l is consumed here.
func (m *mover) discharged(l *check.Local) {
	of := m.prog.Linear(l.Type)
	p := place{root: l}
	if def := m.closing[l]; def != nil {
		if at, called := m.moved[p]; !m.reported[l] && (!called || at.maybe) {
			m.reported[l] = true
			d := m.reportAt(l.Span, diag.NotConsumed, "the closure `%s` has captured a value of the linear type `%s`, so it must be called", l.Name, def.Name)
			if called {
				d.Message += " on every path"
			}
		}
		return
	}
	if of == nil {
		if at, ok := m.moved[p]; !ok || at.maybe {
			m.sum.drop(m.prog, l.Type, l.Span)
		}
		return
	}
	if m.reported[l] || m.spent(p, l.Type) || len(l.Name) > 1 && l.Name[0] == '_' {
		return
	}
	m.reported[l] = true
	if l.Name == "_" {
		m.reportAt(l.Span, diag.NotConsumed, "what stands here is of the linear type `%s` and must be consumed", of.Name)
		return
	}
	d := m.reportAt(l.Span, diag.NotConsumed, "`%s` is of the linear type `%s` and must be consumed", l.Name, l.Type)
	if types.DefOf(l.Type) != of {
		d.Message = "`" + l.Name + "` has a value of the linear type `" + of.Name + "`, which must be consumed"
	}
	if q, gone := m.gone(p); gone && !m.moved[q].never {
		at := m.moved[q]
		d.Message += " on every path"
		note(d, at.at, "binding consumed here only")
	}
}

// spent tells whether what must be consumed of a value of type t at p was, on every way to here.
func (m *mover) spent(p place, t types.Type) bool {
	if m.prog.Linear(t) == nil {
		return true
	}
	if at, ok := m.moved[p]; ok {
		return !at.maybe || at.never
	}
	var fields []types.Type
	switch t := types.Resolve(t).(type) {
	case *types.Tuple:
		fields = t.Elems
	case *types.Named:
		if t.Def.Shape != types.Record || t.Def.Linear {
			return false
		}
		sub := types.Bind(t.Def.Params, t.Args)
		for _, f := range t.Def.Fields {
			fields = append(fields, sub.Apply(f.Type))
		}
	}
	for i, f := range fields {
		if !m.spent(place{root: p.root, path: p.path + field(i)}, f) {
			return false
		}
	}
	return len(fields) > 0
}

// dropped checks a value that nothing takes.
func (m *mover) dropped(e ast.Expr, t types.Type) {
	if m.moved == nil {
		return
	}
	if of := m.prog.Linear(t); of != nil {
		m.report(e, diag.NotConsumed, "a value of the linear type `%s` is made here and must be consumed", of.Name)
		return
	}
	if m.own(t) == check.Maybe {
		m.sum.drop(m.prog, t, m.span(e))
	}
}

// overwritten checks what an assignment takes the place of.
func (m *mover) overwritten(s *ast.AssignStmt, sp spot) {
	t := m.typeOf(s.Target)
	of := m.prog.Linear(t)
	if of == nil || m.moved == nil || m.spent(sp.place, t) || m.reported[sp.root] {
		return
	}
	m.reported[sp.root] = true
	m.report(s.Target, diag.NotConsumed, "`%s` still has a value of the linear type `%s`, which must be consumed", m.span(s.Target).Text(), of.Name)
}
