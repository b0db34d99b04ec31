package flow

// This file follows expressions in the order of their evaluation. Where branches meet, what one of
// them moved is moved.

import (
	"fmt"
	"maps"
	"slices"

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
	fn   *check.Func // nil outside of functions
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

func newMover(a *Analysis, in *check.Module, wanted map[*check.Local]bool) *mover {
	return &mover{
		a: a, prog: a.prog, info: a.prog.Info, in: in, sum: &summary{},
		facts: newFacts(), reported: map[*check.Local]bool{},
		moved: moved{}, split: map[*check.Local]bool{},
		views: map[*check.Local]spot{}, matched: map[*check.Local]bool{}, stale: map[*check.Local]bool{}, wanted: wanted, lent: map[*check.Local]lender{},
		apart: map[*check.Local]bool{}, once: map[*check.Local]bool{}, closing: map[*check.Local]*types.Def{},
	}
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
	_, isFunc := types.Resolve(t).(*types.Func)
	return isFunc || m.own(t) != check.Free
}

// expr follows an expression.
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
		m.lambda(e)
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
		if how == bind && l != nil && !m.prog.Copies(t) {
			m.facts.Moves[e] = true
			m.moved[place{root: l}] = move{at: m.span(e)}
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
	if _, ok := types.Resolve(l.Type).(*types.Func); ok {
		d := m.report(e, diag.UseAfterMove, "parameter `%s` borrows a closure environment owned elsewhere, so it cannot be kept in a record", l.Name)
		note(d, l.Span, "`%s` is declared here", l.Name)
		help(d, "make the record where the closure is made")
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
		if i < last && o.how != look && m.own(m.typeOf(o.x)) != check.Free && m.unit != nil {
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
