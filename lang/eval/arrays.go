package eval

// This file copies arrays. An array belongs to the variable, field or element that has it:
// who stores one that is somewhere else already stores a copy.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// element lowers an expression whose value is stored: an array that can still be changed
// where it comes from is copied.
func (l *lowerer) element(e ast.Expr) expr {
	x := l.expr(e)
	if dup := l.shared(e); dup != nil {
		return func(f *frame) value.Value { return dup(x(f)) }
	}
	return x
}

// shared gives the function that copies the array that e names, nil if it cannot be changed.
func (l *lowerer) shared(e ast.Expr) func(value.Value) value.Value {
	if _, ok := l.typeOf(e).(*types.Array); !ok || l.closes(l.typeOf(e)) || !l.changes(e) {
		return nil
	}
	return l.arrays(l.typeOf(e))
}

// changes tells whether e is a place whose value can be changed later.
func (l *lowerer) changes(e ast.Expr) bool {
	switch x := e.(type) {
	case *ast.Name:
		v, ok := l.info.Uses[x].(*check.Local)
		return l.info.State[x] != nil || ok && v.Mutable
	case *ast.TupleExpr:
		return len(x.Elems) == 1 && l.changes(x.Elems[0])
	case *ast.FieldExpr:
		return l.info.Uses[x] == nil && l.changes(x.X)
	case *ast.IndexExpr:
		if _, isArray := types.Resolve(l.typeOf(x.X)).(*types.Array); isArray {
			return l.changes(x.X)
		}
		return l.steps(x)
	}
	return false
}
