package check

// This file checks blocks, `if`, `match`, and what leaves a loop or a function.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/types"
)

// A loop is a loop around the code that is checked.
type loop struct {
	stmt   ast.Stmt
	label  string
	value  types.Type // of `break value`; nil if the loop gives none
	breaks bool
}

// block checks a block in a scope of its own and gives the type of its value.
func (c *Checker) block(b *ast.Block, want types.Type) (t types.Type) {
	if b == nil {
		return invalid
	}
	c.in(c.withScope(&scope{outer: c.scope, block: b}), func() { t = c.stmts(b, want) })
	return t
}

// stmts checks the statements of a block. A block in which nothing gets to the end has type
// Never.
func (c *Checker) stmts(b *ast.Block, want types.Type) types.Type {
	diverges := false
	for i, s := range b.Stmts {
		if i == len(b.Stmts)-1 {
			if t, ok := c.lastStmt(s, want); ok {
				if diverges {
					return never
				}
				return t
			}
		}
		if c.stmt(s) {
			diverges = true
		}
	}
	if diverges {
		return never
	}
	return void
}

// lastStmt checks a statement that gives its block a value; ok is false if it gives none.
func (c *Checker) lastStmt(s ast.Stmt, want types.Type) (t types.Type, ok bool) {
	switch s := s.(type) {
	case *ast.ExprStmt:
		if s.Semi {
			return nil, false
		}
		if want == types.Type(discard) {
			return c.expr(s.X, discard), true
		}
		if want != nil {
			return c.check(s.X, want), true
		}
		return c.expr(s.X, nil), true
	case *ast.LoopStmt:
		t := c.loopStmt(s, want)
		return t, true
	}
	return nil, false
}

// closing is where a block ends.
func (c *Checker) closing(b *ast.Block) source.Span {
	end := b.End()
	return source.Span{File: c.here.Source, Start: end - 1, End: end}
}

// branches collects the types of the branches of an expression.
type branches struct {
	c      *Checker
	want   types.Type
	result types.Type // of those that come back; nil so far
	first  ast.Expr   // the branch that result is of
	bound  bool       // the value gets a name
	told   bool       // the branches disagree, and that was reported
}

// add checks a branch. Each must fit what is wanted, or else the first one.
func (b *branches) add(e ast.Expr) {
	c := b.c
	want := b.want
	if want == nil && b.result != nil {
		want = b.result
	}
	got := c.expr(e, want)
	if block, ok := e.(*ast.Block); ok {
		c.record(block, got)
	}
	if types.Is(got, types.Never) {
		return
	}
	if want == types.Type(discard) {
		b.result = got
		return
	}
	if want == nil {
		b.result, b.first = got, e
		return
	}
	if b.want == nil && (types.Is(got, types.Unit) || types.Is(want, types.Unit)) {
		c.armsDisagree(b, e, got)
		b.result = void
		return
	}
	value := valueOf(e)
	if c.assign(value, got, want); b.result == nil {
		b.result = want
	}
}

// valueOf is the expression in a branch that gives its value.
func valueOf(e ast.Expr) ast.Expr {
	if b, ok := e.(*ast.Block); ok {
		if t := b.Tail(); t != nil {
			return valueOf(t)
		}
	}
	return e
}

// ifExpr is `if`, a value if it has an `else`.
func (c *Checker) ifExpr(e *ast.IfExpr, want types.Type) types.Type {
	if e.Else == nil {
		inner := want
		if want != types.Type(discard) {
			inner = nil
		}
		var t types.Type
		c.in(c.nested(), func() {
			c.condition(e.Let, e.Cond, e.Then)
			t = c.expr(e.Then, inner)
		})
		if c.given == ast.Expr(e) && !types.Is(t, types.Unit) && !types.Is(t, types.Never) && !isInvalid(t) {
			d := c.report(e, diag.TypeMismatch, "an `if` without `else` has no value")
			note(d, c.span(valueOf(e.Then)), "this is `%s`", t)
			help(d, "add an `else` with another value")
			return invalid
		}
		if inner == nil && !types.Is(t, types.Unit) && !types.Is(t, types.Never) && !isInvalid(t) && want != nil {
			d := c.report(valueOf(e.Then), diag.TypeMismatch, "expected `()`, found `%s`: an `if` without `else` has no value", t)
			help(d, "add an `else`")
			return invalid
		}
		return void
	}
	b := &branches{c: c, want: want, bound: c.given == ast.Expr(e)}
	c.in(c.nested(), func() {
		c.condition(e.Let, e.Cond, e.Then)
		b.add(e.Then)
	})
	b.add(e.Else)
	return b.whole()
}

// whole is the type of the whole expression.
func (b *branches) whole() types.Type {
	if b.result == nil {
		return never
	}
	if b.want == types.Type(discard) {
		return void
	}
	if b.told {
		return invalid
	}
	return b.result
}

