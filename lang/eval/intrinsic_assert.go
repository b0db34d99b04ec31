package eval

// This file has the assertions. One that fails shows the values that it is about.

import (
	"slices"
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

// assert lowers assert(condition). What is shown when it fails waits in slots.
func (l *lowerer) assert(e *ast.CallExpr) expr {
	at, condition, top := l.site(e), l.info.Calls[e].Args[0], l.top
	before, subjects, done := l.judged(condition)
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

// judged finds the values that a condition judges: the operands that it begins with, and variables. before
// computes into slots those that are in none; it is nil if there are none. The caller calls done when the condition
// is lowered.
func (l *lowerer) judged(condition ast.Expr) (before stmt, subjects []subject, done func()) {
	if _, computed := l.spilled[condition]; computed || l.canLeave(condition) {
		return nil, nil, func() {}
	}
	operands := l.firstOperands(condition)
	var run []stmt
	var taken []ast.Expr
	for i, o := range operands {
		if _, literal := ast.Unparen(o).(*ast.Literal); literal {
			continue
		}
		slot := l.localSlot(o)
		if slot < 0 || !l.steady(o, operands[i+1:]) {
			slot = l.temp()
			run = append(run, l.set(slot, o))
			taken = append(taken, o)
			l.spilled[o] = slot
		}
		name := l.file.Span(o).Text()
		if len(name) > longName || strings.Contains(name, "\n") {
			name = [...]string{"left", "right"}[i]
		}
		subjects = append(subjects, subject{name, slot, l.inspector(l.typeOf(o), inspectLimit)})
	}
	if run != nil {
		before = seq(run)
	}
	return before, append(subjects, l.variablesIn(condition, operands)...), func() {
		for _, o := range taken {
			delete(l.spilled, o)
		}
	}
}

// firstOperands are what the condition computes first, if that can be done before: both sides of a comparison, or
// the receiver of a method.
func (l *lowerer) firstOperands(condition ast.Expr) []ast.Expr {
	if len(l.flow.Temps[condition]) > 0 {
		return nil
	}
	switch x := condition.(type) {
	case *ast.TupleExpr:
		if len(x.Elems) == 1 {
			return l.firstOperands(x.Elems[0])
		}
	case *ast.UnaryExpr:
		if x.Op == "!" {
			return l.firstOperands(x.X)
		}
	case *ast.BinaryExpr:
		if _, compares := mirrored[x.Op]; compares && !l.closes(l.typeOf(x.Left)) {
			return []ast.Expr{x.Left, x.Right}
		}
	case *ast.CallExpr:
		c := l.info.Calls[x]
		if (c.Kind == check.CallFunc || c.Kind == check.CallTrait) && c.Recv != nil && !c.Func.VarSelf && !l.closes(l.typeOf(c.Recv)) {
			return []ast.Expr{c.Recv}
		}
	}
	return nil
}

// longName is from how many bytes on the text of an operand is no name for its value.
const longName = 40

// variablesIn finds the variables that the condition names outside of some operands, before it is lowered.
func (l *lowerer) variablesIn(condition ast.Expr, operands []ast.Expr) []subject {
	var all []subject
	seen := map[*check.Local]bool{}
	ast.Inspect(condition, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && slices.Contains(operands, e) {
			return false
		}
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
	same, show, inspect := l.equal(t, c.at), l.quoted(t).from(c.at), l.inspector(t, inspectLimit)
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
