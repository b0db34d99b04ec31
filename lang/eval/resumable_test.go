package eval_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"hewq/lang/eval"
	"hewq/lang/flow"
	"hewq/native"
)

// A formed is a body of a generator. What it does with bad is a trap for one value of it. $Y stands for
// a yield of a number, which is told before and after.
type formed struct {
	name, body string
	coroutine  bool // it is one whatever is asked for
}

var formedBodies = []formed{
	{name: "straight", body: `$Y(1); note(f"a {10 / (bad - 1)}"); $Y(2); $Y(3); note(f"b {10 / (bad - 2)}");`},
	{name: "nothing", body: `if bad > 100 { $Y(1); }`},
	{name: "branches", body: `for i in 0..6 { if i % 3 == 0 { $Y(i); note("then"); } else if i % 3 == 1 { $Y(10 / (bad - i)); } else { note("else"); $Y(i * 2); } }`},
	{name: "one branch", body: `var i = 0; while i < 4 { i += 1; if i % 2 == 0 { note("even"); } else { $Y(i); $Y(-i); } if i == 3 { note(f"three {10 / (bad - 3)}"); } }`},
	{name: "if let", body: `let v: Vec<Option<i64>> = [Some(1), None, Some(3)]; for o in v { if let Some(n) = o { $Y(n); note(f"{n}"); } else { $Y(10 / (bad - 1)); } }`},
	{name: "match", body: `for i in 0..5 { match i { 0 => { $Y(7); note("zero"); }, 1 | 2 => $Y(10 / (bad - i)), n if n > 3 => { note("large"); $Y(n); }, _ => {} } }`},
	{name: "match on an enum", body: `let v: Vec<Option<i64>> = [None, Some(2), Some(3)]; for o in v { match o { Some(n) => { $Y(n); $Y(10 / (bad - n)); }, None => { note("none"); } } }`},
	{name: "guard that leaves", body: `for i in 0..4 { match i { n if (if n == 3 { return; } else { n != 1 }) => { $Y(n); note(f"{10 / (bad - n)}"); }, _ => { $Y(100); } } }`},
	{name: "while let", body: `var left = 4; while let Some(n) = less(left) { left = n; $Y(n); if n == 1 { continue; } note(f"{10 / (bad - n)}"); }`},
	{name: "condition that leaves", body: `var i = 0; while (if i == 3 { return; } else { true }) { i += 1; $Y(10 / (bad - i)); } $Y(99);`},
	{name: "loop", body: `var i = 0; loop { i += 1; if i == 2 { continue; } if i > 4 { break; } $Y(10 / (bad - i)); note("turn"); }`},
	{name: "labels", body: `@outer: for i in 0..4 { for j in 0..4 { if j > i { continue @outer; } if i == 3 { break @outer; } $Y(i * 10 + j); note(f"{10 / (bad - j)}"); } } $Y(1);`},
	{name: "inclusive range", body: `for i in 1..=3 { $Y(10 / (bad - i)); } let top: i8 = 127; for i in (top - 1)..=top { $Y(i as i64); }`},
	{name: "unsigned range", body: `let from: u64 = 18446744073709551613; let to: u64 = 18446744073709551615; for i in from..=to { $Y((to - i) as i64); note(f"{10 / (bad - (to - i) as i64)}"); } for i in to..from { $Y(5); }`},
	{name: "empty range", body: `for i in 3..1 { $Y(i); } for i in 3..=2 { $Y(i); } $Y(10 / (bad - 1));`},
	{name: "bounds once", body: `for i in told(0)..told(3) { $Y(10 / (bad - i)); }`},
	{name: "Vec that grows", body: `let v = [1, 2]; for x in v { $Y(x); if v.len() < 5 { v.push(x + 10 / (bad - x)); } }`},
	{name: "Vec of strings", body: `for s in ["a", "bb", "ccc"] { $Y(s.len()); note(s); note(f"{10 / (bad - s.len())}"); }`},
	{name: "characters", body: `for c in "aß€" { $Y(f"{c}".len()); note(f"{c}"); }`},
	{name: "map", body: `let m: HashMap<string, i64> = HashMap::new(); for i in 0..4 { m.insert(f"k{i}", i); } for (k, n) in m { $Y(n); note(k); m.remove("k2"); m.insert("new", 10 / (bad - n)); }`},
	{name: "set", body: `let s: HashSet<i64> = HashSet::new(); for i in 0..4 { s.insert(i * i); } for n in s { $Y(n); s.remove(4); note(f"{10 / (bad - n)}"); }`},
	{name: "iterator", body: `for n in (Steps { n: 0 }) { $Y(n); note(f"{10 / (bad - n)}"); }`},
	{name: "range as a value", body: `let r = 0..3; for i in r { $Y(10 / (bad - i)); }`, coroutine: true},
	{name: "generator", body: `for n in inner(bad) { $Y(n * 2); if n == 5 { return; } }`},
	{name: "generator by hand", body: `let g = inner(bad); while let Some(n) = g.next() { $Y(n); } $Y(-1); note(f"{g.next().is_none()}");`},
	{name: "recursion", body: `for n in tree(3, bad) { $Y(n); }`},
	{name: "deferred", body: `defer note("outer"); for i in 0..3 { defer note(f"turn {i}"); $Y(i); if i == 1 { defer note("inner"); $Y(10 / (bad - 2)); note("after"); } }`},
	{name: "defer that fails", body: `defer note(f"deferred {10 / (bad - 4)}"); $Y(1); { defer note(f"block {10 / (bad - 2)}"); $Y(2); } $Y(3);`},
	{name: "resources", body: `let a = res("a"); $Y(1); for i in 0..3 { let b = res(f"b{i}"); $Y(10 / (bad - i)); note(b.name); } let c = res("c"); $Y(2); take(a); $Y(3);`},
	{name: "resource in a loop", body: `for r in [res("x"), res("y"), res("z")] { $Y(r.name.len()); note(r.name); }`},
	{name: "resource of a pattern", body: `match some(res("m")) { Some(r) => { $Y(1); note(r.name); $Y(10 / (bad - 1)); }, None => {} } if let Some(r) = some(res("n")) { $Y(2); take(r); $Y(3); }`},
	{name: "value without a name", body: `for i in counted(res("temp")) { $Y(i); note(f"{10 / (bad - i)}"); }`},
	{name: "temporary of a yield", body: `$Y(look(res("t"))); $Y(10 / (bad - 1) + look(res("u")));`},
	{name: "strings that grow", body: `var s = ""; for i in 0..4 { s = s + f"{i}"; $Y(s.len()); s += "x"; note(s); note(f"{10 / (bad - i)}"); }`},
	{name: "records that change", body: `var p = Pair { a: 1, b: 2 }; let q = p; while p.a < 4 { p.a += 1; $Y(p.a * 10 + q.a); note(f"{10 / (bad - p.a)}"); }`},
	{name: "returns", body: `for i in 0..5 { if i == 3 { return; } { $Y(i); if bad == i { return; } } }`},
	{name: "calls", body: `$Y(deep(50, bad)); for i in 0..3 { $Y(deep(i, bad)); } note(f"{deep(3, 3)}");`},
	{name: "blocks", body: `{ { $Y(1); } unsafe { $Y(2); } } { note(f"{10 / (bad - 1)}"); } { $Y(3) }`},
	{name: "two of one", body: `let a = inner(bad); let b = inner(-1); for x in a { $Y(x); if let Some(y) = b.next() { $Y(y * 100); } }`},
	{name: "closures", body: `let add = |n: i64| n + bad; for i in 0..3 { $Y(add(i)); let times = |n: i64| n * 10 / (bad - i); $Y(times(2)); }`},
	{name: "yield in a value", body: `let x = if bad > 100 { 1 } else { $Y(2); 3 }; $Y(x); note(f"{10 / (bad - 3)}");`, coroutine: true},
	{name: "yield in a scope", body: `scope { fork t = { 5 }; $Y(1); $Y(await t); note(f"{10 / (bad - 1)}"); } $Y(9);`, coroutine: true},
	{name: "yield in a defer", body: `defer { $Y(1); note("deferred"); }; $Y(2);`, coroutine: true},
}

