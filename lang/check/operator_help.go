package check

// This file says what was meant by operators whose sides do not go together.

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/types"
)

// helpSides is about two numbers of different types: that of the narrower type is converted, an integer
// beside a float in any case.
func (c *Checker) helpSides(d *diag.Diagnostic, e *ast.BinaryExpr, lt, rt types.Type) {
	switch {
	case types.IsFloat(lt) && !types.IsFloat(rt):
		c.helpNumber(d, e.Right, rt, lt)
	case types.IsFloat(rt) && !types.IsFloat(lt):
		c.helpNumber(d, e.Left, lt, rt)
	case types.IsUnsigned(lt) != types.IsUnsigned(rt):
		help(d, "convert one of them: `… as i64` holds both, but for a `u64` above the largest i64")
	case types.Bits(lt) < types.Bits(rt):
		c.helpNumber(d, e.Left, lt, rt)
	default:
		c.helpNumber(d, e.Right, rt, lt)
	}
}

// helpConcat is about a string and something else.
func (c *Checker) helpConcat(d *diag.Diagnostic, e *ast.BinaryExpr, lt, rt types.Type) {
	other, t := e.Right, rt
	if !types.Is(lt, types.String) {
		other, t = e.Left, lt
	}
	if e.Op == "%" && types.Is(lt, types.String) {
		help(d, "a string is made of values by `f\"{x} and {y}\"`")
		return
	}
	if e.Op == "*" && isNumeric(t) && !types.IsFloat(t) {
		text := c.text(e.Left)
		if other == e.Left {
			text = c.text(e.Right)
		}
		call := text + ".repeat(" + c.text(other) + ")"
		help(d, "write `%s`", call)
		return
	}
	if e.Op != "+" || !c.shows(t) {
		help(d, "make a string of both: `f\"{…}{…}\"`")
		return
	}
	help(d, "make a string of the other one: `to_string(…)`, or of both: `f\"{…}{…}\"`")
	fix(d, "write `to_string(…)`", c.wrap(other, "to_string(", ")")...)
}

// helpBytes reports operators that other languages have for buffers and texts.
func (c *Checker) helpBytes(e *ast.BinaryExpr, t types.Type) bool {
	t = c.normalize(t)
	switch {
	case e.Op == "+" && (types.Is(t, types.Bytes) || types.DefOf(t) == c.universe.vec):
		d := c.report(e, diag.BadOperator, "`+` needs numbers or strings, found `%s`", t)
		help(d, "`a.append(b)` adds the elements of another one at the end")
	case e.Op == "%" && types.Is(t, types.String):
		d := c.report(e, diag.BadOperator, "`%%` needs numbers, found `string`")
		help(d, "a string is made of values by `f\"{x} and {y}\"`")
	default:
		return false
	}
	return true
}

// helpCompare is about values that cannot be compared.
func (c *Checker) helpCompare(d *diag.Diagnostic, e *ast.BinaryExpr, lt, rt types.Type) {
	switch {
	case isNumeric(lt) && isNumeric(rt):
		c.helpSides(d, e, lt, rt)
	case c.mayFail(lt) && c.fits(lt.(*types.Named).Args[0], rt), c.mayFail(rt) && c.fits(rt.(*types.Named).Args[0], lt):
		help(d, "take out what is in it: `match` tells the cases apart, `unwrap_or(…)` has a value for the other one")
	case types.Is(lt, types.Char) && types.Is(rt, types.String):
		c.helpLiteral(d, e.Right, lt)
	case types.Is(lt, types.String) && types.Is(rt, types.Char):
		c.helpLiteral(d, e.Right, lt)
	case types.Is(lt, types.Bool) && isNumeric(rt):
		if chained, ok := ast.Unparen(e.Left).(*ast.BinaryExpr); ok && slices.Contains(comparisons, chained.Op) {
			help(d, "each comparison stands for itself: `a %s b && b %s c`", chained.Op, e.Op)
			return
		}
		c.helpLiteral(d, e.Right, lt)
	case types.Is(lt, types.Bytes) && types.Is(rt, types.String):
		c.helpBuffer(d, e.Left, e.Right)
	case types.Is(lt, types.String) && types.Is(rt, types.Bytes):
		c.helpBuffer(d, e.Right, e.Left)
	case types.Is(lt, types.U8) && (types.Is(rt, types.Char) || types.Is(rt, types.String)):
		c.helpByte(d, e.Left, e.Right)
	case types.Is(rt, types.U8) && (types.Is(lt, types.Char) || types.Is(lt, types.String)):
		c.helpByte(d, e.Right, e.Left)
	}
}

