package flow

// This file knows places, where values are, and what was moved out of them.

import (
	"strconv"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/types"
)

// A place is a variable, or a field of one at some depth: path has the numbers of the fields, each
// with a point before it.
type place struct {
	root *check.Local
	path string
}

// field is the step to a field.
func field(i int) string { return "." + strconv.Itoa(i) }

// within tells whether p is q or a part of it.
func (p place) within(q place) bool {
	return p.root == q.root && strings.HasPrefix(p.path, q.path) &&
		(len(p.path) == len(q.path) || p.path[len(q.path)] == '.')
}

// A spot is what an expression that makes no value shows: a place, or an element behind it.
type spot struct {
	place
	element bool // of a collection, which keeps it
	sealed  bool // a field of a resource, whose close needs it
}

// moved has where each value that is gone was moved from its place; nil where nothing gets to.
type moved map[place]move

// A move is where a value was moved.
type move struct {
	at    source.Span
	maybe bool // on some ways to here only
	never bool // the variable is declared there and has had no value yet
	quiet bool // only an owner would miss it, and its type does not say whether it has one
}

// join is what is moved if a or b is.
func join(a, b moved) moved {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	for p, at := range a {
		if _, ok := b[p]; !ok {
			at.maybe = true
			a[p] = at
		}
	}
	for p, at := range b {
		if old, ok := a[p]; !ok {
			at.maybe = true
			a[p] = at
		} else if at.maybe {
			old.maybe = true
			a[p] = old
		}
	}
	return a
}

// gone finds a place of which the value at p is a part, or which is a part of it, that was moved
// away.
func (m *mover) gone(p place) (q place, ok bool) {
	for q = p; ; q.path = q.path[:strings.LastIndexByte(q.path, '.')] {
		if _, own := m.moved[q]; own {
			return q, true
		}
		if q.path == "" {
			break
		}
	}
	if !m.split[p.root] {
		return place{}, false
	}
	for r, at := range m.moved {
		if r.within(p) && (!ok || at.at.Start < m.moved[q].at.Start) {
			q, ok = r, true
		}
	}
	return q, ok
}

// filled notes that there is a new value at p.
func (m *mover) filled(p place) {
	if p.path == "" {
		delete(m.moved, p)
	}
	if !m.split[p.root] {
		return
	}
	for q := range m.moved {
		if q.within(p) {
			delete(m.moved, q)
		}
	}
}

// empty notes that the value at p was moved away.
func (m *mover) empty(p place, at move) {
	if m.moved == nil {
		return
	}
	if p.path != "" {
		m.split[p.root] = true
	}
	m.moved[p] = at
}

// spot is what e shows, if it names a place or an element of one.
func (m *mover) spot(e ast.Expr) (s spot, ok bool) {
	switch x := e.(type) {
	case *ast.Name:
		if field := m.info.State[x]; field != nil {
			return m.spot(field)
		}
		l, isLocal := m.info.Uses[x].(*check.Local)
		if !isLocal {
			return spot{}, false
		}
		if v, isView := m.views[l]; isView {
			return v, true
		}
		return spot{place: place{root: l}}, true
	case *ast.FieldExpr:
		if m.info.Uses[x] != nil {
			return spot{}, false
		}
		if s, ok = m.spot(x.X); !ok {
			return s, false
		}
		def := types.DefOf(m.typeOf(x.X))
		s.sealed = s.sealed || def != nil && def.Resource && !(s.path == "" && m.apart[s.root])
		s.path += field(m.info.Fields[x])
		return s, true
	case *ast.IndexExpr:
		s, ok = m.spot(x.X)
		s.element = true
		return s, ok
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return m.spot(x.Elems[0])
		}
	case *ast.CallExpr:
		if call := m.info.Calls[x]; lends(call) {
			s, ok = m.spot(call.Recv)
			s.element = true
			return s, ok
		}
	}
	return spot{}, false
}

// lends tells whether a call gives what its receiver keeps.
func lends(call *check.Call) bool {
	return call != nil && call.Func != nil && call.Recv != nil && call.Func.Builtin.Lends
}

// shows tells whether e has no value of its own: it shows a place, or an element of something.
func (m *mover) shows(e ast.Expr) bool {
	if _, ok := m.spot(e); ok {
		return true
	}
	switch x := e.(type) {
	case *ast.IndexExpr:
		return true
	case *ast.CallExpr:
		return lends(m.info.Calls[x])
	case *ast.TupleExpr:
		return len(x.Elems) == 1 && m.shows(x.Elems[0])
	}
	return false
}

// touch reports a use of what is not there any more.
func (m *mover) touch(e ast.Node, s spot) {
	q, gone := m.gone(s.place)
	if !gone || m.reported[s.root] {
		return
	}
	at, name, t := m.moved[q], m.called(q), m.placeType(q)
	if at.never {
		m.reported[s.root] = true
		d := m.report(e, diag.NoValue, "`%s` is used before it has a value", name)
		if at.maybe {
			d.Message = "`" + name + "` is used here, but has no value yet on some ways to here"
		}
		note(d, at.at, "`%s` is declared here, without a value", name)
		return
	}
	own := m.own(t)
	if at.quiet || own == check.Maybe && m.prog.Copies(t) {
		m.copied(t, m.span(e))
		return
	}
	if own == check.Free && m.prog.Copies(t) && !m.prog.Handle(t) {
		return
	}
	m.reported[s.root] = true
	d := m.report(e, diag.UseAfterMove, "`%s` is used after it was consumed", name)
	if q != s.place && q.within(s.place) {
		d.Message = "`" + m.called(s.place) + "` is used after `" + name + "`, a part of it, was consumed"
	}
	if s.path == "" && m.once[s.root] {
		d.Message = "`" + name + "` can be called once: the call uses up what it has captured"
	}
	if at.at == m.span(e) {
		d.Message += " in an earlier turn of the loop"
	} else {
		note(d, at.at, "binding consumed here")
	}
	if !isFunc(t) && own == check.Free && !m.prog.Handle(t) {
		help(d, "keep a copy: `clone %s`", name)
		if p := at.at; p.File != nil && p.Text() == name && p != m.span(e) {
			d.Fixes = append(d.Fixes, diag.Fix{Title: "keep a copy", Edits: []diag.Edit{{Span: source.Span{File: p.File, Start: p.Start, End: p.Start}, Text: "clone "}}})
		}
	}
}

// called is how messages call p.
func (m *mover) called(p place) string {
	name, t := p.root.Name, p.root.Type
	if m.lent[p.root].kind == asState && p.path != "" {
		name = ""
	}
	for _, step := range steps(p.path) {
		var field string
		t, field = fieldOf(t, step)
		if name != "" {
			name += "."
		}
		name += field
	}
	return name
}

// fieldOf is the type and the name of a field.
func fieldOf(t types.Type, i int) (types.Type, string) {
	switch of := types.Resolve(t).(type) {
	case *types.Tuple:
		return of.Elems[i], strconv.Itoa(i)
	case *types.Named:
		f := of.Def.Fields[i]
		return types.Bind(of.Def.Params, of.Args).Apply(f.Type), f.Name
	}
	return t, ""
}

// placeType is the type of what is at p.
func (m *mover) placeType(p place) types.Type {
	t := p.root.Type
	for _, step := range steps(p.path) {
		t, _ = fieldOf(t, step)
	}
	return t
}
