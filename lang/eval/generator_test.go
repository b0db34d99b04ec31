package eval_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	"hewq/lang/eval"
	"hewq/native"
)

// Inside of a bubble a coroutine that is left behind fails the test.
func TestGeneratorsEndWithTheirOwner(t *testing.T) {
	const counts = `
gen fn count(name: string) -> i64 { defer println(f"{name} over"); var n = 0; loop { yield n; n = n + 1; } }
gen fn fails(n: i64) -> i64 { defer println("fails over"); yield 1; yield 10 / n; }
`
	const stream = `actor A { receive gen fn f() -> i64 { defer println("stream over"); var n = 0; loop { yield n; n = n + 1; } } } `
	const quiet = `actor A { receive gen fn f() -> i64 { var n = 0; loop { yield n; n = n + 1; } } } `
	for _, tt := range []struct {
		name, source, stdout string
		status               int
	}{
		{"scope", `fn main() { let g = count("a"); g.next(); println("end"); }`, "end\na over\n", 0},
		{"in a Vec", `fn main() { var v = [count("a"), count("b")]; for g in v { g.next(); } println("end"); }`, "end\na over\nb over\n", 0},
		{"in a record", `type R { g: Generator<i64, ()>; } fn main() { let r = R { g: count("a") }; r.g.next(); println("end"); }`, "end\na over\n", 0},
		{"panic of the owner", `fn main() { let g = count("a"); g.next(); panic(""); }`, "a over\n", 101},
		{"exit", `fn main() { let g = count("a"); g.next(); exit(3); }`, "", 3},
		{"trap inside", `fn main() { for n in fails(0) { println(n); } println("no"); }`, "1\nfails over\n", 1},
		{"panic inside of two", `gen fn outer() -> i64 { let g = count("a"); g.next(); for n in fails(0) { yield n; } } fn main() { let o = outer(); o.next(); o.next(); }`, "fails over\na over\n", 1},
		{"exit inside", `fn main() { let g = gen { yield 1; exit(4); }; g.next(); g.next(); println("no"); }`, "", 4},
		{"end of a task", `fn main() { scope { fork t = { let g = count("a"); g.next(); g.next(); 5 }; println(await t); } }`, "a over\n5\n", 0},
		{"cancelled task", `fn main() { scope { fork { for n in count("a") { sleep(3600); } }; after(1h) { println("late"); } } }`, "a over\nlate\n", 0},
		{"cancelled inside", `gen fn waits() -> i64 { defer println("waits over"); yield 1; sleep(36000); yield 2; } fn main() { scope { after(1h) { println("late"); } for n in waits() { println(n); } } }`, "1\nwaits over\nlate\n", 0},
		{"scope inside", `gen fn scoped() -> i64 { scope { fork t = { sleep(3600); 7 }; yield 1; yield await t; } } fn main() { for n in scoped() { println(n); } let g = scoped(); g.next(); println("end"); }`, "1\n7\nend\n", 0},
		{"actor that crashes", `actor A { receive fn f() -> i64 { let g = count("a"); g.next(); panic("x"); 1 } } fn main() { let a = spawn A; match await a.f() { Ok(_) => println("no"), Err(_) => println("crashed") } }`, "a over\ncrashed\n", 0},
		{"actor that stops", `actor A { receive fn f() -> i64 { let g = count("a"); g.next(); 1 } } fn main() { let a = spawn A; match await a.f() { Ok(n) => println(n), Err(_) => println("no") } }`, "a over\n1\n", 0},
		{"stream that nobody reads", stream + `fn main() { let a = spawn A; let s = a.f(); s.recv(); println("end"); }`, "end\nstream over\n", 0},
		{"stream of a panic", stream + `fn main() { let a = spawn A; let s = a.f(); s.recv(); panic(""); }`, "stream over\n", 101},
		{"stream in a cancelled scope", quiet + `fn main() { let a = spawn A; scope { after(1h) { println("late"); } for await n in a.f() { sleep(3600); } } println("end"); }`, "late\nend\n", 0},
		{"stream read by a task", quiet + `fn main() { let a = spawn A; scope { fork t = { var s = 0; for await n in a.f() { s = s + n; if n > 3 { break; } } s }; println(await t); } }`, "10\n", 0},
		{"generators without end", `gen fn g(n: i64) -> i64 { for x in g(n + 1) { yield x; } } fn main() { for x in g(0) { println(x); } }`, "", 1},
		{"stream of a generic actor", `actor B<T> { var v: T; receive gen fn f() -> T { yield v; } } fn main() { let b = spawn B<i64>(v: 5); for await x in b.f() { println(x); } }`, "5\n", 0},
		{"asks itself", `type R { g: Generator<i64, ()>; } fn main() { var v: Vec<Generator<i64, ()>> = Vec::new(); let g = gen { yield 1; for h in v { h.next(); } }; println("ok"); g.next(); g.next(); }`, "ok\n", 0},
		{"deep", `gen fn down(n: i64) -> i64 { if n > 0 { for m in down(n - 1) { yield m; } } yield n; } fn main() { var s = 0; for n in down(100) { s = s + n; } println(s); }`, "5050\n", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				stdout, stderr, status := execute(t, t.Context(), counts+tt.source)
				if stdout != tt.stdout || status != tt.status {
					t.Errorf("got status %d, stdout:\n%s\nstderr:\n%s\nwant status %d, stdout:\n%s", status, stdout, stderr, tt.status, tt.stdout)
				}
			})
		})
	}
}

// A program that is interrupted ends its generators, also one that does not yield any more.
func TestInterruptEndsGenerators(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out := &stopper{stop: cancel}
	env := &native.Env{Stdout: out, Stderr: &strings.Builder{}, Stdin: strings.NewReader("")}
	_, err := eval.Run(ctx, load(t, `
gen fn spins() -> i64 { defer println("spins over"); yield 1; var n = 0; loop { n = n &+ 1; } yield 2; }
fn main() { defer println("main over"); let other = gen { defer println("other over"); yield 1; yield 2; }; other.next(); for n in spins() { println("go"); } }
`), env)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v, want %v", err, context.Canceled)
	}
	if got, want := out.String(), "go\nspins over\nother over\nmain over\n"; got != want {
		t.Errorf("got output %q, want %q", got, want)
	}
}
