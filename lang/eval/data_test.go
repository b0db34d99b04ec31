package eval_test

import "testing"

func TestRecords(t *testing.T) {
	const point = "type P { x: i64; y: i64; }\ntype L { a: P; name: string; }\n"
	run(t, []program{
		{name: "fields", source: point + `fn main() { let p = P { x: 1, y: 2 }; let l = L { a: p, name: "n" }; println(f"{l.a.x}{l.a.y}{l.name}"); }`, stdout: "12n\n"},
		{name: "fields in another order", source: point + `fn s(n: i64) -> i64 { print(n); n } fn main() { let p = P { y: s(2), x: s(1) }; println(p.x - p.y); }`, stdout: "21-1\n"},
		{name: "update", source: point + `fn main() { let p = P { x: 1, y: 2 }; let q = P { x: 9, ..p }; println(q.x + q.y); }`, stdout: "11\n"},
		{name: "values are copied", source: point + `fn main() { var p = P { x: 1, y: 2 }; let q = p; p.x = 10; println(q.x); println(p.x); var r = q; r.y = 7; println(q.y); println(r.y); }`, stdout: "1\n10\n2\n7\n"},
		{name: "copies in a Vec", source: point + `fn main() { let v: Vec<P> = Vec::new(); var p = P { x: 0, y: 0 }; for i in 0 .. 3 { p.x = i; v.push(p); } var q = v.get(1); q.x = 50; println(v.get(0).x + v.get(1).x * 10 + v.get(2).x * 100); v.set(1, q); println(v.get(1).x); }`, stdout: "210\n50\n"},
		{name: "nested assignment", source: point + `fn main() { var l = L { a: P { x: 1, y: 2 }, name: "a" }; let m = l.a; l.a.x = 5; l.name = "b"; println(f"{m.x}{l.a.x}{l.name}"); l.a.y += 4; println(l.a.y); }`, stdout: "15b\n6\n"},
		{name: "parameters are copies", source: point + `fn f(p: P) -> i64 { var q = p; q.x = 99; q.x } fn main() { let p = P { x: 1, y: 1 }; println(f(p)); println(p.x); }`, stdout: "99\n1\n"},
		{name: "methods", source: point + `impl P { fn norm(p: P) -> i64 { p.x + p.y } fn scale(p: P, k: i64) -> P { P { x: p.x * k, y: p.y * k } } } fn main() { println(P { x: 1, y: 2 }.scale(3).norm()); }`, stdout: "9\n"},
		{name: "tuples", source: "fn f() -> (i64, string) { (1, \"a\") }\nfn main() { let (n, s) = f(); println(f\"{n}{s}\"); var t = (1, 2.5); t.0 = 5; println(t.0); println(t.1); }", stdout: "1a\n5\n2.5\n"},
		{name: "equality", source: point + `fn main() { let a = L { a: P { x: 1, y: 2 }, name: "n" }; let b = L { a: P { x: 1, y: 2 }, name: "n" }; println(Some(a.a) != Some(P { x: 1, y: 3 })); println((a, 1) == (b, 1)); println((1, "a") == (1, "a")); }`, stdout: "true\ntrue\ntrue\n"},
		{name: "captured record", source: point + `fn main() { var p = P { x: 1, y: 2 }; let f = || p.x; p.x = 9; println(f()); println(p.x); }`, stdout: "1\n9\n"},
		{name: "element field", source: point + `fn main() { var v: Vec<P> = [P { x: 1, y: 1 }]; let p = v.get(0); v[0].x = 8; println(v.get(0).x); println(p.x); }`, stdout: "8\n1\n"},
	})
}

