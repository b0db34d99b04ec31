package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestPercent(t *testing.T) {
	const mb = 1 << 20
	for _, c := range []struct {
		live, rest uint64
		next       uint64 // heap at which the next collection starts
	}{
		{0, 8 * mb, 8 * mb},
		{1 * mb, 8 * mb, 9 * mb},
		{1 * mb, 32 * mb, 33 * mb},
		{8 * mb, 8 * mb, 24 * mb},
		{20 * mb, 8 * mb, 52 * mb},
		{31 * mb, 12 * mb, 63 * mb},
		{32 * mb, 32 * mb, 64 * mb},
		{500 * mb, 32 * mb, 1000 * mb},
	} {
		percent := uint64(percentFor(c.live, c.rest))
		// As the runtime computes it.
		next := max(c.live+c.live*percent/100, 4*mb*percent/100)
		if next > c.next || next < c.next-c.next/20 {
			t.Errorf("with %d MiB live and a rest of %d MiB, GOGC is %d: the next collection at %d MiB, want %d",
				c.live/mb, c.rest/mb, percent, next/mb, c.next/mb)
		}
	}
}

// A program that makes 50 MB of garbage and keeps nothing.
const littering = `type Box { a: string; b: Vec<i64>; }
fn main() {
    var n = 0;
    for i in 0 .. 50000 {
        let b = Box { a: f"{i} {"x".repeat(900)}", b: [i, i, i, i] };
        n += b.b.len();
    }
    println(n);
}
`

// collections runs the program and counts how often it is collected.
func collections(t *testing.T, file string, env ...string) int {
	t.Helper()
	exe, err := exec.LookPath("hewq")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe, "run", file)
	cmd.Env = append(os.Environ(), append(env, "GODEBUG=gctrace=1")...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil || string(out) != "200000\n" {
		t.Fatalf("printed %q: %v\n%s", out, err, stderr.String())
	}
	return bytes.Count(stderr.Bytes(), []byte("ms clock"))
}

func TestCollectorRests(t *testing.T) {
	file := filepath.Join(t.TempDir(), "littering.hew")
	if err := os.WriteFile(file, []byte(littering), 0o600); err != nil {
		t.Fatal(err)
	}
	rests, set := collections(t, file), collections(t, file, "GOGC=100")
	if rests == 0 || rests > set/2 {
		t.Errorf("%d collections, and %d with GOGC=100", rests, set)
	}
	if limited := collections(t, file, "GOMEMLIMIT=1GiB"); limited < set/2 {
		t.Errorf("%d collections with GOMEMLIMIT, want about %d", limited, set)
	}
	if never := collections(t, file, "GOGC=off"); never != 0 {
		t.Errorf("%d collections with GOGC=off", never)
	}
}
