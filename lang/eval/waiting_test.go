package eval_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hewq/lang/eval"
	"hewq/native"
)

// A waitingRun is a program that runs in simulated time.
type waitingRun struct {
	waiting eval.Waiting
	out     io.Writer
	stdin   *io.PipeWriter
	cancel  context.CancelFunc
	ended   chan struct{}
}

// begin runs a program until it is told to end.
func begin(t *testing.T, text string, out io.Writer) *waitingRun {
	t.Helper()
	r := &waitingRun{out: out, ended: make(chan struct{})}
	in, stdin := io.Pipe()
	r.stdin = stdin
	var ctx context.Context
	ctx, r.cancel = context.WithCancel(t.Context())
	env := &native.Env{Stdin: in, Stdout: out, Stderr: io.Discard, Lookup: func(string) (string, bool) { return "", false }}
	prog := load(t, text)
	go func() {
		defer close(r.ended)
		_, _ = eval.RunWith(ctx, prog, env, eval.Options{Waiting: &r.waiting}) // that it is stopped is no failure
	}()
	return r
}

// after gives the report after some time, without its first line.
func (r *waitingRun) after(d time.Duration) string {
	<-time.After(d)
	synctest.Wait()
	_, rest, _ := strings.Cut(r.waiting.Report(), "\n")
	return rest
}

func (r *waitingRun) end(t *testing.T) {
	r.cancel()
	r.stdin.Close()
	<-r.ended
	if got := r.waiting.Report(); got != "" {
		t.Errorf("a program that has ended is reported: %s", got)
	}
}

