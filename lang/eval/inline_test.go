package eval_test

import (
	"strings"
	"testing"
)

// TestSmallFunctions holds that functions whose calls are replaced by their bodies behave as if called.
func TestSmallFunctions(t *testing.T) {
	const lib = `type P { a: i64; b: i64 }
type M { name: string; n: i64; on: bool; x: f64 }
trait Ranked { fn rank(self) -> i64; fn above(self, n: i64) -> bool { self.rank() > n } }
impl Ranked for P { fn rank(self) -> i64 { self.a * 10 + self.b } }
impl P { fn a(self) -> i64 { self.a } fn less(self, o: P) -> bool { if self.a == o.a { return self.b < o.b; } self.a < o.a } fn set(var self, n: i64) -> i64 { self.a = n; n } }
impl M { fn count(self) -> i64 { self.n } fn ready(self) -> bool { self.on } fn half(self) -> f64 { self.x / 2.0 } fn named(self, s: string) -> bool { self.name == s } }
fn clamp(x: i64, lo: i64, hi: i64) -> i64 { if x < lo { return lo; } if x > hi { hi } else { x } }
fn minus(a: i64, b: i64) -> i64 { a - b }
fn four(a: i64, b: i64, c: i64, d: i64) -> i64 { a * 1000 + b * 100 + c * 10 + d }
fn inc(n: i64) -> i64 { n + 1 }
fn first<T>(n: i64, _: T) -> i64 { n }
fn narrow(n: i64) -> u8 { n as u8 }
fn told(n: i64) -> i64 { print(f"{n} "); n }
type Grid { name: string; cells: Vec<i64>; on: Vec<bool>; w: i64; row: [f64; 2] }
impl Grid { fn at(self, x: i64, y: i64) -> i64 { self.cells[y * self.w + x] } fn lit(self, i: i64) -> bool { if i < 0 { return false; } if i == 9 { return self.at(0, 0) > 0; } self.on[i] } fn half(self, i: i64) -> f64 { self.row[i] / 2.0 } }
fn pick(v: Vec<i64>, i: i64) -> i64 { v[i] }
fn cell(rows: Vec<Vec<u8>>, i: i64, j: i64) -> u8 { rows[i][j] }
fn x(ps: Vec<P>, i: i64) -> i64 { ps[i].a }
fn nested(n: i64, m: i64) -> bool { if n > 0 { if m > 0 { return m > n; } return n > 5; } n == m }
fn grid() -> Grid { Grid { name: "g", cells: [1, 2, 3, 4], on: [true, false], w: 2, row: [1.0, 5.0] } }
`
	run(t, []program{
		{name: "getters", source: lib + `fn main() { let p = P { a: 3, b: 4 }; let m = M { name: "x", n: 5, on: true, x: 3.0 }; var s = p.a() + p.rank(); s += m.count(); if m.ready() && p.above(33) && !p.above(34) && m.named("x") { println(s + p.a()); } println(m.half() + 1.0); println(m.half()); println(m.ready()); }`, stdout: "45\n2.5\n1.5\ntrue\n"},
		{name: "conditions", source: lib + `fn main() { println(clamp(5, 0, 9)); println(clamp(-5, 0, 9)); println(clamp(told(50), told(0), told(9))); let v = [P { a: 1, b: 2 }, P { a: 1, b: 3 }]; let i = 0; println(v[i].less(v[i + 1])); println(v[1].less(v[0])); if v[0].less(v[1]) { println("yes"); } }`, stdout: "5\n0\n50 0 9 9\ntrue\nfalse\nyes\n"},
		{name: "order of arguments", source: lib + `fn main() { println(four(told(1), told(2), told(3), told(4))); println(minus(told(1), minus(told(5), told(2)))); println(minus(inc(told(1)), inc(told(2)))); }`, stdout: "1 2 3 4 1234\n1 5 2 -2\n1 2 -1\n"},
		{name: "an argument that changes another", source: lib + `fn main() { var n = 1; println(minus(n, { n = 10; n })); var p = P { a: 1, b: 2 }; println(minus(p.a, p.set(7))); println(minus(p.a(), p.set(9))); println(p.a()); }`, stdout: "-9\n-6\n-2\n9\n"},
		{name: "a variable whose fields change", source: lib + `fn main() { var p = P { a: 1, b: 2 }; p.a = 5; println(p.a() + p.rank()); for i in 0 .. 3 { p.b = i; if p.rank() == 51 { println(p.rank()); } } let q = p; p.a = 0; println(q.less(p)); println(q.a()); }`, stdout: "57\n51\nfalse\n5\n"},
		{name: "one in another", source: lib + `fn main() { let n = 3; println(inc(inc(inc(n)) + inc(n)) + clamp(inc(n), inc(0), inc(1))); println(first(inc(n), "x") + first(n, 1.5)); println(narrow(300)); let s = narrow(511) + narrow(0); println(s); }`, stdout: "12\n7\n44\n255\n"},
		{name: "as a value", source: lib + `fn twice(f: fn(i64) -> i64, n: i64) -> i64 { f(f(n)) } fn main() { println(twice(inc, 1)); let d: dyn Ranked = P { a: 1, b: 2 }; println(d.rank()); println(d.above(3)); }`, stdout: "3\n12\ntrue\n"},
		{name: "in a loop and a closure", source: lib + `fn main() { let p = P { a: 1, b: 2 }; let f = |n: i64| p.rank() + inc(n); var i = 0; while inc(i) < 4 { i = inc(i); } println(f(i)); }`, stdout: "16\n"},
		{name: "elements", source: lib + `fn main() { var g = grid(); g.cells[3] = 40; let v = [7, 8]; let ps = [P { a: 5, b: 6 }]; println(g.at(1, 1) + pick(v, 1) + x(ps, 0)); println(g.lit(0) && !g.lit(1) && !g.lit(-1) && !g.lit(9)); println(g.half(1)); let rows: Vec<Vec<u8>> = [[1, 2], [3, 4]]; println(cell(rows, 1, told(0))); }`, stdout: "53\nfalse\n2.5\n0 3\n"},
		{name: "an element that an argument changes", source: lib + `fn main() { var g = grid(); let v = [1, 2]; println(pick(v, { v[0] = 5; v.push(9); 2 }) + pick(v, 0)); println(g.at({ g.cells[0] = 100; 0 }, 0)); println(g.at({ g = grid(); 0 }, 0)); println(g.half({ g.row[0] = 50.0; 0 })); println(g.half(0)); var w = v; println(pick(w, { w = [3]; 0 })); }`, stdout: "14\n100\n100\n0.5\n25\n5\n"},
		{name: "conditions that return early", source: lib + `fn main() { println(f"{nested(1, 2)} {nested(2, 1)} {nested(6, 0)} {nested(0, 0)} {nested(-1, 0)}"); if nested(3, 4) { println("yes"); } }`, stdout: "true false true true false\nyes\n"},
		{
			name: "an element that is not there", status: 1, source: lib + "fn main() {\n    let g = grid();\n    println(g.at(0, 1) + g.at(1, 2));\n}\n",
			stderr: "trap: index out of range: index 5, length 4\ntest.hew:15:50:\n",
		},
		{
			name: "a fault", status: 1, source: lib + "fn outer(n: i64) -> i64 {\n    told(1);\n    minus(0 - 9223372036854775807, n)\n}\nfn main() {\n    println(outer(9));\n}\n", stdout: "1 ",
			stderr: "trap: integer overflow\ntest.hew:8:35:\n",
		},
	})
	_, stderr, _ := execute(t, t.Context(), lib+"fn outer(n: i64) -> i64 {\n    told(1);\n    minus(0 - 9223372036854775807, n)\n}\nfn main() {\n    println(outer(9));\n}\n")
	if want := "stack:\n  test.hew:8:35  in minus\n  test.hew:23:5  in outer\n  test.hew:26:13  in main\n"; !strings.HasSuffix(stderr, want) {
		t.Errorf("got\n%s\nwant\n%s", stderr, want)
	}
}

// TestNestedSmallFunctions holds that lowering nested calls takes no time that grows faster than they do.
func TestNestedSmallFunctions(t *testing.T) {
	n := 200
	source := "fn inc(n: i64) -> i64 { n + 1 }\nfn main() { let n = 0; println(" + strings.Repeat("inc(", n) + "n" + strings.Repeat(")", n) + "); }\n"
	if stdout, stderr, status := execute(t, t.Context(), source); stdout != "200\n" || status != 0 {
		t.Error(stdout, stderr, status)
	}
}
