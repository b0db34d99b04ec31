package check

// This file checks statements.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// stmt checks a statement and tells whether nothing gets past it.
func (c *Checker) stmt(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.LetStmt:
		return c.letStmt(s)
	case *ast.VarStmt:
		return c.varStmt(s)
	case *ast.ExprStmt:
		return types.Is(c.expr(s.X, discard), types.Never)
	case *ast.AssignStmt:
		c.assignStmt(s)
	case *ast.WhileStmt:
		c.in(c.nested(), func() {
			c.condition(s.Let, s.Cond, s.Body)
			c.inLoop(&loop{stmt: s, label: s.Label}, s.Body)
		})
	case *ast.ForStmt:
		c.forStmt(s)
	case *ast.LoopStmt:
		return types.Is(c.loopStmt(s, discard), types.Never)
	case *ast.DeferStmt:
		c.deferStmt(s)
	}
	return false
}

// letStmt is `let pattern: T = value;` with `?` and `else`.
func (c *Checker) letStmt(s *ast.LetStmt) bool {
	if s.Value == nil {
		help(c.report(s, diag.NotValue, "`let` needs a value"), "write `let x = …;`; a variable that gets its value later is a `var` with another one at first")
		var t types.Type = invalid
		if s.Type != nil {
			t = c.typ(s.Type)
		}
		c.bindPattern(s.Pattern, t, false)
		return false
	}
	if s.Else != nil {
		c.unsupported(s.Else, "`let … else`", "use `match` or `if let`")
	}
	var want types.Type
	if s.Type != nil {
		want = c.typ(s.Type)
	}
	inside := c.context
	if name, ok := s.Pattern.(*ast.NamePattern); ok {
		switch value := s.Value.(type) {
		case *ast.ForkExpr:
			c.namedFork(s, name, value)
			return false
		case *ast.LambdaExpr, *ast.ActorExpr:
			inside.naming = name.Name
		}
	}
	if want == nil {
		inside.given = s.Value
	}
	var t types.Type
	c.in(inside, func() { t = c.letValue(s, want) })
	diverges := types.Is(t, types.Never)
	if want != nil {
		t = want
	} else if diverges {
		t = invalid
	}
	c.bindLet(s, t)
	if diverges && want == nil {
		c.neverBound(s.Pattern)
	}
	return diverges
}

// neverBound notes that what n declares gets no value, since what would give one does not come back.
func (c *Checker) neverBound(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		if l := c.info.Defs[n]; l != nil {
			l.endless = true
		}
		return true
	})
}

// letValue checks the value of a `let`; want is the type that is written, nil if none is.
func (c *Checker) letValue(s *ast.LetStmt, want types.Type) types.Type {
	if !s.Try && want != nil {
		return c.check(s.Value, want)
	}
	if !s.Try {
		return c.expr(s.Value, nil)
	}
	t := c.try(s, s.Value)
	if want != nil {
		t = c.assign(s.Value, t, want)
	}
	return t
}

// bindLet declares what the pattern of a `let` names.
func (c *Checker) bindLet(s *ast.LetStmt, t types.Type) {
	c.bindPattern(s.Pattern, t, false)
	c.hidesField(s.Pattern)
	if s.Else == nil {
		c.later(func() { c.irrefutable(s.Pattern, "`let`") })
	}
	n, ok := s.Pattern.(*ast.NamePattern)
	if !ok || s.Type != nil || s.Try {
		return
	}
	if l := c.info.Defs[n]; l != nil {
		if k, ok := c.constant(s.Value); ok {
			l.constant = k
		}
	}
}

// varStmt is `var name: T = value;`.
func (c *Checker) varStmt(s *ast.VarStmt) bool {
	var want types.Type
	if s.Type != nil {
		want = c.typ(s.Type)
	}
	t := want
	diverges := false
	switch {
	case s.Value != nil:
		inside := c.context
		if want == nil {
			inside.given = s.Value
		}
		var got types.Type
		c.in(inside, func() { got = c.expr(s.Value, want) })
		diverges = types.Is(got, types.Never)
		if c.assign(s.Value, got, want); want == nil {
			t = got
		}
	case want == nil:
		t = c.fresh(s)
	}
	if types.Is(t, types.Never) {
		t = invalid
	}
	if v, ok := types.Resolve(t).(*types.Var); ok && v.Lit == types.IntLiteral {
		if _, literal := c.constant(s.Value); !literal {
			c.unify(v, i64)
		}
	}
	l := c.declareLocal(s, s.Name, t, true)
	l.endless = diverges && want == nil
	c.hidesField(s)
	return diverges
}

