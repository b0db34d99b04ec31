package eval_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// A matched is a value of a type that TestDecisions matches.
type matched struct {
	typ   *matchType
	tag   int // of a variant
	n     int64
	text  string
	parts []matched
}

// A matchType is an integer, a string, a tuple, or an enum.
type matchType struct {
	name     string
	numbers  []int64
	texts    []string
	tuple    []*matchType
	variants []matchVariant
}

type matchVariant struct {
	name    string
	payload []*matchType
}

var (
	matchInt   = &matchType{name: "i64", numbers: []int64{-3, 0, 1, 2, 3, 1 << 40, -1 << 63}}
	matchByte  = &matchType{name: "u64", numbers: []int64{0, 1, 7, 8, 9, 200}}
	matchText  = &matchType{name: "string", texts: []string{"", "a", "ab", "é"}}
	matchInner = &matchType{name: "Inner", variants: []matchVariant{{"P", nil}, {"Q", []*matchType{matchText}}, {"R", []*matchType{matchInt, matchByte}}}}
	matchPair  = &matchType{name: "(i64, Inner)", tuple: []*matchType{matchInt, matchInner}}
	matchOuter = &matchType{name: "Outer", variants: []matchVariant{{"A", nil}, {"B", []*matchType{matchInt}}, {"C", []*matchType{matchInner, matchInt}}, {"D", []*matchType{matchPair}}}}
	matchThree = &matchType{name: "(Inner, string, Outer)", tuple: []*matchType{matchInner, matchText, matchOuter}}
	matchTwo   = &matchType{name: "(i64, u64)", tuple: []*matchType{matchInt, matchByte}}
	matchTypes = []*matchType{matchInt, matchByte, matchText, matchInner, matchPair, matchOuter, matchThree, matchTwo, matchPair, matchThree}
)

func (t *matchType) decl() string {
	var vs []string
	for _, v := range t.variants {
		var ps []string
		for _, p := range v.payload {
			ps = append(ps, p.name)
		}
		s := v.name
		if len(ps) > 0 {
			s += "(" + strings.Join(ps, ", ") + ")"
		}
		vs = append(vs, s+";")
	}
	return fmt.Sprintf("enum %s { %s }\n", t.name, strings.Join(vs, " "))
}

func number(n int64) string {
	if n == -1<<63 {
		return "-9223372036854775807 - 1"
	}
	return fmt.Sprint(n)
}

func (t *matchType) random(r *rand.Rand) matched {
	v := matched{typ: t}
	parts := t.tuple
	switch {
	case t.numbers != nil:
		v.n = t.numbers[r.IntN(len(t.numbers))]
	case t.texts != nil:
		v.text = t.texts[r.IntN(len(t.texts))]
	case t.variants != nil:
		v.tag = r.IntN(len(t.variants))
		parts = t.variants[v.tag].payload
	}
	for _, p := range parts {
		v.parts = append(v.parts, p.random(r))
	}
	return v
}

func (v matched) String() string {
	var parts []string
	for _, p := range v.parts {
		parts = append(parts, p.String())
	}
	in := "(" + strings.Join(parts, ", ") + ")"
	switch {
	case v.typ.numbers != nil:
		return number(v.n)
	case v.typ.texts != nil:
		return fmt.Sprintf("%q", v.text)
	case v.typ.tuple != nil:
		return in
	case len(parts) == 0:
		return v.typ.name + "::" + v.typ.variants[v.tag].name
	}
	return v.typ.name + "::" + v.typ.variants[v.tag].name + in
}

// A matchPattern is a pattern with what it means.
type matchPattern struct {
	text  string
	fits  func(v matched, bound *[]int64) bool
	binds int // how many numbers it binds, to n0 and so on
}

// pattern makes a pattern for values of type t; its variables have numbers from binds on.
func (t *matchType) pattern(r *rand.Rand, depth, binds int, mayBind bool) matchPattern {
	switch {
	case depth > 0 && r.IntN(5) == 0:
		a, b := t.pattern(r, depth-1, 0, false), t.pattern(r, depth-1, 0, false)
		return matchPattern{a.text + " | " + b.text, func(v matched, bound *[]int64) bool { return a.fits(v, bound) || b.fits(v, bound) }, 0}
	case depth == 0 || r.IntN(5) == 0:
		if t.name == "i64" && mayBind && r.IntN(2) == 0 {
			return matchPattern{fmt.Sprintf("n%d", binds), func(v matched, bound *[]int64) bool { *bound = append(*bound, v.n); return true }, 1}
		}
		return matchPattern{"_", func(matched, *[]int64) bool { return true }, 0}
	}
	want := t.random(r)
	for want.n == -1<<63 {
		want = t.random(r)
	}
	if t.numbers != nil || t.texts != nil {
		return matchPattern{want.String(), func(v matched, _ *[]int64) bool { return v.n == want.n && v.text == want.text }, 0}
	}
	types := t.tuple
	if t.variants != nil {
		types = t.variants[want.tag].payload
	}
	var parts []matchPattern
	var texts []string
	n := 0
	for _, p := range types {
		part := p.pattern(r, depth-1, binds+n, mayBind)
		n += part.binds
		parts, texts = append(parts, part), append(texts, part.text)
	}
	text := "(" + strings.Join(texts, ", ") + ")"
	if t.variants != nil {
		if text = t.name + "::" + t.variants[want.tag].name + text; len(parts) == 0 {
			text = t.name + "::" + t.variants[want.tag].name
		}
	}
	return matchPattern{text, func(v matched, bound *[]int64) bool {
		if v.tag != want.tag {
			return false
		}
		for i, p := range parts {
			if !p.fits(v.parts[i], bound) {
				return false
			}
		}
		return true
	}, n}
}

