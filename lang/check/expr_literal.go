package check

// This file checks literals and f-strings, and computes constants.

import (
	"math"
	"math/big"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/token"
	"hewq/lang/types"
)

// literal finds the type of a literal. A number takes the type that is wanted.
func (c *Checker) literal(e *ast.Literal, want types.Type) types.Type {
	text := e.Text
	switch {
	case text == "true" || text == "false":
		return boolean
	case text == "":
		return invalid
	case text[0] == '"' || strings.HasPrefix(text, `r"`) || strings.HasPrefix(text, `r#`):
		return str
	case strings.HasPrefix(text, `b"`):
		return types.Of(types.Bytes)
	case strings.HasPrefix(text, `re"`):
		c.unsupported(e, "regex literals", "")
		return invalid
	case text[0] == '\'':
		return character
	case isDuration(text):
		return types.Of(types.Duration)
	}
	lit := types.IntLiteral
	if isFloat(text) {
		lit = types.FloatLiteral
	}
	if want != nil {
		switch w := types.Resolve(want).(type) {
		case *types.Basic:
			if lit == types.IntLiteral && types.IsInteger(w) {
				c.fitting(e, w)
				return w
			}
			if types.IsFloat(w) {
				return w
			}
		}
	}
	v := c.freshLit(e, lit)
	if n, ok := small(text); lit == types.IntLiteral && (!ok || n > math.MaxInt8 || c.negated[e]) {
		c.later(func() { c.fitting(e, c.final(v)) })
	}
	return v
}

// fitting checks that an integer literal fits its type. What follows a minus may be larger
// by one: negative literals are checked by unary.
func (c *Checker) fitting(e *ast.Literal, t types.Type) {
	if !types.IsInteger(t) {
		return
	}
	if n, ok := small(e.Text); ok && n>>(types.Bits(t)-1) == 0 && !(types.IsUnsigned(t) && c.negated[e]) {
		return
	}
	n, ok := parseInt(e.Text)
	if !ok || n.BitLen() > 64 {
		return // the parser has said so
	}
	if c.negated[e] {
		n = new(big.Int).Neg(n)
	}
	if !fits(n, t) {
		lo, hi := bounds(t)
		d := c.report(e, diag.BadLiteral, "`%s` does not fit `%s`", n, t)
		help(d, "`%s` goes from %s to %s", t, lo, hi)
	}
}

// bounds are the least and the greatest value of an integer type.
func bounds(t types.Type) (lo, hi *big.Int) {
	bits := uint(types.Bits(t))
	one := big.NewInt(1)
	if types.IsUnsigned(t) {
		return new(big.Int), new(big.Int).Sub(new(big.Int).Lsh(one, bits), one)
	}
	half := new(big.Int).Lsh(one, bits-1)
	return new(big.Int).Neg(half), new(big.Int).Sub(half, one)
}

func fits(n *big.Int, t types.Type) bool {
	lo, hi := bounds(t)
	return n.Cmp(lo) >= 0 && n.Cmp(hi) <= 0
}

// small is the value of a decimal literal that is so short that it needs no big number.
func small(text string) (n uint64, ok bool) {
	const digits = 18
	if len(text) > digits || isHex(text) {
		return 0, false
	}
	for i := range len(text) {
		switch d := text[i]; {
		case '0' <= d && d <= '9':
			n = n*10 + uint64(d-'0')
		case d != '_':
			return 0, false
		}
	}
	return n, true
}

// parseInt reads an integer literal. A leading zero means nothing.
func parseInt(text string) (*big.Int, bool) {
	text = strings.ReplaceAll(text, "_", "")
	if isHex(text) {
		return new(big.Int).SetString(text, 0)
	}
	return new(big.Int).SetString(text, 10)
}

// isHex tells whether an integer literal is not decimal.
func isHex(text string) bool {
	return len(text) > 1 && text[0] == '0' && strings.IndexByte("xXbBoO", text[1]) >= 0
}

func isDuration(text string) bool {
	last := text[len(text)-1]
	return !isHex(text) && (last == 's' || last == 'm' || last == 'h')
}

func isFloat(text string) bool {
	return !isHex(text) && strings.ContainsAny(text, ".eE")
}

// constant is the value of an expression of integer literals.
func (c *Checker) constant(e ast.Expr) (*big.Int, bool) {
	switch e := e.(type) {
	case *ast.Literal:
		if e.Text != "" && e.Text[0] >= '0' && e.Text[0] <= '9' && !isFloat(e.Text) && !isDuration(e.Text) {
			return parseInt(e.Text)
		}
	case *ast.UnaryExpr:
		if e.Op == "-" {
			if n, ok := c.constant(e.X); ok {
				return new(big.Int).Neg(n), true
			}
		}
	case *ast.TupleExpr:
		if len(e.Elems) == 1 {
			return c.constant(e.Elems[0])
		}
	}
	return nil, false
}

// fstring checks that what an f-string shows can be shown.
func (c *Checker) fstring(e *ast.FString) types.Type {
	for _, p := range e.Parts {
		if p.X == nil {
			continue
		}
		t := c.expr(p.X, nil)
		if p.Debug {
			c.unsupported(p, "`{…:?}`", "write `{…}` for what implements `Display`, or show the parts one by one")
			continue
		}
		c.oblige(p.X, t, &types.TraitRef{Trait: c.universe.display.Trait}, "an f-string")
	}
	return str
}

// unquote is the text that a string literal stands for. Other literals stand for themselves.
func unquote(text string) string {
	if strings.HasPrefix(text, `"`) || strings.HasPrefix(text, `r"`) {
		if s, err := token.DecodeString(text); err == nil { // or the parser has said so
			return s
		}
	}
	return text
}