// assignStmt is `target op value`.
func (c *Checker) assignStmt(s *ast.AssignStmt) {
	before := len(c.diags)
	t := c.target(s.Target)
	c.record(s.Target, t)
	if n, ok := s.Target.(*ast.Name); ok && s.Op == "=" && len(c.diags) == before+1 {
		c.helpUndeclared(n)
	}
	if s.Op == "=" {
		c.check(s.Value, t)
		return
	}
	op := s.Op[:len(s.Op)-1]
	t = c.settled(t)
	if op == "<<" || op == ">>" {
		n := c.expr(s.Value, t)
		c.demand(s.Target, t, "`"+s.Op+"` needs integers", types.IsInteger)
		c.demand(s.Value, n, "`"+s.Op+"` needs integers", types.IsInteger)
		return
	}
	if ix, ok := s.Target.(*ast.IndexExpr); ok && types.DefOf(c.info.Types[ix.X]) == c.universe.hashMap {
		d := c.report(s, diag.BadOperator, "`%s` cannot change an entry of a HashMap, which may be absent", s.Op)
		help(d, "say what it is at first: `%s = %s.get(%s).unwrap_or(0) %s %s`", c.text(ix), c.text(ix.X), c.text(ix.Index), op, c.text(s.Value))
		return
	}
	if types.Is(t, types.Duration) && (op == "*" || op == "/") {
		c.demand(s.Value, c.expr(s.Value, nil), "`"+s.Op+"` needs an integer", types.IsInteger)
		return
	}
	c.check(s.Value, t)
	c.operable(&ast.BinaryExpr{Span: s.Span, Op: op}, t)
}

// helpUndeclared is about an assignment to a name that is unknown, which declares a variable in other languages.
func (c *Checker) helpUndeclared(n *ast.Name) {
	d := &c.diags[len(c.diags)-1]
	if d.Code != diag.UnknownName || len(d.Help) > 0 {
		return
	}
	help(d, "a variable is declared before: `let %s = …;`, or `var` if it changes", n.Name)
}

// target checks what is assigned to, and that it may be.
func (c *Checker) target(e ast.Expr) types.Type {
	switch e := e.(type) {
	case *ast.Name:
		l := c.local(e.Name)
		if l == nil {
			if f := c.state(e); f != nil {
				c.stateMutable(e, e)
				t := c.target(f)
				c.record(f, t)
				return t
			}
			return c.notAssignable(e)
		}
		t := c.useLocal(e, l)
		l.Assigned = true
		c.mutable(e, l)
		return t
	case *ast.FieldExpr:
		if c.space(e.X) != nil {
			c.report(e, diag.NotAssignable, "cannot assign to this")
			return invalid
		}
		x := c.settled(c.owner(e.X))
		if k := c.rootConst(e.X); k != nil {
			d := c.report(e, diag.NotMutable, "cannot assign to a part of `%s`, which is a constant", k.Name)
			note(d, c.places[k], "`%s` is declared here", k.Name)
		}
		c.record(e.X, x)
		t := c.fieldOf(e, x)
		if l := c.rootLocal(e.X); l != nil && !isInvalid(t) {
			l.FieldAssigned = true
			c.mutable(e, l)
		} else if _, deeper := e.X.(*ast.FieldExpr); !deeper && !isInvalid(t) {
			c.kept(e, e.X)
		}
		return t
	case *ast.IndexExpr:
		if _, ok := e.Index.(*ast.RangeExpr); ok {
			d := c.report(e, diag.NotAssignable, "cannot assign to a slice")
			help(d, "assign to each element: `for i in a .. b { v[i] = …; }`")
			c.expr(e, nil)
			return invalid
		}
		t := c.indexed(e, true)
		if x := c.info.Types[e.X]; types.Is(x, types.String) {
			d := c.report(e, diag.NotAssignable, "cannot assign to a character of a string")
			help(d, "a string does not change: put another one together of `s.slice(a, b)`, or change its bytes, `s.to_bytes()`")
		} else if c.info.Indexes[e] != nil {
			c.report(e, diag.NotAssignable, "cannot assign to an element of `%s`: `Index` only reads", x)
		} else if _, ok := c.normalize(x).(*types.Array); ok {
			if l := c.rootLocal(e.X); l != nil {
				l.FieldAssigned = true
				c.mutable(e, l)
			} else if k := c.rootConst(e.X); k != nil {
				c.report(e, diag.NotMutable, "cannot assign to an element of `%s`, which is a constant", k.Name)
			} else {
				c.kept(e, e.X)
			}
		}
		return t
	case *ast.TupleExpr:
		if len(e.Elems) == 1 {
			t := c.target(e.Elems[0])
			c.record(e.Elems[0], t)
			return t
		}
	}
	t := c.expr(e, nil)
	c.report(e, diag.NotAssignable, "cannot assign to this: it is not a variable, a field or an element")
	return t
}

