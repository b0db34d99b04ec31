package eval_test

import (
	"fmt"
	"testing"
)

// TestForText holds that a loop over the parts of a text sees the elements of the Vec that is not made.
func TestForText(t *testing.T) {
	const lib = `fn told(s: string) -> string { print(f"{s} "); s }
fn texts(v: Vec<string>) -> string { v.join("|") }
fn same(s: string, sep: string) {
    let pieces: Vec<string> = Vec::new();
    for p in s.split(sep) { pieces.push(p); }
    let lines: Vec<string> = Vec::new();
    for l in s.lines() { lines.push(l); }
    let codes: Vec<char> = Vec::new();
    for c in s.chars() { codes.push(c); }
    let all = s.split(sep); let rows = s.lines(); let chars = s.chars();
    println(f"{pieces.len()} {lines.len()} {codes.len()} {pieces.len() == all.len() && texts(pieces) == texts(all)} {lines.len() == rows.len() && texts(lines) == texts(rows)} {codes == chars}");
}
`
	run(t, []program{
		{
			name: "all parts", source: lib + `fn main() { for s in ["", "a", ",", "a,b", ",a,,b,", "a, b", "x\n", "\n", "\n\n", "a\n\nb", "a\r\nb\r", "a\r\n", "é,ü", "日本"] { same(s, ","); } same("a, b,c", ", "); same("abc", ""); same("", ""); same("aaa", "aa"); }`,
			stdout: "1 0 0 true true true\n1 1 1 true true true\n2 1 1 true true true\n2 1 3 true true true\n5 1 6 true true true\n2 1 4 true true true\n1 1 2 true true true\n1 1 1 true true true\n1 2 2 true true true\n1 3 4 true true true\n1 2 5 true true true\n1 1 3 true true true\n2 1 3 true true true\n1 1 2 true true true\n2 1 6 true true true\n1 1 3 true true true\n1 0 0 true true true\n2 1 3 true true true\n",
		},
		{name: "bytes that are no characters", source: lib + `fn main() { let s = "aéb".slice(0, 2) + "z" + "é".slice(1, 2); var a = ""; for c in s.chars() { a = f"{a}{c}"; } var b = ""; let all = s.chars(); for c in all { b = f"{b}{c}"; } println(f"{all.len()} {a == b} {a.len()}"); }`, stdout: "4 true 8\n"},
		{name: "what it cuts is computed once", source: lib + `fn main() { for p in told("a-b-c").split(told("-")) { print(p + ";"); } println(""); }`, stdout: "a-b-c - a;b;c;\n"},
		{name: "the text changes meanwhile", source: lib + `fn main() { var s = "a b c"; var sep = " "; for p in s.split(sep) { s = "other"; sep = "t"; print(p); } for c in s.chars() { s = ""; print(f"{c}."); } println(s.len()); }`, stdout: "abco.t.h.e.r.0\n"},
		{name: "left early", source: lib + `fn first(s: string) -> string { for p in s.split(",") { if p != "" { return p; } } "none" } fn main() { println(first(",,x,y")); println(first(",")); @outer: for l in "a b\nc d\ne f".lines() { for w in l.split(" ") { if w == "d" { continue @outer; } if w == "f" { break @outer; } print(w); } } println(""); }`, stdout: "x\nnone\nabce\n"},
		{name: "a part of its own", source: lib + `fn main() { let all: Vec<string> = Vec::new(); for p in "a b".split(" ") { var q = clone p; q = q + "!"; all.push(q); all.push(p); } println(texts(all)); let fs: Vec<fn() -> string> = Vec::new(); for p in "x y".split(" ") { fs.push(move || p + p); } for f in fs { print(f()); } println(""); }`, stdout: "a!|a|b!|b\nxxyy\n"},
		{name: "in itself", source: lib + `fn deep(s: string, n: i64) -> i64 { var sum = 0; for p in s.split("-") { sum += p.len(); if n > 0 { sum += deep(p + "-" + p, n - 1); } } sum } fn main() { println(deep("ab-c", 2)); }`, stdout: "21\n"},
		{name: "in a generator", source: lib + `gen fn words(s: string) -> string { for w in s.split(" ") { yield w + "."; yield w + "!"; } } fn main() { for w in words("a b") { print(w); } println(""); }`, stdout: "a.a!b.b!\n"},
		{name: "a fault", status: 1, source: lib + "fn main() {\n    for c in \"ab\".split(\"a\") {\n        println(1 / (1 - c.len()));\n    }\n}\n", stdout: "1\n", stderr: "trap: division by zero\ntest.hew:15:17:\n"},
	})
}

// TestForTextMakesNothing holds that the parts of a text are gone over without being kept together.
func TestForTextMakesNothing(t *testing.T) {
	for _, parts := range []string{`split(",")`, "lines()", "chars()"} {
		t.Run(parts, func(t *testing.T) {
			program := func(turns int) string {
				return inMain(fmt.Sprintf("let s = \"a,b,c\\nd,e,f\"; var n = 0; for _ in 0..%d { for p in s.%s { n += 1; } } println(n);", turns, parts))
			}
			few, many := allocated(t, program(10)), allocated(t, program(10_010))
			if per := float64(many-few) / 10_000; per > 8 { // a Vec takes 24 or more
				t.Errorf("a turn allocates %.1f bytes", per)
			}
		})
	}
}
