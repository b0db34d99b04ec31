package eval

// This file lowers expressions with an operand that does not come back: nothing else of them is
// evaluated, and the checker has not found out what they mean.

import (
	"hewq/lang/ast"
	"hewq/lang/types"
)

// cut is the operand of e that does not come back, if e has no meaning because of it; else nil.
func (l *lowerer) cut(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.CallExpr:
		if l.info.Calls[e] != nil {
			return nil
		}
		if f, ok := e.Func.(*ast.FieldExpr); ok {
			return l.endless(f.X, e.Func)
		}
		return l.endless(e.Func)
	case *ast.IndexExpr:
		return l.endless(e.X)
	case *ast.FieldExpr:
		if l.info.Uses[e] == nil {
			return l.endless(e.X)
		}
	case *ast.TryExpr:
		return l.endless(e.X)
	case *ast.UnaryExpr:
		if e.Op == "await" {
			return l.endless(e.X)
		}
	case *ast.SelectExpr:
		for _, arm := range e.Arms {
			if x := l.endless(arm.From, arm.After); x != nil {
				return x
			}
		}
	}
	return nil
}

// endless is the first of es that does not come back, nil if all do.
func (l *lowerer) endless(es ...ast.Expr) ast.Expr {
	for _, e := range es {
		if e != nil && types.Is(l.typeOf(e), types.Never) {
			return e
		}
	}
	return nil
}
