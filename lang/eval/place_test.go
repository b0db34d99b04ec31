package eval_test

import (
	"fmt"
	"strings"
	"testing"
)

// placeSteps are what a path is made of: a field of a record, a field of a record of numbers, a part
// of a tuple, an element of an array, of a Vec, of bytes, the entry of a map.
const placeSteps = "fntavbm"

// A placeLeaf is a type that is stored at the end of a path.
type placeLeaf struct {
	typ                string
	old, other, new    string   // literals
	ops                []string // compound operators that are tried
	after              []string // what old op new shows
	shownOld, shownNew string
	shownOther         string
}

var placeLeaves = map[byte]placeLeaf{
	'i': {typ: "i64", old: "7", other: "1", new: "5", ops: []string{"+=", "-=", "*=", "<<="}, after: []string{"12", "2", "35", "224"}, shownOld: "7", shownNew: "5", shownOther: "1"},
	'h': {typ: "u8", old: "7", other: "1", new: "5", ops: []string{"+=", "^="}, after: []string{"12", "2"}, shownOld: "7", shownNew: "5", shownOther: "1"},
	'd': {typ: "f64", old: "7.5", other: "1.5", new: "0.5", ops: []string{"+=", "/="}, after: []string{"8", "15"}, shownOld: "7.5", shownNew: "0.5", shownOther: "1.5"},
	's': {typ: "string", old: `"x"`, other: `"o"`, new: `"y"`, ops: []string{"+="}, after: []string{"xy"}, shownOld: "x", shownNew: "y", shownOther: "o"},
	'o': {typ: "bool", old: "false", other: "false", new: "true", shownOld: "false", shownNew: "true", shownOther: "false"},
}

// A placeShape is a path with the type of its end, such as `vfi`: an i64 in a field of the
// element of a Vec.
type placeShape string

// placeShapes are all paths of up to three steps to an i64, and shorter ones to other types.
func placeShapes() []placeShape {
	var out []placeShape
	var add func(path string, leaf byte, depth int)
	add = func(path string, leaf byte, depth int) {
		if path != "" {
			out = append(out, placeShape(path+string(leaf)))
		}
		if depth == 0 || strings.ContainsAny(path, "nbm") { // they have no parts
			return
		}
		for _, s := range []byte(placeSteps) {
			switch {
			case s == 'n' && leaf != 'i' && leaf != 'd':
			case s == 'b' && leaf != 'h':
			default:
				add(path+string(s), leaf, depth-1)
			}
		}
	}
	add("", 'i', 3)
	for _, leaf := range []byte("hdso") {
		add("", leaf, 2)
	}
	return out
}

func (p placeShape) leaf() placeLeaf { return placeLeaves[p[len(p)-1]] }
func (p placeShape) steps() string   { return string(p[:len(p)-1]) }

// typ is the type of what the path leads through, and the types that it needs to be declared.
func (p placeShape) typ() (name string, decls []string) {
	if len(p) == 1 {
		return p.leaf().typ, nil
	}
	inner, decls := p[1:].typ()
	switch p[0] {
	case 'f':
		name = "F" + string(p[1:])
		return name, append(decls, fmt.Sprintf("type %s { pad: string; x: %s; }\n", name, inner))
	case 'n':
		name = "N" + string(p[1:])
		return name, append(decls, fmt.Sprintf("type %s { x: %s; pad: i64; }\n", name, inner))
	case 't':
		return "(i64, " + inner + ")", decls
	case 'a':
		return "[" + inner + "; 2]", decls
	case 'b':
		return "bytes", nil
	case 'm':
		return "HashMap<string, " + inner + ">", decls
	}
	return "Vec<" + inner + ">", decls
}

