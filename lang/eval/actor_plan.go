package eval

// This file makes the plans of actors: what all of one type have in common.

import (
	"strconv"

	"hewq/actor"
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A plan is what all actors of one type have in common.
type plan struct {
	name string

	periodic []periodic

	lambda  *lambda                    // nil unless it is a lambda actor, which has no functions of its own
	fields  []func(*frame) value.Value // what a field is before init: its default, or nothing
	init    *code
	starts  []*code
	stops   []*code
	heap    *heap     // nil if the actor has no limit
	crash   *code     // nil if nothing is told of crashes
	ends    []partEnd // of the fields, or of what a lambda actor has captured, that have something to close
	at      site      // of the declaration
	mailbox actor.Mailbox
	state   *shape.Shape // of the record with the fields
	quiet   bool         // the end of such an actor runs nothing of the program
}

// A partEnd closes a field of an actor, or what a lambda actor has captured, at its end.
type partEnd struct {
	at   int
	shut *closer
}

// planOf makes the plan of an actor with type arguments.
func (l *lowerer) planOf(a *check.Actor, t types.Type) *plan {
	key := l.program.types.Key(t)
	if p, ok := l.program.plans[key]; ok {
		return p
	}
	p := &plan{name: a.Name}
	l.program.plans[key] = p
	targs := t.(*types.Named).Args
	state := &types.Named{Def: a.State, Args: targs}
	inner := l.program.lowerer(a.Module.File, a.Name, types.Bind(a.State.Params, targs))
	p.at = l.program.siteAt(a.Module.File.Span(a.Decl), a.Name)
	p.state = inner.shape(state)
	for i, ft := range fieldTypes(state) {
		p.fields = append(p.fields, inner.fieldDefault(a, i, ft))
	}
	for i, ft := range fieldTypes(state) {
		if l.program.prog.Closes(ft) {
			p.ends = append(p.ends, partEnd{i, inner.closer(ft)})
		}
	}
	p.quiet = len(a.Stops) == 0 && !l.program.prog.Closes(state)
	function := func(f *check.Func) *code { return l.program.function(f, targs) }
	if a.Init != nil {
		p.init = function(a.Init)
	}
	for _, f := range a.Starts {
		p.starts = append(p.starts, function(f))
	}
	for _, f := range a.Stops {
		p.stops = append(p.stops, function(f))
	}
	if a.Crash != nil {
		p.crash = function(a.Crash)
	}
	if p.heap = inner.heapOf(a.MaxHeap, state); p.heap != nil {
		for _, f := range a.Receives {
			for _, param := range f.Sig.Params[1:] {
				p.heap.args[function(f)] = append(p.heap.args[function(f)], inner.shape(inner.typ(param)))
			}
		}
	}
	for _, t := range a.Periodic {
		p.periodic = append(p.periodic, periodic{function(t.Func), t.Every})
	}
	p.mailbox = mailboxOf(a.Mailbox())
	if p.mailbox.Overflow == actor.Coalesce {
		p.mailbox.Key = inner.coalesce(a, a.Mailbox().Overflow.Key, function)
	}
	p.mailbox.Lazy = true
	return p
}

// fieldDefault gives what a field is unless spawn says otherwise.
func (l *lowerer) fieldDefault(a *check.Actor, i int, t types.Type) func(*frame) value.Value {
	e := a.Default(i)
	if e == nil {
		return l.zero(t)
	}
	return l.thunk(e)
}

// thunk lowers an expression that stands outside of functions. The frame that computes it must know where from.
func (l *lowerer) thunk(e ast.Expr) func(*frame) value.Value {
	c := &code{name: l.name, need: unlowered, lower: func(c *code) {
		inner := l.program.lowerer(l.file, l.name, l.subst)
		inner.survey(e)
		c.body = inner.expr(e)
		inner.finish(c)
	}}
	l.program.later(c)
	return func(f *frame) value.Value { return f.call(c, f.at) }
}

// zero gives the value of a field that nothing was stored in yet.
func (l *lowerer) zero(t types.Type) func(*frame) value.Value {
	switch {
	case isString(t):
		return func(*frame) value.Value { return value.String("") }
	case types.Is(t, types.Bytes):
		return func(*frame) value.Value { return value.FromBytes(&value.Bytes{}) }
	case elemOf(t) != nil:
		empty := l.vecs(elemOf(t)).empty
		return func(*frame) value.Value { return empty(0) }
	case isMap(t):
		s := l.shape(t)
		return func(*frame) value.Value { return s.NewMap() }
	case isScalar(t):
		return func(*frame) value.Value { return value.Int(0) }
	}
	if _, isOption := types.IsNamed(t, "Option"); isOption {
		return func(*frame) value.Value { return noneValue }
	}
	return func(*frame) value.Value { return value.Value{} }
}

func mailboxOf(m *ast.Mailbox) actor.Mailbox {
	var o actor.Mailbox
	if m == nil {
		return o
	}
	o.Capacity, _ = strconv.Atoi(m.Size) // the parser has seen an integer
	if m.Overflow == nil {
		return o
	}
	policies := map[string]actor.Policy{
		check.PolicyBlock: actor.Block, check.PolicyDropNew: actor.DropNew, check.PolicyDropOld: actor.DropOld,
		check.PolicyFail: actor.Fail, check.PolicyCoalesce: actor.Coalesce,
	}
	o.Overflow, o.Fallback = policies[m.Overflow.Policy], actor.DropNew
	if m.Overflow.Fallback != nil {
		o.Fallback = policies[m.Overflow.Fallback.Policy]
	}
	return o
}

// record makes the record with the fields of an actor.
func (p *plan) record(fields []value.Value) value.Value { return p.state.Make(fields) }
