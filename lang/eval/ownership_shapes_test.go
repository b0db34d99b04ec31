package eval_test

import "strings"

// A shape is something that holds resources.
type shape struct {
	name string
	typ  string
	made string // of resources with the numbers n and n + 1
	look string // looks at a resource in $x, and is an i64
}

// id is the shape's name in names of functions and types.
func (s shape) id() string {
	return strings.NewReplacer(" ", "_", "-", "_").Replace(s.name)
}

func (s shape) looks(x string) string { return strings.ReplaceAll(s.look, "$x", x) }

var shapes = []shape{
	{"local", `R`, `make(n)`, `$x.show()`},
	{"field", `D1`, `D1 { r: make(n), n: 1 }`, `$x.r.show()`},
	{"field of a field", `D2`, `D2 { d: D1 { r: make(n), n: 1 }, r: make(n + 1) }`, `$x.d.r.show()`},
	{"field at depth 3", `D3`, `D3 { n: 1, d: D2 { d: D1 { r: make(n), n: 1 }, r: make(n + 1) } }`, `$x.d.d.r.show()`},
	{"tuple", `(R, R)`, `(make(n), make(n + 1))`, `($x).1.show()`},
	{"array", `[R; 2]`, `[make(n), make(n + 1)]`, `$x[1].show()`},
	{"payload", `E`, `E::A(make(n))`, `(match $x { E::A(r) => r.show(), E::B { r, .. } => r.show(), E::C => 0 })`},
	{"payload with names", `E`, `E::B { r: make(n), q: make(n + 1) }`, `(match $x { E::A(r) => r.show(), E::B { r, .. } => r.show(), E::C => 0 })`},
	{"Option", `Option<R>`, `Some(make(n))`, `(match $x { Some(r) => r.show(), None => 0 })`},
	{"Option of Option", `Option<Option<R>>`, `Some(Some(make(n)))`, `(match $x { Some(Some(r)) => r.show(), Some(None) => 0, None => 0 })`},
	{"Result", `Result<R, string>`, `Ok(make(n))`, `(match $x { Ok(r) => r.show(), Err(_) => 0 })`},
	{"error", `Result<string, R>`, `Err(make(n))`, `(match $x { Ok(_) => 0, Err(r) => r.show() })`},
	{"Vec", `Vec<R>`, `{ let v: Vec<R> = Vec::new(); v.push(make(n)); v.push(make(n + 1)); v }`, `$x[0].show()`},
	{"HashMap", `HashMap<string, R>`, `{ let m: HashMap<string, R> = HashMap::new(); m.insert("a", make(n)); m.insert("b", make(n + 1)); m }`, `(match $x.get("b") { Some(r) => r.show(), None => 0 })`},
	{"Vec of Vec", `Vec<Vec<R>>`, `{ let v: Vec<Vec<R>> = Vec::new(); v.push([make(n)]); v.push([make(n + 1)]); v }`, `$x[0][0].show()`},
	{"HashMap of Vec", `HashMap<string, Vec<R>>`, `{ let m: HashMap<string, Vec<R>> = HashMap::new(); m.insert("a", [make(n)]); m.insert("b", [make(n + 1)]); m }`, `$x.len()`},
	{"Option of Vec", `Option<Vec<R>>`, `{ let v: Vec<R> = [make(n), make(n + 1)]; Some(v) }`, `(match $x { Some(v) => v[1].show(), None => 0 })`},
	{"Vec of Option", `Vec<Option<R>>`, `{ let v: Vec<Option<R>> = Vec::new(); v.push(Some(make(n))); v.push(None); v }`, `(match $x[0] { Some(r) => r.show(), None => 0 })`},
	{"Vec of tuple", `Vec<(R, R)>`, `{ let v: Vec<(R, R)> = Vec::new(); v.push((make(n), make(n + 1))); v }`, `$x[0].1.show()`},
	{"record with a Vec", `V`, `V { v: [make(n), make(n + 1)], n: 1 }`, `$x.v[1].show()`},
	{"closure", `fn() -> i64`, `{ let r = make(n); move || r.show() }`, `$x()`},
	{"dyn", `dyn Shows`, `Other { r: make(n) }`, `$x.shows()`},
	{"generic record", `G<R>`, `G { v: make(n) }`, `$x.v.show()`},
	{"generic record of Vec", `G<Vec<R>>`, `{ let v: Vec<R> = [make(n)]; G { v: v } }`, `$x.v[0].show()`},
	{"generic enum", `M<R>`, `M::One(make(n))`, `(match $x { M::One(r) => r.show(), M::Two(r, _) => r.show() })`},
	{"list", `L`, `L::Cons(make(n), L::Cons(make(n + 1), L::Nil))`, `(match $x { L::Cons(r, _) => r.show(), L::Nil => 0 })`},
	{"resource of resources", `RR`, `RR { n: n + 2, a: make(n), b: make(n + 1) }.known()`, `$x.a.show()`},
	{"linear resource", `LR`, `linear(n)`, `$x.show()`},
}

// What all programs of the matrix have. A resource says when it is made, used and closed.
const shapeItems = `
#[resource]
type R { n: i64; }
impl R {
    fn close(r: R) { println(f"closed {r.n}"); }
    fn show(r: R) -> i64 { println(f"used {r.n}"); r.n }
}
fn make(n: i64) -> R { println(f"made {n}"); R { n: n } }
type D1 { r: R; n: i64; }
type D2 { d: D1; r: R; }
type D3 { n: i64; d: D2; }
enum E { A(R); B { r: R, q: R }; C; }
type V { v: Vec<R>; n: i64; }
type G<T> { v: T; }
enum M<T> { One(T); Two(T, T); }
indirect enum L { Nil; Cons(R, L); }
trait Shows { fn shows(self) -> i64; }
type Other { r: R; }
impl Shows for Other { fn shows(self) -> i64 { self.r.show() } }
#[resource]
type RR { n: i64; a: R; b: R; }
impl RR {
    fn close(r: RR) { println(f"closed {r.n}"); }
    fn known(consuming self) -> RR { println(f"made {self.n}"); self }
}
#[resource]
#[linear]
type LR { n: i64; }
impl LR {
    fn close(r: LR) { println(f"closed {r.n}"); }
    fn show(r: LR) -> i64 { println(f"used {r.n}"); r.n }
}
fn linear(n: i64) -> LR { println(f"made {n}"); LR { n: n } }
`
