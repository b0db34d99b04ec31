package eval

// This file lowers what a match looks at. A tuple that is written there need not be made: its parts go
// to slots, and the patterns of the arms look into these.

import (
	"hewq/lang/ast"
	"hewq/lang/value"
)

// A matched is what a match looks at.
type matched struct {
	x     expr
	slots []int // of the parts of a tuple, nil of anything else
	set   stmt  // computes the parts into their slots
}

// matched lowers what x looks at. The slots of parts are in use from then on.
func (l *lowerer) matched(x *ast.MatchExpr) matched {
	parts := l.partsOfSubject(x)
	if parts == nil {
		return matched{x: l.expr(x.Value)}
	}
	var s matched
	var sets []stmt
	var args []expr
	for i, e := range parts {
		slot := l.unchanged(e, parts[i+1:], x.Arms)
		if slot < 0 {
			slot = l.temp()
			sets = append(sets, l.set(slot, e))
		}
		s.slots, args = append(s.slots, slot), append(args, local(slot))
	}
	set, made := seq(sets), l.record(l.typeOf(x.Value), args)
	s.set = set
	s.x = func(f *frame) value.Value { set(f); return made(f) }
	return s
}

// inParts is s for arms that look into the slots of the parts alone.
func (s matched) inParts() expr {
	set := s.set
	return func(f *frame) value.Value { set(f); return unit }
}

// of is the expression that the choice c of an arm is given.
func (s matched) of(c choice) expr {
	if c.parts {
		return s.inParts()
	}
	return s.x
}

// partsOfSubject are the parts of the tuple that x looks at, nil if it is something else, or one that
// must be made.
func (l *lowerer) partsOfSubject(x *ast.MatchExpr) []ast.Expr {
	tuple, ok := x.Value.(*ast.TupleExpr)
	for ok && len(tuple.Elems) == 1 && l.plainly(tuple) {
		tuple, ok = tuple.Elems[0].(*ast.TupleExpr)
	}
	if !ok || len(tuple.Elems) < 2 || !l.plainly(tuple) || l.canLeave(tuple) || l.closes(l.typeOf(tuple)) {
		return nil
	}
	if _, computed := l.spilled[x.Value]; computed {
		return nil
	}
	for _, e := range tuple.Elems {
		if l.shared(e) != nil {
			return nil
		}
	}
	for _, arm := range x.Arms {
		if !l.inParts(arm.Pattern) {
			return nil
		}
	}
	return tuple.Elems
}

// inParts tells whether p asks for nothing but the parts of a tuple.
func (l *lowerer) inParts(p ast.Pattern) bool {
	switch p := p.(type) {
	case *ast.NamePattern:
		return l.wildcard(p)
	case *ast.TuplePattern:
		return len(p.Patterns) > 1 || len(p.Patterns) == 1 && l.inParts(p.Patterns[0])
	case *ast.OrPattern:
		for _, alt := range p.Patterns {
			if !l.inParts(alt) {
				return false
			}
		}
		return l.variableOf(p) == nil
	}
	return false
}

// unchanged is the slot of a variable that nothing changes until an arm is chosen, else -1.
func (l *lowerer) unchanged(e ast.Expr, rest []ast.Expr, arms []*ast.MatchArm) int {
	if !l.steady(e, rest) {
		return -1
	}
	for _, arm := range arms {
		if arm.Guard != nil && !l.quiet(arm.Guard) {
			return -1
		}
	}
	return l.localSlot(e)
}