func TestEnums(t *testing.T) {
	const shape = "enum Shape { Dot; Circle(i64); Rect(i64, i64); Named { id: i64, label: string }; Text(string); }\n"
	run(t, []program{
		{name: "match", source: shape + `fn f(s: Shape) -> string { match s { Dot => "dot", Circle(r) => f"c{r}", Rect(w, h) => f"r{w}x{h}", Named { id, label } => f"n{id}{label}", Text(t) => t } }
fn main() { println(f(Dot) + f(Circle(2)) + f(Shape::Rect(3, 4)) + f(Shape::Named { id: 5, label: "l" }) + f(Text("t"))); }`, stdout: "dotc2r3x4n5lt\n"},
		{name: "guards and literals", source: shape + `fn f(s: Shape) -> i64 { match s { Circle(0) => 0, Circle(r) if r > 10 => 1, Circle(_) => 2, Rect(1, h) => h, Rect(w, 1) => w, _ => -1 } }
fn main() { println(f(Circle(0))); println(f(Circle(11))); println(f(Circle(5))); println(f(Rect(1, 7))); println(f(Rect(8, 1))); println(f(Dot)); }`, stdout: "0\n1\n2\n7\n8\n-1\n"},
		{name: "nested patterns", source: "fn f(o: Option<Result<i64, string>>) -> string { match o { Some(Ok(n)) => f\"ok{n}\", Some(Err(e)) => e, None => \"none\" } }\nfn main() { println(f(Some(Ok(1))) + f(Some(Err(\"e\"))) + f(None)); }", stdout: "ok1enone\n"},
		{name: "alternatives", source: "fn f(n: i64) -> string { match n { 1 | 2 => \"low\", -1 => \"neg\", 3 => \"three\", _ => \"other\" } }\nfn main() { println(f(1) + f(2) + f(-1) + f(3) + f(4)); }", stdout: "lowlownegthreeother\n"},
		{name: "strings and tuples", source: "fn f(s: string, n: i64) -> i64 { match (s, n) { (\"a\", 1) => 1, (\"a\", k) => k * 10, (_, k) => k } }\nfn main() { println(f(\"a\", 1)); println(f(\"a\", 2)); println(f(\"b\", 3)); }", stdout: "1\n20\n3\n"},
		{name: "recursive", source: "indirect enum T { Leaf(i64); Node(T, T); }\nfn sum(t: T) -> i64 { match t { Leaf(v) => v, Node(l, r) => sum(l) + sum(r) } }\nfn main() { println(sum(Node(Leaf(1), Node(Leaf(2), Leaf(3))))); }", stdout: "6\n"},
		{name: "equality", source: shape + `fn main() { println(Rect(1, 2) == Rect(1, 2)); println(Circle(1) == Circle(2)); println(Dot == Dot); println(Text("a") != Text("a")); println(Some(1) == Some(1)); }`, stdout: "true\nfalse\ntrue\nfalse\ntrue\n"},
		{name: "try", source: `fn half(n: i64) -> Result<i64, string> { if n % 2 == 1 { return Err(f"odd {n}"); } Ok(n / 2) }
fn quarter(n: i64) -> Result<i64, string> { let h = half(n)?; Ok(half(h)? + 0) }
fn show(r: Result<i64, string>) { match r { Ok(n) => println(n), Err(e) => println(e) } }
fn main() { show(quarter(8)); show(quarter(6)); show(quarter(7)); }`, stdout: "2\nodd 3\nodd 7\n"},
		{name: "try in a loop", source: `fn f(v: Vec<i64>) -> Option<i64> { var s = 0; for x in v { s = s + g(x)?; } Some(s) }
fn g(n: i64) -> Option<i64> { if n < 0 { None } else { Some(n) } }
fn main() { println(f([1, 2]).unwrap_or(-1)); println(f([1, -2]).unwrap_or(-1)); }`, stdout: "3\n-1\n"},
		{name: "let try", source: "fn g(n: i64) -> Option<i64> { if n < 0 { None } else { Some(n) } }\nfn f(n: i64) -> Option<i64> { let x? = g(n); Some(x + 1) }\nfn main() { println(f(1).unwrap()); println(f(-1).is_none()); }", stdout: "2\ntrue\n"},
		{name: "option methods", source: inMain(`let a: Option<string> = Some("x"); let b: Option<string> = None; println(a.is_some()); println(b.unwrap_or("d")); println(a.unwrap());`), stdout: "true\nd\nx\n"},
	})
}

func TestTraits(t *testing.T) {
	const animals = `trait Animal { fn name(a: Self) -> string; fn greet(a: Self) -> string { f"I am {a.name()}" } }
type Dog { n: i64; }
type Cat { s: string; }
impl Animal for Dog { fn name(d: Dog) -> string { f"dog {d.n}" } }
impl Animal for Cat { fn name(c: Cat) -> string { c.s } fn greet(c: Cat) -> string { "meow" } }
`
	run(t, []program{
		{name: "static", source: animals + `fn main() { println(Dog { n: 1 }.greet()); println(Cat { s: "tom" }.greet()); }`, stdout: "I am dog 1\nmeow\n"},
		{name: "bounds", source: animals + `fn twice<T: Animal>(a: T) -> string { a.name() + a.greet() } fn main() { println(twice(Dog { n: 2 })); println(twice(Cat { s: "t" })); }`, stdout: "dog 2I am dog 2\ntmeow\n"},
		{name: "dyn", source: animals + `fn f(a: dyn Animal) -> string { a.greet() } fn main() { println(f(Dog { n: 3 }) + f(Cat { s: "c" })); }`, stdout: "I am dog 3meow\n"},
		{name: "display", source: "type P { x: i64; }\nimpl Display for P { fn fmt(p: P) -> string { f\"<{p.x}>\" } }\nfn show<T: Display>(x: T) -> string { f\"{x}\" }\nfn main() { let p = P { x: 1 }; println(p); println(f\"a{p}b\"); println(show(p) + show(2) + show(\"s\")); }", stdout: "<1>\na<1>b\n<1>2s\n"},
		{name: "generics", source: "type Pair<A, B> { a: A; b: B; }\nfn swap<A, B>(p: Pair<A, B>) -> Pair<B, A> { Pair { a: p.b, b: p.a } }\nfn first<T>(v: Vec<T>) -> T { v.get(0) }\nfn main() { let p = swap(Pair { a: 1, b: \"x\" }); println(p.a); println(p.b); println(first([2.5])); println(first([true])); println(first([\"s\"])); }", stdout: "x\n1\n2.5\ntrue\ns\n"},
		{name: "iterators", source: "type Count { n: i64; }\nimpl Iterator for Count { type Item = i64; fn next(var self) -> Option<i64> { if self.n >= 3 { return None; } self.n = self.n + 1; Some(self.n) } }\nfn main() { for i in (Count { n: 0 }) { print(i); } var c = Count { n: 1 }; c.next(); println(c.n); }", stdout: "1232\n"},
		{name: "var self is seen by the caller", source: "type C { n: i64; s: string; }\nimpl C { fn inc(var self) { self.n = self.n + 1; } }\nfn main() { var c = C { n: 0, s: \"\" }; let d = C { n: 10, s: \"\" }; c.inc(); c.inc(); println(c.n); println(d.n); }", stdout: "2\n10\n"},
	})
}

