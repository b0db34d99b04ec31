package eval_test

import "testing"

// conns has a resource and what makes it.
const conns = `
#[resource]
type Conn { id: i64; }
impl Conn {
    fn close(c: Conn) { println(f"close {c.id}"); }
    fn name(c: Conn) -> string { f"conn {c.id}" }
}
fn open(n: i64) -> Conn { Conn { id: n } }
fn try_open(n: i64) -> Result<Conn, string> { if n < 0 { Err("neg") } else { Ok(open(n)) } }
fn opt(n: i64) -> Option<Conn> { if n < 0 { None } else { Some(open(n)) } }
fn same<T>(x: T) -> T { x }
fn drop<T>(x: T) { println("in drop"); }
fn eat(c: Conn) { println(f"eat {c.id}"); }
type Holder { c: Conn; n: i64; }
`

func TestClosing(t *testing.T) {
	for name, programs := range map[string][]program{
		"patterns": {
			{name: "arm", source: conns + `fn main() { match try_open(1) { Ok(c) => println(f"got {c.id}"), Err(e) => println(e), } println("end"); }`, stdout: "got 1\nclose 1\nend\n"},
			{name: "armval", source: conns + `fn main() { let s = match try_open(1) { Ok(c) => c.name(), Err(e) => e, }; println(s); println("end"); }`, stdout: "close 1\nconn 1\nend\n"},
			{name: "armmove", source: conns + `fn main() { let c = match try_open(1) { Ok(c) => c, Err(e) => open(9), }; println("got"); }`, stdout: "got\nclose 1\n"},
			{name: "wildarm", source: conns + `fn main() { match try_open(1) { Ok(_) => println("ok"), Err(e) => println(e), } println("end"); }`, stdout: "ok\nclose 1\nend\n"},
			{name: "nested", source: conns + `fn r(n: i64) -> Result<Option<Conn>, string> { Ok(opt(n)) } fn main() { match r(1) { Ok(Some(c)) => println(c.id), Ok(None) => println("none"), Err(e) => println(e), } println("end"); }`, stdout: "1\nclose 1\nend\n"},
			{name: "twice in one type", source: conns + `type Box<T> { value: T; } fn main() { let a = Some(Some(open(1))); let b = Box { value: Box { value: open(2) } }; println("end"); }`, stdout: "end\nclose 2\nclose 1\n"},
			{name: "guard", source: conns + `fn main() { match opt(1) { Some(c) if c.id == 2 => println("two"), Some(c) => println(f"other {c.id}"), None => println("none"), } println("end"); }`, stdout: "other 1\nclose 1\nend\n"},
			{name: "ret", source: conns + `fn f() -> i64 { match opt(1) { Some(c) => { return c.id; }, None => 0, } } fn main() { println(f()); println("end"); }`, stdout: "close 1\n1\nend\n"},
			{name: "loopval", source: conns + `fn main() { for i in 0..3 { match opt(i) { Some(c) => println(f"i {c.id}"), None => {}, } } println("end"); }`, stdout: "i 0\nclose 0\ni 1\nclose 1\ni 2\nclose 2\nend\n"},
			{name: "match ret", source: conns + `fn f() -> Conn { match opt(1) { Some(c) => c, None => open(0), } } fn main() { let x = f(); println("end"); }`, stdout: "end\nclose 1\n"},
			{name: "own", source: conns + `fn f(o: Option<Conn>) -> Conn { match o { Some(c) => c, None => open(0), } } fn main() { let x = f(opt(1)); println("end"); }`, stdout: "end\nclose 1\n"},
			{name: "own", source: conns + `fn f(o: Option<Conn>) -> Conn { if let Some(c) = o { return c; } open(0) } fn main() { let x = f(opt(1)); println("end"); }`, stdout: "end\nclose 1\n"},
			{name: "iferr", source: conns + `fn main() { if let Err(e) = try_open(1) { println(e); } else { println("fine"); } println("end"); }`, stdout: "close 1\nfine\nend\n"},
			{name: "iferr2", source: conns + `fn main() { if let Err(_) = try_open(1) { println("e"); } println("end"); }`, stdout: "close 1\nend\n"},
			{name: "whileerr", source: conns + `fn main() { var i = 0; while let Err(e) = try_open(i - 2) { println(e); i = i + 1; } println("end"); }`, stdout: "neg\nneg\nclose 0\nend\n"},
			{name: "ormatch", source: conns + `fn main() { let r = try_open(1); match r { Ok(_) | Err(_) => println("any"), } match try_open(2) { Ok(_) | Err(_) => println("any"), } println("end"); }`, stdout: "any\nany\nclose 2\nend\nclose 1\n"},
			{name: "catchall", source: conns + `fn main() { match opt(1) { None => println("none"), _ => println("some"), } match opt(2) { None => println("none"), x => println(x.is_some()), } println("end"); }`, stdout: "some\nclose 1\ntrue\nclose 2\nend\n"},
			{name: "guardtmp", source: conns + `fn main() { match 3 { n if open(n).id == 3 => println("three"), _ => println("other"), } println("end"); }`, stdout: "close 3\nthree\nend\n"},
			{name: "retmatch", source: conns + `fn f(n: i64) -> Result<i64, string> { let c = match try_open(n) { Ok(c) => c, Err(e) => return Err(e), }; Ok(c.id) } fn main() { println(f(1).is_ok()); println(f(-1).is_ok()); }`, stdout: "close 1\ntrue\nfalse\n"},
		},
		"values without a name": {
			{name: "stmt", source: conns + `fn main() { open(1); println("end"); }`, stdout: "close 1\nend\n"},
			{name: "recv", source: conns + `fn main() { println(open(1).name()); println("end"); }`, stdout: "conn 1\nclose 1\nend\n"},
			{name: "under", source: conns + `fn main() { let _ = open(1); println("mid"); let _x = open(2); println("end"); }`, stdout: "close 1\nmid\nend\nclose 2\n"},
			{name: "fieldtemp", source: conns + `fn main() { println(open(1).id); println("end"); }`, stdout: "1\nclose 1\nend\n"},
			{name: "holdertemp", source: conns + `fn mk() -> Holder { Holder { c: open(1), n: 3 } } fn main() { println(mk().n); mk(); println("end"); }`, stdout: "3\nclose 1\nclose 1\nend\n"},
			{name: "fstr", source: conns + `fn main() { println(f"{open(1).name()} and {open(2).name()}"); println("end"); }`, stdout: "conn 1 and conn 2\nclose 2\nclose 1\nend\n"},
			{name: "cond", source: conns + `fn main() { if open(1).id == 1 { println("yes"); } while open(2).id == 3 { } println("end"); }`, stdout: "close 1\nyes\nclose 2\nend\n"},
			{name: "tryval", source: conns + `fn f() -> Result<i64, string> { Ok(try_open(1)?.id + try_open(2)?.id) } fn main() { println(f().is_ok()); }`, stdout: "close 2\nclose 1\ntrue\n"},
			{name: "tuple", source: conns + `fn two() -> (Conn, Conn) { (open(1), open(2)) } fn main() { let (a, b) = two(); println("mid"); let (c, _) = two(); println("end"); }`, stdout: "mid\nend\nclose 2\nclose 1\nclose 2\nclose 1\n"},
			{name: "cmp", source: conns + `fn main() { let b = open(1).id == open(2).id; println(b); println("end"); }`, stdout: "close 2\nclose 1\nfalse\nend\n"},
			{name: "and", source: conns + `fn main() { let b = open(1).id == 1 && open(2).id == 3; println(b); }`, stdout: "close 2\nclose 1\nfalse\n"},
			{name: "retunit", source: conns + `fn f(n: i64) { open(n) ; } fn g(n: i64) { let _ = open(n); } fn main() { f(1); g(2); println("end"); }`, stdout: "close 1\nclose 2\nend\n"},
			{name: "tailunit", source: conns + `fn main() { open(1).name() ; if true { eat(open(2)) } else { println("no") } }`, stdout: "close 1\neat 2\nclose 2\n"},
			{name: "nested", source: conns + `fn g(c: Conn) -> Conn { c } fn main() { g(g(open(1))); println(g(open(2)).id); println("end"); }`, stdout: "close 1\n2\nclose 2\nend\n"},
			{name: "retval", source: conns + `fn f() -> i64 { return open(1).id; } fn g() -> string { open(2).name() } fn main() { println(f()); println(g()); }`, stdout: "close 1\n1\nclose 2\nconn 2\n"},
			{name: "brkval", source: conns + `fn main() { for i in 0..3 { if open(i).id == 1 { println("brk"); break; } } println("end"); }`, stdout: "close 0\nclose 1\nbrk\nend\n"},
			{name: "matchscrut", source: conns + `fn main() { match open(1).id { 1 => println("one"), _ => println("other"), } println("end"); }`, stdout: "one\nclose 1\nend\n"},
			{name: "letif", source: conns + `fn main() { let n = if open(1).id == 1 { open(2).id } else { 0 }; println(n); }`, stdout: "close 1\nclose 2\n2\n"},
			{name: "lamcall", source: conns + `fn app(f: fn(i64) -> Conn) -> i64 { f(7).id } fn main() { println(app(|n| open(n))); println("end"); }`, stdout: "close 7\n7\nend\n"},
			{name: "compound", source: conns + `fn main() { var n = 1; n += open(5).id; n = open(6).id; println(n); }`, stdout: "close 5\nclose 6\n6\n"},
			{name: "defer", source: conns + `fn main() { defer println(open(9).name()); println("body"); }`, stdout: "body\nconn 9\nclose 9\n"},
			{name: "tuplefld", source: conns + `fn two() -> (Conn, Conn) { (open(1), open(2)) } fn main() { let t = two(); println(t.0.id); let c = two().0; println("end"); }`, stdout: "1\nclose 2\nend\nclose 1\nclose 2\nclose 1\n"},
			{name: "while", source: conns + `fn main() { var i = 0; while open(i).id < 2 { i = i + 1; } println("end"); }`, stdout: "close 0\nclose 1\nclose 2\nend\n"},
			{name: "early", source: conns + `fn f(n: i64) -> Result<string, string> { let s = try_open(n)?.name(); println(s); Ok(s) } fn main() { println(f(1).is_ok()); println(f(-1).is_err()); }`, stdout: "close 1\nconn 1\ntrue\ntrue\n"},
			{name: "cond and", source: conns + `fn main() { if true && opt(1).is_some() { println("y"); } println("end"); }`, stdout: "close 1\ny\nend\n"},
			{name: "issome", source: conns + `fn main() { println(opt(1).is_some()); let o = opt(2); println(o.is_some()); println(o.is_none()); println("end"); }`, stdout: "true\nclose 1\ntrue\nfalse\nend\nclose 2\n"},
			{name: "unwrapor", source: conns + `fn main() { let c = opt(-1).unwrap_or(open(5)); println(c.id); let d = opt(3).unwrap_or(open(6)); println("end"); }`, stdout: "5\nclose 6\nend\nclose 3\nclose 5\n"},
		},
		"generic functions": {
			{name: "gen", source: conns + `fn main() { drop(open(1)); let c = open(2); drop(c); println("end"); }`, stdout: "in drop\nclose 1\nin drop\nclose 2\nend\n"},
			{name: "genid", source: conns + `fn main() { let c = same(open(1)); println("mid"); same(open(2)); println("end"); }`, stdout: "mid\nclose 2\nend\nclose 1\n"},
			{name: "genstruct", source: conns + `type Box1<T> { v: T; } fn wrap<T>(x: T) -> Box1<T> { Box1 { v: x } } fn main() { let b = wrap(open(1)); println(b.v.id); println("end"); }`, stdout: "1\nend\nclose 1\n"},
			{name: "genbody", source: conns + `fn two<T>(x: T, y: T) -> T { println("two"); x } fn main() { let a = two(open(1), open(2)); println("end"); }`, stdout: "two\nclose 2\nend\nclose 1\n"},
			{name: "genlet", source: conns + `fn keep<T>(x: T) { let y = x; println("kept"); } fn main() { keep(open(1)); println("end"); }`, stdout: "kept\nclose 1\nend\n"},
			{name: "genmatch", source: conns + `fn first<T>(o: Option<T>) -> bool { match o { Some(x) => true, None => false, } } fn main() { println(first(opt(1))); println("end"); }`, stdout: "close 1\ntrue\nend\n"},
			{name: "trait", source: conns + `trait N { fn nm(x: Self) -> string; } impl N for Conn { fn nm(x: Conn) -> string { f"nm {x.id}" } } fn show<T: N>(x: T) -> string { x.nm() } fn main() { println(show(open(1))); let c = open(2); println(c.nm()); println("end"); }`, stdout: "close 1\nnm 1\nnm 2\nend\nclose 2\n"},
			{name: "dup", source: conns + `fn dup<T>(x: T) -> (T, T) { (x, x) } fn main() { let p = dup(3); println(p.0 + p.1); let q = dup("a"); println(q.0); }`, stdout: "6\na\n"},
			{name: "genvec", source: conns + `fn push2<T>(v: Vec<T>, x: T) { v.push(x); } fn main() { let v: Vec<Conn> = Vec::new(); push2(v, open(1)); println(v.len()); println("end"); }`, stdout: "1\nend\nclose 1\n"},
			{name: "genstore", source: conns + `type Cell<T> { v: T; } impl<T> Cell<T> { fn new(v: T) -> Cell<T> { Cell { v: v } } fn into(c: Cell<T>) -> T { c.v } } fn main() { let c = Cell::new(open(1)); println(c.v.id); println("end"); }`, stdout: "1\nend\nclose 1\n"},
		},
		"parts": {
			{name: "fld", source: conns + `fn f(h: Holder) -> Conn { h.c } fn main() { let x = f(Holder { c: open(1), n: 2 }); println("end"); }`, stdout: "end\nclose 1\n"},
			{name: "fldlet", source: conns + `fn main() { let h = Holder { c: open(1), n: 2 }; let c = h.c; println(c.id); println(h.n); println("end"); }`, stdout: "1\n2\nend\nclose 1\n"},
			{name: "fldmv", source: conns + `fn main() { let h = Holder { c: open(1), n: 2 }; let c = h.c; eat(c); println("end"); }`, stdout: "eat 1\nclose 1\nend\n"},
			{name: "assignf", source: conns + `fn main() { var h = Holder { c: open(1), n: 2 }; h.c = open(2); println("end"); }`, stdout: "close 1\nend\nclose 2\n"},
			{name: "double unwrap", source: conns + `fn main() { let o = opt(1); let c = o.unwrap(); println(c.id); println("end"); }`, stdout: "1\nend\nclose 1\n"},
			{name: "unwrap use", source: conns + `fn main() { let o = opt(1); println(o.unwrap().id); println("mid"); }`, stdout: "1\nclose 1\nmid\n"},
			{name: "struct moved", source: conns + `fn main() { let c = open(1); let h = Holder { c: c, n: 1 }; println("mid"); eat(h.c); println("end"); }`, stdout: "mid\neat 1\nclose 1\nend\n"},
			{name: "two levels", source: conns + `type Outer { h: Holder; } fn main() { let o = Outer { h: Holder { c: open(1), n: 1 } }; println(o.h.c.id); let x = o.h; println(x.n); println("end"); }`, stdout: "1\n1\nend\nclose 1\n"},
			{name: "reass", source: conns + `fn main() { var o = opt(1); o = None; println("mid"); o = opt(2); println("end"); }`, stdout: "close 1\nmid\nend\nclose 2\n"},
			{name: "closret", source: conns + `fn mk() -> fn() -> i64 { let c = open(1); let f = move || c.id; f } fn main() { let f = mk(); println(f()); println("end"); }`, stdout: "1\nend\nclose 1\n"},
			{name: "lambda", source: conns + `fn main() { let f = |n: i64| -> i64 { let c = open(n); c.id }; println(f(3)); println("end"); }`, stdout: "close 3\n3\nend\n"},
			{name: "lparam", source: conns + `fn main() { let f = |c: Conn| -> i64 { c.id }; println(f(open(3))); println("end"); }`, stdout: "close 3\n3\nend\n"},
			{name: "unwrap", source: conns + `fn main() { let c = opt(1).unwrap(); println(c.id); println(opt(2).unwrap().name()); println("end"); }`, stdout: "1\nconn 2\nclose 2\nend\nclose 1\n"},
			{name: "clos2", source: conns + `fn main() { let c = open(1); let f = move || -> i64 { c.id }; println(f()); println("end"); }`, stdout: "1\nend\nclose 1\n"},
		},
		"collections": {
			{name: "vec", source: conns + `fn main() { let v: Vec<Conn> = Vec::new(); v.push(open(1)); v.push(open(2)); println("end"); }`, stdout: "end\nclose 1\nclose 2\n"},
			{name: "vecfor", source: conns + `fn main() { let v: Vec<Conn> = Vec::new(); v.push(open(1)); v.push(open(2)); for c in v { println(f"it {c.id}"); } println("end"); }`, stdout: "it 1\nit 2\nend\nclose 1\nclose 2\n"},
			{name: "vecpop", source: conns + `fn main() { let v: Vec<Conn> = Vec::new(); v.push(open(1)); v.push(open(2)); let c = v.pop(); println("mid"); v.pop(); println("end"); }`, stdout: "mid\nclose 1\nend\nclose 2\n"},
			{name: "vget", source: conns + `fn main() { let v: Vec<Conn> = Vec::new(); v.push(open(1)); let c = v[0]; println(c.id); let d = v.get(0); println("end"); }`, stdout: "1\nend\nclose 1\n"},
			{name: "arr", source: conns + `fn main() { let a = [open(1), open(2)]; println(a[0].id); println("end"); }`, stdout: "1\nend\nclose 1\nclose 2\n"},
			{name: "vecret", source: conns + `fn mk() -> Vec<Conn> { let v: Vec<Conn> = Vec::new(); v.push(open(1)); v } fn main() { let v = mk(); println(v.len()); println("end"); }`, stdout: "1\nend\nclose 1\n"},
			{name: "map", source: conns + `fn main() { let m: HashMap<string, Conn> = HashMap::new(); m.insert("a", open(1)); println(m.len()); println("end"); }`, stdout: "1\nend\nclose 1\n"},
		},
	} {
		t.Run(name, func(t *testing.T) { run(t, programs) })
	}
}
