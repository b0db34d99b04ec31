package eval

// This file has handles of modules follow the actors: the receiver of one owns it, and what an
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

// A luggage is what moves with several values, such as the arguments of a message: the handles in
// them, whose owner changes, and the resources, which are closed if the values do not arrive. It is
// nil if there can be neither.
type luggage struct {
	handles []visitor // nil of values without
	shut    []*closer
}

// luggage prepares for values of some types.
func (l *lowerer) luggage(ts []types.Type) *luggage {
	g := &luggage{make([]visitor, len(ts)), make([]*closer, len(ts))}
	some := false
	for i, t := range ts {
		if g.handles[i] = l.handles(t); g.handles[i] != nil {
			some = true
		}
		if l.program.prog.Closes(t) {
			g.shut[i], some = l.closer(t), true
		}
	}
	if !some {
		return nil
	}
	return g
}

func (g *luggage) visit(vs []value.Value, f func(native.Resource)) {
	if g == nil {
		return
	}
	for i, inner := range g.handles {
		if inner != nil && vs[i].Present() {
			inner(vs[i], f)
		}
	}
}

// handOver makes t the owner of the handles in vs. If t has ended they are closed.
func (g *luggage) handOver(vs []value.Value, t *thread) {
	if g != nil {
		g.visit(vs, t.own)
	}
}

// own makes t the owner of r.
func (t *thread) own(r native.Resource) { t.process.env.Own(t.process.ctx, t.native.Owner, r) }

// losing are the steps that close what is in vs, values that do not arrive: resources, the last first,
// and then the handles that are left.
func (g *luggage) losing(at site, vs []value.Value) steps {
	if g == nil {
		return nil
	}
	var all steps
	for i := len(g.shut) - 1; i >= 0; i-- {
		if shut := g.shut[i]; shut != nil {
			all = append(all, func(f *frame) { shut.close(f, at, vs[i]) })
		}
	}
	var handles []native.Resource // found before a collection is emptied
	g.visit(vs, func(r native.Resource) { handles = append(handles, r) })
	if handles == nil {
		return all
	}
	return append(all, func(f *frame) {
		ps := f.thread.process
		for _, r := range handles {
			ps.env.Abandon(ps.ctx, r, native.Broken)
		}
	})
}

// lose closes what is in vs.
func (g *luggage) lose(f *frame, at site, vs []value.Value) { g.losing(at, vs).all(f) }

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
