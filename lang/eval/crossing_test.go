package eval_test

import (
	"strings"
	"testing"
	"testing/synctest"
)

// owning has a resource and what makes it.
const owning = `#[resource]
type R { id: i64; }
impl R { fn close(self) { println(f"close {self.id}"); } }
fn mk(n: i64) -> R { R { id: n } }
`

// Each resource is closed once, whatever becomes of what it is sent with, or of what holds it.
func TestClosedOnce(t *testing.T) {
	for group, programs := range map[string][]program{
		"messages": {
			{name: "to an actor that has ended", source: owning + `actor A { receive fn take(r: R) { println(f"got {r.id}"); } }
fn main() { let a = spawn A; stop(a); sleep_ms(50); a.take(mk(1)); sleep_ms(50); println("end"); }`, stdout: "close 1\nend\n"},
			{name: "waiting when the actor is stopped", source: owning + `actor A { receive fn slow() { sleep_ms(100); println("slow"); } receive fn take(r: R) { println(f"got {r.id}"); } }
fn main() { let a = spawn A; a.slow(); sleep_ms(20); a.take(mk(1)); a.take(mk(2)); stop(a); sleep_ms(200); println("end"); }`, stdout: "slow\nclose 1\nclose 2\nend\n"},
			{name: "waiting when the actor crashes", source: owning + `actor A { receive fn boom() { sleep_ms(50); panic("x"); } receive fn take(r: R) { println(f"got {r.id}"); } }
fn main() { let a = spawn A; a.boom(); a.take(mk(1)); sleep_ms(200); println("end"); }`, stdout: "close 1\nend\n", stderr: "x"},
			{name: "handled when the actor crashes", source: owning + `actor A { receive fn take(r: R) { println(f"got {r.id}"); panic("x"); } }
fn main() { let a = spawn A; a.take(mk(1)); sleep_ms(100); println("end"); }`, stdout: "got 1\nclose 1\nend\n", stderr: "x"},
			{name: "dropped as the newest", source: owning + `actor A { mailbox 1 overflow drop_new; receive fn slow() { sleep_ms(100); } receive fn take(r: R) { println(f"got {r.id}"); } }
fn main() { let a = spawn A; a.slow(); sleep_ms(20); a.take(mk(1)); a.take(mk(2)); sleep_ms(200); println("end"); }`, stdout: "close 2\ngot 1\nclose 1\nend\n"},
			{name: "dropped as the oldest", source: owning + `actor A { mailbox 1 overflow drop_old; receive fn slow() { sleep_ms(100); } receive fn take(r: R) { println(f"got {r.id}"); } }
fn main() { let a = spawn A; a.slow(); sleep_ms(20); a.take(mk(1)); a.take(mk(2)); sleep_ms(200); println("end"); }`, stdout: "close 1\ngot 2\nclose 2\nend\n"},
			{name: "refused by a full mailbox", source: owning + `actor A { mailbox 1 overflow fail; receive fn slow() { sleep_ms(100); } receive fn take(r: R) { println(f"got {r.id}"); } }
fn main() { let a = spawn A; a.slow(); sleep_ms(20); a.take(mk(1)); a.take(mk(2)); sleep_ms(200); println("end"); }`, stdout: "close 2\nclose 1\n", status: 1, stderr: "trap: the message was not sent: the mailbox is full"},
			{name: "replaced by another", source: owning + `actor A { mailbox 1 overflow coalesce(id) fallback drop_new; receive fn slow() { sleep_ms(100); } receive fn take(id: i64, r: R) { println(f"got {r.id}"); } }
fn main() { let a = spawn A; a.slow(); sleep_ms(20); a.take(1, mk(1)); a.take(1, mk(2)); a.take(2, mk(3)); sleep_ms(200); println("end"); }`, stdout: "close 1\nclose 3\ngot 2\nclose 2\nend\n"},
			{name: "waiting for room", source: owning + `actor A { mailbox 1 overflow block; receive fn slow() { sleep_ms(100); panic("q"); } receive fn take(r: R) { println(f"got {r.id}"); } }
fn main() { let a = spawn A; a.slow(); sleep_ms(20); a.slow(); a.take(mk(2)); println("end"); }`, stdout: "close 2\nend\n", stderr: "q"},
			{name: "with an argument that fails", source: owning + `actor A { receive fn take(r: R, n: i64) { println(f"got {r.id}"); } }
fn bad() -> i64 { panic("bad"); 1 }
fn main() { let a = spawn A; a.take(mk(1), bad()); println("end"); }`, stdout: "close 1\n", status: 101, stderr: "bad"},
			{name: "a question to an actor that has ended", source: owning + `actor A { receive fn take(r: R) -> i64 { r.id } }
fn main() { let a = spawn A; stop(a); sleep_ms(20); match await a.take(mk(1)) { Ok(n) => println(n), Err(_) => println("err"), } println("end"); }`, stdout: "close 1\nerr\nend\n"},
			{name: "a question that crashes the actor", source: owning + `actor A { receive fn take(r: R) -> i64 { panic("z"); r.id } }
fn main() { let a = spawn A; match await a.take(mk(1)) { Ok(n) => println(n), Err(_) => println("err"), } println("end"); }`, stdout: "close 1\nerr\nend\n", stderr: "z"},
			{name: "a question to a full mailbox", source: owning + `actor A { mailbox 1 overflow fail; receive fn slow() { sleep_ms(100); } receive fn take(r: R) -> i64 { r.id } }
fn main() { let a = spawn A; a.slow(); sleep_ms(20); a.slow(); match await a.take(mk(1)) { Ok(n) => println(n), Err(_) => println("err"), } println("end"); }`, stdout: "close 1\nerr\nend\n"},
			{name: "tried with a lambda actor", source: owning + `fn main() { let a = actor |r: R| { println(f"got {r.id}"); sleep_ms(5); }; let x = a.send(mk(1)); let y = a.try_send(mk(2)); sleep_ms(50); println("end"); }`, stdout: "got 1\nclose 1\ngot 2\nclose 2\nend\n"},
			{name: "with collections", source: owning + `actor A { receive fn take(v: Vec<R>, o: Option<R>, m: HashMap<string, R>) { println("got"); } }
fn main() { let a = spawn A; close(a); let v: Vec<R> = Vec::new(); v.push(mk(1)); v.push(mk(2)); let m: HashMap<string, R> = HashMap::new(); m.insert("a", mk(3)); a.take(v, Some(mk(4)), m); println("end"); }`, stdout: "close 3\nclose 4\nclose 1\nclose 2\nend\n"},
			{name: "to itself before a crash", source: owning + `actor A { receive fn take(r: R) { println("got"); this.take(mk(2)); panic("x"); } }
fn main() { let a = spawn A; a.take(mk(1)); sleep_ms(50); println("end"); }`, stdout: "got\nclose 1\nclose 2\nend\n", stderr: "x"},
		},
		"fields": {
			{name: "init has the arguments", source: owning + `actor A { var n: i64 = 0; init(r: R) { println("init"); n = r.id; } receive fn f() { println(n); } }
fn main() { let a = spawn A(r: mk(1)); a.f(); sleep_ms(50); println("end"); }`, stdout: "init\nclose 1\n1\nend\n"},
			{name: "arguments are computed in their order", source: owning + `fn loud(n: i64) -> R { println(f"make {n}"); mk(n) }
actor A { let a: R; let b: R; receive fn f() {} }
fn main() { let x = spawn A(b: loud(2), a: loud(1)); x.f(); println("end"); }`, stdout: "make 2\nmake 1\nend\nclose 1\nclose 2\n"},
			{name: "another field fails", source: owning + `fn bad() -> i64 { panic("bad"); 1 }
actor A { let a: R; var d: R = mk(5); var n: i64 = bad(); receive fn f() {} }
fn main() { let x = spawn A(a: mk(1)); println("end"); }`, stdout: "close 5\nclose 1\n", status: 101, stderr: "bad"},
			{name: "a drain closes in order of declaration", source: owning + `actor A { let a: R; let b: R; receive fn f() { println("f"); } #[on(stop)] fn bye() { println("bye"); } }
fn main() { let a = spawn A(a: mk(1), b: mk(2)); a.f(); sleep_ms(5); stop(a); sleep_ms(100); println("end"); }`, stdout: "f\nbye\nclose 1\nclose 2\nend\n"},
			{name: "the end of main is a drain", source: owning + `actor A { let a: R; let b: R; receive fn f() { println("f"); } #[on(stop)] fn bye() { println("bye"); } }
fn main() { let a = spawn A(a: mk(1), b: mk(2)); a.f(); sleep_ms(5); println("end"); }`, stdout: "f\nend\nbye\nclose 1\nclose 2\n"},
			{name: "a crash closes the other way round", source: owning + `actor A { let a: R; let b: R; receive fn f() { panic("f"); } #[on(stop)] fn bye() { println("bye"); } }
fn main() { let a = spawn A(a: mk(1), b: mk(2)); a.f(); sleep_ms(100); println("end"); }`, stdout: "close 2\nclose 1\nend\n", stderr: "f"},
			{name: "assigned", source: owning + `actor A { var a: R = mk(1); receive fn set(r: R) { a = r; println("set"); } }
fn main() { let a = spawn A; a.set(mk(2)); sleep_ms(50); println("end"); }`, stdout: "close 1\nset\nend\nclose 2\n"},
			{name: "what a lambda actor has captured", source: owning + `fn main() { let r = mk(1); let s = mk(2); let a = actor move |n: i64| { println(f"{n} {r.id} {s.id}"); }; a.send(1); sleep_ms(20); println("end"); }`, stdout: "1 1 2\nend\nclose 1\nclose 2\n"},
			{name: "a trap", source: owning + `actor A { let r: R; receive fn f(q: R) { let v: Vec<i64> = Vec::new(); println(v[3]); } }
fn main() { let a = spawn A(r: mk(1)); a.f(mk(2)); sleep_ms(50); println("end"); }`, stdout: "close 2\nclose 1\nend\n", stderr: "trap: index out of range: index 3, length 0"},
			{name: "stopped while it waits", source: owning + `actor A { let r: R; receive fn f(q: R) { defer println("d"); sleep_ms(10000); println("no"); } }
fn main() { let a = spawn A(r: mk(1)); a.f(mk(2)); sleep_ms(20); stop(a); sleep_ms(50); println("end"); }`, stdout: "end\nd\nclose 2\nclose 1\n"},
			{name: "linked", source: owning + `actor A { let r: R; receive fn boom() { panic("p"); } }
actor B { let r: R; receive fn l(a: A) { link(a); } }
fn main() { let a = spawn A(r: mk(1)); let b = spawn B(r: mk(2)); b.l(a); sleep_ms(20); a.boom(); sleep_ms(100); println("end"); }`, stdout: "close 1\nclose 2\nend\n", stderr: "p"},
			{name: "a close that fails", source: owning + `#[resource]
type B { id: i64; }
impl B { fn close(self) { println(f"bad {self.id}"); panic("in close"); } }
actor A { let a: R; let b: B; let c: R; receive fn f() { println("f"); } }
fn main() { let a = spawn A(a: mk(1), b: B { id: 2 }, c: mk(3)); a.f(); sleep_ms(5); stop(a); sleep_ms(50); println("end"); }`, stdout: "f\nclose 1\nbad 2\nclose 3\nend\n", stderr: "in close"},
			{name: "a close that fails in a collection", source: owning + `#[resource]
type B { id: i64; }
impl B { fn close(self) { println(f"bad {self.id}"); if self.id % 2 == 0 { panic("in close"); } } }
fn b(n: i64) -> B { B { id: n } }
actor A { let v: Vec<B> = Vec::new(); let r: R = mk(9); receive fn put(n: i64) { v.push(b(n)); } }
fn main() { let a = spawn A; a.put(1); a.put(2); a.put(3); println("end"); }`, stdout: "end\nbad 1\nbad 2\nbad 3\nclose 9\n", stderr: "in close"},
		},
		"supervisors": {
			{name: "each actor has its own default", source: owning + `actor A { var r: R = mk(7); receive fn boom() { panic("x"); } receive fn hi() { println(f"hi {r.id}"); } }
supervisor S { child a: A; }
fn main() { let s = spawn S; s.a.hi(); s.a.boom(); sleep_ms(200); s.a.hi(); sleep_ms(50); supervisor_stop(s); println("end"); }`, stdout: "hi 7\nclose 7\nhi 7\nclose 7\nend\n", stderr: "x"},
			{name: "each actor has its own argument", source: owning + `actor A { let r: R; receive fn boom() { panic("x"); } receive fn hi() { println(f"hi {r.id}"); } }
supervisor S { child a: A(r: mk(7)); }
fn main() { let s = spawn S; s.a.hi(); s.a.boom(); sleep_ms(200); s.a.hi(); sleep_ms(50); supervisor_stop(s); println("end"); }`, stdout: "hi 7\nclose 7\nhi 7\nclose 7\nend\n", stderr: "x"},
			{name: "each init has its own argument", source: owning + `actor A { var r: R = mk(0); init(r: R) { println(f"init {r.id}"); } receive fn boom() { panic("x"); } receive fn hi() { println(f"hi {r.id}"); } }
supervisor S { child a: A(r: mk(7)); }
fn main() { let s = spawn S; s.a.hi(); s.a.boom(); sleep_ms(200); s.a.hi(); sleep_ms(50); supervisor_stop(s); println("end"); }`, stdout: "init 7\nclose 7\nhi 0\nclose 0\ninit 7\nclose 7\nhi 0\nclose 0\nend\n", stderr: "x"},
			{name: "a crash hook sees the next fields", source: owning + `import std::failure::{CrashInfo, CrashAction};
actor A { var r: R = mk(7); var n: i64 = 0; receive fn boom() { panic("x"); } receive fn hi() { println(f"hi {r.id} {n}"); } #[on(crash)] fn c(i: CrashInfo) -> CrashAction { println(f"crash, next {r.id}"); n = n + 1; r = mk(70 + n); CrashAction::Restart } }
supervisor S { child a: A(); }
fn main() { let s = spawn S; s.a.hi(); s.a.boom(); sleep_ms(200); s.a.hi(); sleep_ms(50); supervisor_stop(s); println("end"); }`, stdout: "hi 7 0\nclose 7\ncrash, next 7\nclose 7\nhi 71 1\nclose 71\nend\n", stderr: "x"},
			{name: "what no next actor takes", source: owning + `import std::failure::{CrashInfo, CrashAction};
actor A { var r: R = mk(7); receive fn boom() { panic("x"); } receive fn hi() { println(f"hi {r.id}"); } #[on(crash)] fn c(i: CrashInfo) -> CrashAction { println("crash"); CrashAction::Restart } }
supervisor S { strategy: one_for_one; intensity: 1 within 60s; child a: A(); }
fn main() { let s = spawn S; s.a.boom(); sleep_ms(300); s.a.boom(); sleep_ms(500); println("end"); }`, stdout: "close 7\ncrash\nclose 7\ncrash\nclose 7\nend\n", stderr: "x"},
			{name: "killed", source: owning + `actor A { var r: R = mk(7); receive fn hi() { println(f"hi {r.id}"); } }
supervisor S { child a: A() shutdown: brutal_kill; }
fn main() { let s = spawn S; s.a.hi(); sleep_ms(50); supervisor_stop(s); println("end"); }`, stdout: "hi 7\nclose 7\nend\n"},
			{name: "the end of main", source: owning + `actor A { var r: R = mk(7); receive fn hi() { println(f"hi {r.id}"); } #[on(stop)] fn bye() { println("bye"); } }
supervisor S { child a: A(); }
fn main() { let s = spawn S; s.a.hi(); sleep_ms(50); println("end"); }`, stdout: "hi 7\nend\nclose 7\n"},
			{name: "of a pool", source: owning + `actor A { let r: R; receive fn hi() { println(f"hi {r.id}"); } receive fn boom() { panic("x"); } }
supervisor S { strategy: simple_one_for_one; pool p: A restart: temporary; }
fn main() { let s = spawn S; let a = spawn s.p(r: mk(1)); a.hi(); a.boom(); sleep_ms(200); println("end"); supervisor_stop(s); let b = spawn s.p(r: mk(2)); println("no"); }`, stdout: "hi 1\nclose 1\nend\nclose 2\n", status: 1, stderr: "x"},
		},
		"actors that end": {
			{name: "more than it may hold", source: owning + `#[max_heap(64 kb)]
actor A { var v: Vec<i64> = Vec::new(); receive fn take(r: R, b: bytes) { println("got"); } }
fn main() { let a = spawn A; var s = "x"; for i in 0..18 { s = s + s; } a.take(mk(1), s.to_bytes()); sleep_ms(20); println("end"); }`, stdout: "close 1\nend\n", stderr: "trap: heap exceeded: actor `A` holds 262168 bytes and may hold 65536"},
			{name: "init fails", source: owning + `actor A { var r: R = mk(5); var q: R = mk(6); init(x: R) { println("init"); q = x; panic("no"); } receive fn f() {} }
fn main() { let a = spawn A(x: mk(1)); sleep_ms(20); println("end"); }`, stdout: "init\nclose 6\nclose 1\nclose 5\nend\n", stderr: "no"},
			{name: "a stop hook assigns", source: owning + `actor A { var o: Option<R> = Some(mk(1)); receive fn f() {} #[on(stop)] fn bye() { o = None; println("bye"); } }
fn main() { let a = spawn A; a.f(); println("end"); }`, stdout: "end\nclose 1\nbye\n"},
			{name: "a stop hook fails", source: owning + `actor A { let r: R = mk(1); receive fn f() {} #[on(stop)] fn bye() { panic("bye"); } }
fn main() { let a = spawn A; a.f(); close(a); sleep_ms(10); println("end"); }`, stdout: "close 1\nend\n", stderr: "bye"},
			{name: "a close has tasks", source: owning + `#[resource]
type F { id: i64; }
impl F { fn close(self) { scope { fork { println("forked"); } fork { sleep_ms(5); println("slept"); } } println(f"F {self.id}"); sleep_ms(5); println("after"); } }
actor A { let f: F; receive fn g() {} }
fn main() { let a = spawn A(f: F { id: 1 }); a.g(); close(a); sleep_ms(50); println("end"); }`, stdout: "forked\nslept\nF 1\nafter\nend\n"},
			{name: "a close asks an actor", source: owning + `actor L { receive fn log(n: i64) -> i64 { println(f"log {n}"); n } }
#[resource]
type F { l: L; }
impl F { fn close(self) { match await self.l.log(1) { Ok(n) => println(f"logged {n}"), Err(_) => println("no log"), } } }
actor A { let f: F; receive fn g() {} receive fn boom() { panic("x"); } }
fn main() { let l = spawn L; let a = spawn A(f: F { l: l }); a.g(); close(a); sleep_ms(20); let b = spawn A(f: F { l: l }); b.boom(); sleep_ms(20); let c = spawn A(f: F { l: l }); c.g(); let m = F { l: l }; println("end"); panic("q"); }`, stdout: "log 1\nlogged 1\nlog 1\nlogged 1\nend\nlog 1\nlogged 1\nno log\n", status: 101, stderr: "x"},
			{name: "a generator with items", source: owning + `gen fn g() -> R { yield mk(1); yield mk(2); }
actor A { receive fn f() { let x = g(); let r = x.next(); let q = x.next(); panic("p"); } }
fn main() { let a = spawn A; a.f(); sleep_ms(20); println("end"); }`, stdout: "close 2\nclose 1\nend\n", stderr: "p"},
		},
		"replies": {
			{name: "of a question that another drops", source: owning + `actor A { mailbox 1 overflow drop_old; receive fn slow() { sleep_ms(50); } receive fn take(r: R) -> R { r } }
fn one(a: A, n: i64) { match await a.take(mk(n)) { Ok(r) => println(f"back {r.id}"), Err(_) => { sleep_ms(1); println(f"lost {n}"); } } }
fn main() { let a = spawn A; a.slow(); sleep_ms(10); scope { fork one(a, 1); sleep_ms(5); fork one(a, 2); } println("end"); }`, stdout: "close 1\nlost 1\nback 2\nclose 2\nend\n"},
			{name: "of an arm whose message waits", source: owning + `actor A { receive fn slow() { sleep_ms(50); } receive fn take(r: R) -> R { r } }
fn main() { let a = spawn A; let b = spawn A; a.slow(); select { x from a.take(mk(1)) => println("a"), y from b.take(mk(2)) => println(f"b {y.id}"), } sleep_ms(80); println("end"); }`, stdout: "close 1\nb 2\nclose 2\nend\n"},
			{name: "of a select that is cancelled", source: owning + `actor A { receive fn take(r: R, ms: i64) -> R { sleep_ms(ms); r } }
fn main() { let a = spawn A; let b = spawn A; scope { fork { select { x from a.take(mk(1), 100) => println("a"), y from b.take(mk(2), 150) => println(f"b {y.id}"), } } after(20ms) { println("dl"); } } sleep_ms(200); println("end"); }`, stdout: "dl\nclose 1\nclose 2\nend\n"},
			{name: "late", source: owning + `actor A { receive fn get(n: i64) -> R { sleep_ms(100); mk(n) } }
fn main() { let a = spawn A; match await a.get(1) | after 20ms { Ok(r) => println(f"r {r.id}"), Err(_) => println("late"), } sleep_ms(200); println("end"); }`, stdout: "late\nclose 1\nend\n"},
			{name: "to a task that was cancelled", source: owning + `actor A { receive fn get(n: i64) -> R { sleep_ms(100); println("made"); mk(n) } }
fn main() { let a = spawn A; scope { fork { let r = await a.get(1); println("no"); } after(20ms) { println("dl"); } } sleep_ms(200); println("end"); }`, stdout: "dl\nmade\nclose 1\nend\n"},
			{name: "of an arm that loses", source: owning + `actor A { receive fn get(n: i64, d: i64) -> R { sleep_ms(d); mk(n) } }
fn main() { let a = spawn A; let b = spawn A; select { x from a.get(1, 20) => println(f"x {x.id}"), y from b.get(2, 100) => println(f"y {y.id}"), } sleep_ms(200); println("end"); }`, stdout: "x 1\nclose 1\nclose 2\nend\n"},
			{name: "behind a deadline of select", source: owning + `actor A { receive fn get(n: i64, r: R) -> R { sleep_ms(50); r } }
fn main() { let a = spawn A; select { x from a.get(1, mk(5)) => println(f"x {x.id}"), after 10ms => println("late"), } sleep_ms(100); println("end"); }`, stdout: "late\nclose 5\nend\n"},
			{name: "of a join that fails", source: owning + `actor A { receive fn get(n: i64) -> R { if n < 0 { sleep_ms(50); panic("neg"); } mk(n) } }
fn f(a: A, b: A) { let (x, y) = join { a.get(1), b.get(-1) }; println("no"); }
fn main() { let a = spawn A; let b = spawn A; defer println("deferred"); f(a, b); println("end"); }`, stdout: "close 1\ndeferred\n", status: 1, stderr: "neg"},
			{name: "late for a join that fails", source: owning + `actor A { receive fn get(n: i64) -> R { if n < 0 { panic("neg"); } sleep_ms(50); mk(n) } }
actor M { let a: A; let b: A; receive fn go() { let (x, y) = join { a.get(1), b.get(-1) }; println("no"); } }
fn main() { let a = spawn A; let b = spawn A; let m = spawn M(a: a, b: b); m.go(); sleep_ms(200); println("end"); }`, stdout: "close 1\nend\n", stderr: "neg"},
			{name: "inside a result", source: owning + `actor A { receive fn get(n: i64) -> Result<R, string> { sleep_ms(50); Ok(mk(n)) } }
fn main() { let a = spawn A; match await a.get(1) | after 20ms { Ok(r) => println("got"), Err(_) => println("late"), } sleep_ms(200); println("end"); }`, stdout: "late\nclose 1\nend\n"},
		},
		"tasks": {
			{name: "results that nothing awaits", source: owning + `fn job(n: i64) -> R { mk(n) }
fn main() { scope { fork x = job(1); fork job(2); println("body"); } println("end"); }`, stdout: "body\nclose 2\nclose 1\nend\n"},
			{name: "cancelled", source: owning + `fn job(n: i64) -> R { let r = mk(n); sleep_ms(100); r }
fn main() { scope { fork x = job(1); after(20ms) { println("dl"); } } println("end"); }`, stdout: "close 1\ndl\nend\n"},
			{name: "cancelled before they begin", source: owning + `fn bad() -> Result<i64, string> { Err("e") }
fn use_r(r: R) -> i64 { println(f"use {r.id}"); r.id }
fn main() { let r = mk(1); let q = mk(2); scope { fork x = bad(); sleep_ms(20); fork use_r(r); fork { println(f"in {q.id}"); } println("body"); } println("end"); }`, stdout: "close 1\nclose 2\nbody\nend\n"},
			{name: "a sibling panics", source: owning + `fn main() { scope { fork { let r = mk(1); sleep_ms(1000); println("no"); } fork { let q = mk(2); sleep_ms(20); panic("p"); } } println("end"); }`, stdout: "close 2\nclose 1\n", status: 101, stderr: "p"},
			{name: "awaited too long", source: owning + `fn job(n: i64) -> R { let r = mk(n); sleep_ms(100); r }
fn main() { scope { fork x = job(1); match await x | after 20ms { Ok(r) => println("got"), Err(_) => sleep_ms(5), } println("body"); } println("end"); }`, stdout: "close 1\nbody\nend\n"},
			{name: "the scope panics", source: owning + `fn job(n: i64) -> R { mk(n) }
fn main() { scope { fork x = job(1); fork job(2); sleep_ms(50); panic("p"); } println("end"); }`, stdout: "close 2\nclose 1\n", status: 101, stderr: "p"},
			{name: "a result beside a panic", source: owning + `fn job(n: i64) -> R { mk(n) }
fn main() { scope { fork x = job(1); fork { sleep_ms(20); panic("p"); } sleep_ms(100); println("no"); } println("end"); }`, stdout: "close 1\n", status: 101, stderr: "p"},
			{name: "what a call only looks at", source: owning + `fn total(v: Vec<R>) -> i64 { v.len() }
fn main() { let v: Vec<R> = Vec::new(); v.push(mk(1)); scope { fork x = total(v); println(await x); println("body"); } println("end"); }`, stdout: "close 1\n1\nbody\nend\n"},
			{name: "the same, cancelled before it begins", source: owning + `impl R { fn name(self) -> string { f"R{self.id}" } }
fn bad() -> Result<i64, string> { Err("e") }
fn main() { let r = mk(1); let v: Vec<R> = Vec::new(); v.push(mk(2)); scope { fork bad(); sleep_ms(20); fork x = r.name(); fork total(v); println("body"); } println("end"); }
fn total(v: Vec<R>) -> i64 { v.len() }`, stdout: "close 1\nclose 2\nbody\nend\n"},
			{name: "a result that was taken", source: owning + `fn job(n: i64) -> R { mk(n) }
fn main() { scope { fork x = job(1); let r = await x; println(f"r {r.id}"); panic("p"); } println("end"); }`, stdout: "r 1\nclose 1\n", status: 101, stderr: "p"},
		},
		"generators": {
			{name: "dropped", source: owning + `gen fn g(r: R) -> i64 { defer println("d"); yield r.id; yield 2; }
fn main() { { let x = g(mk(1)); match x.next() { Some(n) => println(n), None => {}, } println("in"); } println("end"); }`, stdout: "1\nin\nd\nclose 1\nend\n"},
			{name: "not begun", source: owning + `gen fn g(r: R) -> i64 { defer println("d"); yield r.id; yield 2; }
fn main() { { let x = g(mk(1)); println("in"); } println("end"); }`, stdout: "in\nclose 1\nend\n"},
			{name: "what it yields", source: owning + `gen fn g() -> R { yield mk(1); yield mk(2); yield mk(3); }
fn main() { let x = g(); match x.next() { Some(r) => println(f"r {r.id}"), None => {}, } x.next(); println("end"); }`, stdout: "r 1\nclose 1\nclose 2\nend\n"},
			{name: "left by break", source: owning + `gen fn g() -> R { defer println("d"); let q = mk(9); yield mk(1); yield mk(2); yield mk(3); }
fn main() { for r in g() { println(f"r {r.id}"); if r.id == 2 { break; } } println("end"); }`, stdout: "r 1\nclose 1\nr 2\nclose 2\nclose 9\nd\nend\n"},
			{name: "in a function that fails", source: owning + `gen fn g(r: R) -> i64 { defer println("d"); yield r.id; yield 2; }
fn main() { let x = g(mk(1)); x.next(); panic("p"); }`, stdout: "d\nclose 1\n", status: 101, stderr: "p"},
			{name: "in an actor that crashes", source: owning + `gen fn g(r: R) -> i64 { defer println("d"); yield r.id; yield 2; }
actor A { receive fn go() { let x = g(mk(1)); x.next(); panic("p"); } }
fn main() { let a = spawn A; a.go(); sleep_ms(100); println("end"); }`, stdout: "d\nclose 1\nend\n", stderr: "p"},
			{name: "that panics", source: owning + `gen fn g(r: R) -> i64 { defer println("d"); yield r.id; panic("in gen"); }
fn main() { let q = mk(5); let x = g(mk(1)); x.next(); x.next(); println("no"); }`, stdout: "d\nclose 1\nclose 5\n", status: 101, stderr: "in gen"},
			{name: "in a collection", source: owning + `gen fn g(r: R) -> i64 { defer println("d"); yield r.id; yield 2; }
fn main() { let v: Vec<Generator<i64, ()>> = Vec::new(); let x = g(mk(1)); println(x.next().unwrap_or(0)); v.push(x); println("end"); }`, stdout: "1\nend\nd\nclose 1\n"},
			{name: "in a collection, when main fails", source: owning + `gen fn g(r: R) -> i64 { defer println("d"); yield r.id; yield 2; }
fn main() { let v: Vec<Generator<i64, ()>> = Vec::new(); let x = g(mk(1)); println(x.next().unwrap_or(0)); v.push(x); panic("p"); }`, stdout: "1\nd\nclose 1\n", status: 101, stderr: "p"},
			{name: "not begun, when main fails", source: owning + `gen fn g(r: R) -> i64 { defer println("d"); yield r.id; yield 2; }
fn main() { let v: Vec<Generator<i64, ()>> = Vec::new(); v.push(g(mk(1))); panic("p"); }`, stdout: "close 1\n", status: 101, stderr: "p"},
			{name: "in the field of an actor", source: owning + `gen fn g(r: R) -> i64 { defer println("d"); yield r.id; yield 2; }
actor A { var v: Vec<Generator<i64, ()>> = Vec::new(); receive fn f() { let x = g(mk(1)); println(x.next().unwrap_or(0)); v.push(x); } receive fn boom() { panic("x"); } }
fn main() { let a = spawn A; a.f(); a.boom(); sleep_ms(50); println("end"); }`, stdout: "1\nd\nclose 1\nend\n", stderr: "x"},
			{name: "at exit", source: owning + `gen fn g(r: R) -> i64 { defer println("d"); yield r.id; yield 2; }
fn main() { let x = g(mk(1)); x.next(); exit(2); }`, stdout: "", status: 2},
			{name: "in a task that is cancelled", source: owning + `gen fn g(r: R) -> i64 { defer println("d"); yield r.id; yield 2; }
fn main() { scope { fork { let x = g(mk(1)); x.next(); sleep_ms(10000); } after(20ms) { println("dl"); } } println("end"); }`, stdout: "d\nclose 1\ndl\nend\n"},
			{name: "a stream that nothing reads any more", source: owning + `actor A { receive gen fn s(r: R) -> i64 { defer println("d"); yield r.id; yield 2; yield 3; yield 4; } }
fn main() { let a = spawn A; { for await x in a.s(mk(1)) { println(x); if x == 2 { break; } } } sleep_ms(50); println("end"); }`, stdout: "1\n2\nd\nclose 1\nend\n"},
		},
		"closures": {
			{name: "in a record", source: owning + `type H { f: fn() -> i64; }
fn main() { let r = mk(1); let h = H { f: move || r.id }; let g = h.f; println(g()); println("end"); }`, stdout: "1\nend\nclose 1\n"},
			{name: "in a collection", source: owning + `fn main() { let r = mk(1); let v: Vec<fn() -> i64> = Vec::new(); let f = move || r.id; v.push(f); println("end"); }`, stdout: "end\nclose 1\n"},
			{name: "returned", source: owning + `fn f() -> fn() -> i64 { let r = mk(1); move || r.id }
fn main() { let g = f(); println(g()); println("end"); }`, stdout: "1\nend\nclose 1\n"},
			{name: "taken out of a collection", source: owning + `fn main() { let r = mk(1); let v: Vec<fn() -> i64> = Vec::new(); v.push(move || r.id); let g = v.pop(); println(g()); println("end"); }`, stdout: "1\nend\nclose 1\n"},
			{name: "in an actor", source: owning + `actor A { var v: Vec<fn() -> i64> = Vec::new(); receive fn f() { let r = mk(1); v.push(move || r.id); } receive fn g() { let h = v[0]; println(h()); } }
fn main() { let a = spawn A; a.f(); a.g(); close(a); sleep_ms(20); println("end"); }`, stdout: "1\nclose 1\nend\n"},
			{name: "when main fails", source: owning + `fn main() { let v: Vec<fn() -> i64> = Vec::new(); for i in 0..3 { let r = mk(i); v.push(move || r.id); } println(v[1]()); println("end"); panic("p"); }`, stdout: "1\nend\nclose 2\nclose 1\nclose 0\n", status: 101, stderr: "p"},
			{name: "in a task", source: owning + `fn main() { scope { fork { let v: Vec<fn() -> i64> = Vec::new(); let r = mk(1); v.push(move || r.id); } } println("end"); }`, stdout: "close 1\nend\n"},
			{name: "in a generator", source: owning + `gen fn g() -> i64 { let v: Vec<fn() -> i64> = Vec::new(); let r = mk(1); v.push(move || r.id); yield 1; yield 2; }
fn main() { { let x = g(); x.next(); println("in"); } println("end"); }`, stdout: "in\nend\nclose 1\n"},
		},
		"ends": {
			{name: "a panic of main", source: owning + `actor A { let r: R; receive fn f() { println("f"); } }
fn main() { let a = spawn A(r: mk(1)); let q = mk(2); a.f(); sleep_ms(20); panic("p"); }`, stdout: "f\nclose 2\nclose 1\n", status: 101, stderr: "p"},
			{name: "exit", source: owning + `actor A { let r: R; receive fn f() { println("f"); } }
fn main() { let a = spawn A(r: mk(1)); let q = mk(2); a.f(); sleep_ms(20); exit(3); }`, stdout: "f\n", status: 3},
			{name: "exit in an actor", source: owning + `actor A { let r: R; receive fn f() { exit(4); } }
fn main() { let q = mk(2); let a = spawn A(r: mk(1)); a.f(); sleep_ms(1000); println("no"); }`, stdout: "", status: 4},
			{name: "a close that fails while another failure unwinds", source: owning + `#[resource]
type B { id: i64; }
impl B { fn close(self) { println(f"bad {self.id}"); panic("in close"); } }
fn main() { let a = mk(1); let b = B { id: 2 }; let c = mk(3); panic("p"); }`, stdout: "close 3\nbad 2\nclose 1\n", status: 101, stderr: "while closing: in close"},
			{name: "a close that fails in a collection", source: owning + `#[resource]
type B { id: i64; }
impl B { fn close(self) { println(f"bad {self.id}"); if self.id == 2 { panic("in close"); } } }
fn main() { let v: Vec<B> = Vec::new(); for i in 1..5 { v.push(B { id: i }); } println("end"); }`, stdout: "end\nbad 1\nbad 2\nbad 3\nbad 4\n", status: 101, stderr: "in close"},
			{name: "a close that fails in a record and in a map", source: owning + `#[resource]
type B { id: i64; }
impl B { fn close(self) { println(f"bad {self.id}"); if self.id % 2 == 0 { panic("in close"); } } }
fn b(n: i64) -> B { B { id: n } }
fn main() { let t = (b(1), b(2), b(3), b(4)); let m: HashMap<string, B> = HashMap::new(); m.insert("a", b(5)); m.insert("b", b(6)); m.insert("c", b(7)); println("end"); }`, stdout: "end\nbad 5\nbad 6\nbad 7\nbad 4\nbad 3\nbad 2\nbad 1\n", status: 101, stderr: "while closing: in close"},
			{name: "an actor that waits", source: owning + `actor A { let r: R; receive fn f() { defer println("d"); let q = mk(5); sleep_ms(60000); println("no"); } }
fn main() { let a = spawn A(r: mk(1)); a.f(); sleep_ms(20); println("end"); panic("x"); }`, stdout: "end\nclose 5\nd\nclose 1\n", status: 101, stderr: "x"},
			{name: "an actor aborts", source: owning + `actor A { let r: R; receive fn f(q: R) { let v: Vec<i64> = Vec::new(); v.pop(); } }
fn main() { let m = mk(9); let a = spawn A(r: mk(1)); a.f(mk(2)); sleep_ms(50); println("end"); }`, stdout: "close 2\nclose 1\nclose 9\n", status: 1, stderr: "PANIC: Vec pop on empty vector"},
			{name: "main is linked", source: owning + `actor A { let r: R; receive fn f(q: R) { panic("x"); } }
fn main() { let m = mk(9); let a = spawn A(r: mk(1)); link(a); a.f(mk(2)); sleep_ms(50); println("no"); }`, stdout: "close 2\nclose 1\nclose 9\n", status: 1, stderr: "x"},
		},
	} {
		t.Run(group, func(t *testing.T) {
			for _, p := range programs {
				t.Run(p.name, func(t *testing.T) { closesOnce(t, p) })
			}
		})
	}
}

// closesOnce runs a program in time of its own.
func closesOnce(t *testing.T, p program) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		stdout, stderr, status := execute(t, t.Context(), p.source)
		if stdout != p.stdout || status != p.status || !strings.HasPrefix(stderr, p.stderr) || p.stderr == "" && stderr != "" {
			t.Errorf("program:\n%s\ngot status %d, stdout:\n%s\nstderr:\n%s\nwant status %d, stdout:\n%s\nstderr:\n%s",
				p.source, status, stdout, stderr, p.status, p.stdout, p.stderr)
		}
	})
}
