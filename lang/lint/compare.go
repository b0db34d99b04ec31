package lint

// This file warns of comparisons that have the same answer for every value.

import (
	"math/big"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/token"
	"hewq/lang/types"
)

// mirrored are comparisons with their sides exchanged.
var mirrored = map[string]string{"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}

// constantComparison warns of a comparison whose answer is known.
func (l *linter) constantComparison(e *ast.BinaryExpr) {
	var why string
	var always bool
	var known bool
	switch e.Op {
	case "==", "!=":
		l.plainText(e.Left)
		l.plainText(e.Right)
		always, why, known = l.withItself(e)
	case "<", "<=", ">", ">=":
		if always, why, known = l.withItself(e); !known {
			always, why, known = l.withLimit(e.Left, e.Op, e.Right)
		}
		if !known {
			always, why, known = l.withLimit(e.Right, mirrored[e.Op], e.Left)
		}
	case "&&", "||":
		always, why, known = l.excluded(e)
	case "is":
		if l.info.TypeTests[e] {
			always, why, known = true, "the value has the type `"+l.text(e.Right)+"`", true
		}
	}
	if !known {
		return
	}
	answer := "false"
	if always {
		answer = "true"
	}
	d := l.report(l.span(e), diag.ConstantComparison, "this is always "+answer+": "+why)
	d.Label = "always " + answer
}

// withItself looks at a comparison of a value with itself. One of floats tells whether it is a number.
func (l *linter) withItself(e *ast.BinaryExpr) (always bool, why string, known bool) {
	t, basic := types.Resolve(l.info.Types[e.Left]).(*types.Basic)
	if !basic || types.IsFloat(t) || !l.same(e.Left, e.Right) {
		return false, "", false
	}
	return e.Op == "==" || len(e.Op) == 2 && e.Op != "!=", "both sides are `" + l.text(e.Left) + "`", true
}

// same tells whether two expressions are the same variable, or the same field of it.
func (l *linter) same(a, b ast.Expr) bool {
	a, b = ast.Unparen(a), ast.Unparen(b)
	switch x := a.(type) {
	case *ast.Name:
		y, ok := b.(*ast.Name)
		if !ok || x.Name != y.Name {
			return false
		}
		if f, ok := l.info.State[x]; ok {
			g, ok := l.info.State[y]
			return ok && f.Name == g.Name
		}
		_, variable := l.info.Uses[x].(*check.Local)
		return variable && l.info.Uses[x] == l.info.Uses[y]
	case *ast.FieldExpr:
		y, ok := b.(*ast.FieldExpr)
		return ok && x.Name == y.Name && !x.Colons && l.same(x.X, y.X)
	}
	return false
}

// withLimit looks at a comparison of x with the least or the greatest value that x can have.
func (l *linter) withLimit(x ast.Expr, op string, limit ast.Expr) (always bool, why string, known bool) {
	n, ok := integer(limit)
	if !ok {
		return false, "", false
	}
	least, most, what := l.limits(x)
	switch {
	case least != nil && n.Cmp(least) == 0 && (op == ">=" || op == "<"):
		return op == ">=", what + " is never less than " + n.String(), true
	case least != nil && n.Cmp(least) < 0 && strings.ContainsAny(op, "<>"):
		return op[0] == '>', what + " is never less than " + least.String(), true
	case most != nil && n.Cmp(most) == 0 && (op == "<=" || op == ">"):
		return op == "<=", what + " is never more than " + n.String(), true
	}
	return false, "", false
}

// limits are the least and the greatest value that x can have, nil for those that do not matter, with
// words for what x is.
func (l *linter) limits(x ast.Expr) (least, most *big.Int, what string) {
	t := l.info.Types[x]
	if call, ok := ast.Unparen(x).(*ast.CallExpr); ok && l.counts(call) {
		return new(big.Int), nil, "a length"
	}
	bits := types.Bits(t)
	if !types.IsInteger(t) || bits == 0 {
		return nil, nil, ""
	}
	one := big.NewInt(1)
	if types.IsUnsigned(t) {
		return new(big.Int), new(big.Int).Sub(new(big.Int).Lsh(one, uint(bits)), one), "a value of type `" + t.String() + "`"
	}
	most = new(big.Int).Sub(new(big.Int).Lsh(one, uint(bits-1)), one)
	return new(big.Int).Not(most), most, "a value of type `" + t.String() + "`"
}

// counts tells whether a call gives how much there is of something.
func (l *linter) counts(call *ast.CallExpr) bool {
	c := l.info.Calls[call]
	return c != nil && c.Func != nil && c.Func.Module != nil && c.Func.Module.Embedded() &&
		(c.Func.Name == "len" || c.Func.Name == "length")
}

// integer is the value of an integer literal, which may have a minus.
func integer(e ast.Expr) (*big.Int, bool) {
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == "-" {
		n, ok := integer(u.X)
		if !ok {
			return nil, false
		}
		return new(big.Int).Neg(n), true
	}
	lit, ok := e.(*ast.Literal)
	if !ok || lit.Kind() != token.Int {
		return nil, false
	}
	n, err := token.DecodeInt(lit.Text)
	return new(big.Int).SetUint64(n), err == nil
}

// excluded looks at `x != a || x != b` and `x == a && x == b`, of two literals that are not the same.
func (l *linter) excluded(e *ast.BinaryExpr) (always bool, why string, known bool) {
	op := "=="
	if e.Op == "||" {
		op = "!="
	}
	a, ok := ast.Unparen(e.Left).(*ast.BinaryExpr)
	b, also := ast.Unparen(e.Right).(*ast.BinaryExpr)
	if !ok || !also || a.Op != op || b.Op != op || !l.same(a.Left, b.Left) {
		return false, "", false
	}
	if _, basic := types.Resolve(l.info.Types[a.Left]).(*types.Basic); !basic {
		return false, "", false
	}
	x, ok := ast.Unparen(a.Right).(*ast.Literal)
	y, also := ast.Unparen(b.Right).(*ast.Literal)
	if !ok || !also || x.Text == y.Text || x.Kind() != y.Kind() || !tellsApart(x, y) {
		return false, "", false
	}
	if e.Op == "||" {
		return true, "`" + l.text(a.Left) + "` differs from one of the two", true
	}
	return false, "`" + l.text(a.Left) + "` cannot be both", true
}

// tellsApart tells whether two literals of a kind that are written differently are different values.
func tellsApart(x, y *ast.Literal) bool {
	switch x.Kind() {
	case token.Int:
		a, err := token.DecodeInt(x.Text)
		b, also := token.DecodeInt(y.Text)
		return err == nil && also == nil && a != b
	case token.String:
		a, err := token.DecodeString(x.Text)
		b, also := token.DecodeString(y.Text)
		return err == nil && also == nil && a != b
	case token.Char:
		a, err := token.DecodeChar(x.Text)
		b, also := token.DecodeChar(y.Text)
		return err == nil && also == nil && a != b
	}
	return false
}
