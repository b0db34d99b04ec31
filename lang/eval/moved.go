package eval

// This file empties the places that values are moved out of, so that each is closed by its owner
// alone.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/flow"
	"hewq/lang/types"
	"hewq/lang/value"
)

// hole stands where a value was moved away.
var hole value.Value

// closes tells whether there may be something to close in values of type t.
func (l *lowerer) closes(t types.Type) bool { return l.program.closes(l.typ(t)) }

func (p *program) closes(t types.Type) bool {
	if _, ok := t.(*types.Func); ok {
		return p.closures()
	}
	return p.prog.Closes(t)
}

// closures tells whether some closure owns what it has captured.
func (p *program) closures() bool { return p.follow.Closures() }

// owned tells whether v owns something that is closed.
func (p *program) owned(v *check.Local) bool {
	return p.flow.Owned[v] && p.closes(p.prog.Normalize(v.Type))
}

// variableOf is the variable that a part of a pattern stands for, with or without a name.
func (l *lowerer) variableOf(n ast.Node) *check.Local {
	if v := l.info.Defs[n]; v != nil {
		return v
	}
	if p, ok := n.(ast.Pattern); ok {
		if v := l.flow.Hidden[p]; v != nil && l.closes(v.Type) {
			return v
		}
	}
	return nil
}

// moving lowers the reading of e by x, which leaves its place empty if that is where it ends.
func (l *lowerer) moving(e ast.Expr, x expr) expr {
	empty := l.emptying(e)
	if empty == nil {
		return x
	}
	return func(f *frame) value.Value {
		v := x(f)
		empty(f)
		return v
	}
}

// emptying gives the function that empties the place that e is moved out of, nil if nothing has to
// be closed there. A closure that belongs to the caller as well stays there, and is shared.
func (l *lowerer) emptying(e ast.Expr) func(*frame) {
	if t := l.typeOf(e); !l.flow.Moves[e] || l.flow.Handed[e] && flow.Lends(t) && !isFunc(t) {
		return nil
	}
	switch x := e.(type) {
	case *ast.Name:
		if field := l.info.State[x]; field != nil {
			return l.emptyField(field)
		}
		v, ok := l.info.Uses[x].(*check.Local)
		if !ok {
			return nil
		}
		if slot, ok := l.slots[v]; ok && l.flow.Shared[e] != nil && l.program.closures() {
			return func(f *frame) { share(f.s[slot]) }
		}
		if from, ok := l.flow.From[e]; ok {
			return l.emptyPart(from, l.slots[v], l.typeOf(e))
		}
		if slot := l.slots[v]; l.drops[v] {
			return func(f *frame) { f.s[slot] = hole }
		}
	case *ast.FieldExpr:
		return l.emptyField(x)
	}
	return nil
}

// emptyField empties the field that e names.
func (l *lowerer) emptyField(e *ast.FieldExpr) func(*frame) {
	if !l.closes(l.typeOf(e)) {
		return nil
	}
	x, i := l.read(e.X), l.info.Fields[e]
	return func(f *frame) { *x(f).Field(i) = hole }
}

// takeField lowers the moving of a field out of what e.X gives, which is computed once.
func (l *lowerer) takeField(e *ast.FieldExpr) expr {
	if !l.flow.Moves[e] || !l.closes(l.typeOf(e)) {
		return nil
	}
	x, i := l.read(e.X), l.info.Fields[e]
	return func(f *frame) value.Value {
		at := x(f).Field(i)
		v := *at
		*at = hole
		return v
	}
}

// emptyPart empties a part of a variable, and the slot of the variable that shows it.
func (l *lowerer) emptyPart(p flow.Place, shows int, t types.Type) func(*frame) {
	root, ok := l.slots[p.Root]
	if !ok || !l.closes(t) {
		return nil
	}
	if len(p.Path) == 0 {
		return func(f *frame) { f.s[root], f.s[shows] = hole, hole }
	}
	path, last := p.Path[:len(p.Path)-1], p.Path[len(p.Path)-1]
	return func(f *frame) {
		v := f.s[root]
		for _, i := range path {
			v = *v.Field(i)
		}
		*v.Field(last) = hole
		f.s[shows] = hole
	}
}

// settling has what operands before e have given be the business of what takes them all, once e is
// computed.
func (l *lowerer) settling(e ast.Expr, x expr) expr {
	slots := l.settled(e)
	if slots == nil {
		return x
	}
	return func(f *frame) value.Value {
		v := x(f)
		f.empty(slots)
		return v
	}
}

func (f *frame) empty(slots []int) {
	for _, i := range slots {
		f.s[i] = hole
	}
}

// settled are the slots of the operands before e that are kept until e is computed.
func (l *lowerer) settled(e ast.Expr) []int {
	var slots []int
	for _, o := range l.flow.Settles[e] {
		if slot, ok := l.temps[o]; ok {
			slots = append(slots, slot)
		}
	}
	return slots
}

// settlingStmt is settling for an operand whose computation can be left.
func (l *lowerer) settlingStmt(e ast.Expr, s stmt) stmt {
	slots := l.settled(e)
	if slots == nil {
		return s
	}
	return after(s, func(f *frame) ctl {
		f.empty(slots)
		return next
	})
}

// watched tells whether e is more than its value: it is kept, or settles what is.
//
//go:noinline
func (l *lowerer) watched(e ast.Expr) bool {
	if len(l.temps) == 0 {
		return false
	}
	_, kept := l.temps[e]
	return kept || l.settled(e) != nil
}

// emptied reads x and empties a slot.
func emptied(slot int, x expr) expr {
	return func(f *frame) value.Value {
		v := x(f)
		f.s[slot] = hole
		return v
	}
}
