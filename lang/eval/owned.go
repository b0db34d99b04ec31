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
	s := l.shape(t)
	if !s.Handles() {
		return nil
	}
	return s.Visit
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
