package eval

// This file lowers match and if let.

import (
	"hewq/lang/ast"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A choice finds the arm of a match: pick gives its index, -1 if none fits.
type choice struct {
	pick  func(f *frame, v value.Value) int
	table *table // set where the variant's number says it all

	numbers *numberTable // set where pick looks into a table first
	parts   bool         // pick looks into the slots of the parts of a tuple
}

// A table has, for each variant of an enum, the arm and what it binds.
type table struct {
	rows []row
}

// A row is what a variant leads to.
type row struct {
	arm  int
	kind rowKind
	a, b int     // slots
	bind matcher // of rowAny
}

type rowKind uint8

const (
	rowNone   rowKind = iota // binds nothing
	rowInline                // the payload in the value goes to slot a
	rowOne                   // the first field goes to slot a
	rowTwo                   // two fields go to slots a and b
	rowAny                   // bind does it
)

// matchArms lowers the patterns and guards of a match; bodies are lowered by body, each right
// after its pattern, with the slots of its variables. A guard that leaves says how in
// frame.left and chooses its arm, which then leaves: leaving tells body of such arms. The slots are
// those of the parts of a tuple, nil of anything else.
func (l *lowerer) matchArms(x *ast.MatchExpr, slots []int, body func(e ast.Expr, leaving bool)) choice {
	t := l.typeOf(x.Value)
	var tests []matcher
	var guards []cond
	for _, arm := range x.Arms {
		top := l.top
		m := l.pattern(arm.Pattern, t)
		leaving := arm.Guard != nil && l.canLeave(arm.Guard)
		var guard cond
		switch {
		case leaving:
			guard = l.leavingGuard(arm)
		case arm.Guard != nil:
			guard = l.guarding(arm.Body).aroundFailing(l.cond(arm.Guard))
		}
		if inner := m; guard != nil {
			m = func(f *frame, v value.Value) bool { return inner(f, v) && guard(f) }
		}
		tests, guards = append(tests, m), append(guards, guard)
		body(arm.Body, leaving)
		l.top = top
	}
	if c, ok := l.tableOf(x, t, tests); ok {
		return c
	}
	if d, ok := l.decide(x, t, guards, slots); ok {
		if d.by == nil {
			arm := d.arm
			d.by = func(*frame, value.Value) int { return arm }
		}
		return choice{pick: d.by, numbers: d.numbers, parts: slots != nil}
	}
	if len(tests) == 2 {
		a, b := tests[0], tests[1]
		return choice{pick: func(f *frame, v value.Value) int {
			if a(f, v) {
				return 0
			}
			if b(f, v) {
				return 1
			}
			return -1
		}}
	}
	return choice{pick: func(f *frame, v value.Value) int {
		for i, m := range tests {
			if m(f, v) {
				return i
			}
		}
		return -1
	}}
}

// leavingGuard lowers a guard with a `?` or the like.
func (l *lowerer) leavingGuard(arm *ast.MatchArm) cond {
	slot := l.temp()
	run := l.into(arm.Guard, slot)
	end := l.guarding(arm.Body)
	fails := end.aroundFailing(func(f *frame) bool {
		f.left = run(f)
		return f.left != next || f.s[slot].Bool()
	})
	return func(f *frame) bool {
		if !fails(f) {
			return false
		}
		if f.left != next && end != nil {
			r, left := f.r, f.left
			end.all(f)
			f.r, f.left = r, left
		}
		return true
	}
}

// guarding are the steps that close what the variables of an arm own, where its guard is left. The
// body of the arm is not lowered yet.
func (l *lowerer) guarding(body ast.Expr) steps {
	c := &cleanup{l: l}
	for _, v := range l.flow.Drops[body] {
		if slot, ok := l.slots[v]; ok && l.closes(v.Type) {
			c.parts = append(c.parts, part{slot: slot, local: v})
		}
	}
	return c.run()
}

// aroundFailing does the steps if a fault or the end of the thread leaves the guard.
func (s steps) aroundFailing(guard cond) cond {
	if s == nil {
		return guard
	}
	return func(f *frame) bool {
		ended := false
		defer func() {
			if !ended {
				f.leave(s)
			}
		}()
		holds := guard(f)
		ended = true
		return holds
	}
}

// tableOf makes a table of a match over an enum where each variant leads to one arm.
func (l *lowerer) tableOf(x *ast.MatchExpr, t types.Type, tests []matcher) (choice, bool) {
	def := types.DefOf(t)
	if def == nil || def.Shape != types.Enum {
		return choice{}, false
	}
	rows := make([]row, len(def.Variants))
	for i := range rows {
		rows[i].arm = -1
	}
	for i, arm := range x.Arms {
		if arm.Guard != nil || l.variableOf(arm.Pattern) != nil && l.drops[l.variableOf(arm.Pattern)] {
			return choice{}, false
		}
		patterns := []ast.Pattern{arm.Pattern}
		if or, ok := arm.Pattern.(*ast.OrPattern); ok {
			patterns = or.Patterns
		}
		for _, p := range patterns {
			if !l.tableArm(rows, i, p, t, tests[i]) {
				return choice{}, false
			}
		}
	}
	for _, r := range rows {
		if r.arm < 0 {
			return choice{}, false
		}
	}
	return choice{table: &table{rows}}, true
}

// tableArm enters an arm into the rows that are still free; false if a table cannot hold it.
func (l *lowerer) tableArm(rows []row, arm int, p ast.Pattern, t types.Type, test matcher) bool {
	info := l.info.Patterns[p]
	if info == nil {
		n, ok := p.(*ast.NamePattern)
		if !ok {
			return false
		}
		r := row{arm: arm}
		if v := l.variableOf(n); v != nil {
			r.kind, r.bind = rowAny, test
		}
		for i := range rows {
			if rows[i].arm < 0 {
				rows[i] = r
			}
		}
		return true
	}
	if info.Variant == nil || !l.total(p) {
		return false
	}
	tag := info.Variant.Tag
	if rows[tag].arm >= 0 {
		return true
	}
	rows[tag] = l.rowOf(arm, p, payloadTypes(t, info.Variant), test)
	return true
}

// total tells whether a variant pattern matches whatever the payload is.
func (l *lowerer) total(p ast.Pattern) bool {
	switch p := p.(type) {
	case *ast.NamePattern:
		return true
	case *ast.VariantPattern:
		for _, sub := range p.Tuple {
			if n, ok := sub.(*ast.NamePattern); !ok || l.info.Patterns[n] != nil {
				return false
			}
		}
		for _, f := range p.Fields {
			if n, ok := f.Pattern.(*ast.NamePattern); f.Pattern != nil && (!ok || l.info.Patterns[n] != nil) {
				return false
			}
		}
		return true
	}
	return false
}

func (l *lowerer) rowOf(arm int, p ast.Pattern, payload []types.Type, test matcher) row {
	v, ok := p.(*ast.VariantPattern)
	rest := l.restOf(p) != nil
	if !ok || len(v.Tuple)+len(v.Fields) == 0 && !rest {
		return row{arm: arm}
	}
	slot := func(i int) (int, bool) {
		n := v.Tuple[i].(*ast.NamePattern)
		d := l.variableOf(n)
		if d == nil || d.FieldAssigned || l.drops[d] {
			return 0, false
		}
		return l.slots[d], true
	}
	r := row{arm: arm, kind: rowAny, bind: test}
	if rest {
		return r
	}
	switch len(v.Tuple) {
	case 1:
		if a, ok := slot(0); ok {
			r.kind, r.a = rowOne, a
			if inline(payload) {
				r.kind = rowInline
			}
		}
	case 2:
		a, aok := slot(0)
		b, bok := slot(1)
		if aok && bok {
			r.kind, r.a, r.b = rowTwo, a, b
		}
	}
	return r
}

// take binds the variables of the arm for v and gives its index.
func (t *table) take(f *frame, v value.Value) int {
	r := &t.rows[v.Tag()]
	switch r.kind {
	case rowInline:
		f.s[r.a].SetInt(v.Inline())
	case rowOne:
		f.s[r.a] = v.Payload(0)
	case rowTwo:
		f.s[r.a], f.s[r.b] = v.Payload(0), v.Payload(1)
	case rowAny:
		r.bind(f, v)
	}
	return r.arm
}

// arm prepares the scope of an arm whose body is no block.
func (l *lowerer) arm(body ast.Expr) *cleanup {
	if _, ok := body.(*ast.Block); ok {
		return nil
	}
	return l.scope(body, nil)
}

// matchExpr lowers a match to its value; body lowers the arms.
func (l *lowerer) matchExpr(x *ast.MatchExpr, body func(ast.Expr) expr) expr {
	top := l.top
	defer func() { l.top = top }()
	what, look := l.matched(x), l.maybe(x.Value)
	var arms []expr
	c := l.matchArms(x, what.slots, func(e ast.Expr, leaving bool) {
		clean := l.arm(e)
		arm := clean.around(body(e))
		if inner := arm; leaving {
			arm = func(f *frame) value.Value {
				if f.left != next {
					f.left = next
					return f.r
				}
				return inner(f)
			}
		}
		arms = append(arms, arm)
	})
	if choose := c.table.maybe(look); choose != nil {
		return func(f *frame) value.Value { return arms[choose(f)](f) }
	}
	subject := what.of(c)
	if c.table != nil {
		rows := c.table.rows
		return func(f *frame) value.Value {
			v := subject(f)
			r := &rows[v.Tag()]
			switch r.kind { // as take does: it is too long to be inlined
			case rowInline:
				f.s[r.a].SetInt(v.Inline())
			case rowOne:
				f.s[r.a] = v.Payload(0)
			case rowTwo:
				f.s[r.a], f.s[r.b] = v.Payload(0), v.Payload(1)
			case rowAny:
				r.bind(f, v)
			}
			return arms[r.arm](f)
		}
	}
	at, pick := l.site(x.Value), c.pick
	if numbers := c.numbers; numbers != nil {
		return func(f *frame) value.Value {
			v := subject(f)
			d := numbers.of(v.Int())
			i := d.arm
			if d.by != nil {
				i = d.by(f, v)
			}
			if i < 0 {
				f.noArm(at)
			}
			return arms[i](f)
		}
	}
	return func(f *frame) value.Value {
		i := pick(f, subject(f))
		if i < 0 {
			f.noArm(at)
		}
		return arms[i](f)
	}
}

// matchStmt lowers a match whose value is not used.
func (l *lowerer) matchStmt(x *ast.MatchExpr) stmt { return l.matchEach(x, l.effect) }

// matchInto lowers a match that can be left early; its value goes to a slot.
func (l *lowerer) matchInto(x *ast.MatchExpr, slot int) stmt {
	return l.matchEach(x, func(e ast.Expr) stmt { return l.into(e, slot) })
}

func (l *lowerer) matchEach(x *ast.MatchExpr, body func(ast.Expr) stmt) stmt {
	top := l.top
	defer func() { l.top = top }()
	var before stmt
	if l.canLeave(x.Value) {
		slot := l.temp()
		before = l.into(x.Value, slot)
		l.spilled[x.Value] = slot
	}
	what, look := l.matched(x), l.maybe(x.Value)
	var arms []stmt
	c := l.matchArms(x, what.slots, func(e ast.Expr, leaving bool) {
		clean := l.arm(e)
		arm := clean.aroundStmt(body(e))
		if inner := arm; leaving {
			arm = func(f *frame) ctl {
				if c := f.left; c != next {
					f.left = next
					return c
				}
				return inner(f)
			}
		}
		arms = append(arms, arm)
	})
	if choose := c.table.maybe(look); choose != nil {
		return after(before, func(f *frame) ctl { return arms[choose(f)](f) })
	}
	subject := what.of(c)
	if c.table != nil {
		table := c.table
		return after(before, func(f *frame) ctl { return arms[table.take(f, subject(f))](f) })
	}
	at, pick := l.site(x.Value), c.pick
	if numbers := c.numbers; numbers != nil {
		return after(before, func(f *frame) ctl {
			v := subject(f)
			d := numbers.of(v.Int())
			i := d.arm
			if d.by != nil {
				i = d.by(f, v)
			}
			if i < 0 {
				f.noArm(at)
			}
			return arms[i](f)
		})
	}
	return after(before, func(f *frame) ctl {
		i := pick(f, subject(f))
		if i < 0 {
			f.noArm(at)
		}
		return arms[i](f)
	})
}

// noArm ends the thread because of a value without an arm.
func (f *frame) noArm(at site) { f.trap(at, "no arm of this match fits the value") }

// ifCond lowers the condition of an if, which sets the variables of an `if let`.
func (l *lowerer) ifCond(x *ast.IfExpr) cond {
	if x.Let == nil {
		return l.cond(x.Cond)
	}
	subject, look := l.expr(x.Cond), l.maybe(x.Cond)
	m := l.rejected(x.Cond, l.pattern(x.Let, l.typeOf(x.Cond)))
	if c := l.maybeLet(look, x.Let, l.typeOf(x.Cond), m); c != nil {
		return c
	}
	return func(f *frame) bool { return m(f, subject(f)) }
}
