package check

// This file reports values of another type than is wanted, and says how to make one of the type that is.

import (
	"strings"
	"unicode/utf8"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/types"
)

// mismatch reports that e is of the wrong type.
func (c *Checker) mismatch(e ast.Node, got, want types.Type) *diag.Diagnostic {
	wanted, found := names(want, got)
	d := c.report(e, diag.TypeMismatch, "expected `%s`, found `%s`", wanted, found)
	c.misfit = e
	if x, ok := e.(ast.Expr); ok {
		c.helpConvert(d, x, got, want)
	}
	c.twins(d, want, got)
	return d
}

// helpConvert says how a value of type got becomes one of type want.
func (c *Checker) helpConvert(d *diag.Diagnostic, e ast.Expr, got, want types.Type) {
	got, want = c.normalize(got), c.normalize(want)
	switch {
	case c.helpWrap(d, e, got, want):
	case c.mayFail(got) && c.fits(got.(*types.Named).Args[0], want):
		help(d, "take out what is in it: `match` tells the cases apart, `unwrap_or(…)` has a value for the other one")
	case c.helpSibling(d, e, want):
	case TaskResult(got) != nil && c.fits(TaskResult(got), want):
		help(d, "`await` gives what a task returns")
	case types.Is(got, types.Unit):
		c.helpNoValue(d, e)
	case c.helpLiteral(d, e, want):
	case isNumeric(got) && isNumeric(want):
		c.helpNumber(d, e, got, want)
	case types.Is(want, types.String):
		c.helpString(d, e, got)
	case types.Is(got, types.String):
		c.helpParse(d, e, want)
	case types.Is(want, types.Bool) && c.helpCondition(d, got):
	case types.Is(want, types.Bool) && isNumeric(got):
		help(d, "a condition is a `bool`: `… != 0`")
	case types.Is(got, types.Duration) && types.IsInteger(want):
		help(d, "a duration is counted by `.secs()`, `.millis()`, `.micros()` or `.nanos()`")
	case types.Is(want, types.Duration) && isNumeric(got):
		help(d, "a duration has a unit, as in `5s` or `100ms`; a variable takes part in one by `n * 1s`")
	}
}

// helpCondition is about a value that other languages take for true or false.
func (c *Checker) helpCondition(d *diag.Diagnostic, got types.Type) bool {
	ask := ""
	switch def := types.DefOf(got); {
	case def != nil && def == c.universe.option:
		ask = "`.is_some()`; `if let Some(x) = …` takes the value out"
	case def != nil && def == c.universe.result:
		ask = "`.is_ok()`; `match` takes the value out"
	case def != nil && (def == c.universe.vec || def == c.universe.hashMap || def == c.universe.hashSet), types.Is(got, types.Bytes):
		ask = "`!….is_empty()`"
	default:
		return false
	}
	help(d, "a condition is a `bool`: %s", ask)
	return true
}

// helpWrap puts a value into the Option or the Result that is wanted.
func (c *Checker) helpWrap(d *diag.Diagnostic, e ast.Expr, got, want types.Type) bool {
	n, ok := want.(*types.Named)
	if !ok || !c.mayFail(want) || c.mayFail(got) {
		return false
	}
	by := "Some"
	switch {
	case n.Def == c.universe.option && c.fits(got, n.Args[0]):
	case n.Def == c.universe.result && c.fits(got, n.Args[0]):
		by = "Ok"
	case n.Def == c.universe.result && c.fits(got, n.Args[1]):
		by = "Err"
	default:
		return false
	}
	help(d, "wrap it: `%s(…)`", by)
	fix(d, "write `"+by+"(…)`", c.wrap(e, by+"(", ")")...)
	return true
}