// armsDisagree reports that one branch has a value and another has none, if the value gets a name: it
// would be `()`, and a mistake wherever it is used.
func (c *Checker) armsDisagree(b *branches, e ast.Expr, got types.Type) {
	if !b.bound || b.told || types.Is(got, types.Unit) && types.Is(b.result, types.Unit) || isInvalid(got) || isInvalid(b.result) {
		return
	}
	b.told = true
	empty, full, t := e, b.first, b.result
	if types.Is(b.result, types.Unit) {
		empty, full, t = b.first, e, got
	}
	d := c.report(valueOf(empty), diag.TypeMismatch, "this branch has no value, but another one has `%s`", t)
	note(d, c.span(valueOf(full)), "this is `%s`", t)
	if call, ok := valueOf(lastOf(empty)).(*ast.CallExpr); ok {
		if f := c.info.Calls[call]; f != nil && f.Func != nil && f.Func.Decl != nil && f.Func.Module != nil && !f.Func.Module.unit.embedded {
			help(d, "if `%s` never comes back, its declaration says so by a result that fits everything: `fn %s<T>(…) -> T`", f.Func.Name, f.Func.Name)
			return
		}
	}
	help(d, "give it a value, or leave the function by `return`")
}

// lastOf is the last expression of a block, with a `;` or without; e itself if it is no block.
func lastOf(e ast.Expr) ast.Expr {
	if b, ok := e.(*ast.Block); ok && len(b.Stmts) > 0 {
		if s, ok := b.Stmts[len(b.Stmts)-1].(*ast.ExprStmt); ok {
			return s.X
		}
	}
	return e
}

// condition checks what stands after `if` and `while`, and binds what a pattern names for the
// block after it.
func (c *Checker) condition(let ast.Pattern, cond ast.Expr, then *ast.Block) {
	if let == nil {
		c.check(cond, boolean)
		return
	}
	chain, _ := cond.(*ast.BinaryExpr)
	if chain != nil && (chain.Op == "&&" || chain.Op == "||") && takesApart(let) {
		t := c.expr(chain.Left, nil)
		c.bindPattern(let, t, false)
		c.check(chain.Right, boolean)
		d := c.report(chain, diag.BadPattern, "after `let` and its pattern stands one value, not a condition with `%s`", chain.Op)
		help(d, "write an `if` inside of the block, or a `match` with a guard: `pattern if condition => …`")
		return
	}
	t := c.expr(cond, nil)
	c.bindPattern(let, t, false)
	c.hidesField(let)
}

// takesApart tells whether a pattern matches no bool, which a condition would be.
func takesApart(p ast.Pattern) bool {
	switch p.(type) {
	case *ast.VariantPattern, *ast.TuplePattern, *ast.RecordPattern:
		return true
	}
	return false
}

// matchExpr is `match`.
func (c *Checker) matchExpr(e *ast.MatchExpr, want types.Type) types.Type {
	t := c.expr(e.Value, nil)
	b := &branches{c: c, want: want, bound: c.given == ast.Expr(e)}
	for _, arm := range e.Arms {
		c.in(c.nested(), func() {
			c.bindPattern(arm.Pattern, t, false)
			c.hidesField(arm.Pattern)
			if arm.Guard != nil {
				c.check(arm.Guard, boolean)
			}
			b.add(arm.Body)
		})
	}
	c.later(func() { c.exhaustive(e) })
	if types.Is(t, types.Never) {
		return never
	}
	if len(e.Arms) == 0 {
		return void
	}
	return b.whole()
}

// try is `x?`, or the `let v? = x` that at stands for.
func (c *Checker) try(at ast.Node, x ast.Expr) types.Type {
	t := c.settled(c.expr(x, nil))
	if types.Is(t, types.Never) {
		return never
	}
	result := c.normalize(c.fn.result)
	if c.fn.input {
		result = t
	} else if c.fn.fn == nil && c.fn.lambda == nil {
		d := c.report(at, diag.BadTry, "`?` outside of a function: there is nothing to leave")
		help(d, "use `match`")
		result = invalid
	}
	info := &Try{Result: result}
	c.info.Tries[at] = info
	if r := TaskResult(t); r != nil {
		info.Awaits = true
		t = c.settled(r)
	}
	c.later(func() { info.Result = c.final(info.Result) })
	n, _ := t.(*types.Named)
	switch {
	case isInvalid(t):
		return invalid
	case n != nil && n.Def == c.universe.option:
		info.Option = true
		if v, ok := result.(*types.Var); ok {
			c.unify(v, named(c.universe.option, c.fresh(at)))
		} else if types.DefOf(result) != c.universe.option && !isInvalid(result) {
			c.badTry(at, t, result)
		}
		return n.Args[0]
	case n != nil && n.Def == c.universe.result:
		r, _ := result.(*types.Named)
		switch {
		case r != nil && r.Def == c.universe.result:
			if !c.unify(r.Args[1], n.Args[1]) && !isInvalid(r.Args[1]) && !isInvalid(n.Args[1]) {
				d := c.report(at, diag.BadTry, "`?` fails with `%s`, but the function returns `%s`", n.Args[1], result)
				help(d, "turn the error into `%s` with `match`", r.Args[1])
			}
		default:
			if v, ok := result.(*types.Var); ok {
				c.unify(v, named(c.universe.result, c.fresh(at), n.Args[1]))
			} else if !isInvalid(result) {
				c.badTry(at, t, result)
			}
		}
		return n.Args[0]
	}
	c.report(at, diag.BadTry, "`?` needs a Result or an Option, found `%s`", t)
	return invalid
}

