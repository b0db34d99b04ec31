package eval

// This file has handles of modules follow the actors: whoever receives one owns it, and what an
// actor owns is closed when it ends.

import (
	"hewq/lang/types"
	"hewq/lang/value"
	"hewq/native"
)

// A visitor calls f for each resource that the handles in a value stand for.
type visitor func(v value.Value, f func(native.Resource))

// handles gives the visitor of values of type t, nil if there can be no handles in them.
func (l *lowerer) handles(t types.Type) visitor {
	key := l.program.types.key(t)
	if h, ok := l.program.holders[key]; ok {
		if h.none {
			return nil
		}
		return h.visited
	}
	h := &holding{}
	l.program.holders[key] = h
	h.visit = l.makeVisitor(t)
	h.none = h.visit == nil
	if h.none {
		return nil
	}
	return h.visited
}

// A holding is how the handles in values of a type are found. Types may hold themselves: visit
// is found when a value is visited.
type holding struct {
	visit visitor
	none  bool
}

func (h *holding) visited(v value.Value, f func(native.Resource)) {
	if h.visit != nil {
		h.visit(v, f)
	}
}

func (l *lowerer) makeVisitor(t types.Type) visitor {
	if def := types.DefOf(t); def != nil && def.Shape == types.Opaque && def.Module != "" {
		return visitHandle
	}
	if elem := elemOf(t); elem != nil {
		inner := l.handles(elem)
		if inner == nil || vecKindOf(elem) != vecValues {
			return nil
		}
		return func(v value.Value, f func(native.Resource)) {
			for _, e := range value.VecOf[value.Value](v).S {
				inner(e, f)
			}
		}
	}
	if args, ok := types.IsNamed(t, "HashMap"); ok {
		inner := l.handles(args[1])
		if inner == nil {
			return nil
		}
		return func(v value.Value, f func(native.Resource)) {
			for _, e := range v.Map().Entries {
				if e.Live {
					inner(e.Value, f)
				}
			}
		}
	}
	switch {
	case isRecord(t):
		return l.visitRecord(t)
	case isEnum(t):
		return l.visitEnum(t)
	}
	return nil
}

func visitHandle(v value.Value, f func(native.Resource)) {
	if h := v.Handle(); h != nil {
		if r, ok := h.Go.(native.Resource); ok {
			f(r)
		}
	}
}

func (l *lowerer) visitRecord(t types.Type) visitor {
	read := l.fieldReader(t)
	var all []visitor
	for i, ft := range fieldTypes(t) {
		if inner := l.handles(ft); inner != nil {
			get := read(i)
			all = append(all, func(v value.Value, f func(native.Resource)) { inner(get(v), f) })
		}
	}
	if all == nil {
		return nil
	}
	return func(v value.Value, f func(native.Resource)) {
		if !v.Present() {
			return
		}
		for _, inner := range all {
			inner(v, f)
		}
	}
}

func (l *lowerer) visitEnum(t types.Type) visitor {
	def := types.DefOf(t)
	rows := make([][]visitor, len(def.Variants))
	found := false
	for tag, variant := range def.Variants {
		for i, pt := range payloadTypes(t, variant) {
			if inner := l.handles(pt); inner != nil {
				found = true
				get := l.payloadReader(t, tag, i)
				rows[tag] = append(rows[tag], func(v value.Value, f func(native.Resource)) { inner(get(v), f) })
			}
		}
	}
	if !found {
		return nil
	}
	return func(v value.Value, f func(native.Resource)) {
		for _, inner := range rows[v.Tag()] {
			inner(v, f)
		}
	}
}

// A luggage finds the handles in several values, such as the arguments of a message; nil if
// there can be none.
type luggage []visitor

// luggage prepares for values of some types.
func (l *lowerer) luggage(ts []types.Type) luggage {
	var all luggage
	for i, t := range ts {
		if v := l.handles(t); v != nil {
			if all == nil {
				all = make(luggage, len(ts))
			}
			all[i] = v
		}
	}
	return all
}

func (g luggage) visit(vs []value.Value, f func(native.Resource)) {
	for i, inner := range g {
		if inner != nil {
			inner(vs[i], f)
		}
	}
}

// handOver makes t the owner of the handles in vs. If t has ended they are closed.
func (g luggage) handOver(vs []value.Value, t *thread) {
	if g != nil {
		g.visit(vs, t.own)
	}
}

// own makes t the owner of r.
func (t *thread) own(r native.Resource) { t.process.env.Own(t.process.ctx, t.native.Owner, r) }

// abandon closes the handles in vs: nobody will use them.
func (g luggage) abandon(ps *process, vs []value.Value) {
	g.visit(vs, func(r native.Resource) { ps.env.Abandon(ps.ctx, r, native.Broken) })
}

// arrived makes the function that gives Some of an item of type t from a channel. The handles in
// it are the receiver's from then on.
func (l *lowerer) arrived(t types.Type) func(f *frame, v value.Value) value.Value {
	some, handles := someOf(t), l.handles(t)
	if handles == nil {
		return func(_ *frame, v value.Value) value.Value { return some(v) }
	}
	return func(f *frame, v value.Value) value.Value {
		handles(v, f.thread.own)
		return some(v)
	}
}
