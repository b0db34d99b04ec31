package flow

// This file follows the operands of an expression, which it takes all at once.

import (
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// array follows an array literal: `[x; n]` would give one value many owners.
func (m *mover) array(e *ast.ArrayExpr) {
	m.operands(all(e.Elems, bind))
	if e.Count == nil {
		return
	}
	m.expr(e.Count, look)
	for _, x := range e.Elems {
		switch t := m.typeOf(x); m.own(t) {
		case check.Maybe:
			m.copied(t, m.span(e))
		case check.Owned:
			d := m.report(e, diag.UseAfterMove, "every element of this array would be the same value of type `%s`, which has one owner", t)
			help(d, "push new values to a `Vec` in a loop")
		}
	}
}

// record follows a struct literal. What `..base` gives must not have owners: base keeps it.
func (m *mover) record(e *ast.StructExpr) {
	var list []operand
	for _, f := range e.Fields {
		m.borrowed(f.Value)
		list = append(list, operand{f.Value, bind})
	}
	if e.Base != nil {
		list = append(list, operand{e.Base, look})
	}
	m.operands(list)
	made := m.info.Structs[e]
	named, ok := types.Resolve(m.typeOf(e)).(*types.Named)
	if e.Base == nil || made == nil || !ok {
		return
	}
	sub := types.Bind(named.Def.Params, named.Args)
	for i, f := range named.Def.Fields {
		if slices.Contains(made.Fields, i) {
			continue
		}
		switch t := sub.Apply(f.Type); m.own(t) {
		case check.Maybe:
			m.copied(t, m.span(e))
		case check.Owned:
			d := m.report(e.Base, diag.UseAfterMove, "`..` would give `%s` of type `%s` a second owner", f.Name, t)
			help(d, "name the field: `%s: %s.%s`", f.Name, m.span(e.Base).Text(), f.Name)
			return
		}
	}
}

// borrowed reports a closure that is a parameter and is put into a record: the caller still has
// it, so it may be gone before the record is.
func (m *mover) borrowed(e ast.Expr) {
	n, ok := e.(*ast.Name)
	if !ok || m.in.Embedded() {
		return
	}
	l, ok := m.info.Uses[n].(*check.Local)
	if !ok || !l.Param {
		return
	}
	if f, ok := types.Resolve(l.Type).(*types.Func); ok {
		d := m.report(e, diag.UseAfterMove, "parameter `%s` borrows a closure environment owned elsewhere, so it cannot be kept in a record", l.Name)
		note(d, l.Span, "`%s` is declared here", l.Name)
		args := make([]string, len(f.Params))
		for i := range args {
			args[i] = string(rune('a' + i))
		}
		with := strings.Join(args, ", ")
		help(d, "make the record where the closure is made, or keep one that calls it: `move |%s| %s(%s)`", with, l.Name, with)
	}
}

// An operand is a part of an expression with what becomes of its value.
type operand struct {
	x   ast.Expr
	how mode
}

func all(es []ast.Expr, how mode) []operand {
	list := make([]operand, len(es))
	for i, e := range es {
		list[i] = operand{e, how}
	}
	return list
}

// operands follows operands, which are computed one after the other before something is done with
// all of them. Until then those that are taken must be closed if a later one is left or fails.
func (m *mover) operands(list []operand) {
	last := -1
	for i, o := range list {
		if o.x != nil && fails(o.x) {
			last = i
		}
	}
	for i, o := range list {
		if o.x == nil {
			continue
		}
		m.expr(o.x, o.how)
		if i < last && o.how != look && m.kept(m.typeOf(o.x)) && m.unit != nil {
			m.keep(o.x, m.unit)
			if !slices.Contains(m.facts.Settles[list[last].x], o.x) {
				m.facts.Settles[list[last].x] = append(m.facts.Settles[list[last].x], o.x)
			}
		}
	}
}

// fails tells whether the computation of e can be left early or end in a trap.
func fails(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Name, *ast.Literal, *ast.LambdaExpr, *ast.ThisExpr, *ast.ContextVariant:
		return false
	case *ast.FieldExpr:
		return fails(e.X)
	case *ast.TupleExpr:
		return slices.ContainsFunc(e.Elems, fails)
	}
	return true
}
