package eval

// This file runs what stands at the end of a scope: deferred expressions and the closing of
// resources, last first, however the scope is left.

import (
	"sort"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/value"
	"hewq/native"
)

// A cleanup is what a scope does at its end; nil if nothing.
type cleanup struct {
	l     *lowerer
	flags []int // slots to clear at the start: of locals that are closed, and of defers
	parts []part
	last  bool // it is that of main
}

// A part is one deferred expression, or one local or value without a name to close. It is done
// at the end of the scope if its slot is set.
type part struct {
	at    int // offset in the source
	slot  int
	defr  *ast.DeferStmt
	local *check.Local
	temp  ast.Expr
	lent  func(*native.Env, []byte) // where the buffer of local goes back to
}

// scope prepares the scope of a function's parameters or of a block.
func (l *lowerer) scope(n ast.Node, b *ast.Block) *cleanup {
	c := &cleanup{l: l}
	for _, v := range l.flow.Drops[n] {
		if !l.closes(v.Type) || l.flow.Parts[v] && !l.closer(l.typ(v.Type)).holds() {
			continue
		}
		l.drops[v] = true
		slot, ok := l.slots[v]
		if !ok {
			slot = l.declare(v)
			c.flags = append(c.flags, slot)
		}
		c.parts = append(c.parts, part{at: v.Span.Start, slot: slot, local: v})
	}
	if b != nil {
		c.last = l.program.isMain(b)
		for _, s := range b.Stmts {
			if v, back := l.lent(s, b); v != nil {
				l.drops[v] = true
				slot := l.declare(v)
				c.flags = append(c.flags, slot)
				c.parts = append(c.parts, part{at: v.Span.Start, slot: slot, local: v, lent: back})
			}
			if d, ok := s.(*ast.DeferStmt); ok {
				slot := l.temp()
				c.flags = append(c.flags, slot)
				c.parts = append(c.parts, part{at: d.Start(), slot: slot, defr: d})
			}
		}
	}
	if len(c.parts) == 0 {
		return nil
	}
	sort.SliceStable(c.parts, func(i, j int) bool { return c.parts[i].at < c.parts[j].at })
	return c
}

// isMain tells whether b is the body of the main function.
func (p *program) isMain(b *ast.Block) bool {
	main := p.prog.Main
	return main != nil && main.Decl != nil && main.Decl.Body == b
}

// unit prepares for what an expression or statement that is evaluated by itself leaves behind:
// values with resources that are not taken over. It gives nil if there are none, or if that was
// prepared already.
func (l *lowerer) unit(n ast.Node) *cleanup {
	temps := l.flow.Temps[n]
	if len(temps) == 0 {
		return nil
	}
	c := &cleanup{l: l}
	for _, e := range temps {
		if _, ok := l.temps[e]; ok || !l.closes(l.typeOf(e)) {
			continue
		}
		slot := l.temp()
		l.temps[e] = slot
		c.flags = append(c.flags, slot)
		c.parts = append(c.parts, part{at: e.End(), slot: slot, temp: e})
	}
	if len(c.parts) == 0 {
		return nil
	}
	return c
}

// kept keeps the value of e for the cleanup of its unit.
func (l *lowerer) kept(e ast.Expr, x expr) expr {
	slot, ok := l.temps[e]
	if !ok {
		return x
	}
	return func(f *frame) value.Value {
		v := x(f)
		f.s[slot] = v
		return v
	}
}

// rejected closes v, of a pattern that does not fit, or puts it back where it was.
func (l *lowerer) rejected(e ast.Expr, fits matcher) matcher {
	if !l.closes(l.typeOf(e)) {
		return fits
	}
	switch {
	case l.flow.Given[e]:
		shut, at := l.closer(l.typeOf(e)), l.site(e)
		return func(f *frame, v value.Value) bool {
			if fits(f, v) {
				return true
			}
			shut.close(f, at, v)
			return false
		}
	case l.flow.Lent[e]:
		put := l.storer(e)
		return func(f *frame, v value.Value) bool {
			if fits(f, v) {
				return true
			}
			put(f, v)
			return false
		}
	}
	return fits
}

// flag is the slot that the statement d sets.
func (c *cleanup) flag(d *ast.DeferStmt) int {
	for _, p := range c.parts {
		if p.defr == d {
			return p.slot
		}
	}
	return -1
}

// set is the value of a defer's slot once the statement was reached.
var reached = value.Unit(0)

// run makes the steps that do what is left to do. What is in the scope must be lowered.
func (c *cleanup) run() steps {
	l := c.l
	var all steps
	for i := len(c.parts) - 1; i >= 0; i-- {
		p := c.parts[i]
		slot := p.slot
		if p.defr != nil {
			x := l.effect(p.defr.Value)
			all = append(all, func(f *frame) {
				if f.s[slot].Present() {
					f.s[slot] = value.Value{}
					x(f)
				}
			})
			continue
		}
		if p.lent != nil {
			all = append(all, giveBack(slot, p.lent))
			continue
		}
		shut, at := l.shutter(p)
		step := func(f *frame) {
			if v := f.s[slot]; v.Present() {
				f.s[slot] = value.Value{}
				shut.close(f, at, v)
			}
		}
		if c.last {
			step = lastly(step)
		}
		all = append(all, step)
	}
	return all
}

// shutter is how the value of p is closed.
func (l *lowerer) shutter(p part) (*closer, site) {
	if p.temp != nil {
		delete(l.temps, p.temp)
		return l.closer(l.typeOf(p.temp)), l.site(p.temp)
	}
	if l.flow.Parts[p.local] {
		return l.closer(l.typ(p.local.Type)).inside(), l.program.siteAt(p.local.Span, l.name)
	}
	return l.closer(l.typ(p.local.Type)), l.program.siteAt(p.local.Span, l.name)
}

// around runs the cleanup after body.
func (c *cleanup) around(body expr) expr {
	if c == nil {
		return body
	}
	flags, run := c.flags, c.run()
	return func(f *frame) value.Value {
		for _, i := range flags {
			f.s[i] = value.Value{}
		}
		ended := false
		defer func() {
			if !ended {
				f.leave(run)
			}
		}()
		v := body(f)
		ended = true
		run.all(f)
		return v
	}
}

// aroundCond runs the cleanup after body.
func (c *cleanup) aroundCond(body cond) cond {
	if c == nil {
		return body
	}
	whole := c.around(func(f *frame) value.Value { return value.Bool(body(f)) })
	return func(f *frame) bool { return whole(f).Bool() }
}

// aroundStmt runs the cleanup after body.
func (c *cleanup) aroundStmt(body stmt) stmt {
	if c == nil {
		return body
	}
	flags, run := c.flags, c.run()
	return func(f *frame) ctl {
		for _, i := range flags {
			f.s[i] = value.Value{}
		}
		ended := false
		defer func() {
			if !ended {
				f.leave(run)
			}
		}()
		left := body(f)
		ended = true
		if left != ret {
			run.all(f)
			return left
		}
		r := f.r
		run.all(f)
		f.r = r
		return left
	}
}