// Whatever threads wait for is told, with the place, and since when.
func TestReport(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{
			"a sleep", `fn main() { sleep(100); }`,
			"  main has waited 3s in a sleep of 1m40s in main at test.hew:1:13\n",
		},
		{
			"a line", `import std::io;
fn ask() -> string { io.read_line() }
fn main() { println(ask()); }`,
			"  main has waited 3s for a line of the standard input in ask at test.hew:2:22\n" +
				"    called from main at test.hew:3:21\n",
		},
		{
			"a channel", `import std::channel::channel;
fn main() { let (tx, rx) = channel.new(1); sleep_ms(1500); fork_it(); rx.recv(); tx.send(1); }
fn fork_it() { let a = spawn Sleeper; a.doze(); }
actor Sleeper { receive fn doze() { sleep(3600); } }`,
			"  main has waited 1.5s to receive from a channel in main at test.hew:2:71\n" +
				"  actor #1 (Sleeper) has waited 1.5s in a sleep of 1h0m0s in Sleeper.doze at test.hew:4:37\n",
		},
		{
			"room in a channel", `import std::channel::channel;
fn main() { let (tx, rx) = channel.new(1); scope { fork nap = doze(); tx.send(1); tx.send(2); } rx.close(); }
fn doze() { sleep(3600); }`,
			"  main has waited 3s to send on a channel that is full in main at test.hew:2:83\n" +
				"  task `nap` has waited 3s in a sleep of 1h0m0s in doze at test.hew:3:13\n" +
				"    called from task `nap` in main at test.hew:2:63\n",
		},
		{
			"a deadline", `import std::channel::channel;
fn main() { let (tx, rx) = channel.new(1); let r = await rx.recv() | after 1h; tx.send(1); }`,
			"  main has waited 3s to receive from a channel, at most 1h0m0s, in main at test.hew:2:58\n",
		},
		{
			"a permit", `import std::semaphore;
fn main() { semaphore.new(0).acquire_timeout(3600000); }`,
			"  main has waited 3s for a permit of a semaphore, at most 1h0m0s, in main at test.hew:2:13\n",
		},
		{
			"a task", `fn doze() { sleep(3600); }
fn main() { scope { fork nap = doze(); await nap; } }`,
			"  main has waited 3s for task `nap` in main at test.hew:2:40\n" +
				"  task `nap` has waited 3s in a sleep of 1h0m0s in doze at test.hew:1:13\n" +
				"    called from task `nap` in main at test.hew:2:32\n",
		},
		{
			"tasks", `fn doze() { sleep(3600); }
fn main() { scope { fork doze(); } }`,
			"  main has waited 3s for the tasks of its scope in main at test.hew:2:13\n" +
				"  a task has waited 3s in a sleep of 1h0m0s in doze at test.hew:1:13\n" +
				"    called from a task in main at test.hew:2:26\n",
		},
		{
			"a generator", `gen fn slowly() -> i64 { sleep(3600); yield 1; }
fn main() { for n in slowly() { println(n); } }`,
			"  main has waited 3s in a sleep of 1h0m0s in slowly at test.hew:1:26\n" +
				"    called from main at test.hew:2:22\n",
		},
		{
			"a stream", `import std::stream;
fn main() { let (s, r) = stream.pipe(1); scope { fork nap = doze(); for await line in r.lines() { println(line); } } s.close(); }
fn doze() { sleep(3600); }`,
			"  main has waited 3s to receive from a channel in main at test.hew:2:87\n" +
				"  task `nap` has waited 3s in a sleep of 1h0m0s in doze at test.hew:3:13\n" +
				"    called from task `nap` in main at test.hew:2:61\n",
		},
		{
			"a select", asked + `fn main() { let a = spawn Slow; select { n from a.reply() => println(n), after 1h => {}, }; }`,
			"  main has waited 3s in a select in main at test.hew:4:33\n" +
				"  actor #1 (Slow) has waited 3s in a sleep of 1h0m0s in Slow.reply at test.hew:2:33\n",
		},
		{
			"a reply", asked + `fn main() { let a = spawn Slow; let r = await a.reply(); }`,
			"  main has waited 3s for a reply of actor #1 (Slow) in main at test.hew:4:47\n" +
				"  actor #1 (Slow) has waited 3s in a sleep of 1h0m0s in Slow.reply at test.hew:2:33\n",
		},
		{
			"a reply for a time", asked + `fn main() { let a = spawn Slow; let r = await a.reply() | after 5s; }`,
			"  main has waited 3s for a reply of actor #1 (Slow), at most 5s, in main at test.hew:4:47\n" +
				"  actor #1 (Slow) has waited 3s in a sleep of 1h0m0s in Slow.reply at test.hew:2:33\n",
		},
		{
			"replies", asked + `fn main() { let a = spawn Slow; let b = spawn Slow; let r = join { a.reply(), b.reply() }; }`,
			"  main has waited 3s for a reply in main at test.hew:4:61\n" +
				"  actor #1 (Slow) has waited 3s in a sleep of 1h0m0s in Slow.reply at test.hew:2:33\n" +
				"  actor #2 (Slow) has waited 3s in a sleep of 1h0m0s in Slow.reply at test.hew:2:33\n",
		},
		{
			"room in a mailbox", `actor Full { mailbox 1 overflow block; receive fn slow() { sleep(3600); } }
fn main() { let f = spawn Full; f.slow(); sleep_ms(1); f.slow(); f.slow(); }`,
			"  main has waited 3s for room in the mailbox of actor #1 (Full) in main at test.hew:2:66\n" +
				"  actor #1 (Full) has waited 3s in a sleep of 1h0m0s in Full.slow at test.hew:1:60, 1 queued\n",
		},
		{
			"the end of an actor", `fn main() { let a = actor |n: i64| { sleep(n); }; a(3600); await a.close(); }`,
			"  main has waited 3s for the end of actor #1 (lambda actor in main) in main at test.hew:1:66\n" +
				"  actor #1 (lambda actor in main) has waited 3s in a sleep of 1h0m0s in actor in main at test.hew:1:38\n",
		},
		{
			"messages", asked + `fn main() { let a = spawn Slow; a.nothing(); sleep(1); a.nothing(); sleep(3600); }`,
			"  main has waited 2s in a sleep of 1h0m0s in main at test.hew:4:69\n" +
				"  actor #1 (Slow) has waited 2s for messages\n",
		},
		{
			"a supervisor", asked + `supervisor App { strategy: one_for_one; child slow: Slow; }
fn main() { let app = spawn App; sleep(3600); }`,
			"  main has waited 3s in a sleep of 1h0m0s in main at test.hew:5:34\n" +
				"  supervisor #1 (App) waits for the end of a child\n" +
				"  actor #2 (Slow) has waited 3s for messages\n",
		},
		{
			"what an actor does after main", asked + `fn main() { let a = spawn Slow; a.doze(); }`,
			"  main has waited 3s until the actors have handled their messages\n" +
				"  actor #1 (Slow) has waited 3s in a sleep of 1h0m0s in Slow.doze at test.hew:3:25\n",
		},
		{
			"deep calls", `fn deep(n: i64) { if n > 0 { deep(n - 1); } else { sleep(3600); } }
fn main() { deep(20); }`,
			"  main has waited 3s in a sleep of 1h0m0s in deep at test.hew:1:52\n" +
				"    called from deep at test.hew:1:30, 7 times\n" +
				"    … more\n",
		},
		{
			"a generator that functions call and that calls one", `gen fn naps() -> i64 { nap(); yield 1; }
fn nap() { sleep(3600); }
fn main() { first(); }
fn first() { for n in naps() { println(n); } }`,
			"  main has waited 3s in a sleep of 1h0m0s in nap at test.hew:2:12\n" +
				"    called from naps at test.hew:1:24\n" +
				"    called from first at test.hew:4:23\n" +
				"    called from main at test.hew:3:13\n",
		},
		{
			"the start of an actor", `actor Slow { let n: i64; init(n: i64) { sleep(3600); } }
fn main() { let a = spawn Slow(1); }`,
			"  main has waited 3s for the start of actor #1 (Slow) in main at test.hew:2:21\n" +
				"  actor #1 (Slow) has waited 3s in a sleep of 1h0m0s in Slow.init at test.hew:1:41\n",
		},
		{
			"the start of a child", `actor Slow { init() { sleep(3600); } }
supervisor App { strategy: one_for_one; intensity: 3 within 10s; child slow: Slow(); }
fn main() { let app = spawn App; }`,
			"  main has waited 3s for the start of supervisor #1 (App) in main at test.hew:3:23\n" +
				"  supervisor #1 (App) waits for the end of a child\n" +
				"  actor #2 (Slow) has waited 3s in a sleep of 1h0m0s in Slow.init at test.hew:1:23\n",
		},
		{
			"the end of an actor", `actor Slow { receive fn go() {} #[on(stop)] fn bye() { sleep(3600); } }
fn main() { let a = spawn Slow; a.go(); stop(a); }`,
			"  main has waited 3s until the actors have handled their messages\n" +
				"  actor #1 (Slow) has waited 3s in a sleep of 1h0m0s in Slow.bye at test.hew:1:56\n",
		},
		{
			"a function that a standard module calls", `fn main() { [1].map(|n: i64| -> i64 { sleep(3600); n }); }`,
			"  main has waited 3s in a sleep of 1h0m0s in closure in main at test.hew:1:39\n" +
				"    called from Vec.map of core::vec\n" +
				"    called from main at test.hew:1:13\n",
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := begin(t, tc.text, io.Discard)
				defer r.end(t)
				if got := r.after(3 * time.Second); got != tc.want {
					t.Errorf("got\n%swant\n%s", got, tc.want)
				}
			})
		})
	}
}

