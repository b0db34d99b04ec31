package eval_test

import "testing"

// TestLeavingExpressions holds that what stands before a place that is left has been computed,
// in order, and what stands behind has not.
func TestLeavingExpressions(t *testing.T) {
	const lib = `fn t(n: i64) -> i64 { print(f"{n} "); n }
fn g(n: i64) -> Option<i64> { print(f"g{n} "); if n < 0 { None } else { Some(n) } }
type P { a: i64; b: i64; }
fn three(a: i64, b: i64, c: i64) -> i64 { a * 100 + b * 10 + c }
fn five(a: i64, b: i64, c: i64, d: i64, e: i64) -> i64 { three(a, b, c) * 100 + d * 10 + e }
fn show(o: Option<i64>) { match o { Some(n) => println(n), None => println("none") } }
`
	run(t, []program{
		{name: "arguments", source: lib + `fn f(n: i64) -> Option<i64> { Some(three(t(1), g(n)?, t(3))) } fn main() { show(f(2)); show(f(-2)); }`, stdout: "1 g2 3 123\n1 g-2 none\n"},
		{name: "many arguments", source: lib + `fn f(n: i64) -> Option<i64> { Some(five(t(1), t(2), g(n)?, t(4), g(5)?)) } fn main() { show(f(3)); show(f(-3)); }`, stdout: "1 2 g3 4 g5 12345\n1 2 g-3 none\n"},
		{name: "operators", source: lib + `fn f(n: i64) -> Option<i64> { Some(t(7) * g(n)? + g(1)? * t(2)) } fn main() { show(f(2)); show(f(-2)); }`, stdout: "7 g2 g1 2 16\n7 g-2 none\n"},
		{name: "literals", source: lib + `fn f(n: i64) -> Option<i64> { let p = P { b: t(1), a: g(n)? }; let v = [t(5), g(p.a)?]; let q = (g(3)?, t(4)); Some(p.a + v[0] + q.0) } fn main() { show(f(2)); show(f(-2)); }`, stdout: "1 g2 5 g2 g3 4 10\n1 g-2 none\n"},
		{name: "text", source: lib + `fn f(n: i64) -> Option<string> { Some(f"<{t(1)}{g(n)?}>" + f"{g(9)?}") } fn main() { println(f(2).unwrap_or("none")); println(f(-2).unwrap_or("none")); }`, stdout: "1 g2 g9 <12>9\n1 g-2 none\n"},
		{name: "conditions", source: lib + `fn f(n: i64) -> Option<i64> { if g(n)? > 1 && g(n - 2)? == 0 { return Some(1); } var i = 0; while g(i)? < n { i = i + 1; } Some(i + 10) } fn main() { show(f(2)); show(f(-1)); show(f(1)); }`, stdout: "g2 g0 1\ng-1 none\ng1 g0 g1 11\n"},
		{name: "assignments", source: lib + `fn f(n: i64) -> Option<i64> { var x = 1; x = g(n)?; x += g(n)?; var p = P { a: 0, b: 0 }; p.a = g(x)?; p.b += g(n)?; let v = [0, 0]; v[g(1)?] = g(p.a + p.b)?; Some(v[1]) } fn main() { show(f(1)); show(f(-1)); }`, stdout: "g1 g1 g2 g1 g1 g3 3\ng-1 none\n"},
		{name: "subjects", source: lib + `fn f(n: i64) -> Option<i64> { let r = match g(n)? { 0 => g(100)?, 1 => { return Some(-1); }, k => k * 2 }; for i in 0 .. g(r)? { if i == 3 { return Some(three(i, g(i)?, 0)); } } Some(r) } fn main() { show(f(0)); show(f(1)); show(f(-1)); show(f(-5)); }`, stdout: "g0 g100 g100 g3 330\ng1 -1\ng-1 none\ng-5 none\n"},
		{name: "loops in expressions", source: lib + `fn f(n: i64) -> i64 { var s = 0; for i in 0 .. 5 { s = s + three(0, i, match i { 1 => { continue; }, 3 => { break; }, _ => 1 }); } s } fn main() { println(f(0)); }`, stdout: "22\n"},
		{name: "loop values from matches", source: lib + `fn f() -> i64 { var i = 0; loop { i = i + 1; match g(i) { Some(k) if k > 2 => { break k * 10; }, _ => {} } } } fn main() { println(f()); }`, stdout: "g1 g2 g3 30\n"},
		{name: "closures have their own", source: lib + `fn f(n: i64) -> Option<i64> { let h = |k: i64| -> Option<i64> { let x = g(k)?; Some(x + 1) }; let a = h(-1); let b = h(n)?; Some(b + a.unwrap_or(0)) } fn main() { show(f(4)); show(f(-4)); }`, stdout: "g-1 g4 5\ng-1 g-4 none\n"},
		{name: "guards", source: lib + `fn f(n: i64) -> Option<i64> { let x = match n { 1 => 5, k if g(k - 3)? > 3 => 100, _ => 0 }; Some(x) } fn h(n: i64) -> Option<i64> { match n { k if g(k)? > 3 => Some(1), _ => Some(2) } } fn main() { show(f(1)); show(f(9)); show(f(4)); show(f(2)); show(h(4)); show(h(1)); show(h(-1)); }`, stdout: "5\ng6 100\ng1 0\ng-1 none\ng4 1\ng1 2\ng-1 none\n"},
		{name: "slices", source: lib + `fn f(n: i64) -> Option<string> { let s = "abcdef"; Some(s[g(n)? ..] + s[.. g(1)?] + s[g(0)? ..= g(1)?]) } fn main() { println(f(4).unwrap_or("none")); println(f(-4).unwrap_or("none")); }`, stdout: "g4 g1 g0 g1 efaab\ng-4 none\n"},
		{name: "receivers that change", source: lib + `impl P { fn bump(var self, by: i64) { self.a = self.a + by; } } fn f(n: i64) -> Option<i64> { var p = P { a: 1, b: 0 }; p.bump(g(n)?); Some(p.a) } fn main() { show(f(4)); show(f(-4)); }`, stdout: "g4 5\ng-4 none\n"},
		{name: "methods of results", source: lib + `fn f(n: i64) -> Option<i64> { let v: Vec<i64> = Vec::new(); v.push(g(n)?); v.set(0, g(n + 1)? + v.get(0)); Some(v.len() + v.get(g(0)?)) } fn main() { show(f(1)); show(f(-1)); }`, stdout: "g1 g2 g0 4\ng-1 none\n"},
	})
}

