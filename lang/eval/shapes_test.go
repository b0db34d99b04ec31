package eval_test

import (
	"runtime/debug"
	"testing"
)

func TestClone(t *testing.T) {
	const types = `type P { items: Vec<i64>; n: i64 }
type G<T> { items: Vec<T> }
enum E<T> { A(Vec<T>); B }
trait Size { fn size(self) -> i64; fn grow(var self); }
impl Size for P { fn size(self) -> i64 { self.items.len() + self.n } fn grow(var self) { self.items.push(0); self.n += 10; } }
fn dup<T: Clone>(x: T) -> T { x.clone() }
fn twice<T: Clone>(x: T) -> (T, T) { (x.clone(), x) }
`
	run(t, []program{
		{name: "record", source: types + `fn main() { let a = P { items: [1, 2], n: 1 }; let b = clone a; b.items.push(3); println(f"{a.items.len()} {b.items.len()}"); }`, stdout: "2 3\n"},
		{name: "generic record", source: types + `fn main() { let a = G { items: [1, 2] }; let b = clone a; b.items.push(3); println(f"{a.items.len()} {b.items.len()}"); }`, stdout: "2 3\n"},
		{name: "Some", source: types + `fn main() { let a = Some([1, 2]); let b = clone a; match b { Some(v) => v.push(3), None => {} } match a { Some(v) => println(v.len()), None => {} } }`, stdout: "2\n"},
		{name: "generic enum", source: types + `fn main() { let a: E<string> = E::A(["x"]); let b = clone a; match b { A(v) => v.push("y"), B => {} } match a { A(v) => println(v.len()), B => {} } }`, stdout: "1\n"},
		{name: "Vec of Vecs", source: types + `fn main() { let a = [[1, 2]]; let b = clone a; b[0].push(3); let c = a.clone(); c[0].push(3); println(f"{a[0].len()} {b[0].len()} {c[0].len()}"); }`, stdout: "2 3 3\n"},
		{name: "map of Vecs", source: types + `fn main() { let a: HashMap<string, Vec<i64>> = HashMap::new(); a.insert("k", [1]); let b = clone a; let c = a.clone(); match b["k"] { Some(v) => v.push(2), None => {} } match c["k"] { Some(v) => v.push(2), None => {} } match a["k"] { Some(v) => println(v.len()), None => {} } }`, stdout: "1\n"},
		{name: "bytes in a tuple", source: types + `fn main() { let a = (1, "ab".to_bytes()); let b = clone a; b.1.push(99); println(f"{a.1.len()} {b.1.len()}"); }`, stdout: "2 3\n"},
		{name: "dyn", source: types + `fn main() { var a: dyn Size = P { items: [1], n: 1 }; var b = clone a; b.grow(); println(f"{a.size()} {b.size()}"); }`, stdout: "2 13\n"},
		{name: "a closure is the same", source: types + `fn main() { let n = 2; let a = |x: i64| x * n; let b = clone a; println(b(3)); }`, stdout: "6\n"},
		{name: "a parameter", source: types + `fn main() { println(dup(5)); println(dup(true)); println(dup('c')); println(dup(1.5)); println(dup("s")); println(dup(2 as u8) + 1); println(dup((1, "a")).1); let (a, b) = twice([1]); a.push(1); println(f"{a.len()} {b.len()}"); let p = P { items: [1], n: 0 }; dup(p).items.push(2); println(p.items.len()); match dup(Some([1])) { Some(v) => println(v.len()), None => {} } println(dup(|x: i64| x + 1)(1)); }`, stdout: "5\ntrue\nc\n1.5\ns\n3\na\n2 1\n1\n1\n2\n"},
		{name: "a parameter whose type has an impl", source: types + `type Q { n: i64 } impl Clone for Q { fn clone(q: Q) -> Q { Q { n: q.n + 100 } } } fn main() { println(dup(Q { n: 1 }).n); }`, stdout: "101\n"},
	})
}