// asked is an actor whose reply takes long.
const asked = `actor Slow {
    receive fn reply() -> i64 { sleep(3600); 1 }
    receive fn doze() { sleep(3600); } receive fn nothing() {} }
`

// Threads that do the same are told together.
func TestReportIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := begin(t, `actor Worker { receive fn work(n: i64) { if n % 5000 == 0 { sleep(3600); } } }
fn main() {
    let all: Vec<LocalPid<Worker>> = [];
    for n in 0..10000 { let w = spawn Worker; all.push(w); w.work(n); }
    sleep(3600);
    println(all.len());
}`, io.Discard)
		defer r.end(t)
		const want = `  main has waited 3s in a sleep of 1h0m0s in main at test.hew:5:5
  actor #1 (Worker) has waited 3s in a sleep of 1h0m0s in Worker.work at test.hew:1:61
  actor #5001 (Worker) has waited 3s in a sleep of 1h0m0s in Worker.work at test.hew:1:61
  9,998 × Worker waits for messages, the longest for 3s
`
		if got := r.after(3 * time.Second); got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
	})
}

// A thread that runs says where it is.
func TestReportOfLoops(t *testing.T) {
	for _, tc := range []struct{ name, body, want string }{
		{"loop", `var i = 0; loop { i = i &+ 1; }`, "3:12"},
		{"while", `var i = 0; while i < n { i = i &+ 2 - 2; }`, "3:12"},
		{"for", `for i in 0..n * 1000000000000 { }`, "3:1"},
		{"for over elements", `let v = [n]; for e in v { v.push(e); v.remove(0); v.push(e); }`, "3:14"},
		{"calls", `var i = 0; while i < n { i = none(i); }`, "3:30"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := begin(t, "fn none(n: i64) -> i64 { let z = n * 0; z }\nfn spin(n: i64) {\n"+tc.body+"\n}\nfn main() {\nspin(1000000);\n}", io.Discard)
			defer r.end(t)
			got := ""
			for !strings.Contains(got, " runs in spin ") { // it may not have come there yet
				_, got, _ = strings.Cut(r.waiting.Report(), "\n")
			}
			if want := "  main runs in spin at test.hew:" + tc.want + "\n    called from main at test.hew:6:1\n"; got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

// Of very many calls that a thread is in, the first and the last ones are told.
func TestReportOfDeepCalls(t *testing.T) {
	r := begin(t, `fn down(n: i64) -> i64 { if n == 0 { spin(); } across(n) + 1 }
fn across(n: i64) -> i64 { down(n - 1) + 1 }
fn spin() { loop {} }
fn main() { println(down(500)); }`, io.Discard)
	defer r.end(t)
	got := ""
	for !strings.Contains(got, " runs in spin ") { // it may not have come there yet
		_, got, _ = strings.Cut(r.waiting.Report(), "\n")
	}
	if n := strings.Count(got, "\n"); n > 25 {
		t.Errorf("%d lines", n)
	}
	const first, last = "    called from down at test.hew:1:38\n    called from across at test.hew:2:28\n", "    called from main at test.hew:4:21\n"
	if !strings.Contains(got, first) || !strings.Contains(got, "    … 982 more\n") || !strings.HasSuffix(got, last) {
		t.Error(got)
	}
}

// A blocked writes to nothing until it is closed.
type blocked chan struct{}

func (b blocked) Write(p []byte) (int, error) { <-b; return len(p), nil }

// A thread that does not answer does not hold the report up.
func TestReportOfAThreadThatDoesNotAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := make(blocked)
		r := begin(t, `fn main() { println("x"); sleep(100); }`, out)
		defer r.end(t)
		began := time.Now()
		got := r.after(0)
		if !strings.HasPrefix(got, "  main runs, and has not said where within 1.5s: ") {
			t.Error(got)
		}
		if d := time.Since(began); d > 2*time.Second {
			t.Errorf("the report took %v", d)
		}
		close(out)
		if got, want := r.after(time.Second), "  main has waited 1s in a sleep of 1m40s in main at test.hew:1:27\n"; got != want {
			t.Errorf("afterwards: %q, want %q", got, want)
		}
	})
}

