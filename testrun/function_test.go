package testrun

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"hewq/stdlib"
)

// manyKinds has tests of all that a program can be made of, and each ends in another way.
const manyKinds = `
import lib;
import std::net::quic;
import std::random;

const LIMIT: i64 = 100;

actor Counter {
    var count: i64;
    receive fn add(n: i64) {
        count = count + n;
    }
    receive fn total() -> i64 {
        count
    }
}

#[test]
fn counts() {
    let c = spawn Counter(count: 0);
    for i in 0..LIMIT {
        c.add(i);
    }
    match await c.total() {
        Ok(n) => assert_eq(n, 4950),
        Err(_) => panic("there is no counter"),
    }
}

#[test]
fn connects() {
    let server = quic.new_server("127.0.0.1:0");
    let client = quic.new_client();
    let conn = client.connect(server.observe().local_addr, "localhost");
    let peer = server.accept();
    let strm = conn.open_stream();
    let _ = strm.send_string("hello");
    let _ = strm.finish();
    assert_eq(peer.accept_stream().recv_string(), "hello");
}

#[test]
fn forks() {
    scope {
        fork a = lib.largest([3, 1, 2]);
        fork b = lib.largest([2, 4]);
        assert_eq(await a + await b, 7);
    }
}

#[test]
fn draws() {
    println(random.randint(0, 1000000));
}

#[test]
fn gives_err() -> Result<(), string> {
    Err("no")
}

#[test]
#[should_panic]
fn traps() {
    let v: Vec<i64> = Vec::new();
    println(v[lib.largest([1, 2])]);
}

#[test]
fn exits() {
    exit(lib.largest([3, 2]));
}

#[test]
#[should_panic]
fn waits() {
    let server = quic.new_server("127.0.0.1:0");
    let none = server.accept();
}
`

const largest = `
pub fn largest(ns: [i64]) -> i64 {
    var most = 0;
    for n in ns {
        if n > most {
            most = n;
        }
    }
    most
}
`

// Tests of one file run side by side, again and again, as programs that share nothing that changes. The
// race detector looks on.
func TestFunctionsSideBySide(t *testing.T) {
	folder(t, map[string]string{"many_test.hew": manyKinds, "lib.hew": largest})
	tests, mistakes, err := Functions{}.Find("many_test.hew")
	if err != nil || len(mistakes) > 0 {
		t.Fatal(err, mistakes)
	}
	want := map[string]Reason{"gives_err": Panicked, "exits": Exited, "waits": TimedOut}
	programs := NewPrograms(stdlib.Modules)
	var running sync.WaitGroup
	drawn := make(chan string, 100)
	for round := range 3 {
		for _, test := range tests {
			running.Go(func() {
				limit := time.Minute
				if test.Name == "waits" {
					limit = 50 * time.Millisecond
				}
				ctx, cancel := context.WithTimeoutCause(t.Context(), limit, ErrTimeout)
				defer cancel()
				c := &Context{Options: Options{Timeout: limit, Seed: 11}, Output: &Output{}, Programs: programs}
				r := Functions{}.Run(ctx, test, c)
				got := Reason("")
				if r.Failure != nil {
					got = r.Failure.Reason
				}
				if got != want[test.Name] {
					t.Errorf("round %d: %s failed with %q, want %q: %+v\n%s", round, test.Name, got, want[test.Name], r.Failure, c.Output.Stderr.String())
				}
				if r.Random != (test.Name == "draws") {
					t.Errorf("%s: it is said that it drew numbers: %v", test.Name, r.Random)
				}
				loaded := test.Name != "waits" // its time may be over before
				if loaded && (len(r.Files) != 1 || r.Files[0] != "lib.hew") {
					t.Errorf("%s is made from %q as well, want lib.hew", test.Name, r.Files)
				}
				if test.Name == "draws" {
					drawn <- c.Output.Stdout.String()
				}
			})
		}
		if round == 0 {
			running.Wait() // programs are loaded anew, and then used again
		}
	}
	running.Wait()
	close(drawn)
	first := <-drawn
	for next := range drawn {
		if next != first {
			t.Errorf("the same seed gave %q and %q", first, next)
		}
	}
}

func TestOutputKeepsBothEnds(t *testing.T) {
	var s Stream
	line := func(i int) string { return fmt.Sprintf("line %d\n", i) }
	total := 0
	for i := range 300_000 {
		n, err := s.Write([]byte(line(i)))
		if err != nil {
			t.Fatal(err)
		}
		total += n
	}
	got := s.String()
	if len(got) > mostOutput+100 {
		t.Errorf("%d bytes were kept", len(got))
	}
	head, tail := got[:mostOutput/2], got[len(got)-mostOutput/2:]
	wantMiddle := fmt.Sprintf("\n… %d bytes are left out …\n", total-mostOutput)
	if middle := got[mostOutput/2 : len(got)-mostOutput/2]; middle != wantMiddle {
		t.Errorf("between the ends is %q, want %q", middle, wantMiddle)
	}
	if head[:len(line(0))] != line(0) || tail[len(tail)-len(line(299_999)):] != line(299_999) {
		t.Errorf("the ends are %q and %q", head[:20], tail[len(tail)-20:])
	}
	// One write that is larger than everything.
	var one Stream
	all := make([]byte, 3*mostOutput)
	for i := range all {
		all[i] = byte('a' + i%26)
	}
	_, _ = one.Write(all)
	got = one.String()
	if got[:mostOutput/2] != string(all[:mostOutput/2]) || got[len(got)-mostOutput/2:] != string(all[len(all)-mostOutput/2:]) {
		t.Error("of one large write the ends are not kept")
	}
}

// A file is loaded for as many tests at a time as there are processors; another test waits, and takes a program
// that is given back, or ends with its context.
func TestTakeWaits(t *testing.T) {
	folder(t, map[string]string{"a_test.hew": oneTest})
	p := NewPrograms(nil)
	for range cap(p.loading) {
		p.loading <- struct{}{} // others load
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if l, err := p.Take(ctx, "a_test.hew"); err == nil {
		t.Errorf("it gives %v though others load and the context has ended", l)
	}
	mine := &Loaded{file: "a_test.hew"}
	p.Give(mine)
	if l, err := p.Take(ctx, "a_test.hew"); l != mine || err != nil {
		t.Errorf("it gives %v, %v instead of what was given back", l, err)
	}
	<-p.loading
	if l, err := p.Take(t.Context(), "a_test.hew"); err != nil || l.Program == nil {
		t.Errorf("with room it gives %v, %v", l, err)
	}
	if len(p.loading) != cap(p.loading)-1 {
		t.Errorf("%d load, want %d", len(p.loading), cap(p.loading)-1)
	}
}
