package check

// This file checks expressions and where their values go.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// discard is what is wanted of an expression whose value is not used. It is no type of any
// expression.
var discard = &types.Basic{Kind: types.Invalid, Name: "discard"}

// check finds the type of e, which must fit want, and tells what e then is: want, or
// types.Never if e does not come back.
func (c *Checker) check(e ast.Expr, want types.Type) types.Type {
	got := c.expr(e, want)
	return c.assign(e, got, want)
}

// expr finds the type of e, whatever it is. What is wanted is only a hint; it may be nil.
func (c *Checker) expr(e ast.Expr, want types.Type) types.Type {
	if e == nil {
		return invalid // the parser has reported it
	}
	if want != nil && want != types.Type(discard) {
		want = c.normalize(want)
	}
	t := c.exprType(e, want)
	c.record(e, t)
	return t
}

func (c *Checker) exprType(e ast.Expr, want types.Type) types.Type {
	switch e := e.(type) {
	case *ast.IfExpr:
		return c.ifExpr(e, want)
	case *ast.MatchExpr:
		return c.matchExpr(e, want)
	case *ast.Block:
		if n, ok := types.Resolve(want).(*types.Named); ok && n.Def == c.universe.hashMap && len(e.Stmts) == 0 {
			return n // `{}` where a map is expected
		}
		return c.block(e, want)
	case *ast.UnsafeExpr:
		inside := c.context
		inside.unsafe = true
		var t types.Type
		c.in(inside, func() { t = c.block(e.Body, want) })
		c.record(e.Body, t)
		return t
	}
	if want == types.Type(discard) {
		want = nil
	}
	switch e := e.(type) {
	case *ast.Literal:
		return c.literal(e, want)
	case *ast.FString:
		return c.fstring(e)
	case *ast.Name:
		return c.name(e, want)
	case *ast.FieldExpr:
		return c.field(e, want)
	case *ast.InstanceExpr:
		return c.instance(e, want)
	case *ast.CallExpr:
		return c.call(e, want)
	case *ast.BinaryExpr:
		return c.binary(e, want)
	case *ast.UnaryExpr:
		return c.unary(e, want)
	case *ast.CastExpr:
		return c.cast(e)
	case *ast.IndexExpr:
		return c.index(e)
	case *ast.RangeExpr:
		return c.rangeExpr(e, want)
	case *ast.TupleExpr:
		return c.tuple(e, want)
	case *ast.ArrayExpr:
		return c.array(e, want)
	case *ast.MapExpr:
		return c.mapExpr(e, want)
	case *ast.BytesExpr:
		for _, x := range e.Elems {
			c.check(x, types.Of(types.U8))
		}
		return types.Of(types.Bytes)
	case *ast.StructExpr:
		return c.structExpr(e, want)
	case *ast.LambdaExpr:
		return c.lambdaExpr(e, want)
	case *ast.TryExpr:
		return c.try(e, e.X)
	case *ast.ReturnExpr:
		return c.returnExpr(e)
	case *ast.BreakExpr:
		return c.breakExpr(e)
	case *ast.ContinueExpr:
		return c.continueExpr(e)
	case *ast.ContextVariant:
		return c.contextVariant(e, want)
	case *ast.QualifiedName:
		return c.qualifiedName(e)
	case *ast.SpawnExpr:
		return c.spawn(e)
	case *ast.GenExpr:
		return c.genExpr(e)
	case *ast.YieldExpr:
		return c.yieldExpr(e)
	case *ast.JoinExpr:
		return c.joinExpr(e)
	case *ast.ScopeExpr:
		return c.scopeExpr(e)
	case *ast.ForkExpr:
		return c.forkExpr(e)
	case *ast.DeadlineExpr:
		return c.deadlineExpr(e)
	case *ast.ThisExpr:
		return c.this(e)
	case *ast.TimeoutExpr:
		return c.timeout(e, want)
	case *ast.SelectExpr:
		return c.selectExpr(e, want)
	case *ast.ActorExpr:
		return c.actorExpr(e)
	case nil:
		return invalid
	}
	return c.unsupportedExpr(e)
}

// assign checks that a value of type got, that of e, fits want.
func (c *Checker) assign(e ast.Expr, got, want types.Type) types.Type {
	if want == nil || want == types.Type(discard) {
		return got
	}
	got, want = c.normalize(got), c.normalize(want)
	if types.Is(got, types.Never) {
		return got
	}
	if got == types.Type(invalid) || want == types.Type(invalid) {
		c.poison(want)
		c.poison(got)
		return got
	}
	if d, ok := want.(*types.Dyn); ok {
		if _, same := got.(*types.Dyn); !same {
			return c.toDyn(e, got, d)
		}
	}
	if c.unify(want, got) || c.adopt(e, want) {
		return want
	}
	if s, ok := want.(*types.Slice); ok {
		if elem := c.itemOf(got); elem != nil && head(got) != any(c.universe.hashMap) && c.unify(s.Elem, elem) {
			return want
		}
	}
	if isInvalid(got) || isInvalid(want) {
		return want
	}
	c.mismatch(e, got, want)
	return want
}

