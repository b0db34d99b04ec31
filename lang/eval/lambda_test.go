package eval_test

import "testing"

// TestFunctionValues holds that calls of function values in variables do what the arguments say, whatever
// form these have.
func TestFunctionValues(t *testing.T) {
	const lib = `fn told(n: i64) -> i64 { print(f"{n} "); n }
fn even(n: i64) -> bool { n % 2 == 0 }
fn one(f: fn(i64) -> i64, v: Vec<i64>, i: i64) -> string { f"{f(i)} {f(v[i])} {f(v.get(i))} {f(7)} {f(i + 1)} {f(told(i))}" }
fn two(f: fn(i64, i64) -> i64, v: Vec<i64>, i: i64) -> string { f"{f(i, i)} {f(i, v[i])} {f(i, v.get(i))} {f(v[i], i)} {f(v[i], v.get(i))} {f(i, told(2))} {f(told(1), i)} {f(told(3), told(4))} {f(5, 6)}" }
fn count(f: fn(i64) -> bool, v: Vec<i64>) -> i64 { var n = 0; for i in 0 .. v.len() { if f(v[i]) { n += 1; } let x = v.get(i); if !f(x) { n += 100; } if f(x + 1) && f(x * 2) { n += 10000; } } n }
fn less(f: fn(i64, i64) -> bool, v: Vec<i64>) -> i64 { var n = 0; for i in 1 .. v.len() { let a = v[i - 1]; let b = v[i]; if f(a, b) { n += 1; } if f(b, v[0]) { n += 10; } } n }
fn texts(f: fn(string) -> bool, g: fn(string, string) -> string, s: string) -> string { if f(s) || f(s + "!") { g(s, "l") + g(s + "x", s) } else { g("none", s) } }
`
	run(t, []program{
		{name: "one argument", source: lib + `fn main() { let v = [10, 20, 30]; let k = 3; println(one(|x| x * 2, v, 1)); println(one(|x| x + k, v, 2)); println(one(told, v, 0)); }`, stdout: "1 2 40 40 14 4 2\n2 5 33 33 10 6 5\n0 10 10 7 1 0 0 0 10 10 7 1 0\n"},
		{name: "two arguments", source: lib + `fn main() { let v = [10, 20, 30]; let k = 3; println(two(|a, b| a * 100 + b, v, 1)); println(two(|a, b| a - b + k, v, 2)); }`, stdout: "2 1 3 4 101 120 120 2001 2020 102 101 304 506\n2 1 3 4 3 -25 -25 31 3 3 2 2 2\n"},
		{name: "conditions", source: lib + `fn main() { let v = [3, 4, 7, 8]; let k = 5; println(count(|x| x > 3, v)); println(count(|x| x < k, v)); println(count(even, v)); println(count(|x| { let y = x * 2; y > 7 }, v)); println(count(|x| !even(x), v)); println(count(|x| x > 3 && x < k || even(x), v)); println(count(|_| true, v)); }`, stdout: "40103\n202\n20202\n40103\n202\n20202\n40004\n"},
		{name: "conditions of two", source: lib + `fn main() { let v = [3, 5, 4]; println(less(|a, b| a < b, v)); println(less(|a, b| a > b && a != 5, v)); println(less(|a, b| even(a + b), v)); }`, stdout: "1\n10\n11\n"},
		{name: "text", source: lib + `fn main() { let end = "?"; println(texts(|s| s == "a", move |a, b| a + b + end, "a")); println(texts(|s| s == "b!", |a, b| b + a, "b")); println(texts(|s| s.len() > 9, |a, b| b + a, "c")); }`, stdout: "al?axa?\nlbbbx\ncnone\n"},
		{name: "an argument that changes another", source: lib + `fn main() { var n = 1; let f = |a: i64, b: i64| a * 10 + b; let v = [1, 2, 3]; println(f(n, { n = 2; n })); println(f(v[n], { n = 0; v[0] = 9; n })); println(f(v[n], v[n])); }`, stdout: "12\n30\n99\n"},
		{name: "the function changes meanwhile", source: lib + `fn main() { var f = |n: i64| n + 1; println(f({ f = |n: i64| n * 100; 5 })); println(f(5)); var g = |n: i64| n > 3; if g({ g = |n: i64| n < 3; 5 }) { println("was"); } if g(5) { println("is"); } else { println("no longer"); } }`, stdout: "6\n500\nwas\nno longer\n"},
		{name: "in itself", source: lib + `fn deep(n: i64, f: fn(i64) -> bool) -> i64 { if f(n) { return 0; } 1 + deep(n - 1, move |x| f(x) || x == 2) } fn main() { println(deep(50, |x| x < 0)); }`, stdout: "48\n"},
		{name: "out of range", status: 1, source: lib + "fn main() {\n    let f = |n: i64| n > 3;\n    let v = [1];\n    let i = 1;\n    if f(v[i]) {\n        println(1);\n    }\n}\n", stderr: "trap: index out of range: index 1, length 1\ntest.hew:12:10:\n"},
		{name: "an overflow", status: 1, source: lib + "fn main() {\n    let f = |n: i64| n * 4 > 3;\n    let v = [4611686018427387904];\n    let i = 0;\n    if f(v[i]) {\n        println(1);\n    }\n}\n", stderr: "trap: integer overflow\ntest.hew:9:22:\n"},
	})
}