// TestErrors holds that errors keep their type on the way.
func TestErrors(t *testing.T) {
	const lib = `enum Fail { Small(i64); Text(string); Pair(i64, string); }
fn check(n: i64) -> Result<string, Fail> { if n < 0 { return Err(Fail::Small(n)); } if n == 7 { return Err(Fail::Text("seven")); } if n == 8 { return Err(Fail::Pair(8, "p")); } Ok(f"ok{n}") }
fn both(a: i64, b: i64) -> Result<i64, Fail> { let x = check(a)?; let y? = check(b); Ok(x.len() + y.len()) }
fn main() { for p in [(1, 22), (-1, 0), (1, 7), (8, 1)] { let (a, b) = p; match both(a, b) { Ok(n) => println(n), Err(Small(n)) => println(f"small {n}"), Err(Text(s)) => println(s), Err(Pair(n, s)) => println(f"{n}{s}") } } }
`
	run(t, []program{{name: "enum", source: lib, stdout: "7\nsmall -1\nseven\n8p\n"}})
}

// TestSharing holds that records behave as values wherever they are kept.
func TestSharing(t *testing.T) {
	const lib = `type P { x: i64; y: i64; }
type Q { p: P; tags: Vec<string>; }
impl P { fn bump(var self, by: i64) -> i64 { self.x = self.x + by; self.x } fn reset(var self) { self = P { x: 0, y: 0 }; } }
impl Q { fn bump(var self) { self.p.bump(100); self.p.y = 9; } }
`
	run(t, []program{
		{name: "methods that change", source: lib + `fn main() { var p = P { x: 1, y: 1 }; let old = p; println(p.bump(5) + p.bump(1)); println(old.x); p.reset(); println(p.x); println(old.y); }`, stdout: "13\n1\n0\n1\n"},
		{name: "changes inside", source: lib + `fn main() { var q = Q { p: P { x: 1, y: 1 }, tags: Vec::new() }; let p = q.p; q.bump(); q.p.bump(1); println(f"{q.p.x} {q.p.y} {p.x} {p.y}"); q.tags.push("t"); println(q.tags.len()); }`, stdout: "102 9 1 1\n1\n"},
		{name: "in enums", source: lib + `fn main() { var p = P { x: 1, y: 1 }; let o = Some(p); p.x = 2; match o { Some(v) => println(v.x), None => {} } println(p.x); if let Some(v) = o { var w = v; w.x = 50; println(w.x); } match o { Some(v) => println(v.x), None => {} } }`, stdout: "1\n2\n50\n1\n"},
		{name: "in maps", source: lib + `fn main() { let m: HashMap<string, P> = HashMap::new(); var p = P { x: 1, y: 1 }; m.insert("a", p); p.x = 7; m.insert("b", p); println(m.get("a").unwrap().x + m.get("b").unwrap().x * 10); }`, stdout: "71\n"},
		{name: "returned", source: lib + `fn make(n: i64) -> P { var p = P { x: n, y: 0 }; p.x += 1; p } fn same(p: P) -> P { p } fn main() { var a = same(make(1)); var b = same(a); b.x = 100; a.y = 5; println(f"{a.x}{a.y} {b.x}{b.y}"); }`, stdout: "25 1000\n"},
		{name: "in a loop", source: lib + `fn main() { var p = P { x: 0, y: 0 }; let seen: Vec<P> = Vec::new(); for i in 0 .. 3 { p.bump(1); seen.push(p); let q = p; p.y = q.x * 10; } for s in seen { print(f"{s.x}.{s.y} "); } println(p.y); }`, stdout: "1.0 2.10 3.20 30\n"},
		{name: "arrays", source: inMain("let x: [i64; 2] = [1, 2]; var y = x; y[1] = 5; let z = y; y[0] = 7; println(f\"{x[1]}{y[1]}{z[0]}\");"), stdout: "251\n"},
		{name: "loop variable of records", source: lib + `fn main() { let v = [P { x: 1, y: 1 }, P { x: 2, y: 2 }]; for p in v { var c = p; c.x = c.x * 10; print(c.x); } println(v[0].x + v[1].x); }`, stdout: "10203\n"},
		{name: "tuples with records", source: lib + `fn main() { var p = P { x: 1, y: 1 }; let t = (p, 5); p.x = 9; println(t.0.x + t.1); let (q, n) = t; println(q.x + n + p.x); }`, stdout: "6\n15\n"},
		{name: "dyn", source: "trait Counter { fn inc(var self) -> i64; fn get(self) -> i64; }\ntype A { n: i64; }\nimpl Counter for A { fn inc(var self) -> i64 { self.n = self.n + 1; self.n } fn get(self) -> i64 { self.n } }\nfn read(c: dyn Counter) -> i64 { c.get() }\nfn main() { let a = A { n: 4 }; println(read(a)); }", stdout: "4\n"},
	})
}