func TestValuesInThemselves(t *testing.T) {
	const types = `type T { name: string; kids: HashMap<string, T> }
type N { k: Vec<N> }
enum E { Node(Vec<E>); Leaf }
actor A { receive fn t(t: T) -> i64 { t.kids.len() } receive fn n(n: N) -> i64 { n.k.len() } }
fn tie(a: Vec<E>, b: Vec<E>, n: i64) { var e = E::Node(b); for i in 0 .. n { let v: Vec<E> = Vec::new(); v.push(e); e = E::Node(v); } a.push(e); }
`
	run(t, []program{
		{name: "a map takes in what has it", source: types + `fn main() { let t = T { name: "root", kids: HashMap::new() }; t.kids.insert("self", t); println(t.kids.len()); match t.kids["self"] { Some(u) => println(u.kids.len()), None => {} } let a = spawn A(); println((await a.t(t)).unwrap()); }`, stdout: "1\n0\n1\n"},
		{name: "a Vec takes in what has it", source: types + `fn main() { let v: Vec<N> = [N { k: Vec::new() }]; let n = v[0]; n.k.push(n); println(n.k.len()); let a = spawn A(); println((await a.n(n)).unwrap()); }`, stdout: "1\n1\n"},
		{name: "a payload takes in its enum", source: types + `fn main() { let e = E::Node(Vec::new()); match e { Node(k) => { k.push(e); }, Leaf => {} } println(e == e); }`, stdout: "true\n"},
		{name: "a parameter that is in another", source: types + `fn main() { let v: Vec<E> = Vec::new(); tie(v, v, 3); println(v == v); }`, stdout: "true\n"},
		{name: "too deep to be seen", source: types + `fn main() { let v: Vec<E> = Vec::new(); tie(v, v, 100); println(v.len()); println(v == v); }`, stdout: "1\n", status: 1, stderr: "trap: a value contains itself\ntest.hew:6:83:\n"},
		{name: "cloned", source: types + `fn main() { let v: Vec<E> = Vec::new(); tie(v, v, 100); let w = clone v; println(w.len()); }`, status: 1, stderr: "trap: a value contains itself\n"},
		{name: "a reply", source: types + `actor B { receive fn go() -> Vec<E> { let v: Vec<E> = Vec::new(); tie(v, v, 100); v } } fn main() { let b = spawn B(); match await b.go() { Ok(v) => println(v.len()), Err(_) => println("ended") } }`, stdout: "ended\n", stderr: "trap: a value contains itself\ntest.hew:6:1:\n"},
	})
}

func TestDeepValues(t *testing.T) {
	defer debug.SetMaxStack(debug.SetMaxStack(8 << 20))
	stdout, stderr, status := execute(t, t.Context(), `indirect enum L { End; Node(i64, L); Back(L, i64) }
type N { kids: Vec<N>; n: i64 }
#[max_heap(1000000000)]
actor A { var kept: i64 = 0; receive fn list(l: L) -> L { kept += 1; l } receive fn tree(n: N) -> N { n } }
fn list(n: i64, back: bool) -> L {
    var l = L::End;
    for i in 0 .. n { if back { l = L::Back(l, i); } else { l = L::Node(i, l); } }
    l
}
fn tree(n: i64) -> N {
    var t = N { kids: Vec::new(), n: 0 };
    for i in 1 .. n { let k: Vec<N> = Vec::new(); k.push(t); t = N { kids: k, n: i }; }
    t
}
fn main() {
    let a = spawn A();
    let m: HashMap<L, i64> = HashMap::new();
    for back in [true, false] {
        let l = list(100000, back);
        println(l == list(100000, back));
        println(l == list(99999, back));
        m.insert(clone l, 7);
        println(m[list(100000, back)].unwrap());
        match await a.list(l) { Ok(l) => println(l == list(100000, back)), Err(_) => {} }
    }
    let t = tree(100000);
    println((clone t).n);
    match await a.tree(t) { Ok(t) => println(t.n), Err(_) => {} }
}
`)
	want := "true\nfalse\n7\ntrue\n"
	if want += want + "99999\n99999\n"; stdout != want || stderr != "" || status != 0 {
		t.Errorf("got status %d, stdout:\n%s\nstderr:\n%s\nwant\n%s", status, stdout, stderr, want)
	}
}