// adopt gives the name of a variable that was bound to a literal the integer type that is
// wanted here, if the literal fits it.
func (c *Checker) adopt(e ast.Expr, want types.Type) bool {
	n, ok := e.(*ast.Name)
	if !ok || !types.IsInteger(want) {
		return false
	}
	l, ok := c.info.Uses[n].(*Local)
	if !ok || l.constant == nil || l.Mutable || !fits(l.constant, want) {
		return false
	}
	c.record(e, want)
	return true
}

// toDyn makes a value a `dyn Trait`.
func (c *Checker) toDyn(e ast.Expr, got types.Type, want *types.Dyn) types.Type {
	if v, ok := got.(*types.Var); ok && v.Lit == types.NoLiteral {
		if c.unify(got, want) {
			return want
		}
	}
	for _, r := range want.Traits {
		if !c.implements(got, r) {
			d := c.report(e, diag.MissingImpl, "`%s` does not implement `%s`", got, r.Trait.Name)
			d.Message += ", so it is not a `" + want.String() + "`"
			return want
		}
		if !c.dispatchable(e, r.Trait) {
			return want
		}
	}
	c.info.Coercions[e] = want
	c.receivers = append(c.receivers, got)
	return want
}

// tuple is `(a, b)`; `(a)` is a itself.
func (c *Checker) tuple(e *ast.TupleExpr, want types.Type) types.Type {
	switch len(e.Elems) {
	case 0:
		return void
	case 1:
		return c.check(e.Elems[0], want)
	}
	w, _ := want.(*types.Tuple)
	elems := make([]types.Type, len(e.Elems))
	bad := false
	for i, x := range e.Elems {
		if w != nil && len(w.Elems) == len(e.Elems) {
			elems[i] = c.check(x, w.Elems[i])
		} else {
			elems[i] = c.expr(x, nil)
		}
		if types.Is(elems[i], types.Never) {
			bad = true
		}
	}
	if bad {
		return never
	}
	return &types.Tuple{Elems: elems}
}

// array is `[a, b]` or `[x; n]`: a Vec unless an array is wanted.
func (c *Checker) array(e *ast.ArrayExpr, want types.Type) types.Type {
	var elem types.Type
	var fixed *types.Array
	switch w := want.(type) {
	case *types.Named:
		if w.Def == c.universe.vec {
			elem = w.Args[0]
		}
	case *types.Array:
		elem, fixed = w.Elem, w
	case *types.Slice:
		elem = w.Elem
	}
	for _, x := range e.Elems {
		if elem == nil {
			elem = c.expr(x, nil)
			if types.Is(elem, types.Never) {
				elem = nil
			}
		} else {
			c.check(x, elem)
		}
	}
	if elem == nil {
		elem = c.fresh(e)
	}
	n := int64(len(e.Elems))
	if e.Count != nil {
		c.check(e.Count, i64)
		if fixed != nil {
			n = fixed.Len
			if k, ok := c.constant(e.Count); ok && k.IsInt64() {
				n = k.Int64()
			}
		}
	}
	if fixed != nil {
		return &types.Array{Elem: elem, Len: n}
	}
	if s, ok := want.(*types.Slice); ok {
		return s
	}
	return named(c.universe.vec, elem)
}

// mapExpr is `{"a": 1}`.
func (c *Checker) mapExpr(e *ast.MapExpr, want types.Type) types.Type {
	var k, v types.Type = c.fresh(e), c.fresh(e)
	if n, ok := want.(*types.Named); ok && n.Def == c.universe.hashMap {
		k, v = n.Args[0], n.Args[1]
	}
	for _, entry := range e.Entries {
		c.check(entry.Key, k)
		c.check(entry.Value, v)
	}
	return named(c.universe.hashMap, k, v)
}

// rangeExpr is `a..b` outside of an index.
func (c *Checker) rangeExpr(e *ast.RangeExpr, want types.Type) types.Type {
	if e.Lo == nil || e.Hi == nil {
		c.report(e, diag.BadIndex, "a range without an end stands only between `[` and `]`")
		return invalid
	}
	var elem types.Type
	if n, ok := want.(*types.Named); ok && n.Def == c.universe.ranges {
		elem = n.Args[0]
	}
	before := len(c.diags)
	t := c.operands(e.Lo, e.Hi, elem)
	if t == nil {
		lo, hi := c.normalize(c.info.Types[e.Lo]), c.normalize(c.info.Types[e.Hi])
		if t = wider(lo, hi); t == nil {
			if len(c.diags) == before && !isInvalid(lo) && !isInvalid(hi) {
				c.report(e, diag.TypeMismatch, "a range from `%s` to `%s`: both ends must be of one type", lo, hi)
			}
			return invalid
		}
	}
	c.demand(e, t, "a range needs integers", types.IsInteger)
	return named(c.universe.ranges, t)
}