// value makes a value with leaf at the end of the path and others beside it.
func (p placeShape) value(leaf string) string {
	if len(p) == 1 {
		return leaf
	}
	in, beside := p[1:].value(leaf), p[1:].value(p.leaf().other)
	name, _ := p.typ()
	switch p[0] {
	case 'f':
		return name + ` { pad: "p", x: ` + in + ` }`
	case 'n':
		return name + ` { x: ` + in + `, pad: 3 }`
	case 't':
		return "(3, " + in + ")"
	case 'b':
		return "bytes [" + beside + ", " + in + "]"
	case 'm':
		return `{"0": ` + beside + `, "1": ` + in + "}"
	}
	return "[" + beside + ", " + in + "]"
}

// path writes the path, its i-th index being index(i, key), where key is the index that leads on;
// it returns their number.
func (p placeShape) path(root string, index func(i int, key string) string) (text string, indices int) {
	for _, s := range p.steps() {
		switch s {
		case 'f', 'n':
			root += ".x"
		case 't':
			root = "(" + root + ".1)"
		case 'm':
			root += "[" + index(indices, `"1"`) + "]"
			indices++
		default:
			root += "[" + index(indices, "1") + "]"
			indices++
		}
	}
	return root, indices
}

// reads gives the expressions of the leaf at the end of the path, and of the one beside it in the
// last collection if there is one.
func (p placeShape) reads(root string) (leaf, beside string) {
	last := strings.LastIndexAny(p.steps(), "avbm")
	n := 0
	for i, s := range p.steps() {
		if strings.ContainsRune("avbm", s) && i < last {
			n++
		}
	}
	leaf, _ = p.path(root, func(_ int, key string) string { return key })
	beside, _ = p.path(root, func(i int, key string) string {
		if i == n {
			return strings.Replace(key, "1", "0", 1)
		}
		return key
	})
	if strings.HasSuffix(p.steps(), "m") {
		leaf, beside = leaf+".unwrap()", beside+".unwrap()"
	}
	if last < 0 {
		beside = ""
	}
	return leaf, beside
}

// A placeCase is an assignment in a program, with what it prints.
type placeCase struct {
	decls string // its types and functions
	call  string // the statement of main that runs it
	want  string
}

// placeRoots are what paths begin with.
var placeRoots = []string{"local", "field", "self", "given", "held"}

// cases makes the assignments to the path: with `=` and each `op=`, from one kind of root.
func (p placeShape) cases(root string, n *int) []placeCase {
	leaf := p.leaf()
	ops, after := append([]string{"="}, leaf.ops...), append([]string{leaf.shownNew}, leaf.after...)
	if strings.HasSuffix(p.steps(), "m") {
		ops, after = ops[:1], after[:1] // an entry may be absent
	}
	var out []placeCase
	for i, op := range ops {
		*n++
		if c, ok := p.assigned(root, fmt.Sprint(*n), op, after[i], -1); ok {
			out = append(out, c)
		}
	}
	_, indices := p.path("", func(int, string) string { return "" })
	for leaving := range indices + 1 {
		*n++
		if c, ok := p.assigned(root, fmt.Sprint(*n), ops[len(ops)-1], leaf.shownOld, leaving); ok {
			out = append(out, c)
		}
	}
	return out
}

