package format

// This file leaves out parentheses that change nothing. Those around operators of bits stay, since readers
// expect another precedence.

import (
	"sort"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/parser"
)

// parens says which parentheses stay.
type parens uint8

const (
	onlyNeeded   parens = iota // those that change something, as far as their surroundings show
	keepCompared               // those around `<` as well: a `>` that follows could make it begin type arguments
	keepAll                    // all
)

// whole writes an expression that ends where it stands: at a comma, a bracket, a semicolon.
func (p *printer) whole(x ast.Expr) { p.expr(p.strip(x, plainExpr)) }

// head writes an expression before a `{` that is not its own.
func (p *printer) head(x ast.Expr) {
	p.expr(p.strip(x, func(x ast.Expr) bool { return plainExpr(x) && !hasBrace(x) }))
}

// leading writes an expression that begins where a block could begin too.
func (p *printer) leading(x ast.Expr) {
	p.expr(p.strip(x, func(x ast.Expr) bool { return plainExpr(x) && beginsPlain(x) }))
}

// operand writes the left or right operand of an operator.
func (p *printer) operand(x ast.Expr, op string, right bool) {
	p.expr(p.strip(x, func(x ast.Expr) bool {
		switch x := x.(type) {
		case *ast.BinaryExpr:
			inner, outer := parser.Precedence(x.Op), parser.Precedence(op)
			if strings.HasPrefix(op, "..") {
				return inner >= parser.Precedence("<<")
			}
			return (inner > outer || inner == outer && !right) && (x.Op == op || !ofBits(x.Op) && !ofBits(op))
		case *ast.CastExpr:
			return !strings.HasPrefix(op, "<")
		case *ast.UnaryExpr:
			return true
		}
		return isPostfix(x)
	}))
}

// unaryOperand writes what stands after `!` and the like.
func (p *printer) unaryOperand(x ast.Expr) {
	p.expr(p.strip(x, func(x ast.Expr) bool {
		_, literal := x.(*ast.Literal)
		return isPostfix(x) && !literal
	}))
}

// receiver writes what stands before a `.` and the like.
func (p *printer) receiver(x ast.Expr) {
	p.expr(p.strip(x, func(x ast.Expr) bool {
		switch x.(type) {
		case *ast.Name, *ast.CallExpr, *ast.IndexExpr, *ast.TryExpr:
			return true
		}
		return false
	}))
}

// ofBits tells whether an operator is one that combines bits.
func ofBits(op string) bool { return op == "&" || op == "|" || op == "^" }

// plainExpr tells whether x needs no parentheses where it ends at a mark.
func plainExpr(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.BinaryExpr, *ast.UnaryExpr, *ast.CastExpr, *ast.RangeExpr, *ast.StructExpr:
		return true
	case *ast.TupleExpr:
		return len(x.Elems) != 1
	case *ast.ArrayExpr, *ast.BytesExpr, *ast.ContextVariant:
		return true
	}
	return isPostfix(x)
}

// isPostfix tells whether x binds as tightly as a name.
func isPostfix(x ast.Expr) bool {
	switch x.(type) {
	case *ast.Name, *ast.Literal, *ast.FString, *ast.ThisExpr, *ast.CallExpr, *ast.FieldExpr, *ast.IndexExpr, *ast.TryExpr:
		return true
	}
	return false
}

// hasBrace tells whether a `{` stands in x, outside of strings.
func hasBrace(x ast.Node) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FString:
			return false
		case *ast.Block, *ast.StructExpr, *ast.MapExpr, *ast.MatchExpr, *ast.SelectExpr, *ast.JoinExpr, *ast.EmitExpr:
			found = true
		}
		return !found
	})
	return found
}

// beginsPlain tells whether the first token of x, perhaps after a parenthesis, cannot begin or go on a
// statement of another kind.
func beginsPlain(x ast.Expr) bool {
	for {
		switch y := ast.Unparen(x).(type) {
		case *ast.BinaryExpr:
			x = y.Left
		case *ast.CastExpr:
			x = y.X
		case *ast.FieldExpr:
			x = y.X
		case *ast.CallExpr:
			x = y.Func
		case *ast.IndexExpr:
			x = y.X
		case *ast.TryExpr:
			x = y.X
		case *ast.StructExpr:
			x = y.Type
		case *ast.Name, *ast.Literal, *ast.FString, *ast.ThisExpr:
			return true
		default:
			return false
		}
	}
}

// compares tells whether x has a `<` that is an operator.
func compares(x ast.Node) (found bool) {
	ast.Inspect(x, func(n ast.Node) bool {
		b, ok := n.(*ast.BinaryExpr)
		found = found || ok && b.Op == "<"
		return !found
	})
	return found
}

// strip gives what stands in the parentheses around x, and drops them, if they are redundant.
func (p *printer) strip(x ast.Expr, redundant func(ast.Expr) bool) ast.Expr {
	inner := ast.Unparen(x)
	if p.parens == keepAll || inner == x || x.Start() == p.stays || !redundant(inner) || p.parens == keepCompared && compares(inner) {
		return x
	}
	var layers []*ast.TupleExpr
	for y := x; y != inner; {
		t := y.(*ast.TupleExpr)
		if p.lastComma(t) {
			return x
		}
		layers = append(layers, t)
		y = t.Elems[0]
	}
	for _, t := range layers {
		p.drop("(")
		p.dropAt(t.End() - len(")"))
	}
	return inner
}

// dropAt leaves out the token at offset.
func (p *printer) dropAt(offset int) {
	i := sort.Search(len(p.toks), func(i int) bool { return p.toks[i].Start() >= offset })
	p.toks[i].Type = dropped
}
