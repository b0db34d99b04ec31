package check

// This file checks what is typed at a prompt, one input after the other.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// An Input is what was typed at a prompt, checked: declarations, which are part of the program
// by now, and statements, whose variables become known to later inputs by Keep.
type Input struct {
	Module *Module
	Block  *ast.Block // the statements
	Stmts  []InputStmt
	Type   types.Type // of the value of the last statement, nil if it has none

	// Replacing tells that an impl of the input takes the place of an earlier one: what a type
	// does is not what it did before.
	Replacing bool

	// Retired is what nothing can reach any more, since the input declares its names anew.
	Retired Retired
}

// An InputStmt is a statement with the variables it declares.
type InputStmt struct {
	Stmt   ast.Stmt
	Locals []*Local
}

// CheckInput checks declarations and statements, which may use what earlier inputs declared
// and declare it anew. The input may run only if there are no diagnostics; Release must be
// called when it has run or will not.
//
// A `?` in a statement ends the input; the Result of its Try is the type of its operand.
func (c *Checker) CheckInput(file *ast.File, stmts []ast.Stmt) (*Input, []diag.Diagnostic) {
	return c.checkInput(file, stmts, nil)
}

// checkInput is CheckInput, where background is what is evaluated in the background, nil if nothing
// is.
func (c *Checker) checkInput(file *ast.File, stmts []ast.Stmt, background *ast.ForkExpr) (*Input, []diag.Diagnostic) {
	c.begin()
	c.session.begun, c.session.background = true, background
	in, u := c.input(file, stmts)
	ds := c.end(in)
	in.Replacing = c.session.replacing
	if len(ds) > 0 {
		c.forget(u)
		c.Release(in)
		return in, ds
	}
	c.notes(in, u)
	c.remember(u)
	in.Retired = c.session.take()
	if len(u.names) == 0 && u.plain() {
		c.forget(u) // it imports at most
	}
	return in, nil
}

// input declares what an input declares; all bodies are still to be checked.
func (c *Checker) input(file *ast.File, stmts []ast.Stmt) (*Input, *unit) {
	u := c.declare("", []*ast.File{file}, nil)
	c.session.alive[u] = &life{}
	in := &Input{Module: u.files[0], Block: &ast.Block{Stmts: stmts, Closed: true}}
	in.Block.Cover(file.Tokens())
	c.bodies = append(c.bodies, func() {
		f := &function{owner: c.session.owner, result: void, input: true}
		s := &scope{outer: c.around(in), block: in.Block}
		c.in(context{here: in.Module}.inBody(f, s), func() { c.inputBody(in) })
	})
	return in, u
}

// inputBody checks the statements of an input.
func (c *Checker) inputBody(in *Input) {
	for i, s := range in.Block.Stmts {
		t, isValue := types.Type(nil), false
		if i == len(in.Block.Stmts)-1 {
			t, isValue = c.lastStmt(s, nil)
		}
		if !isValue {
			c.stmt(s)
		} else {
			in.Type = t
		}
		in.Stmts = append(in.Stmts, InputStmt{Stmt: s, Locals: c.declaredBy(s)})
	}
	c.finish()
	if in.Type != nil {
		in.Type = c.final(in.Type)
		if types.Is(in.Type, types.Never) || isInvalid(in.Type) {
			in.Type = nil
		}
	}
	c.copying()
}

// around is the scope that an input's statements stand in: the variables of earlier inputs but
// those whose names the input declares anew.
func (c *Checker) around(in *Input) *scope {
	outer := c.session.scope
	if hidden := c.hidden(in); len(hidden) > 0 {
		outer = &scope{locals: outer.locals.clone()}
		for _, l := range hidden {
			outer.locals.remove(l.Name)
		}
	}
	return outer
}

// hidden are the variables whose names an input gives to something that is not a variable.
func (c *Checker) hidden(in *Input) []*Local {
	var all []*Local
	add := func(name string) {
		if l := c.session.scope.locals.get(name); l != nil && !slices.Contains(all, l) {
			all = append(all, l)
		}
	}
	u := in.Module.unit
	for name := range u.names {
		add(name)
	}
	for name := range u.imports {
		add(name)
	}
	for name := range u.variants {
		add(name)
	}
	return all
}

// declaredBy are the variables that s declares for what comes after it. Fields of a `var` may
// be assigned by a later input, so its record must be a copy from the beginning.
func (c *Checker) declaredBy(s ast.Stmt) []*Local {
	var n ast.Node
	switch s := s.(type) {
	case *ast.LetStmt:
		n = s.Pattern
	case *ast.VarStmt:
		c.info.Defs[s].FieldAssigned = true
		return []*Local{c.info.Defs[s]}
	}
	var locals []*Local
	if n == nil {
		return nil
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if l := c.info.Defs[n]; l != nil {
			locals = append(locals, l)
		}
		_, isExpr := n.(ast.Expr)
		return !isExpr
	})
	return locals
}