// formedHead is what the bodies use.
const formedHead = `
fn note(s: string) { println(s); }
fn told(n: i64) -> i64 { note(f"bound {n}"); n }
fn less(n: i64) -> Option<i64> { if n > 0 { Some(n - 1) } else { None } }
fn deep(n: i64, bad: i64) -> i64 { if n == 0 { 10 / (bad - 3) } else { deep(n - 1, bad) + 1 } }
gen fn inner(bad: i64) -> i64 { defer note("inner over"); for i in 0..3 { yield i; note(f"inner {10 / (bad - i)}"); } yield 5; }
gen fn tree(n: i64, bad: i64) -> i64 { if n > 0 { defer note(f"tree {n}"); for x in tree(n - 1, bad) { yield x; } yield 10 / (bad - n); for x in tree(n - 1, bad) { yield -x; } } }
type Pair { a: i64; b: i64; }
type Steps { n: i64; }
impl Iterator for Steps { type Item = i64; fn next(var self) -> Option<i64> { self.n = self.n + 1; if self.n > 4 { None } else { Some(self.n) } } }
#[resource]
type Res { name: string; }
impl Res { fn close(self) { note(f"{self.name} closed"); } }
fn res(name: string) -> Res { Res { name: name } }
fn some(r: Res) -> Option<Res> { Some(r) }
fn take(r: Res) { note(f"took {r.name}"); }
fn look(r: Res) -> i64 { note(f"look {r.name}"); r.name.len() }
fn counted(r: Res) -> Vec<i64> { note(f"counts {r.name}"); [1, 2, 3] }
`

