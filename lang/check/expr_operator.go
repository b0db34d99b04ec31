package check

// This file checks operators and casts.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// binary is `a op b`.
func (c *Checker) binary(e *ast.BinaryExpr, want types.Type) types.Type {
	switch e.Op {
	case "&&", "||":
		l := c.check(e.Left, boolean)
		c.check(e.Right, boolean)
		if types.Is(l, types.Never) {
			return never
		}
		return boolean
	case "==", "!=", "<", "<=", ">", ">=":
		return c.comparison(e)
	case "is":
		return c.identity(e)
	case "<<", ">>":
		return c.shift(e, want)
	}
	return c.arithmetic(e, want)
}

// operands checks that both sides are of one type and tells which, nil after a report.
func (c *Checker) operands(left, right ast.Expr, want types.Type) types.Type {
	lt := c.settled(c.expr(left, want))
	hint := lt
	if types.Is(lt, types.Never) || isInvalid(lt) {
		hint = want
	}
	rt := c.settled(c.expr(right, hint))
	switch {
	case types.Is(lt, types.Never) || types.Is(rt, types.Never):
		return never
	case isInvalid(lt) || isInvalid(rt):
		return nil
	case c.unify(lt, rt):
		return c.normalize(lt)
	case c.adopt(right, lt):
		return lt
	case c.adopt(left, rt):
		return rt
	}
	return nil
}

// arithmetic is + - * / % & | ^ and their wrapping forms.
func (c *Checker) arithmetic(e *ast.BinaryExpr, want types.Type) types.Type {
	if want != nil && !types.IsNumeric(want) && !types.Is(want, types.String) {
		want = nil
	}
	durations := c.durations(e)
	delete(c.looks, e)
	if durations {
		return c.durationOp(e)
	}
	before := len(c.diags)
	t := c.operands(e.Left, e.Right, want)
	if t == nil {
		lt, rt := c.info.Types[e.Left], c.info.Types[e.Right]
		if len(c.diags) == before && !isInvalid(lt) && !isInvalid(rt) {
			return c.mixed(e, lt, rt)
		}
		return invalid
	}
	if c.helpBytes(e, t) {
		return invalid
	}
	c.operable(e, t)
	return t
}

// operable checks that an operator exists for a type, now or once it is known.
func (c *Checker) operable(e *ast.BinaryExpr, t types.Type) {
	switch e.Op {
	case "+":
		c.demand(e, t, "`+` needs numbers or strings", func(t types.Type) bool {
			return types.IsNumeric(t) || types.Is(t, types.String) || types.Is(t, types.Duration) || c.isNum(t)
		})
	case "-", "*", "/", "%":
		c.demand(e, t, "`"+e.Op+"` needs numbers", func(t types.Type) bool {
			return types.IsNumeric(t) || types.Is(t, types.Duration) && (e.Op == "-" || e.Op == "%") || c.isNum(t)
		})
	default:
		c.demand(e, t, "`"+e.Op+"` needs integers", types.IsInteger)
	}
}

// isNum tells whether t is a parameter with the bound Num.
func (c *Checker) isNum(t types.Type) bool {
	p, ok := t.(*types.Param)
	if !ok {
		return false
	}
	for _, b := range p.Bounds {
		if b.Trait.Module == "" && b.Trait.Name == "Num" {
			return true
		}
	}
	return false
}

// mixed reports operands of different types.
func (c *Checker) mixed(e *ast.BinaryExpr, lt, rt types.Type) types.Type {
	d := c.report(e, diag.TypeMismatch, "`%s` has `%s` on its left and `%s` on its right", e.Op, lt, rt)
	if TaskResult(lt) != nil || TaskResult(rt) != nil {
		help(d, "`await` gives what a task returns")
	} else if isNumeric(lt) && isNumeric(rt) {
		c.helpSides(d, e, lt, rt)
	} else if c.mayFail(lt) || c.mayFail(rt) {
		help(d, "take out what is in it: `match` tells the cases apart, `unwrap_or(…)` has a value for the other one")
	} else if types.Is(lt, types.String) || types.Is(rt, types.String) {
		c.helpConcat(d, e, lt, rt)
	}
	return invalid
}