// comparisons are the operators that compare.
var comparisons = []string{"<", "<=", ">", ">=", "==", "!="}

// helpBuffer is about a buffer that is compared with text.
func (c *Checker) helpBuffer(d *diag.Diagnostic, buffer, text ast.Expr) {
	if l, ok := text.(*ast.Literal); ok && strings.HasPrefix(c.text(l), "\"") {
		help(d, "a literal of bytes is `b\"…\"`: write `b%s`", c.text(l))
		fix(d, "write `b`", diag.Edit{Span: source.Span{File: c.here.Source, Start: l.Start(), End: l.Start()}, Text: "b"})
		return
	}
	help(d, "compare texts, `%s.to_string()`, or bytes, `%s.to_bytes()`", c.text(buffer), c.text(text))
}

// helpByte is about a byte that is compared with a character.
func (c *Checker) helpByte(d *diag.Diagnostic, value, char ast.Expr) {
	l, ok := char.(*ast.Literal)
	if !ok {
		help(d, "a byte is a number: `%s as i64`", c.text(value))
		return
	}
	if inner := strings.Trim(c.text(l), `"'`); len(inner) == 1 && inner[0] < 0x80 && inner[0] != '\\' {
		help(d, "a byte is a number: write `%d` for `%s`", inner[0], inner)
		fix(d, fmt.Sprintf("write `%d`", inner[0]), c.edit(l, strconv.Itoa(int(inner[0]))))
	}
}

// helpCast is about casts between types that are not both numbers.
func (c *Checker) helpCast(d *diag.Diagnostic, e *ast.CastExpr, from, to types.Type) {
	switch {
	case types.Is(to, types.String):
		c.helpString(d, e.X, from)
		switch {
		case types.Is(from, types.Bytes):
			d.Fixes = nil
		case len(d.Fixes) == 1:
			d.Fixes[0].Edits = []diag.Edit{c.edit(e, "to_string("+c.text(e.X)+")")}
		}
	case types.Is(from, types.String):
		c.helpParse(d, e.X, to)
		d.Fixes = nil
	}
}

// nullComparison reports a comparison with what other languages call an absent value: of an Option it
// is a question, any other value is always there.
func (c *Checker) nullComparison(e *ast.BinaryExpr) bool {
	value, null := e.Left, c.nullName(e.Right)
	if null == nil {
		value, null = e.Right, c.nullName(e.Left)
	}
	if null == nil || e.Op != "==" && e.Op != "!=" {
		return false
	}
	t := c.settled(c.expr(value, nil))
	c.record(null, invalid)
	d := c.report(null, diag.UnknownName, "undefined variable or function `%s`", null.Name)
	switch def := types.DefOf(t); {
	case def != nil && def == c.universe.option:
		ask := "is_none()"
		if e.Op == "!=" {
			ask = "is_some()"
		}
		help(d, "an `Option` tells by `.%s` whether there is a value; `if let Some(x) = … { … }` takes it out", ask)
		fix(d, "write `."+ask+"`", c.edit(e, c.text(value)+"."+ask))
		if n, ok := value.(*ast.Name); ok {
			if l := c.local(n.Name); l != nil {
				l.doubtful = true
			}
		}
	case isInvalid(t):
	default:
		help(d, "a `%s` is always there; `Option<%s>` is one that may be absent: `Some(value)` or `None`", t, t)
	}
	return true
}

// nullName is e if it is a name for an absent value, and means nothing here.
func (c *Checker) nullName(e ast.Expr) *ast.Name {
	n, ok := e.(*ast.Name)
	if !ok || !isNull(n.Name) || c.local(n.Name) != nil || c.state(n) != nil || c.object(n.Name) != nil {
		return nil
	}
	return n
}

// dereference is about `*x`, which is half of `a ** x` if another `*` stands before it.
func (c *Checker) dereference(e *ast.UnaryExpr) {
	before := strings.TrimRight(c.here.Source.Text[:e.Start()], " ")
	if strings.HasSuffix(before, "*") {
		d := c.unsupported(e, "`**`", "a power of floats is `math.pow(a, b)`")
		d.Message = "Hew has no `**`"
		return
	}
	d := c.unsupported(e, "`*` before a value", "there are no references: leave the `*` out")
	fix(d, "remove the `*`", c.cut(e.Start(), e.X.Start()))
}
