package main

// This file writes the closures of calls with few arguments.

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// calls has, for each number of arguments, the forms that have a closure, a letter for each
// argument: a number in a variable (l), a number that is known (k) or computed (x), an element of a Vec of
// numbers where Vec and index are variables (e), any other value in a variable (L) or any value that is
// computed (X).
var calls = []string{
	1: "l k x L X",
	2: "ll lk lx xl xx Ll Lx LL Xx XX",
	3: "lll llx lxx xll xxx Lll Lxx LLx XXX",
	4: "llll xxxx Lxxx XXXX",
	5: "xxxxx Lxxxx XXXXX",
}

// methods has the same for the arguments of a method that changes its receiver, a variable.
var methods = []string{
	1: "l k x L X",
	2: "ll xx XX",
	3: "xxx XXX",
}

// dynamics has the same for the arguments of a method of a dyn.
var dynamics = []string{
	1: "l k x X",
	2: "xx XX",
	3: "xxx XXX",
}

// valued has the same for the arguments of a function value, which is in a slot.
var valued = []string{
	1: "l e x L X",
	2: "ll le lx xx XX",
}

// conditions has the same for a function value that gives a bool, which decides where to go.
var conditions = []string{
	1: "l e x X",
	2: "ll xx XX",
}

func (w *writer) calls() {
	for _, c := range []struct {
		sets        []string
		name, about string // N is the number of arguments
		params      string // before the arguments
		callee      callee
	}{
		{calls, "call", "lowers a call of c with arguments of some forms", "c *code", function},
		{methods, "method", "is callN where the variable in a slot is the receiver, which the call may change", "c *code, self int", method},
		{dynamics, "dynamic", "is callN of a method of the dyn that self gives", "m *dynMethod, self expr", dynamic},
		{valued, "valued", "is callN of the function value in a slot", "slot int", value},
		{conditions, "test", "is valuedN where the result is a condition", "slot int", condition},
	} {
		gives := "expr"
		if c.callee.result != "" {
			gives = "cond"
		}
		for n := 1; n < len(c.sets); n++ {
			about := strings.ReplaceAll(c.about, "N ", fmt.Sprint(n, " "))
			w.line("// %s%d %s.\n//\n//go:noinline", c.name, n, about)
			w.line("func %s%d(at site, %s, args []operand, forms string) %s {", c.name, n, c.params, gives)
			w.call(c.sets[n], c.callee)
		}
	}
}

// A callee is what is called, and what closures do for it besides.
type callee struct {
	base   int    // the slot of the first argument
	first  string // before the arguments
	found  string // behind them
	self   string // in slot 0
	ending string
	result string // the type of the result, a Value if it is empty
}

// captured copies to the frame what a function value has captured.
const captured = "for i, x := range v.caps {\nnf.s[v.at+i] = x\n}\nif c.once {\nv.take(f, at)\n}\n"

var (
	function = callee{ending: "return c.body(nf)"}
	method   = callee{base: 1, self: "f.s[self]", ending: "r := c.body(nf)\nf.s[self] = nf.s[0]\nreturn r"}
	dynamic  = callee{
		base: 1, first: "box := value.Ref[shape.Box](self(f))\n", found: "c := m.of(box)\n", self: "box.Value",
		ending: "r := c.body(nf)\nif m.changes {\nbox.Value = nf.s[0]\n}\nreturn r",
	}
	value = callee{
		first: "v := value.Ref[closure](f.s[slot])\n", found: "c := v.code\n",
		ending: captured + "return c.body(nf)",
	}
	condition = callee{
		first: value.first, found: value.found, result: "bool",
		ending: captured + "if c.holds != nil {\nreturn c.holds(nf)\n}\nreturn c.body(nf).Bool()",
	}
)

// call writes the closures for a set of forms.
func (w *writer) call(set string, c callee) {
	all := strings.Fields(set)
	w.line("switch closestForms(forms, %s) {", quoted(all))
	for i, forms := range all {
		w.line("case %d:", i)
		var sets []string
		var run strings.Builder
		for i, form := range []byte(forms) {
			to := fmt.Sprintf("nf.s[%d]", c.base+i)
			switch form {
			case 'l':
				w.line("i%d := args[%d].local", i, i)
				sets = append(sets, fmt.Sprintf("%s.SetInt(f.s[i%d].Int())", to, i))
			case 'k':
				w.line("k%d := args[%d].k", i, i)
				sets = append(sets, fmt.Sprintf("%s.SetInt(k%d)", to, i))
			case 'x':
				w.line("x%d := args[%d].x", i, i)
				fmt.Fprintf(&run, "a%d := x%d(f).Int()\n", i, i)
				sets = append(sets, fmt.Sprintf("%s.SetInt(a%d)", to, i))
			case 'e':
				elem := integerKind.side('E', fmt.Sprintf("a%d", i), fmt.Sprint(i))
				w.line("e%d := args[%d].elem", i, i)
				run.WriteString(elem.read + "\n")
				sets = append(sets, fmt.Sprintf("%s.SetInt(a%d)", to, i))
			case 'L':
				w.line("i%d := args[%d].local", i, i)
				sets = append(sets, fmt.Sprintf("%s = f.s[i%d]", to, i))
			case 'X':
				w.line("x%d := args[%d].x", i, i)
				fmt.Fprintf(&run, "a%d := x%d(f)\n", i, i)
				sets = append(sets, fmt.Sprintf("%s = a%d", to, i))
			}
		}
		if c.self != "" {
			sets = append([]string{"nf.s[0] = " + c.self}, sets...)
		}
		slices.Reverse(sets) // the highest index first: it is the only one that is checked
		w.line("return func(f *frame) %s {\n%s%s%snf := f.next\nif len(nf.s) < c.need || f.stop.Load() != 0 {\nnf = f.grow(c, at)\n}\nf.at = at\n%s\n%s\n}",
			cmp.Or(c.result, "value.Value"), c.first, run.String(), c.found, strings.Join(sets, "\n"), c.ending)
	}
	w.line("}\nreturn nil\n}\n")
}

func quoted(all []string) string { return `"` + strings.Join(all, `", "`) + `"` }