// kept checks that x, part of which is assigned to at, is in a variable, a field or a collection:
// what a call gives would be lost with the change.
func (c *Checker) kept(at, x ast.Expr) {
	root := x
	for {
		switch e := root.(type) {
		case *ast.Name:
			return
		case *ast.FieldExpr:
			if c.space(e.X) != nil {
				return
			}
			root = e.X
			continue
		case *ast.TupleExpr:
			if len(e.Elems) == 1 {
				root = e.Elems[0]
				continue
			}
		case *ast.IndexExpr:
			if c.info.Indexes[e] != nil {
				break
			}
			if _, ok := c.normalize(c.info.Types[e.X]).(*types.Array); !ok {
				return
			}
			root = e.X
			continue
		}
		break
	}
	d := c.report(at, diag.NotAssignable, "cannot assign to a part of a value that nothing keeps")
	note(d, c.span(root), "the value is computed here")
	help(d, "give it a name with `var` first")
}

// owner checks what has a field that is assigned to.
func (c *Checker) owner(e ast.Expr) types.Type {
	switch e := e.(type) {
	case *ast.FieldExpr:
		if c.space(e.X) == nil {
			return c.target(e)
		}
	case *ast.IndexExpr:
		return c.indexed(e, false)
	}
	return c.expr(e, nil)
}

func (c *Checker) notAssignable(e *ast.Name) types.Type {
	o := c.object(e.Name)
	if o == nil {
		return c.unknownName(e, e.Name, nil)
	}
	t := c.objectValue(e, o, e.Name, nil, nil)
	if !isInvalid(t) {
		d := c.report(e, diag.NotMutable, "cannot assign to `%s`, which is not a variable", e.Name)
		note(d, c.places[o], "`%s` is declared here", e.Name)
	}
	return t
}

// mutable checks that a variable may be changed.
func (c *Checker) mutable(at ast.Expr, l *Local) {
	if l.Mutable {
		if l.Owner != c.fn.owner && c.fn.lambda != nil {
			who := "a closure"
			switch {
			case c.fn.actor:
				who = "an actor"
			case c.fn.task:
				who = "a task"
			}
			d := c.report(at, diag.NotMutable, "%s cannot change `%s`, which it captures by value", who, l.Name)
			note(d, l.Span, "`%s` is declared here", l.Name)
			if who == "a closure" {
				help(d, "let it give the new value back, as `v.fold(0, |n, x| n + x)` does; what several change belongs to an actor")
			}
		}
		return
	}
	if l.told {
		return
	}
	l.told = true
	what := "assign to `" + l.Name + "`"
	if _, ok := at.(*ast.Name); !ok {
		what = "assign to a part of `" + l.Name + "`"
	}
	kind := "an immutable binding"
	if l.Param {
		kind = "a parameter and an immutable binding"
	}
	d := c.report(at, diag.NotMutable, "cannot %s: it is %s", what, kind)
	note(d, l.Span, "`%s` is declared here", l.Name)
	help(d, "declare it with `var`")
	c.fixVar(d, l)
}

// rootConst is the constant that the record or array e is part of, nil if there is none.
func (c *Checker) rootConst(e ast.Expr) *Const {
	for ; e != nil; e = wholeOf(e) {
		if k, ok := c.info.Uses[e].(*Const); ok {
			return k
		}
	}
	return nil
}

