package check

// This file checks what is evaluated in the background of a prompt: a task that no scope waits for.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// CheckBackground is CheckInput for statements that are evaluated in the background. The Block of
// the Input is one statement, a ForkExpr of them. Unlike a task it has copies of the variables
// that it sees: only what has resources is moved into it. The Type of the Input is that of the
// value that will come of it, nil for none.
func (c *Checker) CheckBackground(file *ast.File, stmts []ast.Stmt) (*Input, []diag.Diagnostic) {
	var span ast.Span
	span.Cover(file.Tokens())
	fork := &ast.ForkExpr{Span: span, X: &ast.Block{Span: span, Stmts: stmts, Closed: true}}
	had := c.prog.tasks
	in, ds := c.checkInput(file, []ast.Stmt{&ast.ExprStmt{Span: span, X: fork, Semi: true}}, fork)
	if len(ds) > 0 {
		c.prog.tasks = had
	}
	if f := c.info.Forks[fork]; f != nil && len(ds) == 0 && !types.Is(f.Result, types.Unit) {
		in.Type = f.Result
	}
	return in, ds
}

// copying has the closure of what is evaluated in the background copy the variables that it sees,
// unless they have resources.
func (c *Checker) copying() {
	fork := c.info.Forks[c.session.background]
	if fork == nil {
		return
	}
	closure := fork.Closure
	info := c.info.Lambdas[closure]
	if info == nil {
		return
	}
	closure.Move = false
	for _, l := range info.Captures {
		closure.Move = closure.Move || c.hasResource(l.Type)
	}
}

// Bind makes l known to later inputs by its name. It gives the variables that no input can name any
// more.
func (c *Checker) Bind(l *Local) (replaced []*Local) {
	s := &c.session
	if old := s.scope.locals.get(l.Name); old != nil {
		replaced = append(replaced, old)
	}
	s.scope.locals.set(l)
	return replaced
}
