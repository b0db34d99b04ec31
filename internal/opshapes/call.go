package main

// This file writes the closures of calls with few arguments.

import (
	"fmt"
	"slices"
	"strings"
)

// calls has, for each number of arguments, the forms that have a closure, a letter for each
// argument: a number in a variable (l), a number that is known (k) or computed (x), any other value in a
// variable (L) or any value that is computed (X).
var calls = []string{
	1: "l k x L X",
	2: "ll lk lx xl xk xx Ll Lk Lx LL LX XL Xx XX",
	3: "lll llx lxl lxx xll xlx xxl xxx Lll Llx Lxl Lxx LLl LLx XXX",
	4: "llll lxxx xxxx Llll Lxxx LLxx XXXX",
	5: "lllll xxxxx Lxxxx LLxxx XXXXX",
}

// methods has the same for the arguments of a method that changes its receiver, a variable.
var methods = []string{
	1: "l k x L X",
	2: "ll lx xl xx XX",
	3: "xxx XXX",
}

func (w *writer) calls() {
	for n := 1; n < len(calls); n++ {
		w.line("// call%d lowers a call of c with arguments of some forms.\n//\n//go:noinline", n)
		w.line("func call%d(at site, c *code, args []operand, forms string) expr {", n)
		w.call(calls[n], 0, "return c.body(nf)")
	}
	for n := 1; n < len(methods); n++ {
		w.line("// method%d is call%d where the variable in a slot is the receiver, which the call may change.\n//\n//go:noinline", n, n)
		w.line("func method%d(at site, c *code, self int, args []operand, forms string) expr {", n)
		w.call(methods[n], 1, "r := c.body(nf)\nf.s[self] = nf.s[0]\nreturn r")
	}
}

// call writes the closures for a set of forms. The first argument is in the slot called base of the callee.
func (w *writer) call(set string, base int, end string) {
	all := strings.Fields(set)
	w.line("switch closestForms(forms, %s) {", quoted(all))
	for i, forms := range all {
		w.line("case %d:", i)
		var sets []string
		var run strings.Builder
		for i, form := range []byte(forms) {
			to := fmt.Sprintf("nf.s[%d]", base+i)
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
			case 'L':
				w.line("i%d := args[%d].local", i, i)
				sets = append(sets, fmt.Sprintf("%s = f.s[i%d]", to, i))
			case 'X':
				w.line("x%d := args[%d].x", i, i)
				fmt.Fprintf(&run, "a%d := x%d(f)\n", i, i)
				sets = append(sets, fmt.Sprintf("%s = a%d", to, i))
			}
		}
		if base > 0 {
			sets = append([]string{"nf.s[0] = f.s[self]"}, sets...)
		}
		slices.Reverse(sets) // the highest index first: it is the only one that is checked
		w.line("return func(f *frame) value.Value {\n%snf := f.next\nif len(nf.s) < c.need || f.stop.Load() != 0 {\nnf = f.grow(c, at)\n}\nf.at = at\n%s\n%s\n}",
			run.String(), strings.Join(sets, "\n"), end)
	}
	w.line("}\nreturn nil\n}\n")
}

func quoted(all []string) string { return `"` + strings.Join(all, `", "`) + `"` }