// mayFail tells whether t is a Result or an Option.
func (c *Checker) mayFail(t types.Type) bool {
	def := types.DefOf(t)
	return def != nil && (def == c.universe.result || def == c.universe.option)
}

// durations tells whether a side of e is a duration by its look.
func (c *Checker) durations(e *ast.BinaryExpr) bool {
	return c.looksDuration(e.Left) || c.looksDuration(e.Right)
}

func (c *Checker) looksDuration(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Literal:
		return e.Text != "" && e.Text[0] >= '0' && e.Text[0] <= '9' && isDuration(e.Text)
	case *ast.Name:
		if l := c.local(e.Name); l != nil {
			return types.Is(l.Type, types.Duration)
		}
		if k, ok := c.object(e.Name).(*Const); ok {
			return types.Is(k.Type, types.Duration)
		}
	case *ast.BinaryExpr:
		looks, known := c.looks[e] // or a long chain would take the square of its length
		if !known {
			left, right := c.looksDuration(e.Left), c.looksDuration(e.Right)
			looks = (left || right) && !(e.Op == "/" && left && right)
			c.looks[e] = looks
		}
		return looks
	case *ast.TupleExpr:
		return len(e.Elems) == 1 && c.looksDuration(e.Elems[0])
	}
	return false
}

// durationOp is arithmetic with durations, whose sides may differ.
func (c *Checker) durationOp(e *ast.BinaryExpr) types.Type {
	d := types.Of(types.Duration)
	lt, rt := c.settled(c.expr(e.Left, nil)), c.settled(c.expr(e.Right, nil))
	isInt := func(x ast.Expr, t types.Type) bool {
		if v, ok := t.(*types.Var); ok && v.Lit == types.IntLiteral {
			return c.unify(v, i64)
		}
		return types.IsInteger(t)
	}
	left, right := types.Is(lt, types.Duration), types.Is(rt, types.Duration)
	switch {
	case isInvalid(lt) || isInvalid(rt):
		return invalid
	case left && right && (e.Op == "+" || e.Op == "-" || e.Op == "%"):
		return d
	case left && right && e.Op == "/":
		return i64
	case left && (e.Op == "*" || e.Op == "/") && isInt(e.Right, rt), right && e.Op == "*" && isInt(e.Left, lt):
		return d
	}
	report := c.report(e, diag.BadOperator, "cannot apply `%s` to `%s` and `%s`", e.Op, lt, rt)
	if isInt(e.Right, rt) || isInt(e.Left, lt) {
		help(report, "make a duration of the number: `n * 1s`, `n * 1ms`")
	}
	return invalid
}

// shift is `a << n`, of the type of a.
func (c *Checker) shift(e *ast.BinaryExpr, want types.Type) types.Type {
	if want != nil && !types.IsInteger(want) {
		want = nil
	}
	t := c.settled(c.expr(e.Left, want))
	n := c.settled(c.expr(e.Right, t))
	c.demand(e.Left, t, "`"+e.Op+"` needs integers", types.IsInteger)
	c.demand(e.Right, n, "`"+e.Op+"` needs integers", types.IsInteger)
	if types.Is(t, types.Never) || types.Is(n, types.Never) {
		return never
	}
	return t
}

// comparison is == != < <= > >=.
func (c *Checker) comparison(e *ast.BinaryExpr) types.Type {
	if c.nullComparison(e) {
		return boolean
	}
	before := len(c.diags)
	t := c.operands(e.Left, e.Right, nil)
	if t == nil {
		lt, rt := c.info.Types[e.Left], c.info.Types[e.Right]
		if len(c.diags) == before && !isInvalid(lt) && !isInvalid(rt) {
			d := c.report(e, diag.TypeMismatch, "cannot compare `%s` with `%s`", lt, rt)
			c.helpCompare(d, e, lt, rt)
		}
		return boolean
	}
	c.demand(e, t, "`"+e.Op+"` is not for records, whose fields are compared one by one", func(t types.Type) bool {
		def := types.DefOf(t)
		return def == nil || def.Shape != types.Record
	})
	if def := types.DefOf(c.normalize(t)); def != nil && def.Shape == types.Record {
		return boolean
	}
	if e.Op == "==" || e.Op == "!=" {
		c.demand(e, t, "`"+e.Op+"` needs values that can be compared", c.comparable)
		return boolean
	}
	c.demand(e, t, "`"+e.Op+"` needs numbers, characters or strings", func(t types.Type) bool {
		if p, ok := t.(*types.Param); ok {
			return c.implements(p, &types.TraitRef{Trait: c.universe.names["Ord"].(*Trait).Trait}) || c.isNum(p) ||
				c.implements(p, &types.TraitRef{Trait: c.universe.names["PartialOrd"].(*Trait).Trait})
		}
		k := types.KindOf(t)
		return types.Bool <= k && k <= types.String
	})
	return boolean
}