// formedUses are the ways to use a generator that must not make a difference; bad is -1 here.
const formedUses = `
fn whole(bad: i64) { for x in g(bad) { note(f"got {x}"); } note("whole"); }
fn some_of(bad: i64, n: i64) { var k = 0; for x in g(bad) { if k == n { break; } k += 1; note(f"got {x}"); } note("some"); }
fn first_of(bad: i64, n: i64) -> i64 { var k = 0; for x in g(bad) { k += 1; if k > n { return x; } } -7 }
fn by_hand(bad: i64, n: i64) { let it = g(bad); for _ in 0..n { match it.next() { Some(x) => note(f"next {x}"), None => note("no more") } } note("scope"); }
fn closed(bad: i64, n: i64) { let it = g(bad); for _ in 0..n { it.next(); } it.close(); note("closed"); }
fn choose(n: i64) { let it = g(-1); for _ in 0..n { note(f"or {it.next().unwrap_or(-5)}"); } if let Some(x) = it.next() { note(f"let {x}"); } else { note("none"); } let y = match it.next() { None => -1, Some(x) => x }; println(y); }
fn summed(it: Generator<i64, ()>) -> i64 { var s = 0; while let Some(x) = it.next() { s += x; } s }
fn zipped(bad: i64) { let a = g(bad); let b = g(bad); loop { let x = a.next(); b.next(); if x.is_none() { break; } note(f"{x.unwrap()}"); } }
fn held(n: i64) { var v: Vec<Generator<i64, ()>> = []; v.push(g(-1)); v.push(g(-1)); for it in v { for _ in 0..n { it.next(); } } note("held"); }
gen fn passed(bad: i64) -> i64 { defer note("passed over"); for x in g(bad) { yield x + 1000; } }
`

const formedMain = `
fn main() {
	whole(-1);
	for n in 0..7 { note(f"-- {n}"); some_of(-1, n); println(first_of(-1, n)); by_hand(-1, n); closed(-1, n); held(n); choose(n); }
	println(summed(g(-1)));
	zipped(-1);
	for x in passed(-1) { note(f"{x}"); if x == 1002 { break; } }
	let block = gen { for x in g(-1) { yield x; } };
	note(f"{block.next().is_some()}");
}
`

// formedEnds are main functions that end badly.
var formedEnds = []string{
	`fn main() { defer note("main over"); let other = g(-1); other.next(); whole($N); }`,
	`fn main() { for x in passed($N) { note(f"{x}"); } }`,
	`fn main() { by_hand($N, 20); }`,
	`fn main() { let it = g(-1); for _ in 0..$N { it.next(); } note("now"); let v: Vec<i64> = []; println(v[$N]); }`,
	`fn main() { let it = g(-1); for _ in 0..$N { it.next(); } exit($N + 1); }`,
	`fn main() { var k = 0; for x in g(-1) { k += 1; println(100 / ($N - k)); } }`,
	`fn main() { closed($N, 2); note("end"); }`,
}