// matched is the head of a match of v: as it is, or as a tuple of its parts, of which some are variables.
func (t *matchType) matched(r *rand.Rand) string {
	if t.tuple == nil || r.IntN(4) == 0 {
		return " match v"
	}
	lets, parts := "", make([]string, len(t.tuple))
	for i := range parts {
		if parts[i] = fmt.Sprintf("v.%d", i); r.IntN(2) == 0 {
			lets, parts[i] = lets+fmt.Sprintf(" let p%d = v.%d;\n", i, i), fmt.Sprintf("p%d", i)
		}
	}
	return lets + " match (" + strings.Join(parts, ", ") + ")"
}

// TestDecisions holds that a match takes the first arm whose pattern fits and whose guard holds, and binds
// what the pattern says, for patterns and values made at random.
func TestDecisions(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var source, main, want strings.Builder
	source.WriteString(matchInner.decl() + matchOuter.decl())
	source.WriteString("fn asked(log: Vec<i64>, n: i64, holds: bool) -> bool { log.push(n); holds }\n")
	for i := range 250 {
		typ := matchTypes[r.IntN(len(matchTypes))]
		arms := make([]matchPattern, 1+r.IntN(9))
		guards := make([]int, len(arms)) // 0: none, 1: holds, 2: does not, 3: if the first number is above 1
		fmt.Fprintf(&source, "fn m%d(v: %s, log: Vec<i64>) -> i64 {\n%s {\n", i, typ.name, typ.matched(r))
		for j := range arms {
			arms[j] = typ.pattern(r, 3, 0, true)
			var sum strings.Builder
			fmt.Fprint(&sum, j*100)
			for k := range arms[j].binds {
				fmt.Fprintf(&sum, " &+ n%d", k)
			}
			guard := ""
			switch guards[j] = r.IntN(5); guards[j] {
			case 1, 2:
				guard = fmt.Sprintf(" if asked(log, %d, %v)", j, guards[j] == 1)
			case 3:
				if arms[j].binds == 0 {
					guards[j] = 0
					break
				}
				guard = " if n0 > 1"
			}
			fmt.Fprintf(&source, "  %s%s => %s,\n", arms[j].text, guard, sum.String())
		}
		source.WriteString("  _ => -1,\n }\n}\n")
		for range 12 {
			v := typ.random(r)
			result, log := int64(-1), 0
			for j, arm := range arms {
				var bound []int64
				if !arm.fits(v, &bound) {
					continue
				}
				if guards[j] == 1 || guards[j] == 2 {
					log++
				}
				if guards[j] == 2 || guards[j] == 3 && bound[0] <= 1 {
					continue
				}
				result = int64(j * 100)
				for _, n := range bound {
					result += n
				}
				break
			}
			fmt.Fprintf(&main, "if true { let log: Vec<i64> = Vec::new(); let r = m%[1]d(%[2]s, log); println(f\"%[1]d {r} {log.len()}\"); }\n", i, v)
			fmt.Fprintf(&want, "%d %d %d\n", i, result, log)
		}
	}
	stdout, stderr, status := execute(t, t.Context(), source.String()+"fn main() {\n"+main.String()+"}\n")
	if stdout == want.String() && stderr == "" && status == 0 {
		return
	}
	got, wants := strings.Split(stdout, "\n"), strings.Split(want.String(), "\n")
	for i := range wants {
		if i >= len(got) || got[i] != wants[i] {
			line := strings.Split(main.String(), "\n")[i]
			t.Fatalf("got %q, want %q\n%s\nstatus %d\n%s", got[min(i, len(got)-1)], wants[i], line, status, stderr)
		}
	}
	t.Fatal(status, stderr)
}

