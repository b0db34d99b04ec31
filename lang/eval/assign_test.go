package eval_test

import "testing"

func TestAssignments(t *testing.T) {
	const head = `type P { x: i64; y: i64; }
type L { p: P; items: Vec<i64>; }
impl P { fn bump(var self, n: i64) -> i64 { self.x += n; self.x } }
fn log(s: string, n: i64) -> i64 { print(s); n }
fn three() -> Vec<P> { [P { x: 1, y: 1 }, P { x: 2, y: 2 }, P { x: 3, y: 3 }] }
fn show(ps: Vec<P>) { for p in ps { print(f"{p.x},{p.y} "); } println(""); }
type Counter { n: i64; }
impl Counter { fn next(var self) -> i64 { self.n += 1; self.n } }
`
	run(t, []program{
		{name: "an index that changes its collection", source: head + inMain("let ps = three(); let v: Vec<i64> = [0, 1, 2]; ps[v.pop()].x = 99; show(ps); println(v.len());"), stdout: "1,1 2,2 99,3 \n2\n"},
		{name: "an index that changes with every call", source: head + inMain("let v: Vec<i64> = [10, 20, 30, 40]; var s = Counter { n: 0 }; v[s.next()] += 5; for x in v { print(f\"{x} \"); } println(s.n);"), stdout: "10 25 30 40 1\n"},
		{name: "a compound assignment to a field of an element", source: head + inMain("let ps = three(); ps[log(\"f\", 1)].x += 1; show(ps);"), stdout: "f1,1 3,2 3,3 \n"},
		{name: "a path to something else than the value computes", source: head + inMain("let ps = three(); let qs = ps; qs[log(\"a\", 0)].y = log(\"b\", 7); show(qs);"), stdout: "ab1,7 2,2 3,3 \n"},
		{name: "the value changes the index", source: head + inMain("let v: Vec<i64> = [1, 2, 3]; var i = 0; v[i] = { i = 2; 9 }; v[i] += { i = 1; 10 }; println(f\"{v[0]} {v[1]} {v[2]}\");"), stdout: "9 2 13\n"},
		{name: "the value changes the variable", source: head + inMain("var x = 1; x += { x = 10; 1 }; println(x); var s = \"a\"; s += { s = \"z\"; \"b\" }; println(s); var d = 0.5; d *= { d = 9.0; 4.0 }; println(d);"), stdout: "2\nab\n2\n"},
		{name: "the value changes the record", source: head + inMain("var p = P { x: 1, y: 2 }; p.x += { p.x = 50; p.y = 60; 4 }; println(f\"{p.x} {p.y}\"); p.x = p.x + { p.x = 0; 1 }; println(p.x);"), stdout: "5 60\n6\n"},
		{name: "the value gives the variable another record", source: head + inMain("var l = L { p: P { x: 1, y: 2 }, items: [] }; l.p.x = { l = L { p: P { x: 3, y: 4 }, items: [] }; 7 }; println(f\"{l.p.x} {l.p.y}\");"), stdout: "7 4\n"},
		{name: "the value makes a string longer that grows", source: head + inMain("var s = \"a\"; var kept: Vec<string> = []; for i in 0..3 { s += { s += \"b\"; kept.push(clone s); \"c\" }; } println(s); for k in kept { println(k); }"), stdout: "accc\nab\nacb\naccb\n"},
		{name: "the value adds elements", source: head + inMain("let v: Vec<i64> = [1]; v[0] = { for i in 0..100 { v.push(i); } 9 }; v[100] += { for i in 0..100 { v.push(i); } 1 }; println(f\"{v[0]} {v[100]} {v.len()}\");"), stdout: "9 100 201\n"},
		{name: "the value removes the element", source: head + inMain("let v: Vec<i64> = [1, 2]; v[1] = v.pop(); println(v.len());"), status: 1, stderr: "trap: index out of range: index 1, length 1\ntest.hew:10:27:"},
		{name: "the value removes the element that is updated", source: head + inMain("let ps = three(); ps[2].x += { ps.pop(); 1 }; println(ps.len());"), status: 1, stderr: "trap: index out of range: index 2, length 2\ntest.hew:10:19:"},
		{name: "an index out of range comes after the value", source: head + inMain("let v: Vec<i64> = [1]; v[5] = log(\"value \", 1);"), stdout: "value ", status: 1, stderr: "trap: index out of range: index 5, length 1\ntest.hew:10:24:"},
		{name: "and before it where the old value is read", source: head + inMain("let v: Vec<i64> = [1]; v[5] += log(\"value \", 1);"), status: 1, stderr: "trap: index out of range: index 5, length 1\ntest.hew:10:24:"},
		{name: "a question mark in an index", source: head + "fn f(v: Vec<i64>, i: Option<i64>) -> Option<i64> { v[i?] += log(\"value \", 1); Some(v[0]) }\n" + inMain("let v: Vec<i64> = [1]; println(f(v, None).unwrap_or(-1)); println(f(v, Some(0)).unwrap_or(-1));"), stdout: "-1\nvalue 2\n"},
		{name: "a question mark in the value", source: head + "fn f(ps: Vec<P>, n: Option<i64>) -> Option<i64> { ps[log(\"i\", 1)].x = n?; Some(ps[1].x) }\n" + inMain("let ps = three(); println(f(ps, None).unwrap_or(-1)); println(f(ps, Some(8)).unwrap_or(-1)); show(ps);"), stdout: "i-1\ni8\n1,1 8,2 3,3 \n"},
		{name: "a return in the value", source: head + "fn f(var p: P, stop: bool) -> i64 { p.x += if stop { return p.x } else { 1 }; p.x }\n" + inMain("println(f(P { x: 1, y: 1 }, true)); println(f(P { x: 1, y: 1 }, false));"), stdout: "1\n2\n"},
		{name: "assignments in a loop with labels", source: head + inMain("let v: Vec<i64> = [0, 0]; @out: for i in 0..9 { loop { v[if i == 5 { break @out } else { i % 2 }] += if i == 3 { continue @out } else { 1 }; break; } } println(f\"{v[0]} {v[1]}\");"), stdout: "3 1\n"},
		{name: "the key of a map comes before the value", source: head + inMain("let m: HashMap<i64, i64> = HashMap::new(); m[log(\"k\", 1)] = log(\"v\", 2); println(m[1].unwrap_or(0));"), stdout: "kv2\n"},
		{name: "a map that a call gives", source: head + "fn same(m: HashMap<i64, i64>) -> HashMap<i64, i64> { print(\"m\"); m }\n" + inMain("let m: HashMap<i64, i64> = HashMap::new(); same(m)[log(\"k\", 1)] = log(\"v\", 2); println(m.len());"), stdout: "mkv1\n"},
		{name: "a changing method whose argument keeps the record", source: head + "fn keep(ps: Vec<P>, p: P) -> i64 { ps.push(p); 5 }\n" + inMain("let ps: Vec<P> = []; var p = P { x: 1, y: 1 }; p.bump(keep(ps, p)); println(ps[0].x);"), stdout: "1\n"},
		{name: "a changing method of an element", source: head + inMain("let ps = three(); println(ps[log(\"i\", 1)].bump(log(\"a\", 5))); show(ps);"), stdout: "ia7\n1,1 7,2 3,3 \n"},
		{name: "a changing method of a part of an element", source: head + inMain("let ls: Vec<L> = [L { p: P { x: 1, y: 1 }, items: [] }]; ls[log(\"i\", 0)].p.bump(log(\"a\", 5)); println(ls[0].p.x);"), stdout: "ia6\n"},
		{name: "a changing method of an element that is shared", source: head + inMain("let ps = three(); let p = ps[0]; ps[0].bump(4); println(f\"{p.x} {ps[0].x}\");"), stdout: "1 5\n"},
		{name: "a changing method with an argument that leaves", source: head + "fn f(ps: Vec<P>, n: Option<i64>) -> Option<i64> { Some(ps[log(\"i\", 0)].bump(n?)) }\n" + inMain("let ps = three(); println(f(ps, None).unwrap_or(-1)); println(f(ps, Some(8)).unwrap_or(-1)); show(ps);"), stdout: "i-1\ni9\n9,1 2,2 3,3 \n"},
		{name: "an update that a method of the actor disturbs", source: "actor A { var n: i64 = 1; var v: Vec<i64> = [0, 0]; fn bump() -> i64 { n = 100; v[1] = 50; 1 } receive fn go() -> i64 { n += bump(); v[1] += bump(); println(f\"{n} {v[1]}\"); 0 } }\n" + inMain("let a = spawn A(); let _ = await a.go();"), stdout: "100 51\n"},
		{name: "records on the way are copied once", source: head + inMain("let a = L { p: P { x: 1, y: 2 }, items: [] }; var b = L { p: a.p, items: [] }; b.p.x += 5; b.p.y = 7; println(f\"{a.p.x} {a.p.y} {b.p.x} {b.p.y}\");"), stdout: "1 2 6 7\n"},
		{name: "records that go from one place of Vecs to another", source: head + "type N { p: P; k: i64; }\n" + inMain("let ps = three(); let ns = [N { p: P { x: 7, y: 8 }, k: 1 }]; ps[0] = ps[2]; ps[1] = ns[0].p; ps[2].x = 30; ns[0].p.x = 70; show(ps); for i in 0 .. 40 { ps.push(ps[i]); ps[i].x = -1; } println(f\"{ps.len()} {ps[42].x} {ps[42].y} {ps[0].x}\"); let p = ps[1]; ps[1] = ps[1]; ps[log(\"i\", 41)] = ps[log(\"v\", 1)]; println(f\"{p.y} {ps[41].x}\");"), stdout: "3,3 7,8 30,3 \n43 3 3 -1\niv8 -1\n"},
		{name: "a record that is not there comes before a place that is not there", source: head + inMain("let ps = three();\nps[8] =\nps[9];"), status: 1, stderr: "trap: index out of range: index 9, length 3\ntest.hew:12:1:"},
		{name: "a place for a record that is not there", source: head + inMain("let ps = three();\nps[8] = ps[0];"), status: 1, stderr: "trap: index out of range: index 8, length 3\ntest.hew:11:1:"},
		{name: "arrays in records that are shared", source: "type A { a: [i64; 2]; n: i64; }\ntype B { a: A; }\n" + inMain("let a = A { a: [1, 2], n: 0 }; var b = B { a: a }; b.a.a[0] = 8; b.a.a[1] += 8; let v: Vec<A> = [A { a: [1, 2], n: 0 }]; let c = v[0]; v[0].a[1] = 50; println(f\"{b.a.a[0]} {b.a.a[1]} {c.a[1]} {v[0].a[1]}\");"), stdout: "8 10 2 50\n"},
	})
}
