package eval_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// Inside of a bubble a goroutine that is left behind fails the test, and hours pass at once.
func TestTasksEndWithTheirScope(t *testing.T) {
	const waits = `
fn waits(name: string, h: i64) -> Result<string, string> { defer println(f"{name} over"); sleep(h * 3600); Ok(name) }
fn refuses(h: i64) -> Result<string, string> { sleep(h * 3600); Err("refused") }
fn show(r: Result<string, string>) { match r { Ok(s) => println(s), Err(e) => println(e) } }
`
	for _, tt := range []struct {
		name, source, stdout string
		status               int
		takes                time.Duration
	}{
		{"join", `fn main() { scope { fork waits("a", 3); fork waits("b", 2); } println("end"); }`, "b over\na over\nend\n", 0, 3 * time.Hour},
		{"await", `fn main() { scope { fork a = waits("a", 1); show(await a); fork b = waits("b", 2); } }`, "a over\na\nb over\n", 0, 3 * time.Hour},
		{"error", `fn main() { scope { fork a = waits("a", 9); fork b = refuses(2); } println("end"); }`, "a over\nend\n", 0, 2 * time.Hour},
		{"error that fits", `fn main() { scope { fork a = waits("a", 9); fork b = refuses(2); show(await a); } }`, "a over\nrefused\n", 0, 2 * time.Hour},
		{"panic", `fn main() { scope { fork waits("a", 9); fork { sleep(3600); panic(""); }; sleep(36000); println("no"); } }`, "a over\n", 101, time.Hour},
		{"panic of the body", `fn main() { scope { fork waits("a", 9); sleep(3600); panic(""); } }`, "a over\n", 101, time.Hour},
		{"exit", `fn main() { scope { fork waits("a", 9); fork { sleep(3600); exit(3); }; } println("no"); }`, "a over\n", 3, time.Hour},
		{"inner panic ends all", `fn main() { scope { fork waits("a", 9); scope { fork { sleep(3600); panic(""); }; } println("no"); } }`, "a over\n", 101, time.Hour},
		{"outer error ends inner scope", `fn main() { scope { fork { defer println("task over"); scope { fork waits("a", 9); } println("no"); }; fork refuses(1); } println("end"); }`, "a over\ntask over\nend\n", 0, time.Hour},
		{"deadline", `fn main() { scope { after(1h) { println("late"); } fork waits("a", 9); sleep(36000); println("no"); } println("end"); }`, "a over\nlate\nend\n", 0, time.Hour},
		{"deadline kept", `fn main() { scope { after(9h) { println("late"); } fork waits("a", 1); } println("end"); }`, "a over\nend\n", 0, time.Hour},
		{"deadline counts from its place", `fn main() { scope { sleep(3600); after(1h) { println("late"); } fork waits("a", 9); } }`, "a over\nlate\n", 0, 2 * time.Hour},
		{"inner deadline first", `fn main() { scope { after(2h) { println("outer"); } scope { after(1h) { println("inner"); } sleep(36000); } println("on"); sleep(36000); } }`, "inner\non\nouter\n", 0, 2 * time.Hour},
		{"deadline of a task's scope", `fn main() { scope { fork t = { scope { after(1h) {} sleep(36000); } 5 }; println(await t); } }`, "5\n", 0, time.Hour},
		{"await with a deadline", `fn main() { scope { fork a = waits("a", 9); match await a | after 1h { Ok(r) => show(r), Err(_) => { sleep(3600); println("late"); } } } println("end"); }`, "a over\nlate\nend\n", 0, 2 * time.Hour},
		{"await in time", `fn main() { scope { fork a = waits("a", 1); match await a | after 2h { Ok(r) => show(r), Err(TimeoutError::Timeout) => println("late") } } }`, "a over\na\n", 0, time.Hour},
		{"everybody waits for the deadline", `actor A { receive fn f(b: LocalPid<A>) -> i64 { match await b.f(this) { Ok(n) => n, Err(_) => 0 } } }
			fn main() { let a = spawn A; let b = spawn A; scope { after(1h) { println("late"); } fork t = { match await a.f(b) { Ok(n) => n, Err(_) => 0 } }; println(await t); } println("end"); exit(0); }`, "late\nend\n", 0, time.Hour},
		{"tasks without end", `fn f(n: i64) -> i64 { var r: i64; scope { fork t = f(n + 1); r = await t; } r } fn main() { println(f(0)); }`, "", 1, 0},
		{"scope in an actor", `actor A { receive fn f() -> i64 { var n = 0; scope { fork t = { sleep(3600); 4 }; n = await t; } n } }
			fn main() { let a = spawn A; match await a.f() { Ok(n) => println(n), Err(_) => println("no") } }`, "4\n", 0, time.Hour},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				stdout, stderr, status := execute(t, t.Context(), waits+tt.source)
				if stdout != tt.stdout || status != tt.status || time.Since(start) != tt.takes {
					t.Errorf("got status %d after %v, stdout:\n%s\nstderr:\n%s\nwant status %d after %v, stdout:\n%s", status, time.Since(start), stdout, stderr, tt.status, tt.takes, tt.stdout)
				}
			})
		})
	}
}

// A program that is interrupted ends its tasks, wherever they are.
func TestInterruptEndsTasks(t *testing.T) {
	const text = `
fn deep() { defer println("deep over"); scope { fork { defer println("task over"); sleep(36000); }; sleep(36000); } println("no"); }
fn main() { defer println("main over"); scope { fork deep(); sleep(36000); println("no"); } println("no"); }
`
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		stdout, stderr, status := execute(t, ctx, text)
		if want := "task over\ndeep over\nmain over\n"; stdout != want || status == 0 {
			t.Errorf("got status %d, stdout:\n%s\nstderr:\n%s\nwant:\n%s", status, stdout, stderr, want)
		}
	})
}