// wider is the integer type that holds the values of both, which have the same sign; nil if
// there is none.
func wider(a, b types.Type) types.Type {
	switch {
	case !types.IsInteger(a) || !types.IsInteger(b) || types.IsUnsigned(a) != types.IsUnsigned(b):
		return nil
	case types.Bits(a) >= types.Bits(b):
		return a
	}
	return b
}

// demand checks that t, perhaps known only later, is a type for which ok holds.
func (c *Checker) demand(at ast.Node, t types.Type, message string, ok func(types.Type) bool) {
	t = c.normalize(t)
	if v, unknown := t.(*types.Var); unknown {
		switch {
		case v.Lit == types.IntLiteral && ok(i64), v.Lit == types.FloatLiteral && ok(types.Of(types.F64)):
			return
		case !c.fn.root.last:
			c.fn.root.checks = append(c.fn.root.checks, func() { c.demand(at, t, message, ok) })
			return
		}
	}
	if !isInvalid(t) && !types.Is(t, types.Never) && !ok(t) {
		c.report(at, diag.BadOperator, "%s, found `%s`", message, t)
	}
}

// index is `x[i]` or `x[a..b]`, read.
func (c *Checker) index(e *ast.IndexExpr) types.Type { return c.indexed(e, false) }

// indexed is the type of `x[i]`; of a map it is what is stored if it is assigned.
func (c *Checker) indexed(e *ast.IndexExpr, assigned bool) types.Type {
	x := c.settled(c.expr(e.X, nil))
	if r, ok := e.Index.(*ast.RangeExpr); ok {
		return c.slice(e, r, x)
	}
	elem := c.itemOf(x)
	if n, ok := x.(*types.Named); ok && n.Def == c.universe.hashMap {
		c.check(e.Index, n.Args[0])
		if assigned {
			return n.Args[1]
		}
		return named(c.universe.option, n.Args[1])
	}
	switch {
	case isInvalid(x):
		c.expr(e.Index, nil)
		return invalid
	case types.Is(x, types.String):
		c.position(e.Index, i64)
		return character
	case types.Is(x, types.Bytes):
		c.position(e.Index, i64)
		return types.Of(types.U8)
	case elem != nil && types.DefOf(x) != c.universe.hashSet && types.DefOf(x) != c.universe.ranges:
		c.position(e.Index, i64)
		return elem
	}
	if m := c.method(x, "at"); m.fn != nil && c.implements(x, &types.TraitRef{Trait: c.universe.index.Trait}) {
		call := &Call{Recv: e.X}
		t := c.invoke(e, call, m, x, []ast.Expr{e.Index}, nil)
		c.info.Indexes[e] = call
		return t
	}
	c.expr(e.Index, nil)
	if types.Is(x, types.Never) {
		return never
	}
	d := c.report(e, diag.BadIndex, "cannot index into `%s`", x)
	if l, ok := e.Index.(*ast.Literal); ok && isInteger(l.Text) && c.hasField(x, l.Text) {
		help(d, "a part of a tuple is `%s.%s`", c.text(e.X), l.Text)
		fix(d, "write `."+l.Text+"`", c.cutFor(e.X.End(), e.End(), "."+l.Text))
	}
	return invalid
}

// position checks an index: an i64, or a narrower signed integer.
func (c *Checker) position(e ast.Expr, want types.Type) types.Type {
	got := c.expr(e, want)
	switch types.KindOf(got) {
	case types.I8, types.I16, types.I32:
		return got
	}
	return c.assign(e, got, want)
}

// slice is `x[a..b]`.
func (c *Checker) slice(e *ast.IndexExpr, r *ast.RangeExpr, x types.Type) types.Type {
	for _, bound := range []ast.Expr{r.Lo, r.Hi} {
		if bound != nil {
			c.check(bound, i64)
		}
	}
	c.record(r, named(c.universe.ranges, i64))
	switch {
	case isInvalid(x):
		return invalid
	case types.Is(x, types.String), types.Is(x, types.Bytes), types.DefOf(x) == c.universe.vec:
		return x
	}
	switch x := x.(type) {
	case *types.Array:
		return named(c.universe.vec, x.Elem)
	case *types.Slice:
		return named(c.universe.vec, x.Elem)
	}
	c.report(e, diag.BadIndex, "cannot take a slice of `%s`: only of a Vec, a string or bytes", x)
	return invalid
}

// settled is t for what must be known at once. An unknown literal is still a literal.
func (c *Checker) settled(t types.Type) types.Type {
	t = c.normalize(t)
	if v, ok := t.(*types.Var); ok && v.Lit == types.NoLiteral {
		c.progress()
		t = c.normalize(t)
	}
	return t
}
