package flow

// This file has the mover, which walks through a body, and what all of its walk needs.

import (
	"fmt"
	"maps"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/types"
)

// A mode tells what becomes of a value.
type mode uint8

const (
	look mode = iota // nothing: it stays where it is
	hand             // what gets it owns it, if it has something to close; else both have it
	bind             // it goes somewhere to stay; a variable does not have it any more
)

// A mover walks through a body.
type mover struct {
	a    *Analysis
	prog *check.Program
	info *check.Info
	in   *check.Module
	sum  *summary

	facts    *Facts
	reported map[*check.Local]bool

	moved   moved
	split   map[*check.Local]bool       // variables of which parts were moved by themselves
	views   map[*check.Local]spot       // variables that show a part of something
	matched map[*check.Local]bool       // those of them that are from a pattern
	stale   map[*check.Local]bool       // those whose place has another value now
	wanted  map[*check.Local]bool       // variables that own what they would show otherwise
	lent    map[*check.Local]lender     // variables whose values belong to somebody else
	apart   map[*check.Local]bool       // receivers that may be taken apart: their end is here
	once    map[*check.Local]bool       // closures that can be called once
	closing map[*check.Local]*types.Def // closures that must be called, with what they consume
	named   *ast.LambdaExpr             // the closure that a variable gets now
	owed    []*check.Local              // variables in scope whose values must be consumed

	loops    []*loop
	scope    ast.Node       // at whose end variables are closed
	declared []*check.Local // so far
	unit     ast.Node       // what is evaluated by itself now: at its end what nothing took is closed
}

// mover is a mover for something, one that was used before if there is one.
func (a *Analysis) mover(in *check.Module, wanted map[*check.Local]bool) *mover {
	var m *mover
	if n := len(a.movers); n > 0 {
		m, a.movers = a.movers[n-1], a.movers[:n-1]
	} else {
		m = &mover{
			a: a, prog: a.prog, info: a.prog.Info,
			reported: map[*check.Local]bool{}, split: map[*check.Local]bool{}, matched: map[*check.Local]bool{},
			stale: map[*check.Local]bool{}, apart: map[*check.Local]bool{}, once: map[*check.Local]bool{}, closing: map[*check.Local]*types.Def{},
		}
	}
	m.moved, m.views, m.lent = moved{}, map[*check.Local]spot{}, map[*check.Local]lender{} // they are cloned: with all their room
	m.in, m.wanted, m.sum, m.facts = in, wanted, &summary{}, a.facts()
	return m
}

// done keeps m and its facts for other bodies, unless this was a large one: they would rather be forgotten.
func (m *mover) done() {
	if !m.facts.reuse() {
		return
	}
	m.a.spare = append(m.a.spare, m.facts)
	clear(m.reported)
	clear(m.split)
	clear(m.matched)
	clear(m.stale)
	clear(m.apart)
	clear(m.once)
	clear(m.closing)
	*m = mover{
		a: m.a, prog: m.prog, info: m.info,
		reported: m.reported, split: m.split, matched: m.matched, stale: m.stale, apart: m.apart, once: m.once, closing: m.closing,
	}
	m.a.movers = append(m.a.movers, m)
}

// inside is a mover for the body of a closure, which runs at another time.
func (m *mover) inside(e *ast.LambdaExpr) *mover {
	inner := *m
	inner.moved, inner.loops, inner.declared, inner.owed, inner.unit = moved{}, nil, nil, nil, nil
	inner.scope = e
	inner.lent, inner.views = maps.Clone(m.lent), maps.Clone(m.views)
	for _, l := range m.captures(e) {
		delete(inner.views, l)
	}
	return &inner
}

//go:noinline
func (m *mover) span(n ast.Node) source.Span { return m.in.File.Span(n) }

func (m *mover) report(n ast.Node, code diag.Code, format string, args ...any) *diag.Diagnostic {
	return m.reportAt(m.span(n), code, format, args...)
}

func (m *mover) reportAt(at source.Span, code diag.Code, format string, args ...any) *diag.Diagnostic {
	m.sum.diags = append(m.sum.diags, diag.Diagnostic{Code: code, Span: at, Message: fmt.Sprintf(format, args...)})
	return &m.sum.diags[len(m.sum.diags)-1]
}

func note(d *diag.Diagnostic, at source.Span, format string, args ...any) {
	if at.Known() {
		d.Notes = append(d.Notes, diag.Note{Span: at, Message: fmt.Sprintf(format, args...)})
	}
}

func help(d *diag.Diagnostic, format string, args ...any) {
	d.Help = append(d.Help, fmt.Sprintf(format, args...))
}

// typeOf is the type of e.
//
//go:noinline
func (m *mover) typeOf(e ast.Expr) types.Type {
	t := m.info.Types[e]
	if t == nil {
		if n, ok := e.(*ast.Name); ok {
			if l, ok := m.info.Uses[n].(*check.Local); ok {
				return l.Type
			}
		}
		return types.Of(types.Unit)
	}
	return t
}

// own tells what values of type t ask of their owners.
func (m *mover) own(t types.Type) check.Ownership {
	if t == nil {
		return check.Free
	}
	if _, basic := t.(*types.Basic); basic {
		return check.Free
	}
	own, known := m.a.owners[t]
	if !known {
		own = m.prog.Ownership(t)
		m.a.owners[t] = own
	}
	return own
}

// kept tells whether a value of type t may have to be closed: a closure may own what it captures.
func (m *mover) kept(t types.Type) bool {
	return isFunc(t) || m.own(t) != check.Free
}
