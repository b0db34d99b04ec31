package eval_test

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hewq/lang/eval"
	"hewq/lang/flow"
	"hewq/native"
)

// An intType is an integer type of Hew.
type intType struct {
	name     string
	bits     uint
	unsigned bool
}

var intTypes = []intType{
	{"i8", 8, false},
	{"i16", 16, false},
	{"i32", 32, false},
	{"i64", 64, false},
	{"u8", 8, true},
	{"u16", 16, true},
	{"u32", 32, true},
	{"u64", 64, true},
}

func (t intType) least() *big.Int {
	if t.unsigned {
		return new(big.Int)
	}
	return new(big.Int).Neg(new(big.Int).Lsh(big.NewInt(1), t.bits-1))
}

func (t intType) most() *big.Int {
	bits := t.bits
	if !t.unsigned {
		bits--
	}
	one := big.NewInt(1)
	return new(big.Int).Sub(new(big.Int).Lsh(one, bits), one)
}

// wrap keeps the low bits of n.
func (t intType) wrap(n *big.Int) *big.Int {
	size := new(big.Int).Lsh(big.NewInt(1), t.bits)
	n = new(big.Int).Mod(n, size)
	if n.Cmp(t.most()) > 0 {
		n.Sub(n, size)
	}
	return n
}

func (t intType) fits(n *big.Int) bool { return n.Cmp(t.least()) >= 0 && n.Cmp(t.most()) <= 0 }

// edges are numbers of the type at which operators may fail, and some others.
func (t intType) edges(random *rand.Rand) []*big.Int {
	var all []*big.Int
	for _, n := range []*big.Int{
		t.least(), new(big.Int).Add(t.least(), big.NewInt(1)), t.most(), new(big.Int).Sub(t.most(), big.NewInt(1)),
		big.NewInt(-2), big.NewInt(-1), big.NewInt(0), big.NewInt(1), big.NewInt(2), big.NewInt(3), big.NewInt(7), big.NewInt(8), big.NewInt(10),
		big.NewInt(int64(t.bits) - 1), big.NewInt(int64(t.bits)), new(big.Int).Rsh(t.most(), 1), t.wrap(new(big.Int).SetUint64(random.Uint64())), t.wrap(new(big.Int).SetUint64(random.Uint64())),
	} {
		if t.fits(n) {
			all = append(all, n)
		}
	}
	return all
}

const (
	overflows = "integer overflow"
	byZero    = "division by zero"
	tooFar    = "shift by the width of the number or more"
)

// reference computes `a op b`: the text of its value, or why it fails.
func (t intType) reference(op string, a, b *big.Int) (text, trap string) {
	n := new(big.Int)
	switch op {
	case "==", "!=", "<", "<=", ">", ">=":
		c := a.Cmp(b)
		holds := map[string]bool{"==": c == 0, "!=": c != 0, "<": c < 0, "<=": c <= 0, ">": c > 0, ">=": c >= 0}[op]
		return fmt.Sprint(holds), ""
	case "&":
		n.And(a, b)
	case "|":
		n.Or(a, b)
	case "^":
		n.Xor(a, b)
	case "+", "&+":
		n.Add(a, b)
	case "-", "&-":
		n.Sub(a, b)
	case "*", "&*":
		n.Mul(a, b)
	case "/", "%":
		if b.Sign() == 0 {
			return "", byZero
		}
		quotient, rest := new(big.Int).QuoRem(a, b, new(big.Int))
		if !t.fits(quotient) {
			return "", overflows
		}
		if n = quotient; op == "%" {
			n = rest
		}
	case "<<", ">>":
		if b.Sign() < 0 || b.Cmp(big.NewInt(int64(t.bits))) >= 0 {
			return "", tooFar
		}
		if op == ">>" {
			n.Rsh(a, uint(b.Int64()))
		} else {
			n = t.wrap(n.Lsh(a, uint(b.Int64())))
		}
	}
	if op[0] == '&' {
		n = t.wrap(n)
	}
	if !t.fits(n) {
		return "", overflows
	}
	return n.String(), ""
}

