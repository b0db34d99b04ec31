package eval_test

import "testing"

// TestConstantVariants holds that variants which are made once are like all others.
func TestConstantVariants(t *testing.T) {
	const types = `enum E { A; B(string); }
fn f(n: i64) -> Result<i64, E> { if n == 0 { return Err(E::A); } if n == 1 { return Err(A); } if n == 2 { return Err(B("two")); } Ok(n) }
fn g(n: i64) -> Result<i64, string> { if n == 0 { return Err("zero"); } Ok(n) }
fn h() -> Option<Option<i64>> { Some(None) }
fn show(r: Result<i64, E>) { match r { Ok(n) => println(n), Err(A) => println("a"), Err(B(s)) => println(s) } }
actor Echo { receive fn back(r: Result<i64, E>) -> Result<i64, E> { r } }
`
	run(t, []program{
		{name: "matched", source: types + `fn main() { for i in 0 .. 4 { show(f(i)); } match g(0) { Ok(n) => println(n), Err(s) => println(s + "!") } match h() { Some(None) => println("none"), _ => println("other") } }`, stdout: "a\na\ntwo\n3\nzero!\nnone\n"},
		{name: "compared", source: types + `fn main() { println(f(0) == f(1)); println(g(0) == Err("zero")); println(g(0) == g(1)); let v = [g(0), g(0)]; println(v.len()); println(clone v == v); }`, stdout: "true\ntrue\nfalse\n2\ntrue\n"},
		{name: "sent", source: types + `fn main() { let e = spawn Echo(); show((await e.back(f(0))).unwrap()); show((await e.back(f(2))).unwrap()); show(f(0)); }`, stdout: "a\ntwo\na\n"},
		{name: "a string that grows", source: types + `fn main() { match g(0) { Ok(_) => {}, Err(s) => { var t = s; t = t + "x"; t = t + "y"; println(t); } } match g(0) { Ok(_) => {}, Err(s) => println(s) } }`, stdout: "zeroxy\nzero\n"},
	})
}