// helpNoValue is about what gives no value where one is wanted.
func (c *Checker) helpNoValue(d *diag.Diagnostic, e ast.Expr) {
	switch e := e.(type) {
	case *ast.CallExpr:
		if call := c.info.Calls[e]; call != nil && call.Func != nil {
			note(d, c.placeOf(call.Func), "`%s` returns nothing", call.Func.Name)
		}
	case *ast.Block:
		help(d, "the value of a block is its last expression, which has no `;`")
	}
}

// helpLiteral is about a literal that is written in another way as a value of the wanted type.
func (c *Checker) helpLiteral(d *diag.Diagnostic, e ast.Expr, want types.Type) bool {
	l, ok := e.(*ast.Literal)
	if !ok || l.Text == "" {
		return false
	}
	text := ""
	switch {
	case types.Is(want, types.Bool) && l.Text == "0":
		text = "false"
	case types.Is(want, types.Bool) && l.Text == "1":
		text = "true"
	case types.Is(want, types.String) && l.Text[0] == '\'' && !strings.ContainsAny(l.Text, `"\\`):
		text = `"` + l.Text[1:len(l.Text)-1] + `"`
	case types.Is(want, types.Char) && l.Text[0] == '"' && utf8.RuneCountInString(l.Text) == 3 && l.Text != `"'"`:
		text = "'" + l.Text[1:len(l.Text)-1] + "'"
	case types.Is(want, types.String) && isInteger(l.Text):
		text = `"` + l.Text + `"`
	case types.IsInteger(want) && l.Text[0] == '"' && isInteger(strings.Trim(l.Text, `"`)):
		text = strings.Trim(l.Text, `"`)
	default:
		return false
	}
	help(d, "write `%s`", text)
	fix(d, "write `"+text+"`", c.edit(e, text))
	return true
}

// isInteger tells whether text is made of digits.
func isInteger(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// isNumeric tells whether t is a number, or a literal of which that is all that is known.
func isNumeric(t types.Type) bool {
	if v, ok := t.(*types.Var); ok {
		return v.Lit != types.NoLiteral
	}
	return types.IsNumeric(t)
}

// helpNumber converts a number.
func (c *Checker) helpNumber(d *diag.Diagnostic, e ast.Expr, got, want types.Type) {
	switch {
	case types.Is(want, types.F64) && types.IsInteger(got):
		help(d, "convert it: `%s.to_f64()`", c.short(e))
		fix(d, "write `.to_f64()`", c.methodOn(e, "to_f64()")...)
	case types.IsFloat(got) && types.IsInteger(want):
		help(d, "convert it: `… as %s`, which cuts off the fraction", want)
	case types.IsFloat(got) == types.IsFloat(want) && types.IsUnsigned(got) == types.IsUnsigned(want) && types.Bits(got) < types.Bits(want):
		help(d, "convert it: `… as %s`", want)
		fix(d, "write `as "+want.String()+"`", c.casts(e, want)...)
	default:
		help(d, "convert it: `… as %s`", want)
	}
}

// short is an expression as it stands in a sentence.
func (c *Checker) short(e ast.Expr) string {
	if text := c.text(e); len(text) <= 30 && !strings.Contains(text, "\n") {
		return text
	}
	return "(…)"
}

// helpString makes a string of a value.
func (c *Checker) helpString(d *diag.Diagnostic, e ast.Expr, got types.Type) {
	switch {
	case types.Is(got, types.Bytes):
		help(d, "bytes become text by `.to_string()`")
		fix(d, "write `.to_string()`", c.methodOn(e, "to_string()")...)
	case c.shows(got):
		help(d, "make it a string: `to_string(…)`, or `f\"{…}\"`")
		fix(d, "write `to_string(…)`", c.wrap(e, "to_string(", ")")...)
	}
}

// shows tells whether values of t can be shown.
func (c *Checker) shows(t types.Type) bool {
	if isNumeric(t) {
		return true
	}
	return !isInvalid(t) && !hasVar(t) && c.implements(t, &types.TraitRef{Trait: c.universe.display.Trait})
}

// helpParse is about text where another type is wanted.
func (c *Checker) helpParse(d *diag.Diagnostic, e ast.Expr, want types.Type) {
	_, literal := e.(*ast.Literal)
	switch {
	case literal && types.IsNumeric(want):
	case types.IsInteger(want):
		help(d, "text becomes a number by `string.to_int(…)`, or `string.try_to_int(…)`, with `import std::string;`")
	case types.IsFloat(want):
		help(d, "text becomes a number by `string.to_float(…)`, with `import std::string;`")
	case types.Is(want, types.Bytes):
		help(d, "text becomes bytes by `.to_bytes()`")
		fix(d, "write `.to_bytes()`", c.methodOn(e, "to_bytes()")...)
	case types.Is(want, types.Bool):
		help(d, "a condition is a `bool`: `!s.is_empty()`, `s == \"…\"`")
	}
}

// helpSibling is about a call of a library function, another one of which gives what is wanted of the
// same arguments: `recv_string` for `recv`.
func (c *Checker) helpSibling(d *diag.Diagnostic, e ast.Expr, want types.Type) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || c.info.Calls[call] == nil {
		return false
	}
	f := c.info.Calls[call].Func
	args := c.argTypesOf(c.info.Calls[call])
	for _, s := range c.siblings(f) {
		if s.takes(args...) && s.gives(want) {
			c.otherFunction(d, call, f, s)
			return true
		}
	}
	return false
}

