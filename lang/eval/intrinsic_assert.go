package eval

// This file has the assertions. One that fails shows the values that it is about.

import (
	"strconv"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

func assertIntrinsics() map[string]intrinsic {
	return map[string]intrinsic{
		// A call of assert is lowered by lowerer.assert. This is the function as a value.
		"assert": func(_ *lowerer, c *call) expr {
			x, at := c.args[0].x, c.at
			return func(f *frame) value.Value {
				if !x(f).Bool() {
					f.abort(at, assertionFailed)
				}
				return unit
			}
		},
		"assert_eq": func(l *lowerer, c *call) expr { return l.assertion(c, "assert_eq", true) },
		"assert_ne": func(l *lowerer, c *call) expr { return l.assertion(c, "assert_ne", false) },
	}
}

// assertionFailed is upstream's message.
const assertionFailed = "assertion failed"

// A subject is a value that an assertion shows when it fails.
type subject struct {
	name string
	slot int
	show appender
}

// mostSubjects is how many variables a failed assertion shows.
const mostSubjects = 4

// assert lowers assert(condition). What a comparison compares waits in slots, so that it can be shown.
func (l *lowerer) assert(e *ast.CallExpr) expr {
	at, condition, top := l.site(e), l.info.Calls[e].Args[0], l.top
	before, subjects, done := l.compared(condition)
	if subjects == nil {
		subjects = l.variablesIn(condition)
	}
	holds := l.cond(condition)
	done()
	l.top = top
	failed := func(f *frame) {
		var values []Shown
		for _, s := range subjects {
			values = append(values, Shown{s.name, string(s.show(f, nil, f.s[s.slot]))})
		}
		f.abort(at, assertionFailed, values...)
	}
	if before == nil {
		return func(f *frame) value.Value {
			if !holds(f) {
				failed(f)
			}
			return unit
		}
	}
	return func(f *frame) value.Value {
		before(f)
		if !holds(f) {
			failed(f)
		}
		return unit
	}
}

// compared finds what the condition compares. before computes into slots what is not in one; it is nil if there is
// nothing to compute. The caller calls done when the condition is lowered.
func (l *lowerer) compared(condition ast.Expr) (before stmt, subjects []subject, done func()) {
	b, ok := ast.Unparen(condition).(*ast.BinaryExpr)
	if !ok || mirrored[b.Op] == "" || l.canLeave(condition) || l.closes(l.typeOf(b.Left)) ||
		len(l.flow.Temps[condition]) > 0 || len(l.flow.Temps[b]) > 0 {
		return nil, nil, func() {}
	}
	sides := []ast.Expr{b.Left, b.Right}
	var run []stmt
	var taken []ast.Expr
	for i, side := range sides {
		if _, literal := ast.Unparen(side).(*ast.Literal); literal {
			continue
		}
		slot := l.localSlot(side)
		if slot < 0 || !l.steady(side, sides[i+1:]) {
			slot = l.temp()
			run = append(run, l.set(slot, side))
			taken = append(taken, side)
			l.spilled[side] = slot
		}
		name := l.file.Span(side).Text()
		if len(name) > longName || strings.Contains(name, "\n") {
			name = [...]string{"left", "right"}[i]
		}
		subjects = append(subjects, subject{name, slot, l.inspector(l.typeOf(side), inspectLimit)})
	}
	if run != nil {
		before = seq(run)
	}
	return before, subjects, func() {
		for _, side := range taken {
			delete(l.spilled, side)
		}
	}
}

// longName is from how many bytes on the text of an operand is no name for its value.
const longName = 40

// variablesIn finds the variables that the condition names, before it is lowered.
func (l *lowerer) variablesIn(condition ast.Expr) []subject {
	if _, computed := l.spilled[condition]; computed {
		return nil
	}
	var all []subject
	seen := map[*check.Local]bool{}
	ast.Inspect(condition, func(n ast.Node) bool {
		x, ok := n.(*ast.Name)
		if !ok {
			return true
		}
		v, ok := l.info.Uses[x].(*check.Local)
		if !ok || seen[v] || len(all) == mostSubjects {
			return true
		}
		seen[v] = true
		if slot, ok := l.slots[v]; ok && !l.closes(v.Type) && !isFunc(l.typ(v.Type)) {
			all = append(all, subject{v.Name, slot, l.inspector(v.Type, inspectLimit)})
		}
		return true
	})
	return all
}

// assertion lowers assert_eq and assert_ne.
func (l *lowerer) assertion(c *call, name string, want bool) expr {
	x, y, at, t := c.args[0].x, c.args[1].x, c.at, c.args[0].typ
	same, show, inspect := l.equal(t, c.at), l.quoted(t), l.inspector(t, inspectLimit)
	return func(f *frame) value.Value {
		a := x(f)
		b := y(f)
		if same(f, a, b) != want {
			text := show(f, []byte("assertion failed: "+name+"("), a)
			text = show(f, append(text, ", "...), b)
			left, right := inspect(f, nil, a), inspect(f, nil, b)
			f.abort(at, string(append(text, ')')), Shown{"left", string(left)}, Shown{"right", string(right)})
		}
		return unit
	}
}

// quoted is how values look in a failed assertion: strings in quotes, floats in full.
func (l *lowerer) quoted(t types.Type) appender {
	switch {
	case isString(t):
		return func(_ *frame, b []byte, v value.Value) []byte {
			return append(append(append(b, '"'), v.Str()...), '"')
		}
	case types.IsFloat(t):
		return func(_ *frame, b []byte, v value.Value) []byte { return strconv.AppendFloat(b, v.Float(), 'f', -1, 64) }
	}
	return l.display(t)
}
