package main

// This file writes the closures of `place op= value` where the place is a number in a record or in a Vec.

import (
	"fmt"
	"strings"
)

// Forms of places, by one letter: the field of a record in a variable (F), an element of a Vec where Vec
// and index are in variables (E), a number in a record that is such an element (S), and any other place,
// which a closure finds (C).
//
// Behind it stands the form of the value: Y is one that is computed and may change things, so the
// place is found before and behind it.
const places = "FESC"

// placeOf is what a closure needs for a place, and how it finds the pointer p. The text stands in a
// condition that holds if the place exists.
func placeOf(form byte) (bind, find, behind string) {
	switch form {
	case 'F':
		return "slot, o := p.slot, p.offset", "p := f.s[slot].NumberAt(o)\n", ""
	case 'E':
		return "e := p.elem\nv, i := e.vec.slot, e.index.local",
			"s, n := value.VecOf[int64](f.s[v]).S, f.s[i].Int()\nif uint64(n) < uint64(len(s)) {\np := &s[n]\n",
			"return next\n}\ne.missing(f, n, int64(len(s)))\n"
	case 'S':
		return "e, o := p.elem, p.offset\nv, i := e.vec.slot, e.index.local",
			"s, n := f.s[v].Slab(), f.s[i].Int()\nif uint64(n) < uint64(s.Len()) {\np := s.At(int(n)).WordAt(o)\n",
			"return next\n}\ne.missing(f, n, int64(s.Len()))\n"
	}
	return "cell := p.cell", "p := cell(f)\n", ""
}

// placeSet writes the set of the pairs of a place and a value that have a closure.
func (w *writer) placeSet(pairs []string) {
	var bits []string
	for _, p := range pairs {
		bits = append(bits, fmt.Sprintf("1<<place%s", p))
	}
	w.line("const forms placeForms = %s", strings.Join(bits, "|"))
}

// placePairs numbers the pairs.
func (w *writer) placePairs() {
	w.line("const (")
	for i, p := range places {
		for j, v := range "KLXY" {
			if i+j == 0 {
				w.line("place%c%c placeForm = iota", p, v)
			} else {
				w.line("place%c%c", p, v)
			}
		}
	}
	w.line(")\n")
}

// placed writes the function that chooses a closure for `place op= value`. The result of the operator stands in
// before and behind, to become an int64.
func (w *writer) placed(name, params string, op operator, k kind, before, behind string) {
	pairs := pairsOf(op.places)
	w.line("//go:noinline\nfunc %s(%sp *numberPlace, b *operand) stmt {", name, params)
	w.placeSet(pairs)
	w.line("switch p.closest(forms, b) {")
	for _, pair := range pairs {
		form := pair[1]
		if form == 'Y' {
			form = 'X'
		}
		b := k.side(form, "b", "2")
		bind, find, end := placeOf(pair[0])
		a := side{use: fmt.Sprintf(k.stored, "*p")}
		text := func() string { return before + op.compute(a, b, form) + behind }
		var body string
		switch {
		case pair[0] == 'F' && form == 'X':
			a.use = "a"
			body = fmt.Sprintf("a := "+k.stored, "*f.s[slot].NumberAt(o)") + "\n" + b.read + "\n*f.s[slot].NumberAt(o) = " + text()
		case pair[1] == 'Y':
			a.use = "a"
			body = fmt.Sprintf("a := "+k.stored, "*cell(f)") + "\n" + b.read + "\n*cell(f) = " + text()
		default:
			body = find + b.read + "\n*p = " + text() + "\n" + end
		}
		w.line("case place%s:\n%s\n%s\n%s\nreturn func(f *frame) ctl {\n%s\nreturn next\n}", pair, bind, b.bind, op.bindFor(form), body)
	}
	w.line("}\nreturn nil\n}\n")
}

func (w *writer) places() {
	w.placePairs()
	for _, c := range integers {
		w.finder(c, "placings", "Placed", func(op operator) bool { return op.places != "" })
		for _, op := range c.ops {
			if op.places != "" {
				w.placed(c.name+op.name+"Placed", "at site, w width, ", op, integerKind, "", "")
			}
		}
	}
	for _, f := range []struct{ name, doc, places, before, behind string }{
		{"double", "f64", "", "int64(math.Float64bits(", "))"},
		{"single", "f32", "CX CY", "int64(math.Float64bits(float64(float32(", "))))"},
	} {
		w.line("// %sPlaced lowers `place op= value` on %s; nil if op is none of the operators.", f.name, f.doc)
		w.line("func %sPlaced(op string, p *numberPlace, b *operand) stmt {\nswitch op {", f.name)
		for _, op := range floatOperators {
			w.line("case %q:\nreturn %s%sPlaced(p, b)", op.sign, f.name, op.name)
		}
		w.line("}\nreturn nil\n}\n")
		for _, op := range floatOperators {
			if f.places != "" {
				op.places = f.places
			}
			w.placed(f.name+op.name+"Placed", "", op, floatKind, f.before, f.behind)
		}
	}
}
