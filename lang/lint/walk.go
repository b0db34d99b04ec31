package lint

// This file walks over the tree and has each rule look at the nodes that it is about.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
)

// module looks at all that a file declares.
func (l *linter) module(m *check.Module) {
	l.here = m
	l.unknownAllowances(m)
	if !l.input {
		l.unusedImports(m)
	}
	for _, item := range m.File.Items {
		l.fn, l.fields = nil, nil
		switch d := item.Decl.(type) {
		case *ast.ImportDecl:
			continue
		case *ast.FuncDecl:
			l.fn, _ = m.Scope[d.Name].(*check.Func)
			if l.fn != nil && l.fn.Decl == d {
				l.declares(l.fn, item)
			}
		case *ast.ActorDecl:
			for _, member := range d.Members {
				if member.Field != nil {
					l.fields = append(l.fields, member.Field.Name)
				}
			}
		}
		l.walk(item.Decl)
	}
	l.fn, l.fields = nil, nil
}

// walk looks at n and what is in it.
func (l *linter) walk(n ast.Node) { ast.Inspect(n, l.visit) }

// expr looks at an expression, if there is one.
func (l *linter) expr(e ast.Expr) {
	if e != nil {
		l.walk(e)
	}
}

// node looks at n and tells whether the walk goes on with what is in it.
func (l *linter) node(n ast.Node) bool {
	switch n := n.(type) {
	case ast.Type:
		return false
	case *ast.FuncDecl:
		l.function(n.Params, n.Body, n.Result == nil)
		return false
	case *ast.Init:
		l.function(n.Params, n.Body, true)
		return false
	case ast.Stmt:
		return l.stmt(n)
	case *ast.Name:
		l.read(n)
	case *ast.Literal:
		l.missingF(n)
	case *ast.BinaryExpr:
		l.constantComparison(n)
	case *ast.CallExpr:
		l.call(n)
	case *ast.IndexExpr:
		l.indexed(n)
	case *ast.FieldExpr, *ast.InstanceExpr:
		if f, ok := l.info.Uses[n.(ast.Expr)].(*check.Func); ok {
			l.reaches(f)
		}
	case *ast.Block:
		l.block(n)
		return false
	case *ast.IfExpr:
		l.scoped(func() {
			l.walk(n.Cond)
			l.pattern(n.Let)
			l.block(n.Then)
		})
		l.expr(n.Else)
		return false
	case *ast.MatchExpr:
		l.match(n)
		return false
	case *ast.SelectExpr:
		l.selects(n)
		return false
	case *ast.LambdaExpr:
		l.lambda(n)
		return false
	case *ast.ActorExpr:
		if n.Result == nil {
			l.drop(n.Body, asTail)
		}
		l.scoped(func() {
			l.lambdaParams(n.Params)
			l.walk(n.Body)
		})
		return false
	case *ast.GenExpr:
		l.drop(n.Body, asTail)
	case *ast.ScopeExpr:
		l.drop(n.Body, asTail)
	case *ast.DeadlineExpr:
		l.drop(n.Body, asTail)
	case *ast.ForkExpr:
		l.walk(n.X)
		if local := l.info.Defs[n]; local != nil {
			l.declare(n, local, n, false)
		}
		return false
	}
	return true
}

// stmt looks at a statement and tells whether the walk goes on with what is in it.
func (l *linter) stmt(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.LetStmt:
		l.bound(s.Pattern, s.Value)
		l.expr(s.Value)
		if n, ok := s.Pattern.(*ast.NamePattern); ok && l.info.Defs[n] != nil {
			l.declare(n, l.info.Defs[n], s.Value, false)
		} else {
			l.pattern(s.Pattern)
		}
		return false
	case *ast.VarStmt:
		local := l.info.Defs[s]
		l.gives(s.Value, local)
		l.expr(s.Value)
		if local != nil {
			l.declare(s, local, s.Value, false)
		}
		return false
	case *ast.AssignStmt:
		l.assign(s)
		return false
	case *ast.WhileStmt:
		l.whileTrue(s)
		l.loop(s.Body, func() {
			l.walk(s.Cond)
			l.pattern(s.Let)
		})
		return false
	case *ast.ForStmt:
		l.walk(s.Value)
		l.loop(s.Body, func() { l.variablesOf(s.Pattern, true) })
		return false
	case *ast.LoopStmt:
		l.loop(s.Body, func() {})
		return false
	case *ast.DeferStmt:
		l.ignored(s.Value)
	}
	return true
}

// loop looks at the body of a loop, in the scope of what head declares.
func (l *linter) loop(body *ast.Block, head func()) {
	l.drop(body, asTail)
	l.loops++
	l.scoped(func() {
		head()
		l.block(body)
	})
	l.loops--
}

// function looks at a function with its parameters; unit tells that it gives nothing.
func (l *linter) function(params []*ast.Param, body *ast.Block, unit bool) {
	if body == nil {
		return
	}
	if unit {
		l.drop(body, asTail)
	}
	l.scoped(func() {
		for _, p := range params {
			if local := l.info.Defs[p]; local != nil {
				l.known(local)
			}
		}
		l.block(body)
	})
	l.unusedVariables()
}

func (l *linter) lambda(n *ast.LambdaExpr) {
	if known := l.info.Lambdas[n]; known != nil && types.Is(known.Sig.Result, types.Unit) {
		if n.Block != nil {
			l.drop(n.Block, asTail)
		} else {
			l.drop(n.Body, asArm)
		}
	}
	l.scoped(func() {
		l.lambdaParams(n.Params)
		if n.Block != nil {
			l.walk(n.Block)
		}
		l.expr(n.Body)
	})
}

func (l *linter) lambdaParams(params []*ast.LambdaParam) {
	for _, p := range params {
		if local := l.info.Defs[p]; local != nil {
			l.known(local)
		}
	}
}

// block looks at the statements of a block.
func (l *linter) block(b *ast.Block) {
	if b == nil {
		return
	}
	l.unreachableCode(b)
	tail := b.Tail()
	l.scoped(func() {
		for _, s := range b.Stmts {
			if e, ok := s.(*ast.ExprStmt); ok && (tail == nil || e.X != tail) {
				how := asTail
				if e.Semi {
					how = asStatement
				}
				l.drop(e.X, how)
			}
			l.walk(s)
		}
	})
}

func (l *linter) match(n *ast.MatchExpr) {
	l.walk(n.Value)
	l.unreachableArms(n)
	for _, arm := range n.Arms {
		l.scoped(func() {
			l.pattern(arm.Pattern)
			l.expr(arm.Guard)
			l.walk(arm.Body)
		})
	}
}

func (l *linter) selects(n *ast.SelectExpr) {
	for _, arm := range n.Arms {
		l.expr(arm.After)
		l.expr(arm.From)
		l.scoped(func() {
			l.pattern(arm.Pattern)
			l.walk(arm.Body)
		})
	}
}