func TestArraysAreCopied(t *testing.T) {
	run(t, []program{
		{name: "an element of a Vec", source: inMain("let v: Vec<[i64; 2]> = [[1, 2]]; let a = v[0]; v[0][0] = 7; println(a[0]); println(v[0][0]);"), stdout: "1\n7\n"},
		{name: "a field of an actor", source: "actor A { var a: [i64; 2] = [1, 2]; receive fn go() -> i64 { let b = a; a[1] = 9; println(b[1]); a[1] } }\n" + inMain("let a = spawn A(); match await a.go() { Ok(n) => println(n), Err(_) => println(\"?\") }"), stdout: "2\n9\n"},
		{name: "a part of another", source: inMain("let row: [i64; 2] = [1, 2]; var g: [[i64; 2]; 2] = [row, [3, 4]]; let first = g[0]; g[0][0] = 9; g[1] = g[0]; g[0][1] = 8; println(f\"{first[0]} {g[1][0]} {g[1][1]} {g[0][1]}\");"), stdout: "1 9 2 8\n"},
	})
}

func TestVecOwnsItsElements(t *testing.T) {
	rows := "let rows: Vec<Vec<i64>> = Vec::new(); let row: Vec<i64> = Vec::new(); row.push(1); rows.push(row);\n"
	run(t, []program{
		{name: "a row changed after push", source: inMain(rows + "row.clear(); rows.push(row); println(rows.get(0).len()); println(rows.get(1).len());"), stdout: "1\n0\n"},
		{name: "a row changed after set", source: inMain(rows + "row.push(2); rows.set(0, row); row.clear(); println(rows.get(0).len());"), stdout: "2\n"},
		{name: "get gives the row itself", source: inMain(rows + "rows.get(0).push(7); let r = rows.get(0); println(r.len());"), stdout: "2\n"},
		{name: "two levels", source: inMain(rows + "let all: Vec<Vec<Vec<i64>>> = Vec::new(); all.push(rows); rows.get(0).clear(); println(all.get(0).get(0).len());"), stdout: "1\n"},
		{name: "maps", source: inMain("let ms: Vec<HashMap<string, i64>> = Vec::new(); let m: HashMap<string, i64> = HashMap::new(); m.insert(\"a\", 1); ms.push(m); m.insert(\"b\", 2); println(ms.get(0).len());"), stdout: "1\n"},
		{name: "a row assigned", source: inMain(rows + "rows.push(row); rows[0] = rows[1]; rows[1].push(7); println(rows[0].len()); let r = rows[0]; rows[1] = r; rows[0].push(8); rows[0].push(9); println(rows[1].len()); println(rows[0].len());"), stdout: "1\n1\n3\n"},
		{name: "a row in a literal", source: inMain(rows + "let r = rows[0]; let more = [r, [5]]; more[0].push(7); println(rows[0].len()); let twice = [[1]; 2]; twice[0].push(2); println(twice[1].len());"), stdout: "1\n1\n"},
		{name: "bytes", source: inMain("let bs: Vec<bytes> = Vec::new(); let b = bytes [1]; bs.push(b); b.push(2); println(bs[0].len()); bs[0] = bs.get(0); bs.set(0, b); b.push(3); println(bs[0].len());"), stdout: "1\n2\n"},
		{name: "payloads", source: inMain("let os: Vec<Option<Vec<i64>>> = Vec::new(); let o: Option<Vec<i64>> = Some([1]); os.push(o); match o { Some(v) => v.push(2), None => {} } println(os[0].unwrap().len()); println(o.unwrap().len());"), stdout: "1\n2\n"},
		{name: "records with collections", source: "type Row { cells: Vec<i64>; n: i64; }\n" + inMain("let cells: Vec<i64> = Vec::new(); cells.push(1); let r = Row { cells: clone cells, n: 2 }; let rs: Vec<Row> = Vec::new(); rs.push(r); let back = rs.get(0); println(back.cells.len() + back.n);"), stdout: "3\n"},
	})
}