// assigned makes one case. Its operand number leaving, the value being the last, leaves the
// statement; none does if leaving is -1.
func (p placeShape) assigned(root, id, op, shown string, leaving int) (placeCase, bool) {
	typ, decls := p.typ()
	_, indices := p.path("", func(int, string) string { return "" })
	log := "" // what the operands print
	operand := func(i int, call string) string {
		log += fmt.Sprint(i)
		if i == leaving {
			return fmt.Sprintf("if at(%q, true) { break } else { %s }", fmt.Sprint(i), call)
		}
		return call
	}
	start := map[string]string{"local": "r", "field": "r", "self": "self.r", "given": "r", "held": `at("r", r)`}[root]
	target, _ := p.path(start, func(i int, key string) string {
		return operand(i, fmt.Sprintf("at(\"%d\", %s)", i, key))
	})
	val := operand(indices, fmt.Sprintf("at(%q, %s)", fmt.Sprint(indices), p.leaf().new))
	if leaving >= 0 {
		log = log[:leaving+1]
	}
	statement := fmt.Sprintf("loop { %s %s %s; break; }", target, op, val)
	read, beside := p.reads(strings.TrimPrefix(strings.TrimSuffix(start, `)`), `at("r", `))
	text := fmt.Sprintf(`println(f" {%s}`, read)
	if beside != "" {
		text += fmt.Sprintf(" {%s}", beside)
		shown += " " + p.leaf().shownOther
	}
	statement += " " + text + `");`
	c := placeCase{decls: strings.Join(decls, ""), want: log + " " + shown + "\n"}
	first := fmt.Sprintf("let v%s: %s = %s;", id, typ, p.value(p.leaf().old))
	switch root {
	case "local":
		c.decls += fmt.Sprintf("fn f%s() { var r: %s = %s; %s }\n", id, typ, p.value(p.leaf().old), statement)
		c.call = fmt.Sprintf("f%s();", id)
	case "field":
		c.decls += fmt.Sprintf("actor A%s { var r: %s = %s; receive fn go() -> i64 { %s 0 } }\n", id, typ, p.value(p.leaf().old), statement)
		c.call = fmt.Sprintf("let a%s = spawn A%s(); let _ = await a%s.go();", id, id, id)
	case "self":
		c.decls += fmt.Sprintf("type S%s { r: %s; pad: string; }\nimpl S%s { fn go(var self) { %s } }\n", id, typ, id, statement)
		c.call = fmt.Sprintf(`%s var s%s = S%s { r: v%s, pad: "" }; s%s.go();`, first, id, id, id, id)
	case "given":
		c.decls += fmt.Sprintf("fn f%s(var r: %s) { %s }\n", id, typ, statement)
		c.call = fmt.Sprintf("%s f%s(v%s);", first, id, id)
	case "held":
		if !strings.ContainsAny(p.steps()[:1], "vbm") {
			return c, false // the result of a call is not a place
		}
		c.decls += fmt.Sprintf("fn f%s(r: %s) { %s }\n", id, typ, statement)
		c.call = fmt.Sprintf("%s f%s(v%s);", first, id, id)
		c.want = "r" + c.want
	}
	return c, true
}

// TestPlacesAreComputedOnce runs assignments of every form to paths of every shape, whose operands
// print when they are computed, and compares with what the shape says.
func TestPlacesAreComputedOnce(t *testing.T) {
	for _, root := range placeRoots {
		t.Run(root, func(t *testing.T) {
			t.Parallel()
			n := 0
			var cases []placeCase
			for _, p := range placeShapes() {
				cases = append(cases, p.cases(root, &n)...)
			}
			const some = 100 // in a program
			for len(cases) > 0 {
				part := cases[:min(some, len(cases))]
				cases = cases[len(part):]
				runPlaces(t, part)
			}
			if n < 500 {
				t.Errorf("only %d assignments", n)
			}
		})
	}
}

func runPlaces(t *testing.T, cases []placeCase) {
	t.Helper()
	var decls, body, want strings.Builder
	declared := map[string]bool{}
	for _, c := range cases {
		for _, d := range strings.SplitAfter(c.decls, "\n") {
			if !declared[d] {
				declared[d] = true
				decls.WriteString(d)
			}
		}
		body.WriteString("    " + c.call + "\n")
		want.WriteString(c.want)
	}
	source := "fn at<T>(s: string, x: T) -> T { print(s); x }\n" + decls.String() + "fn main() {\n" + body.String() + "}\n"
	stdout, stderr, status := execute(t, t.Context(), source)
	got := strings.SplitAfter(stdout, "\n")
	for i, c := range cases {
		if i >= len(got) || got[i] != c.want {
			line := ""
			if i < len(got) {
				line = got[i]
			}
			t.Errorf("%s%s\ngot %q, want %q, status %d, %s", c.decls, c.call, line, c.want, status, stderr)
			return
		}
	}
}
