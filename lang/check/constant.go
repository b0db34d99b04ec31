package check

// This file finds the values of integer constants, for those that no run could give.

import (
	"math/big"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// constantRuns reports what is in the value of a constant although it runs beside it or waits.
func (c *Checker) constantRuns(k *Const, n ast.Node) bool {
	what := ""
	switch n.(type) {
	case *ast.SelectExpr:
		what = "`select`"
	case *ast.ScopeExpr, *ast.ForkExpr:
		what = "`scope`"
	case *ast.GenExpr:
		what = "`gen`"
	case *ast.SpawnExpr, *ast.ActorExpr:
		what = "an actor"
	default:
		return false
	}
	c.report(n, diag.BadConst, "the value of constant `%s` is made of literals, constants and operators, not of %s", k.Name, what)
	return true
}

// constantInt notes the value of an integer constant, and reports an operation in it that has none.
func (c *Checker) constantInt(k *Const) {
	if k.Decl.Value == nil || !types.IsInteger(k.Type) {
		return
	}
	if n, ok := c.intValue(k.Decl.Value); ok {
		k.value = n
	}
}

// intValue is the value of an expression of integer literals, constants and operators. It reports
// the innermost operation that would trap.
func (c *Checker) intValue(e ast.Expr) (*big.Int, bool) {
	switch e := e.(type) {
	case *ast.TupleExpr:
		if len(e.Elems) == 1 {
			return c.intValue(e.Elems[0])
		}
	case *ast.Name, *ast.FieldExpr:
		if k, ok := c.info.Uses[e].(*Const); ok && k.value != nil {
			return k.value, true
		}
	case *ast.UnaryExpr:
		if n, ok := c.intValue(e.X); ok && e.Op == "-" {
			return c.ranged(e, new(big.Int).Neg(n))
		}
	case *ast.BinaryExpr:
		return c.intOperation(e)
	case *ast.Literal:
		if n, ok := c.constant(e); ok {
			return n, types.IsInteger(c.info.Types[e])
		}
	}
	return nil, false
}

func (c *Checker) intOperation(e *ast.BinaryExpr) (*big.Int, bool) {
	a, ok := c.intValue(e.Left)
	b, known := c.intValue(e.Right)
	if !ok || !known {
		return nil, false
	}
	switch n := new(big.Int); e.Op {
	case "+":
		return c.ranged(e, n.Add(a, b))
	case "-":
		return c.ranged(e, n.Sub(a, b))
	case "*":
		return c.ranged(e, n.Mul(a, b))
	case "/", "%":
		if b.Sign() == 0 {
			c.report(e, diag.BadConst, "a constant cannot be divided by zero")
			return nil, false
		}
		if e.Op == "/" {
			return c.ranged(e, n.Quo(a, b))
		}
		return n.Rem(a, b), true
	}
	return nil, false
}

// ranged is n if the type of e has it.
func (c *Checker) ranged(e ast.Expr, n *big.Int) (*big.Int, bool) {
	t := c.info.Types[e]
	if !types.IsInteger(t) {
		return nil, false
	}
	if !fits(n, t) {
		lo, hi := bounds(t)
		d := c.report(e, diag.BadConst, "the value of this is %s, which does not fit `%s`", n, t)
		help(d, "`%s` goes from %s to %s", t, lo, hi)
		return nil, false
	}
	return n, true
}