// rootLocal is the variable that the record e is part of, nil if there is none. An element of
// a collection is no part of the variable that holds the collection.
func (c *Checker) rootLocal(e ast.Expr) *Local {
	for ; e != nil; e = wholeOf(e) {
		switch x := e.(type) {
		case *ast.Name:
			f := c.state(x)
			if f == nil {
				return c.local(x.Name)
			}
			e = f
		case *ast.IndexExpr:
			if _, ok := c.normalize(c.info.Types[x.X]).(*types.Array); !ok {
				return nil
			}
		}
	}
	return nil
}

// forStmt is `for pattern in value`.
func (c *Checker) forStmt(s *ast.ForStmt) {
	x := c.settled(c.expr(s.Value, nil))
	find := c.iteration
	if s.Await {
		find = c.awaiting
	}
	it := find(s, x)
	c.info.Iters[s] = it
	inside := c.nested()
	inside.header = s
	c.in(inside, func() {
		c.bindPattern(s.Pattern, it.Elem, false)
		c.later(func() {
			it.Elem = c.final(it.Elem)
			c.irrefutable(s.Pattern, "`for`")
		})
		c.inLoop(&loop{stmt: s, label: s.Label}, s.Body)
	})
}

// iteration finds how a `for` goes over a value of type x.
func (c *Checker) iteration(s *ast.ForStmt, x types.Type) *Iter {
	if item := c.itemOf(x); item != nil {
		kind := IterVec
		switch types.DefOf(x) {
		case c.universe.ranges:
			kind = IterRange
		case c.universe.hashMap:
			kind = IterMap
		case c.universe.hashSet:
			kind = IterSet
		}
		return &Iter{Kind: kind, Elem: item}
	}
	switch {
	case types.Is(x, types.Bytes):
		return &Iter{Kind: IterBytes, Elem: types.Of(types.U8)}
	case types.Is(x, types.String):
		return &Iter{Kind: IterString, Elem: character}
	case isInvalid(x) || types.Is(x, types.Never):
		return &Iter{Kind: IterVec, Elem: invalid}
	}
	if it := c.traitIteration(s, x); it != nil {
		return it
	}
	d := c.report(s.Value, diag.NotIterable, "type is not iterable: `%s`", x)
	if recv := c.method(x, "recv"); recv.fn != nil && recv.fn.Builtin.Timed {
		help(d, "what it delivers comes with time: write `for await`")
	} else {
		help(d, "`for` goes over ranges, collections, strings, bytes and what implements Iterator")
	}
	return &Iter{Kind: IterVec, Elem: invalid}
}

// traitIteration goes over a value with Iterator or IntoIterator.
func (c *Checker) traitIteration(s *ast.ForStmt, x types.Type) *Iter {
	it := &Iter{Kind: IterTrait}
	iterator := &types.TraitRef{Trait: c.universe.iterator.Trait}
	if !c.implements(x, iterator) && types.DefOf(x) != c.universe.generator {
		into := c.method(x, "into_iter")
		if into.fn == nil || !c.implements(x, &types.TraitRef{Trait: c.universe.intoIterator.Trait}) {
			return nil
		}
		it.Into = &Call{Recv: s.Value}
		if into.kind == CallTrait {
			it.Into.RecvType = x
		}
		x = c.settled(c.invoke(s.Value, it.Into, into, x, nil, nil))
	}
	next := c.method(x, "next")
	if next.fn == nil {
		return nil
	}
	it.Next = &Call{}
	if next.kind == CallTrait {
		it.Next.RecvType = x
	}
	result := c.normalize(c.invoke(s.Value, it.Next, next, x, nil, nil))
	args, ok := types.IsNamed(result, "Option")
	if !ok {
		return nil
	}
	it.Elem = c.normalize(args[0])
	return it
}

// deferStmt is `defer expr;`.
func (c *Checker) deferStmt(s *ast.DeferStmt) {
	inside := c.context
	inside.loops, inside.scopes = nil, 0 // the tasks of a scope have ended when its defers run
	c.in(inside, func() { c.expr(s.Value, discard) })
	ast.Inspect(s.Value, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.LambdaExpr, *ast.ActorExpr:
			return false
		case *ast.ReturnExpr:
			c.report(n, diag.OutsideLoop, "`return` inside `defer`: the function is already being left")
		case *ast.TryExpr:
			c.report(n, diag.OutsideLoop, "`?` inside `defer`: the function is already being left")
		}
		return true
	})
}