// comparable tells whether values of t can be equal.
func (c *Checker) comparable(t types.Type) bool {
	t = c.normalize(t)
	switch t := t.(type) {
	case *types.Basic:
		return t.Kind != types.Never
	case *types.Named:
		switch t.Def.Shape {
		case types.Opaque:
			return false
		case types.Actor, types.Supervisor:
			return true // whatever they are addresses of
		}
		for _, a := range t.Args {
			if !c.comparable(a) {
				return false
			}
		}
		return true
	case *types.Tuple:
		for _, e := range t.Elems {
			if !c.comparable(e) {
				return false
			}
		}
		return true
	case *types.Array:
		return c.comparable(t.Elem)
	case *types.Slice:
		return c.comparable(t.Elem)
	case *types.Param:
		for _, name := range []string{"Eq", "PartialEq", "Ord", "PartialOrd", "Hash", "Num"} {
			if boundOf(t, c.universe.names[name].(*Trait).Trait) != nil {
				return true
			}
		}
		return false
	case *types.Func, *types.Dyn:
		return false
	}
	return true
}

// unary is `-x`, `!x`, `~x` or `clone x`.
func (c *Checker) unary(e *ast.UnaryExpr, want types.Type) types.Type {
	switch e.Op {
	case "!":
		return c.check(e.X, boolean)
	case "-":
		if l, ok := e.X.(*ast.Literal); ok {
			c.negated[l] = true
		}
		t := c.expr(e.X, want)
		c.demand(e, t, "`-` needs a number", func(t types.Type) bool { // -0 of an unsigned type fits
			return types.IsNumeric(t) || types.Is(t, types.Duration) || c.isNum(t)
		})
		return t
	case "~":
		t := c.expr(e.X, want)
		c.demand(e, t, "`~` needs an integer", types.IsInteger)
		return t
	case "clone":
		t := c.expr(e.X, want)
		c.later(func() { c.cloneable(e, c.final(t)) })
		return t
	case "await":
		return c.await(e, want)
	}
	return c.unsupportedExpr(e)
}

// cast is `x as T`.
func (c *Checker) cast(e *ast.CastExpr) types.Type {
	to := c.typ(e.Type)
	var hint types.Type
	if types.IsInteger(to) {
		if n, ok := c.constant(e.X); ok && fits(n, to) {
			hint = to
		}
	}
	from := c.expr(e.X, hint)
	if types.Is(from, types.Never) {
		return never
	}
	c.castable(e, from, to)
	return to
}

func (c *Checker) castable(e *ast.CastExpr, from, to types.Type) {
	from, to = c.normalize(from), c.normalize(to)
	if v, ok := from.(*types.Var); ok && v.Lit == types.NoLiteral && !c.fn.root.last {
		c.fn.root.checks = append(c.fn.root.checks, func() { c.castable(e, from, to) })
		return
	} else if ok && v.Lit == types.IntLiteral && types.Is(to, types.Bool) {
		c.unify(v, i64)
		return
	} else if ok && v.Lit != types.NoLiteral && types.IsNumeric(to) {
		return
	}
	switch {
	case isInvalid(from) || isInvalid(to):
	case types.IsNumeric(from) && types.IsNumeric(to):
	case types.Is(from, types.Bool) && types.IsInteger(to), types.IsInteger(from) && types.Is(to, types.Bool):
	default:
		if d, ok := to.(*types.Dyn); ok {
			c.toDyn(e.X, from, d)
			return
		}
		d := c.report(e, diag.BadCast, "cannot cast `%s` as `%s`", from, to)
		c.helpCast(d, e, from, to)
	}
}