// TestMatchedParts holds that a tuple that is matched where it is written is what it would be if it were made.
func TestMatchedParts(t *testing.T) {
	const lib = `enum Side { Left(string); Right(i64); Gone; }
type P { name: string; n: i64 }
fn told(n: i64) -> i64 { print(f"{n} "); n }
fn fails(n: i64) -> i64 { told(n); n / 0 }
`
	run(t, []program{
		{name: "each part once, in order", source: lib + `fn main() { println(match (told(1), told(2), told(3)) { (1, _, 4) => "a", (_, 2, 3) => "b", _ => "c" }); match (told(4), told(5)) { _ => {} } let s = match (told(6), Side::Gone) { (n, _) => n }; println(s); }`, stdout: "1 2 3 b\n4 5 6 6\n"},
		{name: "a part changes a variable in another", source: lib + `fn main() { var n = 1; println(match (n, { n = 2; n }, n) { (1, 2, 2) => "right", (2, _, _) => "late", _ => "other" }); }`, stdout: "right\n"},
		{name: "a guard changes a variable", source: lib + `fn main() { var n = 1; let m = 5; println(match (n, m) { (1, _) if { n = 2; false } => "a", (2, _) => "late", (a, b) => f"{a} {b} {n}" }); }`, stdout: "1 5 2\n"},
		{name: "an arm changes a variable", source: lib + `fn main() { var n = 1; var s = "x"; match (n, s) { (a, b) => { n = 7; s = "y"; println(f"{a} {b} {n} {s}"); } } }`, stdout: "1 x 7 y\n"},
		{name: "a record that changes", source: lib + `fn main() { var p = P { name: "p", n: 1 }; match (p.n, clone p) { (1, q) => { p.n = 5; println(f"{q.n} {p.n}"); }, _ => { println("other"); } } match (p.n, p) { (n, q) => { p = P { name: "new", n: 8 }; println(f"{n} {q.n} {p.n}"); } } }`, stdout: "1 5\n5 5 8\n"},
		{name: "an array that changes", source: lib + `fn main() { var a = [1, 2]; match (clone a, a[0]) { (b, c) => { a[0] = 9; println(f"{b[0]} {c} {a[0]}"); } } }`, stdout: "1 1 9\n"},
		{name: "one in another", source: lib + `fn side(a: Side, b: Side) -> string { match (a, b) { (Left(x), Right(n)) => match (x, n) { ("x", 1) => "x1", (_, n) if n > 2 => f"{n}", (x, _) => x + "!" }, (Right(n), Gone) | (Gone, Right(n)) => f"n{n}", _ => "none" } } fn main() { println(side(Left("x"), Right(1))); println(side(Left("x"), Right(3))); println(side(Left("z"), Right(1))); println(side(Right(4), Gone)); println(side(Gone, Right(5))); println(side(Gone, Gone)); }`, stdout: "x1\n3\nz!\nn4\nn5\nnone\n"},
		{name: "a pair in a pair", source: lib + `fn main() { let a = 1; match ((a, 2), (3, (4, 5))) { ((1, x), (y, (z, _))) => println(x * 100 + y * 10 + z), _ => println("other") } }`, stdout: "234\n"},
		{name: "in itself", source: lib + `fn depth(n: i64, s: string) -> i64 { match (n, s) { (0, "") => 0, (0, _) => 100, (k, t) => depth(k - 1, t) * 2 + k + t.len() } } fn main() { println(depth(3, "ab")); }`, stdout: "825\n"},
		{name: "left early", source: lib + `fn first(o: Option<i64>) -> Option<i64> { match (o?, 1) { (3, k) => Some(k), (n, _) => Some(n * 2) } } fn main() { println(first(Some(3)).unwrap() + first(Some(4)).unwrap()); println(first(None).is_none()); for i in 0 .. 5 { match (i, { if i == 2 { break; } i }) { (0, _) => println("zero"), (a, b) => println(a + b) } } }`, stdout: "9\ntrue\nzero\n2\n"},
		{name: "in a generator", source: lib + `gen fn pairs(n: i64) -> i64 { for i in 0 .. n { match (i % 2, i) { (0, k) => { yield k * 10; yield k; }, (_, k) => { yield k; } } } } fn main() { for x in pairs(3) { print(f"{x} "); } println(""); }`, stdout: "0 0 1 20 2 \n"},
		{name: "a fault in a part", status: 1, source: lib + "fn main() {\n    match (told(1), fails(2), told(3)) {\n        _ => {}\n    }\n}\n", stdout: "1 2 ", stderr: "trap: division by zero\ntest.hew:4:36:\n"},
	})
}

// TestMatchedPartsAreNotMade holds that matching parts allocates nothing.
func TestMatchedPartsAreNotMade(t *testing.T) {
	program := func(turns int) string {
		return "enum Side { Left(string); Right(i64); Gone; }\n" + inMain(fmt.Sprintf(`let sides = [Side::Left("x"), Side::Right(3), Side::Gone]; var s = 0;
for i in 0..%d {
    let a = sides[i %% 3];
    s += match (a, sides[(i + 1) %% 3], i %% 2) { (Side::Left(t), Side::Right(n), 0) => n + t.len(), (Side::Right(n), _, k) => n + k, (_, _, k) if k > 3 => 9, _ => 1 };
    match (i %% 3, i %% 5) { (0, 0) => { s += 15; }, (0, n) => { s += n; }, _ => {} }
}
println(s);`, turns))
	}
	few, many := allocated(t, program(10)), allocated(t, program(10_010))
	if per := float64(many-few) / 10_000; per > 8 { // a tuple takes 16 or more
		t.Errorf("a turn allocates %.1f bytes", per)
	}
}