// Whoever is outside of the time that a program has can ask as well, but not be told since when.
func TestReportFromOutside(t *testing.T) {
	ask, told := make(chan *eval.Waiting), make(chan string)
	go func() { told <- (<-ask).Report() }()
	synctest.Test(t, func(t *testing.T) {
		r := begin(t, `fn main() { sleep(100); }`, io.Discard)
		defer r.end(t)
		r.after(time.Second)
		ask <- &r.waiting
		if got, want := <-told, "where the program is:\n  main waits in a sleep of 1m40s in main at test.hew:1:13\n"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

// Reports change nothing, however many there are.
func TestReportsAllTheTime(t *testing.T) {
	const text = `import std::channel::channel;
actor Adder { var n: i64 = 0; receive fn add(k: i64) -> i64 { n += k; n } receive fn note(k: i64) { n += k; } }
gen fn up(n: i64) -> i64 { for i in 0..n { yield i; } }
fn sum(n: i64) -> i64 { var s = 0; for i in up(n) { s += i; } s }
fn main() {
    let a = spawn Adder;
    for round in 0..20 {
        let (tx, rx) = channel.new(1);
        scope {
            fork x = sum(300);
            fork { for i in 0..30 { tx.send(i); sleep_ms(0); } };
            for i in 0..30 { let got = rx.recv(); a.note(1); let r = await a.add(1); }
        }
    }
    println(match await a.add(0) { Ok(n) => n, Err(_) => -1 });
}`
	var out strings.Builder
	r := begin(t, text, &out)
	for reports := 0; ; reports++ {
		select {
		case <-r.ended:
			if got, want := out.String(), "1200\n"; got != want {
				t.Errorf("it printed %q, want %q", got, want)
			}
			t.Logf("%d reports", reports)
			r.end(t)
			return
		default:
			r.waiting.Report()
		}
	}
}
