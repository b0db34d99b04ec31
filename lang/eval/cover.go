package eval

// This file counts how often what a program's own files say runs. Where nothing is counted, lowering
// makes the same closures as without this file.

import (
	"maps"
	"slices"
	"sync/atomic"

	"hewq/lang/ast"
	"hewq/lang/cover"
	"hewq/lang/value"
)

// count makes the program count in profile, if that is not nil. Nothing must be lowered yet.
func (p *program) count(profile *cover.Profile) {
	if profile == nil {
		return
	}
	p.counters = map[ast.Node]*atomic.Int64{}
	for _, m := range p.prog.Modules {
		if !m.Embedded() {
			maps.Copy(p.counters, profile.Counters(m.File))
		}
	}
}

// counter is what counts the runs of n; nil if nothing does, or if the lowering of n that goes on
// counts already.
func (l *lowerer) counter(n ast.Node) *atomic.Int64 {
	if l.program.counters == nil || slices.Contains(l.counting, n) {
		return nil
	}
	return l.program.counters[n]
}

// countedExpr is what lower makes of n, with c as its counter.
func (l *lowerer) countedExpr(c *atomic.Int64, n ast.Node, lower func() expr) expr {
	l.counting = append(l.counting, n)
	x := lower()
	l.counting = l.counting[:len(l.counting)-1]
	return func(f *frame) value.Value { c.Add(1); return x(f) }
}

// countedStmt is what lower makes of n, with c as its counter.
func (l *lowerer) countedStmt(c *atomic.Int64, n ast.Node, lower func() stmt) stmt {
	l.counting = append(l.counting, n)
	s := lower()
	l.counting = l.counting[:len(l.counting)-1]
	return func(f *frame) ctl { c.Add(1); return s(f) }
}

// countedFirst is x, which begins with what the statement s does, with the counter of s if it has one.
func (l *lowerer) countedFirst(s ast.Stmt, x expr) expr {
	n := ast.Node(s)
	if e, ok := s.(*ast.ExprStmt); ok {
		if _, returns := e.X.(*ast.ReturnExpr); returns {
			return x // it counts itself
		}
		n = e.X
	}
	c := l.counter(n)
	if c == nil {
		return x
	}
	return func(f *frame) value.Value { c.Add(1); return x(f) }
}