var binaryOps = []string{"+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "&+", "&-", "&*", "==", "!=", "<", "<=", ">", ">="}

func isTest(op string) bool { return slices.Contains(binaryOps[len(binaryOps)-6:], op) }

// operandForms are ways to write a number; %[1]s is the variable that has it, %[2]s the number itself, %[3]s its type.
var operandForms = []string{"%[1]s", "%[2]s", "r.%[1]s", "m.%[1]s", "v[i%[1]s]", "v.get(i%[1]s)", "same(%[1]s)", "(%[1]s as %[3]s)"}

// literal is how a number is written.
func literal(n *big.Int) string {
	switch {
	case n.IsInt64() && n.Int64() == math.MinInt64:
		return "(-9223372036854775807 - 1)"
	case n.Sign() < 0:
		return "(" + n.String() + ")"
	}
	return n.String()
}

// An operatorProgram tests operators on integers of one type.
type operatorProgram struct {
	t     intType
	body  strings.Builder // of main
	tests strings.Builder // functions that fail
	traps []expectedTrap
}

// An expectedTrap is what a function must fail with: why, and the text of what fails.
type expectedTrap struct{ fn, why, text string }

// held binds the numbers a and b in all ways.
func (p *operatorProgram) held(a, b *big.Int) string {
	t := p.t.name
	return fmt.Sprintf("let a: %[1]s = same(%[2]s); let b: %[1]s = same(%[3]s); let r = R { a: a, b: b }; let m = M { s: \"\", a: a, b: b }; let v: Vec<%[1]s> = [a, b]; let ia = 0; let ib = 1; var c = a;", t, literal(a), literal(b))
}

// add tests an expression after a statement, both on a and b. What fails is in a function of its own.
func (p *operatorProgram) add(a, b *big.Int, expect, before, expr, failing, want, trap string) {
	if trap == "" {
		fmt.Fprintf(&p.body, "%s(%s, %q, %q);\n", expect, expr, want, p.t.name+": "+before+" "+expr)
		return
	}
	name := fmt.Sprintf("fails%d", len(p.traps))
	p.traps = append(p.traps, expectedTrap{name, trap, failing})
	fmt.Fprintf(&p.tests, "#[test] fn %s() {\n%s\n%s println(%s); }\n", name, p.held(a, b), before, expr)
}

// binary tests all operators on a and b in all forms.
func (p *operatorProgram) binary(a, b *big.Int) {
	fmt.Fprintf(&p.body, "{ %s\n", p.held(a, b))
	for _, op := range binaryOps {
		want, trap := p.t.reference(op, a, b)
		expect := "expect_" + p.t.name
		if isTest(op) {
			expect = "expect_bool"
		}
		for i, left := range operandForms {
			x := fmt.Sprintf(left, "a", literal(a), p.t.name)
			for j, right := range operandForms {
				y := fmt.Sprintf(right, "b", literal(b), p.t.name)
				if i == 1 && (j == 1 || op == "<<" || op == ">>") || trap != "" && i > 1 && j > 1 && i != j {
					continue
				}
				p.add(a, b, expect, "", x+" "+op+" "+y, x+" "+op+" "+y, want, trap)
			}
		}
		if isTest(op) {
			continue
		}
		for _, right := range operandForms {
			y := fmt.Sprintf(right, "b", literal(b), p.t.name)
			p.update(a, b, fmt.Sprintf("c = c %s %s;", op, y), "c "+op+" "+y, want, trap)
			if op[0] != '&' || op == "&" {
				p.update(a, b, fmt.Sprintf("c %s= %s;", op, y), fmt.Sprintf("c %s= %s;", op, y), want, trap)
			}
		}
	}
	p.body.WriteString("}\n")
}

func (p *operatorProgram) update(a, b *big.Int, stmt, failing, want, trap string) {
	if trap == "" {
		fmt.Fprintf(&p.body, "c = a; %s ", stmt)
	}
	p.add(a, b, "expect_"+p.t.name, stmt, "c", failing, want, trap)
}

// unary tests the operators with one operand and the casts of a in all forms.
func (p *operatorProgram) unary(a *big.Int) {
	fmt.Fprintf(&p.body, "{ %s\n", p.held(a, a))
	minus, trap := new(big.Int).Neg(a).String(), ""
	if !p.t.fits(new(big.Int).Neg(a)) {
		trap = overflows
	}
	for i, form := range operandForms {
		x := fmt.Sprintf(form, "a", literal(a), p.t.name)
		if i != 1 {
			p.add(a, a, "expect_"+p.t.name, "", "-"+x, "-"+x, minus, trap)
		}
		p.add(a, a, "expect_"+p.t.name, "", "~"+x, "", p.t.wrap(new(big.Int).Not(a)).String(), "")
		if i == 1 {
			continue // a literal that is cast is an i64
		}
		for _, to := range intTypes {
			fmt.Fprintf(&p.body, "expect_%s(%s as %s, %q, %q);\n", to.name, x, to.name, to.wrap(a).String(), x+" as "+to.name)
		}
		f, _ := new(big.Float).SetInt(a).Float64()
		fmt.Fprintf(&p.body, "expect_f64(%s as f64, %s, %q);\n", x, new(big.Float).SetFloat64(f).Text('f', 1), x+" as f64")
	}
	p.body.WriteString("}\n")
}

// text is the whole program.
func (p *operatorProgram) text() string {
	var b strings.Builder
	t := p.t.name
	for _, other := range intTypes {
		fmt.Fprintf(&b, "fn expect_%[1]s(got: %[1]s, want: string, what: string) { if f\"{got}\" != want { println(f\"{what} is {got}, want {want}\"); } }\n", other.name)
	}
	b.WriteString("fn expect_f64(got: f64, want: f64, what: string) { if got != want { println(f\"{what} is {got}, want {want}\"); } }\n")
	b.WriteString("fn expect_bool(got: bool, want: string, what: string) { if f\"{got}\" != want { println(f\"{what} is {got}, want {want}\"); } }\n")
	fmt.Fprintf(&b, "fn same(x: %[1]s) -> %[1]s { x }\ntype R { a: %[1]s; b: %[1]s }\ntype M { s: string; a: %[1]s; b: %[1]s }\n", t)
	b.WriteString(p.tests.String() + "fn main() {\n" + p.body.String() + "}\n")
	return b.String()
}

// TestOperators holds that every operator on integers gives the same for operands of all forms, and
// fails at the same place.
func TestOperators(t *testing.T) {
	for _, of := range intTypes {
		t.Run(of.name, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(1, uint64(of.bits)))
			edges := of.edges(random)
			p := &operatorProgram{t: of}
			for _, a := range edges {
				p.unary(a)
			}
			for range 5 {
				p.binary(edges[random.IntN(len(edges))], edges[random.IntN(len(edges))])
			}
			p.run(t)
		})
	}
}

