package check

// This file says what was meant by calls with other arguments than a function takes.

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// printed are the functions that show one value, by their intrinsics.
var printed = map[string]bool{"println": true, "print": true, "panic": true}

// helpPrinted is about several arguments, or none, of a function that shows one value.
func (c *Checker) helpPrinted(d *diag.Diagnostic, e ast.Expr, args []ast.Expr, f *Func) {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return
	}
	if len(args) == 0 {
		if f.Name == "panic" {
			help(d, "say why: `panic(\"…\")`")
			return
		}
		text := `println("")`
		help(d, "an empty line is `%s`", text)
		fix(d, "write `"+text+"`", c.edit(e, text))
		return
	}
	text, ok := c.interpolated(args)
	if !ok {
		help(d, "several values are shown by an f-string: `f\"{x} and {y}\"`")
		return
	}
	help(d, "several values are shown by an f-string: `%s`", text)
	fix(d, "write `"+text+"`", c.cutFor(call.Args[0].Start(), call.Args[len(call.Args)-1].End(), text))
}

// otherArgTypes tells whether another library function takes the arguments of the call e, one of which
// was just reported not to be what f takes. The report then says so, and speaks for all arguments.
func (c *Checker) otherArgTypes(e ast.Expr, args []ast.Expr, f *Func) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok || c.info.Calls[call] == nil {
		return false
	}
	if c.helpSleep(call, args, f) || c.helpFloats(call, args, f) {
		return true
	}
	siblings, meant := c.siblings(f), c.info.Calls[call]
	if len(siblings) == 0 && (meant.Recv == nil || f == nil) {
		return false
	}
	d := len(c.diags) - 1
	for _, a := range args {
		if _, known := c.info.Types[a]; !known {
			c.expr(a, nil)
		}
	}
	if meant.Recv != nil && len(siblings) == 0 {
		return c.otherMethod(call, c.known0(meant.Recv), args, f, d)
	}
	all := c.argTypesOf(meant)
	for _, s := range siblings {
		if s.takes(all...) {
			c.diags[d].Help, c.diags[d].Fixes = nil, nil
			c.otherFunction(&c.diags[d], call, f, s)
			return true
		}
	}
	return false
}

// helpFloats is about floats for a function of integers that `std::math` has for all numbers.
func (c *Checker) helpFloats(call *ast.CallExpr, args []ast.Expr, f *Func) bool {
	if f == nil || f.Module == nil || f.Module.Path != "core::more" || f.Name != "abs" && f.Name != "min" && f.Name != "max" {
		return false
	}
	at := len(c.diags) - 1
	for _, a := range args {
		if _, known := c.info.Types[a]; !known {
			c.expr(a, nil)
		}
		if !c.fits(c.known0(a), types.Of(types.F64)) {
			return false
		}
	}
	d := &c.diags[at]
	d.Help, d.Fixes = nil, nil
	help(d, "`math.%s` is for all numbers", f.Name)
	fix(d, "write `math."+f.Name+"`", c.cutFor(call.Func.Start(), call.Func.Start(), "math."))
	return true
}

// otherMethod tells whether another method of a value of type t, which means about the same as f, takes
// the arguments of a call, which the report with number d is about.
func (c *Checker) otherMethod(call *ast.CallExpr, t types.Type, args []ast.Expr, f *Func, d int) bool {
	n := c.sameMethod(t, f.Name, args)
	if n == "" || n == f.Name {
		return false
	}
	c.diags[d].Help, c.diags[d].Fixes = nil, nil
	help(&c.diags[d], "`%s` takes that: `%s`", n, c.signatureOf(t, n))
	fix(&c.diags[d], "write `"+n+"`", diag.Edit{Span: c.lastName(calleeOf(call), f.Name), Text: n})
	return true
}

// helpSleep is about a duration for a function that takes seconds or milliseconds.
func (c *Checker) helpSleep(call *ast.CallExpr, args []ast.Expr, f *Func) bool {
	if f == nil || f.Intrinsic != "sleep" && f.Intrinsic != "sleep_ms" {
		return false
	}
	if f.Intrinsic == "sleep" && c.helpPartOfSecond(call, args[0]) {
		return true
	}
	if !types.Is(c.known0(args[0]), types.Duration) {
		return false
	}
	d := &c.diags[len(c.diags)-1]
	d.Help = []string{"`sleep` takes seconds, `sleep_ms` milliseconds: `sleep_ms(d.millis())` waits as long as the duration d"}
	name, value := "sleep_ms", c.text(args[0])+".millis()"
	if l, ok := args[0].(*ast.Literal); ok {
		digits := strings.TrimRight(l.Text, "abcdefghijklmnopqrstuvwxyz")
		switch unit := l.Text[len(digits):]; unit {
		case "s":
			name, value = "sleep", digits
		case "ms":
			value = digits
		default:
			value = "(" + l.Text + ").millis()"
		}
		d.Help = []string{"`sleep` takes seconds, `sleep_ms` milliseconds: write `" + name + "(" + value + ")`"}
	}
	text := name + "(" + value + ")"
	fix(d, "write `"+text+"`", c.edit(call, text))
	return true
}

