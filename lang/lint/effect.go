package lint

// This file tells what only computes a value from what does something beside.

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
)

// effects are the functions of which it is known.
type effects struct{ known map[*check.Func]bool }

func newEffects() effects { return effects{map[*check.Func]bool{}} }

// hasEffect tells whether evaluating e may do something beside giving a value.
func (l *linter) hasEffect(e ast.Expr) bool { return l.does(e, false) }

// does is hasEffect of n. Inside of a function it may leave it, and change its own variables.
func (l *linter) does(n ast.Node, inside bool) (acts bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.LambdaExpr, *ast.GenExpr, ast.Type, ast.Pattern:
			return false // what it is made of runs later, if at all
		case *ast.CallExpr:
			acts = acts || l.callActs(n)
		case *ast.SpawnExpr, *ast.ActorExpr, *ast.SelectExpr, *ast.JoinExpr, *ast.ScopeExpr, *ast.ForkExpr,
			*ast.YieldExpr, *ast.EmitExpr, *ast.TimeoutExpr, *ast.DeferStmt:
			acts = true
		case *ast.ReturnExpr, *ast.BreakExpr, *ast.ContinueExpr, *ast.TryExpr:
			acts = acts || !inside
		case *ast.LetStmt:
			acts = acts || n.Try && !inside
		case *ast.UnaryExpr:
			acts = acts || strings.HasPrefix(n.Op, "await")
		case *ast.AssignStmt:
			name, ok := ast.Unparen(n.Target).(*ast.Name)
			acts = acts || !inside || !ok || l.info.State[name] != nil
		}
		return !acts
	})
	return acts
}

// callActs tells whether a call may do something beside giving a value.
func (l *linter) callActs(n *ast.CallExpr) bool {
	call := l.info.Calls[n]
	switch {
	case call == nil:
		return true
	case call.Kind == check.CallVariant || call.Kind == check.CallRecord:
		return false
	case call.Kind != check.CallFunc:
		return true
	}
	return l.acts(call.Func)
}

// acts tells whether a function may do something beside giving a value.
func (l *linter) acts(f *check.Func) bool {
	if acts, ok := l.effects.known[f]; ok {
		return acts
	}
	l.effects.known[f] = false // where it calls itself, that does no more than the rest
	acts := l.actsAtFirst(f)
	l.effects.known[f] = acts
	return acts
}

func (l *linter) actsAtFirst(f *check.Func) bool {
	switch {
	case f.Extern != "" || f.VarSelf || f.Consuming || f.Decl == nil || f.Module == nil:
		return true
	case f.Intrinsic != "" || f.Decl.Body == nil:
		// Those of the core are the methods of built-in types, which give a value unless they say else.
		t := types.Resolve(f.Sig.Result)
		return !strings.HasPrefix(f.Module.Path, "core") || f.Builtin.Effect || f.Builtin.Takes || f.Builtin.Waits ||
			types.Is(t, types.Unit) || types.Is(t, types.Never)
	}
	return l.does(f.Decl.Body, true)
}
