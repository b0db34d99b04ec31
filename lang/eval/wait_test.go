package eval_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hewq/lang/eval"
	"hewq/native"
)

// waits is a program whose main waits as BODY says, beside an actor that waits too. One that
// sleeps keeps it from being a deadlock.
const waits = `
import std::channel::channel;
import std::semaphore;
import std::stream;

actor Sleeper {
    receive fn doze() { sleep(3600); }
    receive fn reply() -> i64 { 1 }
}

actor Idle {
    receive fn idle(rx: Receiver<i64>) {
        defer println("the actor ends");
        for await n in rx {
            println(n);
        }
    }
}

fn main() {
    let (tx, rx) = channel.new(1);
    let (kept, other) = channel.new(1);
    kept.send(1);
    let idle = spawn Idle;
    idle.idle(other);
    let sleeper = spawn Sleeper;
    sleeper.doze();
    sleep_ms(1);
    defer println("main ends");
    BODY
    println("not reached");
    tx.send(1);
    rx.close();
    kept.close();
}
`

// Whatever a program waits for, the end of its context ends it, in order.
func TestWaitsAreInterrupted(t *testing.T) {
	for name, body := range map[string]string{
		"receive":   `rx.recv();`,
		"deadline":  `await rx.recv() | after 1h;`,
		"send":      `tx.send(1); tx.send(2);`,
		"for":       `for await n in rx { println(n); }`,
		"select":    `select { n from sleeper.reply() => println(n), n from rx.recv() => println(n.unwrap()), after 1h => {}, };`,
		"semaphore": `semaphore.new(0).acquire();`,
		"limit":     `semaphore.new(0).acquire_timeout(3600000);`,
		"stream":    `let (s, r) = stream.pipe(1); r.recv(); s.close();`,
		"sink":      `let (s, r) = stream.pipe(1); s.send("x"); s.send("y"); r.close();`,
		"lines":     `let (s, r) = stream.pipe(1); s.send("x"); for await line in r.lines() { println(line); } s.close();`,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var out, errs strings.Builder
				env := &native.Env{Stdout: &out, Stderr: &errs, Lookup: func(string) (string, bool) { return "", false }}
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				began := time.Now()
				_, err := eval.Run(ctx, load(t, strings.Replace(waits, "BODY", body, 1)), env)
				if err == nil || errs.String() != "" {
					t.Errorf("error %v, stderr %q", err, errs.String())
				}
				if d := time.Since(began); d != time.Minute {
					t.Errorf("it took %v", d)
				}
				got := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
				if len(got) != 3 || got[0] != "1" || got[1]+got[2] != "main endsthe actor ends" && got[2]+got[1] != "main endsthe actor ends" {
					t.Errorf("stdout %q", got)
				}
			})
		})
	}
}
