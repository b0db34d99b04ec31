package lint

// This file warns of statements behind one that does not come back, and of arms that match nothing.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/types"
)

// unreachableCode warns of the statements of a block that nothing gets to.
func (l *linter) unreachableCode(b *ast.Block) {
	for i, s := range b.Stmts {
		if i+1 == len(b.Stmts) || !l.leaves(s) {
			continue
		}
		if i+2 == len(b.Stmts) && b.Tail() != nil && !jumps(s) {
			return // Hew, which does not know that this never comes back, wants the value
		}
		first, last := l.span(b.Stmts[i+1]), l.span(b.Stmts[len(b.Stmts)-1])
		d := l.report(source.Span{File: first.File, Start: first.Start, End: last.End}, diag.UnreachableCode, "this is never run")
		d.Notes = append(d.Notes, diag.Note{Span: l.span(s), Message: "nothing gets past this"})
		return
	}
}

// jumps tells whether a statement leaves by `return`, `break` or `continue`, itself or in its branches.
func jumps(s ast.Stmt) bool {
	e, ok := s.(*ast.ExprStmt)
	if !ok {
		return false
	}
	switch ast.Unparen(e.X).(type) {
	case *ast.ReturnExpr, *ast.BreakExpr, *ast.ContinueExpr, *ast.IfExpr, *ast.MatchExpr:
		return true
	}
	return false
}

// leaves tells whether nothing gets past a statement.
func (l *linter) leaves(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.ExprStmt:
		return types.Is(l.info.Types[s.X], types.Never)
	case *ast.LetStmt:
		return s.Value != nil && types.Is(l.info.Types[s.Value], types.Never)
	case *ast.VarStmt:
		return s.Value != nil && types.Is(l.info.Types[s.Value], types.Never)
	case *ast.LoopStmt:
		return !l.left(s)
	}
	return false
}

// left tells whether a `break` leaves a loop.
func (l *linter) left(loop *ast.LoopStmt) (left bool) {
	ast.Inspect(loop.Body, func(n ast.Node) bool {
		if b, ok := n.(*ast.BreakExpr); ok && l.info.Labels[b] == ast.Stmt(loop) {
			left = true
		}
		return !left
	})
	return left
}

// unreachableArms warns of the arms of a match whose values earlier arms take.
func (l *linter) unreachableArms(m *ast.MatchExpr) {
	for _, arm := range l.prog.Unreachable(m) {
		d := l.report(l.span(arm.Pattern), diag.UnreachableArm, "no value gets to this arm: the arms before it match all that it does")
		d.Help = append(d.Help, "remove it, or move it before the arm that takes its values")
	}
}
