package eval

// This file looks over the body of a function before it is lowered: what can leave an
// expression, which records need an object of their own.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/check"
)

// canLeave tells whether a return, break, continue or `?` in n can leave n.
func (l *lowerer) canLeave(n ast.Node) bool {
	if n == nil {
		return false
	}
	if leaves, ok := l.program.leaves[n]; ok {
		return leaves
	}
	leaves := false
	switch n := n.(type) {
	case *ast.ReturnExpr, *ast.BreakExpr, *ast.ContinueExpr, *ast.TryExpr:
		leaves = true
	case *ast.LetStmt:
		leaves = n.Try
	}
	if !leaves && !l.apart(n) {
		ast.Children(n, func(c ast.Node) {
			leaves = leaves || l.canLeave(c)
		})
	}
	l.program.leaves[n] = leaves
	return leaves
}

// apart tells whether n is the body of a function of its own.
func (l *lowerer) apart(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.LambdaExpr, *ast.ActorExpr, *ast.GenExpr:
		return true
	case *ast.ForkExpr:
		return l.info.Forks[n].Closure != nil
	}
	return false
}

// operands are the expressions directly in e, in the order of the source.
func (l *lowerer) operands(e ast.Expr) []ast.Expr {
	if s, ok := e.(*ast.StructExpr); ok {
		var out []ast.Expr
		for _, f := range s.Fields {
			out = append(out, f.Value)
		}
		if s.Base != nil {
			out = append(out, s.Base)
		}
		return out
	}
	if x, ok := e.(*ast.IndexExpr); ok {
		if r, isRange := x.Index.(*ast.RangeExpr); isRange {
			return append([]ast.Expr{x.X}, l.operands(r)...)
		}
	}
	if asks := l.asks(e); asks != nil {
		var out []ast.Expr
		for _, call := range asks {
			out = append(out, l.operands(call)...)
		}
		return out
	}
	if c, ok := e.(*ast.CallExpr); ok {
		info := l.info.Calls[c]
		switch {
		case info == nil:
			return nil
		case info.Recv != nil && info.Func != nil && info.Func.VarSelf:
			return append(l.operandsOf(info.Recv), info.Args...)
		case info.Recv != nil:
			return append([]ast.Expr{info.Recv}, info.Args...)
		case info.Kind == check.CallValue:
			return append([]ast.Expr{c.Func}, info.Args...)
		}
		return info.Args
	}
	var out []ast.Expr
	ast.Inspect(e, func(n ast.Node) bool {
		if n == ast.Node(e) {
			return true
		}
		if x, ok := n.(ast.Expr); ok {
			out = append(out, x)
			return false
		}
		return true
	})
	return out
}

// asks are the calls that `await` and `join` wait for, nil of any other expression: they are no
// values by themselves.
func (l *lowerer) asks(e ast.Expr) []*ast.CallExpr {
	switch e := e.(type) {
	case *ast.UnaryExpr:
		if call := check.JoinBranch(e); call != nil && l.info.Calls[call].Kind == check.CallAsk {
			return []*ast.CallExpr{call}
		}
	case *ast.TimeoutExpr:
		return l.asks(e.X)
	case *ast.JoinExpr:
		calls := make([]*ast.CallExpr, len(e.Elems))
		for i, x := range e.Elems {
			calls[i] = check.JoinBranch(x)
		}
		return calls
	}
	return nil
}

// survey finds the locals of a body that need care.
func (l *lowerer) survey(body ast.Node) {
	l.surveyOwned(body)
	l.surveySpread(body)
}

// surveyOwned finds the uses of records that are changed in place after which the local
// is not read again: there the record is handed on without a copy.
func (l *lowerer) surveyOwned(body ast.Node) {
	type use struct {
		name  *ast.Name
		loops int
	}
	lastUse := map[*check.Local]use{}
	declared := map[*check.Local]int{} // the loops around the declaration
	loops := 0
	var late []*ast.Block // what deadlines have done
	var visit func(n ast.Node) bool
	inner := func(n ast.Node) bool {
		loops++
		ast.Children(n, func(c ast.Node) { ast.Inspect(c, visit) })
		loops--
		return false
	}
	visit = func(n ast.Node) bool {
		if v := l.info.Defs[n]; v != nil && v.FieldAssigned {
			declared[v] = loops
		}
		switch n := n.(type) {
		case *ast.WhileStmt, *ast.ForStmt, *ast.LoopStmt, *ast.DeferStmt, *ast.LambdaExpr, *ast.ActorExpr, *ast.GenExpr, *ast.ForkExpr:
			return inner(n)
		case *ast.ScopeExpr:
			if d := n.Deadline(); d != nil {
				late = append(late, d.Body)
				ast.Inspect(n.Body, visit)
				// What is done when the deadline has passed comes after the scope.
				ast.Inspect(d.Body, func(n ast.Node) bool { return n == ast.Node(d.Body) || visit(n) })
				return false
			}
		case *ast.Block:
			return !slices.Contains(late, n)
		case *ast.AssignStmt:
			// What the target computes comes before the value, its variable is written last.
			for _, o := range l.operandsOf(n.Target) {
				ast.Inspect(o, visit)
			}
			ast.Inspect(n.Value, visit)
			if root, ok := rootOf(n.Target).(*ast.Name); ok {
				visit(root)
			}
			return false
		case *ast.CallExpr:
			// A changing method writes its receiver last, too.
			if info := l.info.Calls[n]; info != nil && info.Recv != nil && info.Func != nil && info.Func.VarSelf {
				for _, o := range append(l.operandsOf(info.Recv), info.Args...) {
					ast.Inspect(o, visit)
				}
				if root, ok := rootOf(info.Recv).(*ast.Name); ok {
					visit(root)
				}
				return false
			}
		case *ast.Name:
			if v, ok := l.info.Uses[n].(*check.Local); ok && v.FieldAssigned {
				lastUse[v] = use{n, loops}
			}
		}
		return true
	}
	ast.Inspect(body, visit)
	for v, u := range lastUse {
		if depth, ok := declared[v]; (ok || v.Param) && depth == u.loops {
			l.last[u.name] = true
		}
	}
}
