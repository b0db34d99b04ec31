package eval_test

import "testing"

func TestControlFlow(t *testing.T) {
	run(t, []program{
		{name: "exit status", source: "fn main() -> i64 { -5 }", status: 251},
		{name: "while", source: inMain(`var i = 0; while i < 3 { i = i + 1; if i == 2 { continue; } println(i); }`), stdout: "1\n3\n"},
		{name: "ranges", source: inMain(`for i in 0 .. 3 { print(i); } for i in 2 ..= 4 { print(i); } for i in 3 .. 3 { print(i); } println("");`), stdout: "012234\n"},
		{name: "range to the largest", source: inMain(`let top: u8 = 255; for i in 254 ..= top { print(i); print(" "); } println("");`), stdout: "254 255 \n"},
		{name: "range variable is a copy", source: inMain(`let n = 3; for i in 0 .. n { var j = i; j = j * 10; print(j); } println("");`), stdout: "01020\n"},
		{name: "loop value", source: "fn f() -> i64 { var i = 0; loop { i = i + 1; if i == 7 { break i * 2; } } }\nfn main() { println(f()); }", stdout: "14\n"},
		{name: "labels", source: inMain(`@outer: for i in 0 .. 3 { for j in 0 .. 3 { if j == 1 { continue @outer; } if i == 2 { break @outer; } print(i * 10 + j); print(" "); } } println("");`), stdout: "0 10 \n"},
		{name: "return from loops", source: "fn f(n: i64) -> i64 { for i in 0 .. 10 { while true { if i == n { return i * i; } break; } } -1 }\nfn main() { println(f(4)); println(f(40)); }", stdout: "16\n-1\n"},
		{name: "early returns", source: "fn f(n: i64) -> string { if n < 0 { return \"neg\"; } if n == 0 { return \"zero\"; } \"pos\" }\nfn main() { println(f(-1) + f(0) + f(1)); }", stdout: "negzeropos\n"},
		{name: "values", source: inMain(`let x = if 1 < 2 { "a" } else { "b" }; let y = { let z = 3; z * z }; println(f"{x}{y}");`), stdout: "a9\n"},
		{name: "return inside of expressions", source: "fn f(n: i64) -> i64 { let x = 1 + (if n > 5 { return 100; } else { n }); x * 2 }\nfn main() { println(f(3)); println(f(6)); }", stdout: "8\n100\n"},
		{name: "match value leaves", source: "fn f(o: Option<i64>) -> i64 { let x = match o { Some(v) => v, None => return -1 }; x + 1 }\nfn main() { println(f(Some(4))); println(f(None)); }", stdout: "5\n-1\n"},
		{name: "break inside of expressions", source: inMain(`var s = 0; for i in 0 .. 10 { s = s + (if i == 4 { break; } else { i }); } println(s);`), stdout: "6\n"},
		{name: "and or", source: "fn t(s: string) -> bool { print(s); true }\nfn main() { if t(\"a\") || t(\"b\") { println(\"\"); } if !t(\"c\") && t(\"d\") { println(\"no\"); } println(\"\"); }", stdout: "a\nc\n"},
		{name: "shadowing", source: inMain(`let x = 1; let x2 = x + 1; { let x = 10; println(x + x2); } println(x);`), stdout: "12\n1\n"},
		{name: "if let", source: inMain(`let o: Option<i64> = Some(3); if let Some(v) = o { println(v); } else { println("none"); } let n: Option<i64> = None; if let Some(v) = n { println(v); } else { println("none"); }`), stdout: "3\nnone\n"},
		{name: "while let", source: inMain(`let v: Vec<i64> = [1, 2]; var i = 0; while let Some(x) = (if i < v.len() { Some(v.get(i)) } else { None }) { println(x); i = i + 1; }`), stdout: "1\n2\n"},
		{name: "collections", source: inMain(`let v = ["a", "b"]; for s in v { print(s); } let w: Vec<bool> = [true, false]; for b in w { print(b); } println("");`), stdout: "abtruefalse\n"},
		{name: "reversed and stepped ranges", source: inMain(`for i in (0 .. 5).rev() { print(i); } for i in (0 .. 10).step_by(4) { print(i); } for i in (0 ..= 8).rev().step_by(4) { print(i); } println("");`), stdout: "43210048840\n"},
	})
}

func TestCalls(t *testing.T) {
	run(t, []program{
		{name: "recursion", source: "fn fib(n: i64) -> i64 { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }\nfn main() { println(fib(20)); }", stdout: "6765\n"},
		{name: "mutual recursion", source: "fn even(n: i64) -> bool { if n == 0 { true } else { odd(n - 1) } }\nfn odd(n: i64) -> bool { if n == 0 { false } else { even(n - 1) } }\nfn main() { println(even(101)); }", stdout: "false\n"},
		{name: "nested arguments", source: "fn add(a: i64, b: i64) -> i64 { a + b }\nfn sum(a: i64, b: i64, c: i64, d: i64, e: i64) -> i64 { a * 10000 + b * 1000 + c * 100 + d * 10 + e }\nfn main() { println(add(add(1, 2), add(3, add(4, 5)))); println(sum(1, add(1, 1), 3, add(add(1, 1), 2), 5)); }", stdout: "15\n12345\n"},
		{name: "named arguments", source: "fn d(a: i64, b: i64) -> i64 { a - b }\nfn main() { println(d(10, b: 3)); }", stdout: "7\n"},
		{name: "many arguments of a method", source: "type A { k: i64; }\nimpl A { fn m(a: A, p: string, q: i64, r: string, s: i64) -> string { f\"{a.k}{p}{q}{r}{s}\" } }\nfn id(n: i64) -> i64 { n }\nfn main() { let a = A { k: 1 }; println(a.m(\"x\", id(2), \"y\", id(3))); }", stdout: "1x2y3\n"},
		{name: "constants", source: "const A: i64 = B * 2;\nconst B: i64 = 21;\nconst S: string = \"s\";\nfn main() { println(A); println(S + S); }", stdout: "42\nss\n"},
		{name: "function values", source: "fn twice(f: fn(i64) -> i64, x: i64) -> i64 { f(f(x)) }\nfn inc(x: i64) -> i64 { x + 1 }\nfn main() { println(twice(inc, 5)); let k = 3; println(twice(|x: i64| x * k, 2)); }", stdout: "7\n18\n"},
		{name: "captures are copies", source: inMain(`var n = 1; let f = || n * 10; n = 5; println(f()); println(n);`), stdout: "10\n5\n"},
		{name: "closures in closures", source: inMain(`let a = 1; let f = |x: i64| { let g = |y: i64| x + y + a; g(10) }; println(f(100));`), stdout: "111\n"},
		{name: "closures that return early", source: inMain(`let f = |x: i64| -> i64 { if x > 3 { return 0; } x }; println(f(3)); println(f(4));`), stdout: "3\n0\n"},
		{name: "returned closures", source: "fn adder(n: i64) -> fn(i64) -> i64 { |x: i64| x + n }\nfn main() { let a = adder(1); let b = adder(100); println(a(1) + b(1)); }", stdout: "103\n"},
		{name: "vec pipeline", source: inMain(`let v: Vec<i64> = [1, 2, 3, 4]; println(v.map(|x| x * x).filter(|x| x % 2 == 0).reduce(|a, x| a + x, 0)); println(v.fold(10, |a, x| a - x));`), stdout: "20\n0\n"},
	})
}