func (p *operatorProgram) run(t *testing.T) {
	text := p.text()
	prog := load(t, text)
	var out strings.Builder
	if status, err := eval.Run(t.Context(), prog, &native.Env{Stdin: strings.NewReader(""), Stdout: &out, Stderr: io.Discard}); status != 0 || out.Len() > 0 {
		t.Errorf("status %d, %v\n%.3000s", status, err, out.String())
	}
	for _, trap := range p.traps {
		p.fails(t, prog, text, trap)
	}
}

// fails runs a function that must fail.
func (p *operatorProgram) fails(t *testing.T, prog *flow.Analysis, text string, want expectedTrap) {
	env := &native.Env{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard}
	_, err := eval.RunTest(t.Context(), prog, prog.Program().Test(want.fn), env, eval.Options{})
	var fault *eval.Fault
	if !errors.As(err, &fault) {
		t.Errorf("%s: %s ends with %v, want %s", p.t.name, want.text, err, want.why)
		return
	}
	if at := text[fault.Span.Start:fault.Span.End]; fault.Message != want.why || at != want.text || fault.Stack[0].Func != want.fn {
		t.Errorf("%s: %s ends with %q at %q in %s, want %q", p.t.name, want.text, fault.Message, at, fault.Stack[0].Func, want.why)
	}
}

// TestSumsOfProducts holds that `a * b + c` is computed as its operators are, and says which of them does not fit.
func TestSumsOfProducts(t *testing.T) {
	const head = "fn same(n: i64) -> i64 { n }\nfn main() {\nlet a = same(6); let b = same(7); let c = same(-50); let most = same(9223372036854775807); let w: u32 = 4000000000;\n"
	fails := func(line, part string) string {
		at := strings.Index(line, part)
		return fmt.Sprintf("trap: integer overflow\ntest.hew:4:%d:\n  |\n4 | %s\n  | %s%s\n", at+1, line, strings.Repeat(" ", at), strings.Repeat("^", len(part)))
	}
	run(t, []program{
		{name: "operands", source: head + `println(f"{a * b + c} {a * 3 + c} {3 * a + 4} {(a * b) + 5} {a * b + same(1)} {same(2) * b + c} {a * b + c * b + a} {(w as i64) * a + b} {1.5 * 2.0 + 1.0}"); }`, stdout: "-8 -32 22 47 43 -36 -302 24000000007 4\n"},
		{name: "rows", source: head + `let v = [1, 2, 3, 4, 5, 6]; let n = same(3); for i in 0 .. 2 { for k in 0 .. n { print(f"{v[i * n + k]} "); v[i * n + k] += i * n + k; } } println(f"{v[1 * n + 2]}"); }`, stdout: "1 2 3 4 5 6 11\n"},
		{name: "a product that is too large", status: 1, source: head + `println(most * b + c); }`, stderr: fails(`println(most * b + c); }`, "most * b")},
		{name: "a product by a number that is too large", status: 1, source: head + `println(most * 2 + c); }`, stderr: fails(`println(most * 2 + c); }`, "most * 2")},
		{name: "a sum that is too large", status: 1, source: head + `println(a * b + most); }`, stderr: fails(`println(a * b + most); }`, "a * b + most")},
		{name: "a sum with a number that is too large", status: 1, source: head + `println(a + (most * 1 + 1)); }`, stderr: fails(`println(a + (most * 1 + 1)); }`, "most * 1 + 1")},
	})
}