func (b formed) program(main string) string {
	body := b.body
	for {
		from := strings.Index(body, "$Y(")
		if from < 0 {
			break
		}
		to, depth := from+3, 1
		for ; depth > 0; to++ {
			switch body[to] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		body = body[:from] + "yield " + body[from+3:to-1] + body[to:]
	}
	return formedHead + "gen fn g(bad: i64) -> i64 { note(\"begun\"); " + body + " }\n" + formedUses + main
}

// A spy is an output that looks where the program stands when it writes.
type spy struct {
	strings.Builder
	apart bool        // something was written from a coroutine
	pcs   [64]uintptr // room for the stack
}

func (s *spy) Write(b []byte) (int, error) {
	s.apart = s.apart || s.inCoroutine()
	return s.Builder.Write(b)
}

// inCoroutine tells whether the stack begins in a coroutine: the outermost functions of one are those of iter.Pull.
func (s *spy) inCoroutine() bool {
	skip, n := 0, runtime.Callers(0, s.pcs[:])
	for n == len(s.pcs) {
		skip += n / 2
		n = runtime.Callers(skip, s.pcs[:])
	}
	for _, pc := range s.pcs[:n] {
		if f := runtime.FuncForPC(pc - 1); f != nil && strings.HasPrefix(f.Name(), "iter.Pull") {
			return true
		}
	}
	return false
}

// executeWith is execute with options; it tells whether anything ran in a coroutine.
func executeWith(t *testing.T, checked *flow.Analysis, options eval.Options) (report string, coroutine bool) {
	t.Helper()
	var out spy
	var stderr strings.Builder
	env := &native.Env{
		Args:   []string{"test.hew"},
		Lookup: func(string) (string, bool) { return "", false },
		Stdin:  strings.NewReader(""),
		Stdout: &out,
		Stderr: &stderr,
	}
	status, _ := eval.RunWith(t.Context(), checked, env, options) // the error is on stderr as well
	return fmt.Sprintf("%s-- stderr --\n%s-- status %d", out.String(), stderr.String(), status), out.apart
}

// alike runs a program with its generators in both forms.
func alike(t *testing.T, text string) (coroutine bool) {
	t.Helper()
	checked := load(t, text)
	want, _ := executeWith(t, checked, eval.Options{Coroutines: true})
	got, coroutine := executeWith(t, checked, eval.Options{})
	if got != want {
		t.Errorf("program:\n%s\nresumable:\n%s\nas coroutines:\n%s", text, got, want)
	}
	return coroutine
}

// TestResumableGenerators compares both forms of generators however they are used and end. Without -matrix
// a part of the ends is tried.
func TestResumableGenerators(t *testing.T) {
	for i, b := range formedBodies {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			if coroutine := alike(t, b.program(formedMain)); coroutine != b.coroutine {
				t.Errorf("a coroutine was used: %v, want %v", coroutine, b.coroutine)
			}
			for j, main := range formedEnds {
				for n := range 6 {
					if *whole || (i+j+n)%4 == 0 {
						alike(t, b.program(strings.ReplaceAll(main, "$N", fmt.Sprint(n))))
					}
				}
			}
		})
	}
}

// TestGeneratorsFarBelow has generators go on where the stack is deeper than where they began.
func TestGeneratorsFarBelow(t *testing.T) {
	alike(t, `
gen fn ones() -> i64 { loop { yield fall(3000); } }
fn fall(n: i64) -> i64 { if n == 0 { 1 } else { fall(n - 1) + 1 } }
fn down(n: i64, v: Vec<Generator<i64, ()>>) -> i64 { if n == 0 { var s = 0; for g in v { s += g.next().unwrap_or(0); } s } else { down(n - 1, v) } }
fn main() { var v: Vec<Generator<i64, ()>> = []; v.push(ones()); for g in v { println(g.next().unwrap_or(0)); } println(down(199000, v)); }
`)
	alike(t, `
gen fn base(bad: i64) -> i64 { defer println("base over"); var n = 0; loop { yield n; n += 1; println(10 / (bad - n)); } }
gen fn above(g: Generator<i64, ()>) -> i64 { loop { match g.next() { Some(n) => { yield n + 1; }, None => { return; } } } }
fn chain(bad: i64, n: i64) -> Generator<i64, ()> { var g = base(bad); g.next(); for _ in 0..n { let outer = above(g); outer.next(); g = outer; } g }
fn main() { let g = chain(-1, 400); println(g.next().unwrap_or(0)); let h = chain(5, 400); for n in h { println(n); } }
`)
}

// TestGeneratorPrograms compares both forms on the programs of testdata.
func TestGeneratorPrograms(t *testing.T) {
	all, err := filepath.Glob("../../testdata/scripts/*/*.hew")
	if err != nil || len(all) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	for _, name := range all {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "yield") {
			alike(t, string(text))
		}
	}
}