func (c *Checker) badTry(at ast.Node, t, result types.Type) {
	what := "`" + result.String() + "`"
	if types.Is(result, types.Unit) {
		what = "nothing"
	}
	d := c.report(at, diag.BadTry, "`?` cannot be used in a function returning %s", what)
	if f := c.fn.fn; f != nil && f.Name == "main" && f.Owner == nil && !c.fn.actor {
		help(d, "`main` has no caller to pass it on to: use `match`, or let a function of its own return `%s`", types.DefOf(t).Name)
		return
	}
	help(d, "use `match`, or let the function return `%s`", types.DefOf(t).Name)
}

// returnExpr is `return value`.
func (c *Checker) returnExpr(e *ast.ReturnExpr) types.Type {
	result := c.fn.result
	switch {
	case c.fn.fn == nil && c.fn.lambda == nil:
		c.report(e, diag.OutsideLoop, "`return` outside of a function: there is nothing to leave")
		if e.Value != nil {
			c.expr(e.Value, nil)
		}
	case e.Value != nil:
		before := len(c.diags)
		c.check(e.Value, result)
		if f := c.fn.fn; f != nil && c.fn.lambda == nil && types.Is(result, types.Unit) && len(c.diags) == before+1 {
			c.helpNoResult(f, e.Value)
		}
	case !c.unify(result, void):
		c.report(e, diag.TypeMismatch, "expected `%s`, found nothing: `return` needs a value here", result)
	}
	return never
}

// helpNoResult is about a value that a function without a result returns.
func (c *Checker) helpNoResult(f *Func, value ast.Expr) {
	d := &c.diags[len(c.diags)-1]
	if t := c.known0(value); d.Code == diag.TypeMismatch && len(d.Help) == 0 && !isInvalid(t) {
		help(d, "a result is declared behind the parameters: `fn %s(…) -> %s`", f.Name, t)
	}
}

// breakExpr is `break @label value`.
func (c *Checker) breakExpr(e *ast.BreakExpr) types.Type {
	l := c.loop(e, "break", e.Label)
	if e.Value != nil {
		var want types.Type
		if l != nil {
			want = l.value
		}
		t := c.expr(e.Value, want)
		if l != nil {
			if _, ok := l.stmt.(*ast.LoopStmt); !ok {
				c.report(e.Value, diag.TypeMismatch, "only `loop` has a value: `break` out of this loop takes none")
			} else if l.value == nil {
				l.value = t
			} else {
				c.assign(e.Value, t, l.value)
			}
		}
	}
	if l != nil {
		l.breaks = true
	}
	return never
}

// continueExpr is `continue @label`.
func (c *Checker) continueExpr(e *ast.ContinueExpr) types.Type {
	c.loop(e, "continue", e.Label)
	return never
}

// loop finds the loop that a `break` or `continue` means.
func (c *Checker) loop(e ast.Expr, word, label string) *loop {
	loops := c.loops
	if len(loops) == 0 {
		d := c.report(e, diag.OutsideLoop, "`%s` outside of a loop", word)
		if c.fn.lambda != nil {
			help(d, "a closure cannot leave a loop around it")
		}
		return nil
	}
	l := loops[len(loops)-1]
	if label != "" {
		l = nil
		var names []string
		for _, candidate := range loops {
			if candidate.label == label {
				l = candidate
			}
			if candidate.label != "" {
				names = append(names, candidate.label)
			}
		}
		if l == nil {
			d := c.report(e, diag.UnknownLabel, "unknown loop label `%s`", label)
			c.suggest(d, label, names)
			return nil
		}
		c.markLabel(e, l)
	}
	c.info.Labels[e] = l.stmt
	return l
}

// inLoop checks the body of a loop.
func (c *Checker) inLoop(l *loop, body *ast.Block) {
	c.markLabel(l.stmt, l)
	inside := c.context
	inside.loops = append(c.loops, l) // its place is free again once the body is checked
	c.in(inside, func() { c.record(body, c.expr(body, discard)) })
}

// loopStmt is `loop`: Never if nothing leaves it, else what `break` gives.
func (c *Checker) loopStmt(s *ast.LoopStmt, want types.Type) types.Type {
	l := &loop{stmt: s, label: s.Label}
	if want != nil && want != types.Type(discard) && !types.Is(want, types.Unit) {
		l.value = want
	}
	hinted := l.value
	c.inLoop(l, s.Body)
	switch {
	case !l.breaks:
		return never
	case l.value == nil || hinted != nil && !c.breaksWithValue(s):
		return void
	}
	return l.value
}

// breaksWithValue tells whether some `break` of a loop has a value.
func (c *Checker) breaksWithValue(s *ast.LoopStmt) bool {
	found := false
	ast.Inspect(s, func(n ast.Node) bool {
		if b, ok := n.(*ast.BreakExpr); ok && b.Value != nil && c.info.Labels[b] == ast.Stmt(s) {
			found = true
		}
		return !found
	})
	return found
}
