package check

// This file checks the operator `is`.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// identity is `a is b`, which tells whether both are the same object, or `a is T`, which tells
// that a is of the type that it has.
func (c *Checker) identity(e *ast.BinaryExpr) types.Type {
	lt := c.settled(c.expr(e.Left, nil))
	rt, test := c.testedType(e.Right)
	if !test {
		rt = c.settled(c.expr(e.Right, nil))
	}
	if isInvalid(lt) || isInvalid(rt) {
		return boolean
	}
	switch {
	case !c.identified(e.Left, lt, test) || !c.identified(e.Right, rt, test): // reported
	case !c.unify(lt, rt):
		d := c.report(e, diag.TypeMismatch, "both sides of `is` are of one type, not of `%s` and `%s`", lt, rt)
		if test {
			d.Message = "`is` with a type needs that of its left side: found `" + lt.String() + "` and `" + rt.String() + "`"
		}
	case test:
		if _, ok := e.Left.(*ast.Name); !ok {
			c.report(e.Left, diag.BadOperator, "`is` with a type needs a name on its left side")
		}
		c.info.TypeTests[e] = true
	}
	return boolean
}

// testedType is the type that the right side of `is` names; ok is false if it is a value.
func (c *Checker) testedType(e ast.Expr) (t types.Type, ok bool) {
	name, ok := e.(*ast.Name)
	if !ok || c.local(name.Name) != nil || c.state(name) != nil {
		return nil, false
	}
	typ, ok := c.typeObject(name.Name).(*TypeName)
	if !ok {
		return nil, false
	}
	return c.applyType(name, typ, nil), true
}

// identified tells whether values of type t have an identity, and reports what has none.
func (c *Checker) identified(e ast.Expr, t types.Type, test bool) bool {
	if types.Is(t, types.Bytes) || types.Is(t, types.Never) {
		return true
	}
	if def := types.DefOf(t); def != nil {
		switch {
		case def.Shape == types.Actor, def.Shape == types.Supervisor,
			def == c.universe.vec, def == c.universe.hashMap, def == c.universe.hashSet:
			return true
		case (def.Shape == types.Record || def.Shape == types.Enum) && !def.ByValue && def != c.universe.option && def != c.universe.result:
			if !test {
				c.unsupported(e, "`is` between records or enums", "compare what tells them apart with `==`")
			}
			return test
		}
	}
	d := c.report(e, diag.BadOperator, "`is` needs values with an identity, and `%s` is a value type", t)
	upstream(d, "E_IS_VALUE_TYPE")
	help(d, "compare values with `==`")
	return false
}
