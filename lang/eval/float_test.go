package eval_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
)

// floatForms are ways to write a float, as operandForms are of integers.
var floatForms = []string{"%[1]s", "%[2]s", "r.%[1]s", "m.%[1]s", "v[i%[1]s]", "same(%[1]s)", "-(-%[1]s)"}

func computeFloat(op string, a, b float64) float64 {
	switch op {
	case "+":
		return a + b
	case "-":
		return a - b
	case "*":
		return a * b
	case "/":
		return a / b
	}
	return math.Mod(a, b)
}

func testFloat(op string, a, b float64) bool {
	return map[string]bool{"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "==": a == b, "!=": a < b || a > b}[op]
}

func writeFloat(x float64) string {
	s := strconv.FormatFloat(x, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	if x < 0 {
		s = "(" + s + ")"
	}
	return s
}

// TestFloatOperators holds that every operator on floats gives the same for operands of all forms.
func TestFloatOperators(t *testing.T) {
	for _, typ := range []string{"f64", "f32"} {
		t.Run(typ, func(t *testing.T) {
			t.Parallel()
			round := func(x float64) float64 { return x }
			if typ == "f32" {
				round = func(x float64) float64 { return float64(float32(x)) }
			}
			var body strings.Builder
			values := []float64{1.5, -2.25, 0.1, 3, 1234567.875}
			for _, a := range values {
				for _, b := range []float64{values[0], a, 7.3} {
					floatCases(&body, round(a), round(b), round)
				}
			}
			text := strings.ReplaceAll(`fn same(x: F) -> F { x }
type R { a: F; b: F }
type M { s: string; a: F; b: F }
fn expect(got: F, want: F, what: string) { if got != want { println(what); } }
fn holds(got: bool, want: bool, what: string) { if got != want { println(what); } }
fn main() {
`+body.String()+"}\n", "F", typ)
			if stdout, stderr, status := execute(t, t.Context(), text); stdout+stderr != "" || status != 0 {
				t.Errorf("status %d\n%.2000s%.2000s", status, stdout, stderr)
			}
		})
	}
}

func floatCases(body *strings.Builder, a, b float64, round func(float64) float64) {
	fmt.Fprintf(body, "if true { let a: F = same(%s); let b: F = same(%s); let r = R { a: a, b: b }; let m = M { s: \"\", a: a, b: b }; let v: Vec<F> = [a, b]; let ia = 0; let ib = 1; var c = a;\n", writeFloat(a), writeFloat(b))
	for i, left := range floatForms {
		for j, right := range floatForms {
			if i == 1 && j == 1 {
				continue
			}
			x, y := fmt.Sprintf(left, "a", writeFloat(a)), fmt.Sprintf(right, "b", writeFloat(b))
			for _, op := range []string{"+", "-", "*", "/", "%"} {
				want := writeFloat(round(computeFloat(op, a, b)))
				fmt.Fprintf(body, "expect(%[1]s %[2]s %[3]s, %[4]s, %[5]q); c = %[1]s %[2]s %[3]s; expect(c, %[4]s, %[5]q);\n", x, op, y, want, x+" "+op+" "+y)
				if i == 0 {
					fmt.Fprintf(body, "c = a; c %s= %s; expect(c, %s, %q);\n", op, y, want, op+"= "+y)
				}
			}
			for _, op := range []string{"<", "<=", ">", ">=", "==", "!="} {
				fmt.Fprintf(body, "holds(%s %s %s, %v, %q);\n", x, op, y, testFloat(op, a, b), x+" "+op+" "+y)
			}
		}
	}
	body.WriteString("}\n")
}

// TestNotANumber holds that no comparison holds of what is not a number.
func TestNotANumber(t *testing.T) {
	var body strings.Builder
	body.WriteString("let a = 0.0 / 0.0; let b = 1.0; let r = R { a: a, b: b }; var n = 0;\n")
	for _, op := range []string{"<", "<=", ">", ">=", "==", "!="} {
		for _, operands := range [][2]string{{"a", "b"}, {"b", "a"}, {"a", "1.0"}, {"1.0", "a"}, {"r.a", "r.b"}, {"a", "a"}, {"a + b", "1.0"}, {"a + b", "b"}} {
			fmt.Fprintf(&body, "if %s %s %s { n += 1; }\n", operands[0], op, operands[1])
		}
	}
	run(t, []program{{name: "all", source: "type R { a: f64; b: f64 }\n" + inMain(body.String()+"println(n);"), stdout: "0\n"}})
}

// TestBoolElements holds that an element of a Vec of bools is tested as it is read.
func TestBoolElements(t *testing.T) {
	const lib = "fn next(n: i64) -> i64 { print(f\"{n} \"); n + 1 }\n"
	run(t, []program{
		{name: "tests", source: lib + inMain("let v = [true, false]; let i = 0; if v[i] { print(\"a \"); } if !v[i] { print(\"b \"); } if !v[next(i)] && !v[i + 1] { print(\"c \"); } println(v[i] == v[1]);"), stdout: "a 0 c false\n"},
		{name: "outside", source: inMain("let v = [true, false]; let i = 2;\nif !v[i] { println(1); }"), status: 1, stderr: "trap: index out of range: index 2, length 2\ntest.hew:3:5:\n"},
		{name: "outside, computed", source: inMain("let v = [true, false]; let i = 2;\nif v[i - 3] { println(1); }"), status: 1, stderr: "trap: index out of range: index -1, length 2\ntest.hew:3:4:\n"},
	})
}
