package eval_test

import "testing"

func TestArrays(t *testing.T) {
	run(t, []program{
		{name: "variables and parameters", source: `fn ch(var a: [i64; 3]) -> i64 { a[0] = 9; a[0] } fn main() { var a: [i64; 3] = [1,2,3]; var b = a; b[0] = 7; println(a[0]); println(b[0]); println(ch(a)); println(a[0]); let v: Vec<[i64;3]> = Vec::new(); v.push(a); a[1] = 5; println(v[0][1]); }`, stdout: "1\n7\n9\n1\n2\n"},
		{name: "fields", source: `type S { a: [i64; 2]; } fn main() { var a: [i64;2] = [1,2]; var s = S { a: a }; a[0] = 9; println(s.a[0]); var t = s; t.a[0] = 5; println(s.a[0]); println(t.a[0]); let u = s.a; s.a[1] = 8; println(u[1]); }`, stdout: "1\n1\n5\n2\n"},
		{name: "closures and rows", source: `fn main() { var a: [i64;2] = [1,2]; let f = || a[0]; a[0] = 5; println(f()); var m: [[i64;2];2] = [[1,2],[3,4]]; var r = m[0]; r[0] = 9; println(m[0][0]); m[1][0] = 7; println(m[1][0]); }`, stdout: "1\n1\n7\n"},
		{name: "payloads and tuples", source: `enum E { A([i64; 2]); B; } fn main() { var a: [i64;2] = [1,2]; let e = E::A(a); a[0] = 5; match e { E::A(x) => println(x[0]), E::B => println("b"), } let t = (a, 1); a[0] = 6; println(t.0[0]); }`, stdout: "1\n5\n"},
		{name: "repeated", source: `fn main() { var m: [[i64; 2]; 2] = [[0; 2]; 2]; m[0][0] = 1; println(m[1][0]); var s = [1, 2, 3]; println(s.len()); }`, stdout: "0\n3\n"},
		{name: "assigned", source: `type S { a: [i64; 2]; } fn main() { var a: [i64;2] = [1,2]; var b: [i64;2] = [0,0]; b = a; a[0] = 9; println(b[0]); var s = S { a: a }; s.a = b; b[0] = 7; println(s.a[0]); s.a[1] = 4; println(b[1]); let t = s; s.a[0] = 100; println(t.a[0]); }`, stdout: "1\n1\n2\n1\n"},
		{name: "results", source: `fn f(a: [i64; 2]) -> i64 { var b = a; b[0] = 50; a[0] + b[0] } fn g(var a: [i64;2]) -> [i64;2] { a[0] = a[0] + 1; a } fn main() { var a: [i64;2] = [1,2]; println(f(a)); let c = g(g(a)); println(c[0]); println(a[0]); }`, stdout: "51\n3\n1\n"},
		{name: "records in records", source: `type I { a: [i64; 2]; } type O { i: I; } fn main() { var o = O { i: I { a: [1, 2] } }; let p = o; o.i.a[0] = 9; println(p.i.a[0]); println(o.i.a[0]); var q = o.i; q.a[1] = 7; println(o.i.a[1]); }`, stdout: "1\n9\n2\n"},
		{name: "var self", source: `type S { a: [i64; 2]; } impl S { fn set(var self, n: i64) { self.a[0] = n; } } fn main() { var s = S { a: [1, 2] }; let u = s.a; let t = s; s.set(5); println(s.a[0]); println(u[0]); println(t.a[0]); }`, stdout: "5\n1\n1\n"},
	})
}