// Keep makes the variables of the first done statements known to later inputs; the one after
// them has failed. It gives the variables that no input can name any more. result, if not nil,
// is a variable with the value of the input.
func (c *Checker) Keep(in *Input, done int, result *Local) (replaced []*Local) {
	s := &c.session
	bind := func(l *Local) {
		if old := s.scope.locals.get(l.Name); old != nil {
			replaced = append(replaced, old)
		}
		s.scope.locals.set(l)
	}
	for _, old := range c.hidden(in) {
		replaced = append(replaced, old)
		s.scope.locals.remove(old.Name)
	}
	for _, stmt := range in.Stmts[:done] {
		for _, l := range stmt.Locals {
			if l.Name == "_" {
				replaced = append(replaced, l)
			} else {
				bind(l)
			}
		}
	}
	if result != nil {
		result.Name = "_"
		bind(result)
	}
	return replaced
}

// Release forgets the facts about the statements of an input. Values that came of them live
// on; nothing of them may be lowered after that.
func (c *Checker) Release(in *Input) {
	for _, s := range in.Block.Stmts {
		c.prune(s)
	}
}

// prune forgets the facts about n.
func (c *Checker) prune(n ast.Node) {
	info := c.info
	if c.pass != nil {
		c.pass.Forget(n)
	}
	ast.Inspect(n, func(n ast.Node) bool {
		delete(info.Defs, n)
		delete(info.Tries, n)
		if e, ok := n.(ast.Expr); ok {
			delete(info.Types, e)
			delete(info.Uses, e)
			delete(info.Instances, e)
			delete(info.Coercions, e)
			delete(info.Labels, e)
		}
		if p, ok := n.(ast.Pattern); ok {
			delete(info.Patterns, p)
			delete(info.PatternTypes, p)
		}
		switch n := n.(type) {
		case *ast.FieldExpr:
			delete(info.Fields, n)
		case *ast.CallExpr:
			delete(info.Calls, n)
		case *ast.StructExpr:
			delete(info.Structs, n)
		case *ast.ForStmt:
			delete(info.Iters, n)
		case *ast.IndexExpr:
			delete(info.Indexes, n)
		case *ast.LambdaExpr:
			delete(info.Lambdas, n)
		case *ast.SpawnExpr:
			delete(info.Spawns, n)
		case *ast.ActorExpr:
			if closure := info.ActorLambdas[n]; closure != nil {
				c.forgetClosure(closure)
			}
			delete(info.ActorLambdas, n)
		case *ast.GenExpr:
			if closure := info.Gens[n]; closure != nil {
				c.forgetClosure(closure)
			}
			delete(info.Gens, n)
		case *ast.ForkExpr:
			if f := info.Forks[n]; f != nil && f.Closure != nil {
				c.forgetClosure(f.Closure)
			}
			delete(info.Forks, n)
		case *ast.Literal:
			delete(c.negated, n)
		case *ast.BinaryExpr:
			delete(info.TypeTests, n)
			delete(c.looks, n)
		}
		return true
	})
}

// forgetClosure forgets the facts about a closure that the tree does not have; its body is there.
func (c *Checker) forgetClosure(e *ast.LambdaExpr) {
	delete(c.info.Types, e)
	delete(c.info.Lambdas, e)
}

// remember makes what u declares and imports known to what is checked later, and forgets what
// nothing can reach any more.
func (c *Checker) remember(u *unit) {
	c.earlier()
	c.learn(u)
}

// earlier is what earlier files and inputs have declared, nil if there were none.
func (c *Checker) earlier() *unit {
	if u := c.session.late; u != nil {
		c.session.late = nil
		c.learn(u)
	}
	return c.session.unit
}

func (c *Checker) learn(u *unit) {
	if c.session.unit == nil {
		c.session.unit = c.newUnit("", nil, nil)
	}
	for _, gone := range c.session.remember(u) {
		c.forget(gone)
	}
}

// notes tells the session which earlier inputs an input needs from now on.
func (c *Checker) notes(in *Input, u *unit) {
	for _, item := range in.Module.File.Items {
		c.eachUse(item, func(used *unit, _ bool) { c.session.use(u, used) })
	}
	for _, s := range in.Stmts {
		c.eachUse(s.Stmt, func(used *unit, lasts bool) {
			if lasts {
				c.session.alive[used].pinned = true
			}
		})
	}
}

// eachUse calls f for the functions and constants of inputs that n names. lasts tells that the
// use may outlive the evaluation of n: it is a function value or stands in a closure or a `defer`.
func (c *Checker) eachUse(n ast.Node, f func(u *unit, lasts bool)) {
	called := map[ast.Node]bool{}
	inside := 0 // end of the closure or `defer` that was entered last
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.LambdaExpr, *ast.DeferStmt:
			inside = max(inside, n.End())
		case *ast.CallExpr:
			called[n.Func] = true
			if call := c.info.Calls[n]; call != nil && call.Func != nil {
				if u := c.session.inputOf(call.Func); u != nil {
					f(u, n.Start() < inside)
				}
			}
		}
		if p, ok := n.(ast.Pattern); ok {
			if info := c.info.Patterns[p]; info != nil && info.Const != nil {
				if u := c.session.inputOf(info.Const); u != nil {
					f(u, n.Start() < inside)
				}
			}
		}
		if e, ok := n.(ast.Expr); ok {
			o := c.info.Uses[e]
			_, isFunc := o.(*Func)
			if u := c.session.inputOf(o); u != nil {
				f(u, n.Start() < inside || isFunc && !called[n])
			}
		}
		return true
	})
}
