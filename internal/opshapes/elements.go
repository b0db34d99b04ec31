package main

// This file writes the closures that read, find and store elements of Vecs.

import (
	"fmt"
	"strings"
)

// sources are the ways to find a Vec: it is in a variable (L), in a field of the record in one (F), a
// row of the Vec in one (R), or computed (X). An index is in a variable (L), is that plus a number (P), or is
// computed (X); where an element is stored, it is P that is computed.
const sources = "LFRX"

// An access is a function that lowers what is done with an element. Its texts name the slice s, or the
// slab s, and the index n.
type access struct {
	name   string
	doc    string
	params string // of the type
	more   string // parameters, after the element
	elem   string // the type of elements, "" of records in a slab
	result string // of the closure
	text   string // gives the result where the element exists
	zero   string // stands where it does not: that is not reached
}

var accesses = []access{
	{name: "intAt", doc: "reads an integer", params: "[T shape.Narrow | int64]", elem: "T", result: "value.Value", text: "value.Int(int64(s[n]))", zero: "unit"},
	{name: "valueAt", doc: "reads a Value", elem: "value.Value", result: "value.Value", text: "s[n]", zero: "unit"},
	{name: "textAt", doc: "reads a string", elem: "string", result: "value.Value", text: "value.String(s[n])", zero: "unit"},
	{name: "boolAt", doc: "reads a bool", elem: "bool", result: "value.Value", text: "value.Bool(s[n])", zero: "unit"},
	{name: "boolTest", doc: "tests whether a bool is want", more: ", want bool", elem: "bool", result: "bool", text: "s[n] == want", zero: "false"},
	{name: "doubleAt", doc: "reads an f64", elem: "int64", result: "float64", text: "math.Float64frombits(uint64(s[n]))", zero: "0"},
	{name: "singleAt", doc: "reads an f32", elem: "float32", result: "float64", text: "float64(s[n])", zero: "0"},
	{name: "cellAt", doc: "finds where an element is", params: "[T any]", elem: "T", result: "*T", text: "&s[n]", zero: "nil"},
	{name: "recordAt", doc: "looks into a record, as a part of its slab", result: "value.Value", text: "s.At(int(n))", zero: "unit"},
	{name: "wordAt", doc: "reads the number at an offset in a record", more: ", offset int", result: "value.Value", text: "value.Int(*s.At(int(n)).WordAt(offset))", zero: "unit"},
	{name: "doubleWordAt", doc: "reads the float at an offset in a record", more: ", offset int", result: "float64", text: "math.Float64frombits(uint64(*s.At(int(n)).WordAt(offset)))", zero: "0"},
	{name: "wordCellAt", doc: "finds where the number at an offset in a record is", more: ", offset int", result: "*int64", text: "s.At(int(n)).WordAt(offset)", zero: "nil"},
}

// A storing is a function that lowers `v[i] = x`: the index is computed, then the value, and the Vec is
// found after that.
type storing struct {
	name   string
	doc    string
	params string
	value  string // the type of what computes the value
	elem   string
	text   string // gives the element
}

var storings = []storing{
	{"storeInt", "an integer", "[T shape.Narrow | int64]", "expr", "T", "T(x(f).Int())"},
	{"storeDouble", "an f64", "", "flt", "int64", "int64(math.Float64bits(x(f)))"},
	{"storeSingle", "an f32", "", "flt", "float32", "float32(x(f))"},
	{"storeBool", "a bool", "", "cond", "bool", "x(f)"},
	{"storeText", "a string", "", "expr", "string", "x(f).Str()"},
	{"storeValue", "a Value", "", "expr", "value.Value", "x(f)"},
}

// found is how a Vec is found: what the closure needs, what it does first, what gives the Vec, and what stands
// behind the use of that.
type found struct{ bind, first, vec, behind string }

