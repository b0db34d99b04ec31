package bubble_test

// This file runs Hew programs in virtual time, on a simulated network.

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"hewq/internal/bubble"
	"hewq/lang"
	"hewq/lang/eval"
	"hewq/lang/source"
	"hewq/native"
	"hewq/simnet"
	"hewq/stdlib"
)

// A ran is how a program ended.
type ran struct {
	stdout, stderr string
	status         int
	err, ended     error         // of bubble.Run, of Program.Run
	took           time.Duration // virtual
}

// runHew runs a program in a bubble. ctx ends it.
func runHew(t *testing.T, ctx context.Context, name, text string, conditions simnet.Conditions) ran {
	t.Helper()
	program, mistakes := lang.Load(source.New(name, text), stdlib.Modules)
	for _, d := range mistakes {
		t.Errorf("%s: %q: %s", name, d.Span.Text(), d.Message)
	}
	if program == nil {
		t.FailNow()
	}
	var r ran
	var out, errs bytes.Buffer
	b := &eval.Break{}
	r.err = bubble.Run(ctx, bubble.Options{Begin: time.Now(), Break: b.End, Busy: b.Pause}, func(ctx context.Context) {
		begun := time.Now()
		network := simnet.New(conditions)
		defer network.Close()
		r.status, r.ended = program.Run(ctx, lang.IO{
			Args: []string{name}, Stdout: &out, Stderr: &errs,
			Network: network, Virtual: true, Break: b,
		})
		if cause := context.Cause(ctx); errors.Is(cause, bubble.ErrStuck) {
			errs.WriteString(cause.Error() + "\n")
		}
		r.took = time.Since(begun)
	})
	r.stdout, r.stderr = out.String(), errs.String()
	return r
}

// Programs that wait long end at once, and the time that they see has passed.
func TestVirtualTime(t *testing.T) {
	for name, tc := range map[string]struct {
		text   string
		stdout string
		stderr string // a part of it
		status int
		took   time.Duration // at least, and at most a second more; -1 for any
	}{
		"sleep": {
			text:   `fn main() { let t = instant::now(); sleep(3600); println(t.elapsed().mins()); }`,
			stdout: "60\n",
			took:   time.Hour,
		},
		"every": {
			text: `actor Clock {
    var n: i64;
    #[every(10s)]
    receive fn tick() { n = n + 1; if n == 360 { println("an hour"); exit(0); } }
}
fn main() { let c = spawn Clock(n: 0); sleep(7200); println("too long"); }`,
			stdout: "an hour\n",
			took:   time.Hour,
		},
		"exit": {
			text:   `fn main() { sleep(5); exit(3); }`,
			status: 3,
			took:   5 * time.Second,
		},
		"exit of an actor": {
			text: `actor A { receive fn end() { sleep(5); exit(3); } }
fn main() { let a = spawn A(); a.end(); sleep(1000); }`,
			status: 3,
			took:   5 * time.Second,
		},
		"panic": {
			text:   `fn main() { sleep(5); panic("no"); }`,
			stderr: "no",
			status: 101,
			took:   5 * time.Second,
		},
		"stack overflow": {
			text:   `fn f(n: i64) -> i64 { f(n + 1) + 1 } fn main() { println(f(0)); }`,
			stderr: "stack overflow",
			status: 1,
			took:   -1, // virtual time passes while it computes for long
		},
		"actors that wait for each other": {
			text: `actor A { receive fn f(b: LocalPid<B>) -> i64 { match await b.g(this) { Ok(n) => n, Err(_) => 0 } } }
actor B { receive fn g(a: LocalPid<A>) -> i64 { match await a.f(this) { Ok(n) => n, Err(_) => 0 } } }
fn main() { let a = spawn A; match await a.f(spawn B) { Ok(n) => println(n), Err(_) => println("no") } }`,
			stderr: "deadlock: nobody can go on",
			status: 1,
		},
		"a deadlock of what hewq cannot see": {
			text: `import std::net::quic;
fn main() {
    defer println("deferred");
    let server = quic.new_server(":0");
    server.accept();
    println("not reached");
}`,
			stdout: "deferred\n",
			stderr: bubble.ErrStuck.Error(),
			status: 1,
			took:   -1,
		},
		"code that never waits": {
			text: `actor A { receive fn spin() { var n = 0; loop { n = n &+ 1; } } }
fn main() { let a = spawn A; a.spin(); sleep(1); println("a second"); exit(0); }`,
			stdout: "a second\n",
			took:   time.Second,
		},
		"standard input": {
			text:   `import std::io; fn main() { println(io.read_line()); }`,
			stderr: "the standard input cannot be read: the program runs in virtual time",
			status: 1,
		},
		"TCP": {
			text:   `import std::net; fn main() { let l = net.listen("127.0.0.1:0"); }`,
			stderr: `listen("127.0.0.1:0"): the program runs in virtual time`,
			status: 1,
		},
		"a file that may be waited for": {
			text:   `import std::fs; fn main() { println(fs.read("/dev/tty")); }`,
			stderr: "/dev/tty is not a regular file, and may be waited for: the program runs in virtual time",
			status: 1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := runHew(t, t.Context(), "test.hew", tc.text, simnet.Conditions{})
			if r.err != nil || r.stdout != tc.stdout || r.status != tc.status || !strings.Contains(r.stderr, tc.stderr) {
				t.Errorf("got %+v, want %+v", r, tc)
			}
			if tc.took >= 0 && (r.took < tc.took || r.took > tc.took+time.Second) {
				t.Errorf("it took %v, want %v", r.took, tc.took)
			}
		})
	}
}

// waitsOutside finds imports of modules that virtual time does without.
var waitsOutside = regexp.MustCompile(`import std::(net|io)(;|::{)`)

// All programs of the scripts do in virtual time what they do in real time.
func TestScriptsInVirtualTime(t *testing.T) {
	root := filepath.Join("..", "..", "testdata", "scripts")
	names, err := filepath.Glob(filepath.Join(root, "*", "*.hew"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	for _, name := range names {
		golden, err := os.ReadFile(strings.TrimSuffix(name, ".hew") + ".golden")
		if err != nil {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimPrefix(name, root), func(t *testing.T) {
			if waitsOutside.Match(text) {
				t.Skip("it needs what virtual time does not have")
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			t.Chdir(filepath.Dir(name))
			r := runHew(t, ctx, filepath.Base(name), string(text), simnet.Conditions{})
			if r.err != nil {
				t.Fatal(r.err)
			}
			got := r.stdout
			if r.stderr != "" {
				got += "-- stderr --\n" + r.stderr
			}
			want, _, _ := strings.Cut(string(golden), "-- exit ")
			if got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

var _ native.Network = (*simnet.Network)(nil)

var _ native.Network = (*simnet.Network)(nil)

func TestDebug(t *testing.T) {
	text, _ := os.ReadFile("../../testdata/scripts/language/growing_types.hew")
	r := runHew(t, t.Context(), "growing_types.hew", string(text), simnet.Conditions{})
	t.Logf("%+v", r)
}