// helpPartOfSecond is about `sleep(0.5)`.
func (c *Checker) helpPartOfSecond(call *ast.CallExpr, arg ast.Expr) bool {
	l, ok := arg.(*ast.Literal)
	if !ok {
		return false
	}
	seconds, err := strconv.ParseFloat(l.Text, 64)
	if err != nil || !strings.Contains(l.Text, ".") {
		return false
	}
	text := fmt.Sprintf("sleep_ms(%d)", int64(math.Round(seconds*1000)))
	d := &c.diags[len(c.diags)-1]
	d.Help, d.Fixes = nil, nil
	help(d, "`sleep` takes whole seconds, `sleep_ms` milliseconds: write `%s`", text)
	fix(d, "write `"+text+"`", c.edit(call, text))
	return true
}

// helpMake says how a value of t is made, which e does by a call of the type.
func (c *Checker) helpMake(d *diag.Diagnostic, e *ast.CallExpr, t types.Type) {
	if c.actorOf(t) != nil || c.supervisorOf(t) != nil {
		name := types.DefOf(t).Name
		if a := c.actorOf(t); a != nil {
			name = a.Name
		}
		help(d, "start one: `spawn %s(…)`", name)
		return
	}
	args := values(e)
	switch n := t.(type) {
	case *types.Basic:
		if len(args) == 1 {
			from := c.known0(args[0])
			switch {
			case types.IsNumeric(t) && types.IsNumeric(from):
				c.convertCall(d, e, args[0], from, t)
			case types.Is(t, types.String) && c.shows(from):
				help(d, "a value becomes a string by `to_string(…)`")
				fix(d, "write `to_string`", c.edit(e.Func, "to_string"))
			case types.Is(from, types.String):
				c.helpParse(d, args[0], t)
			}
		}
	case *types.Named:
		if len(args) == 0 && (n.Def == c.universe.vec || n.Def == c.universe.hashMap || n.Def == c.universe.hashSet) {
			help(d, "an empty one is `%s::new()`", n.Def.Name)
			fix(d, "write `"+n.Def.Name+"::new()`", c.insertion(e.Func.End(), "::new"))
		}
		if n.Def.Shape != types.Record {
			return
		}
		var fields []string
		for i, f := range n.Def.Fields {
			value := "…"
			if len(args) == len(n.Def.Fields) {
				value = c.text(args[i])
			}
			fields = append(fields, f.Name+": "+value)
		}
		text := n.Def.Name + " { " + strings.Join(fields, ", ") + " }"
		if len(args) == len(n.Def.Fields) && len(args) > 0 {
			fix(d, "write `"+text+"`", c.edit(e, text))
			text = n.Def.Name + " { " + n.Def.Fields[0].Name + ": … }"
			if len(args) > 1 {
				text = n.Def.Name + " { " + n.Def.Fields[0].Name + ": …, … }"
			}
		}
		help(d, "make a value with its fields: `%s`", text)
	}
}

// convertCall is about `i64(x)`, which other languages convert a number by.
func (c *Checker) convertCall(d *diag.Diagnostic, e *ast.CallExpr, x ast.Expr, from, to types.Type) {
	text := c.text(x)
	switch x.(type) {
	case *ast.BinaryExpr, *ast.UnaryExpr, *ast.CastExpr, *ast.IfExpr, *ast.MatchExpr, *ast.Literal:
		text = "(" + text + ")"
	}
	if types.Is(to, types.F64) && types.IsInteger(from) {
		help(d, "an integer is converted by `.to_f64()`")
		fix(d, "write `.to_f64()`", c.edit(e, text+".to_f64()"))
		return
	}
	help(d, "a number is converted by `… as %s`", to)
	fix(d, "write `as "+to.String()+"`", c.edit(e, text+" as "+to.String()))
}
