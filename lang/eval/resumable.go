package eval

// This file finds the generators that need no coroutine. Their yields stand in statements alone, so that
// all that such a generator has when it stops is in slots.
//
// The code of a resumable generator is a step. A yield leaves the step as yielding, and each block, branch
// and loop around it notes in a slot where it was. At the next step frame.resuming is set: each of them
// goes back to that place, and the yield clears it. A scope that is left by a yield does nothing; when the
// generator is closed it is resumed, and what is thrown at the yield unwinds the scopes around it.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/check"
)

// resumable tells whether the body of a generator can be lowered to a step.
func (l *lowerer) resumable(body *ast.Block) bool {
	if body == nil || l.program.counters != nil || l.program.coroutines || !l.canStepBlock(body) {
		return false
	}
	tail := body.Tail()
	return tail == nil || !l.ends(tail) && !l.closes(l.typeOf(tail))
}

// yields tells whether a yield of what is being lowered stands in n.
func (l *lowerer) yields(n ast.Node) bool {
	if n == nil {
		return false
	}
	if yields, ok := l.program.yields[n]; ok {
		return yields
	}
	_, yields := n.(*ast.YieldExpr)
	if !yields && !l.apart(n) {
		ast.Children(n, func(c ast.Node) { yields = yields || l.yields(c) })
	}
	l.program.yields[n] = yields
	return yields
}

func (l *lowerer) canStepBlock(b *ast.Block) bool {
	if b.Tail() == nil && l.hasValue(b) {
		return false
	}
	return !slices.ContainsFunc(b.Stmts, func(s ast.Stmt) bool { return l.yields(s) && !l.canStep(s) })
}

// canStep tells whether a statement with yields in it can be a part of a step.
func (l *lowerer) canStep(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.ExprStmt:
		return l.canStepExpr(s.X)
	case *ast.LoopStmt:
		return l.canStepBlock(s.Body)
	case *ast.WhileStmt:
		return !l.yields(s.Cond) && l.canStepBlock(s.Body)
	case *ast.ForStmt:
		if l.yields(s.Value) || !l.canStepBlock(s.Body) {
			return false
		}
		switch l.info.Iters[s].Kind {
		case check.IterRecv:
			return false
		case check.IterRange:
			_, ok := s.Value.(*ast.RangeExpr)
			return ok
		}
		return true
	}
	return false
}

// canStepExpr is canStep for an expression whose value is not used.
func (l *lowerer) canStepExpr(e ast.Expr) bool {
	if l.cut(e) != nil || l.info.Coercions[e] != nil {
		return false
	}
	switch x := e.(type) {
	case *ast.YieldExpr:
		return !l.yields(x.Value)
	case *ast.Block:
		return l.canStepBlock(x)
	case *ast.UnsafeExpr:
		return l.canStepBlock(x.Body)
	case *ast.IfExpr:
		if l.yields(x.Cond) || !l.canStepBlock(x.Then) {
			return false
		}
		return x.Else == nil || !l.yields(x.Else) || l.canStepExpr(x.Else)
	case *ast.MatchExpr:
		return !l.yields(x.Value) && !slices.ContainsFunc(x.Arms, func(a *ast.MatchArm) bool {
			return a.Guard != nil && l.yields(a.Guard) || l.yields(a.Body) && !l.canStepExpr(a.Body)
		})
	}
	return false
}