func source(form rune) found {
	switch form {
	case 'L':
		return found{bind: "a := e.vec.slot", vec: "f.s[a]"}
	case 'F':
		return found{bind: "a, o := e.vec.slot, e.vec.offset", vec: "*f.s[a].FieldAt(o)"}
	case 'R':
		return found{
			bind:   "a, j, row := e.vec.slot, e.vec.index, e.vec.row",
			first:  "rows, m := value.VecOf[value.Value](f.s[a]).S, f.s[j].Int()\nif uint64(m) < uint64(len(rows)) {\n",
			vec:    "rows[m]",
			behind: "}\nrow.missing(f, m, int64(len(rows)))\n",
		}
	}
	return found{bind: "vec := e.vec.x", vec: "vec(f)"}
}

// eachElement writes the closures of a function for all ways to find the Vec, and some to find the index.
func (w *writer) eachElement(indices string, closure func(from found, index rune)) {
	const forms = "LPX" // as the evaluator numbers them
	w.line("switch e.form() {")
	for i, form := range sources {
		for j, index := range indices {
			kinds := fmt.Sprint(i*len(forms) + strings.IndexRune(forms, index))
			if j == len(indices)-1 && len(indices) < len(forms) { // what has no closure is computed
				kinds = fmt.Sprintf("%d, %s", i*len(forms)+len(forms)-2, kinds)
			}
			w.line("case %s: // %c%c", kinds, form, index)
			from := source(form)
			w.line("%s", from.bind)
			switch index {
			case 'L':
				w.line("i := e.index.local")
			case 'P':
				w.line("i, k, sum := e.index.plusSlot, e.index.plusK, e.index.plusAt")
			default:
				w.line("key := e.index.x")
			}
			closure(from, index)
		}
	}
	w.line("}\nreturn nil\n}\n")
}

func (w *writer) accesses() {
	for _, a := range accesses {
		vec, size := fmt.Sprintf("value.VecOf[%s](%%s)", a.elem), "len(s)"
		if a.elem == "" {
			vec, size = "%s.Slab()", "s.Len()"
		}
		w.line("// %s %s.\n//\n//go:noinline\nfunc %s%s(e *element%s) func(*frame) %s {", a.name, a.doc, a.name, a.params, a.more, a.result)
		w.eachElement("LPX", func(from found, index rune) {
			key := map[rune]string{'L': "f.s[i].Int()", 'P': "add(f, sum, f.s[i].Int(), k)", 'X': "key(f).Int()"}[index]
			at, run := fmt.Sprintf(vec, from.vec), from.first
			switch {
			case index == 'L' && a.elem == "":
				run += fmt.Sprintf("s, n := %s, %s\n", at, key)
			case index == 'L':
				run += fmt.Sprintf("s, n := %s.S, %s\n", at, key)
			case a.elem == "":
				run += fmt.Sprintf("s := %s\nn := %s\n", at, key)
			default:
				run += fmt.Sprintf("v := %s\nn := %s\ns := v.S\n", at, key)
			}
			behind := from.behind
			if behind != "" {
				behind = "return " + a.zero + "\n" + behind
			}
			w.line("return func(f *frame) %s {\n%sif uint64(n) < uint64(%s) {\nreturn %s\n}\ne.missing(f, n, int64(%s))\n%sreturn %s\n}", a.result, run, size, a.text, size, behind, a.zero)
		})
	}
}

func (w *writer) storings() {
	for _, s := range storings {
		w.line("// %s stores %s.\n//\n//go:noinline\nfunc %s%s(e *element, x %s) stmt {", s.name, s.doc, s.name, s.params, s.value)
		w.eachElement("LX", func(from found, index rune) {
			vec := fmt.Sprintf("value.VecOf[%s](%s).S", s.elem, from.vec)
			run := fmt.Sprintf("n := key(f).Int()\nv := %s\n%ss := %s\n", s.text, from.first, vec)
			if index == 'L' {
				run = fmt.Sprintf("v := %s\n%ss, n := %s, f.s[i].Int()\n", s.text, from.first, vec)
			}
			behind := from.behind
			if behind != "" {
				behind = "return next\n" + behind
			}
			w.line("return func(f *frame) ctl {\n%sif uint64(n) < uint64(len(s)) {\ns[n] = v\nreturn next\n}\ne.missing(f, n, int64(len(s)))\n%sreturn next\n}", run, behind)
		})
	}
}