// argTypesOf are the types of the arguments of a call, of the receiver first.
func (c *Checker) argTypesOf(call *Call) []types.Type {
	var all []types.Type
	if call.Recv != nil {
		all = append(all, c.known0(call.Recv))
	}
	for _, a := range call.Args {
		all = append(all, c.known0(a))
	}
	return all
}

// otherFunction says that s is meant by the call of f.
func (c *Checker) otherFunction(d *diag.Diagnostic, call *ast.CallExpr, f *Func, s *entry) {
	help(d, "`%s` does that: `%s`", s.name, declaredText(s))
	fix(d, "write `"+s.name+"`", diag.Edit{Span: c.lastName(calleeOf(call), f.Name), Text: s.name})
}

// calleeOf is what a call calls, without type arguments.
func calleeOf(call *ast.CallExpr) ast.Expr {
	if in, ok := call.Func.(*ast.InstanceExpr); ok {
		return in.X
	}
	return call.Func
}

// declaredText is the head of a function in its stub.
func declaredText(s *entry) string {
	text := source.Span{File: s.file.Source, Start: s.fn.Start(), End: s.fn.End()}.Text()
	if s.fn.Body != nil {
		text = source.Span{File: s.file.Source, Start: s.fn.Start(), End: s.fn.Body.Start()}.Text()
	}
	return strings.TrimRight(strings.TrimPrefix(text, "fn "), "; \n")
}

// siblings are the functions of the same module or type whose names are those of f with another ending,
// or that try.
func (c *Checker) siblings(f *Func) []*entry {
	if f == nil || f.Module == nil || !f.Module.unit.embedded {
		return nil
	}
	lib := c.known()
	table, owner := lib.items, ""
	if f.Owner != nil {
		n, ok := types.Resolve(f.Owner).(*types.Named)
		if !ok {
			return nil
		}
		table, owner = lib.parts, n.Def.Name
	}
	base := f.Name
	for _, ending := range []string{"_string", "_str", "_bytes"} {
		base = strings.TrimSuffix(base, ending)
	}
	var all []*entry
	for _, ending := range []string{"_string", "_str", "_bytes", "", "_u8", "_int", "_i64", "_f64", "_float", "_bool", "_strings", "_ints", "_floats", "_i32"} {
		for _, name := range []string{base + ending, "try_" + base + ending} {
			for _, e := range table[name] {
				if name != f.Name && e.fn != nil && e.module == f.Module.Path && e.owner == owner {
					all = append(all, e)
				}
			}
		}
	}
	return all
}