func TestGenericCode(t *testing.T) {
	run(t, []program{
		{name: "one function at many types", source: "fn largest<T: Ord>(v: Vec<T>) -> T { var best = v.get(0); for x in v { if x > best { best = x; } } best }\nfn main() { println(largest([3, 9, 2])); println(largest([\"b\", \"c\", \"a\"])); println(largest([1.5, 0.5])); }", stdout: "9\nc\n1.5\n"},
		{name: "generic methods", source: "type Stack<T> { items: Vec<T>; }\nimpl<T> Stack<T> { fn push(s: Stack<T>, x: T) { s.items.push(x); } fn pop(s: Stack<T>) -> Option<T> { if s.items.is_empty() { None } else { Some(s.items.pop()) } } }\nfn main() { let s: Stack<string> = Stack { items: Vec::new() }; s.push(\"a\"); s.push(\"b\"); println(s.pop().unwrap()); let n: Stack<i64> = Stack { items: Vec::new() }; println(n.pop().is_none()); }", stdout: "b\ntrue\n"},
		{name: "generic enums", source: "enum Tree<T> { Leaf; Node(T, Vec<Tree<T>>); }\nfn depth<T>(t: Tree<T>) -> i64 { match t { Leaf => 0, Node(_, kids) => { var d = 0; for k in kids { let x = depth(k); if x > d { d = x; } } d + 1 } } }\nfn main() { let t: Tree<string> = Tree::Node(\"r\", [Tree::Leaf, Tree::Node(\"c\", Vec::new())]); println(depth(t)); }", stdout: "2\n"},
		{name: "functions over functions", source: "fn compose<A, B, C>(f: fn(A) -> B, g: fn(B) -> C) -> fn(A) -> C { move |x: A| g(f(x)) }\nfn main() { let h = compose(|n: i64| n + 1, |n: i64| f\"<{n}>\"); println(h(1)); }", stdout: "<2>\n"},
		{name: "associated types", source: "trait Source { type Out; fn get(s: Self) -> Self::Out; }\ntype N { v: i64; }\ntype S { v: string; }\nimpl Source for N { type Out = i64; fn get(n: N) -> i64 { n.v } }\nimpl Source for S { type Out = string; fn get(s: S) -> string { s.v } }\nfn main() { println(N { v: 3 }.get() + 1); println(S { v: \"x\" }.get() + \"y\"); }", stdout: "4\nxy\n"},
		{name: "keys of maps", source: "type K { a: i64; s: string; }\nfn main() { let m: HashMap<(i64, string), i64> = HashMap::new(); m.insert((1, \"a\"), 10); m.insert((1, \"b\"), 20); println(m.get((1, \"b\")).unwrap()); println(m.contains_key((2, \"a\"))); }", stdout: "20\nfalse\n"},
	})
}
