package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/pprof/profile"
)

// In each of these, what ends in dear takes three times what ends in cheap.
const (
	computing = `fn sum(n: i64) -> i64 {
    var s = 0;
    for i in 0 .. n { s = (s * 31 + i) % 1000003; }
    s
}
fn cheap() -> i64 { sum(1000) }
fn dear() -> i64 { sum(3000) }
fn leaf_cheap(a: i64) -> i64 { a * 7 % 1000 }
fn leaf_dear(a: i64) -> i64 { ((a * 7 + a / 3) % 1000 + (a * 3 + a / 5) % 1000 + (a * 5 + a / 7) % 1000 + (a / 9 + a % 13)) % 1000 }
fn work(n: i64) {
    var s = 0;
    for i in 0 .. n {
        s += cheap() + dear();
        for j in 0 .. 400 { s += leaf_cheap(j) + leaf_dear(j); }
    }
}
`
	allocating = `type Box { all: Vec<i64>; }
fn grown(n: i64) -> Box {
    let v: Vec<i64> = [];
    for i in 0 .. n { v.push(i); }
    Box { all: v }
}
fn cheap() -> i64 { grown(1000).all.len() }
fn dear() -> i64 { grown(3000).all.len() }
fn thrifty() -> i64 {
    var s = 0;
    for i in 0 .. 5000 { s = (s * 31 + i) % 1000003; }
    s
}
fn work(n: i64) { var s = 0; for _ in 0 .. n { s += cheap() + thrifty() + dear(); } }
`
)

// measured runs a program with a flag that writes a profile, and gives its exit status and what the
// functions have taken with what they call, by name.
func measured(t *testing.T, flag, text string, flags ...string) (int, map[string]int64) {
	t.Helper()
	exe, err := exec.LookPath("hewq")
	if err != nil {
		t.Fatal(err)
	}
	file, out := filepath.Join(t.TempDir(), "main.hew"), filepath.Join(t.TempDir(), "out")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe, append(append([]string{"run", flag, out}, flags...), file)...)
	cmd.Stderr = t.Output()
	if err := cmd.Run(); err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatal(err)
	}
	written, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer written.Close()
	p, err := profile.Parse(written)
	if err != nil {
		t.Fatal(err)
	}
	taken := map[string]int64{}
	for _, s := range p.Sample {
		seen := map[string]bool{}
		for _, l := range s.Location {
			at := l.Line[0]
			if name := at.Function.Name; !seen[name] {
				seen[name] = true
				taken[name] += s.Value[1]
				if at.Function.Filename != file && name != "(outside of Hew)" && name != "Generator.next" {
					t.Errorf("%s is at %s:%d", name, at.Function.Filename, at.Line)
				}
			}
		}
	}
	return cmd.ProcessState.ExitCode(), taken
}

func TestProfiles(t *testing.T) {
	for _, c := range []struct {
		flag, text string
		n          string
		less, more []string // functions, of which the latter take more
	}{
		{"--cpuprofile", computing, "6000", []string{"cheap", "leaf_cheap"}, []string{"dear", "leaf_dear"}},
		{"--memprofile", allocating, "2000", []string{"cheap", "thrifty"}, []string{"dear", "grown"}},
	} {
		t.Run(c.flag, func(t *testing.T) {
			t.Parallel()
			_, taken := measured(t, c.flag, c.text+"fn main() { work("+c.n+"); }\n")
			for i := range c.less {
				if taken[c.less[i]] >= taken[c.more[i]] {
					t.Errorf("%s takes %d, %s %d", c.less[i], taken[c.less[i]], c.more[i], taken[c.more[i]])
				}
			}
			if taken["work"] < taken["dear"] || taken["main"] < taken["work"] {
				t.Errorf("callers take less than what they call: %v", taken)
			}
		})
	}
}

func TestProfileOfFailed(t *testing.T) {
	for end, want := range map[string]int{"panic(\"lost\")": 101, "exit(7)": 7} {
		if status, taken := measured(t, "--cpuprofile", computing+"fn main() { work(6000); "+end+"; }\n"); status != want || taken["work"] == 0 {
			t.Errorf("%s: status %d, %v", end, status, taken)
		}
	}
}

func TestProfileOfInterrupted(t *testing.T) {
	status, taken := measured(t, "--cpuprofile", "fn main() { var s = 0; loop { s = (s + 1) % 1000; } }\n", "--timeout", "500ms")
	if status != exitTimedOut || taken["main"] == 0 {
		t.Errorf("status %d, %v", status, taken)
	}
}

// Actors, tasks and generators are threads as well.
func TestProfileOfThreads(t *testing.T) {
	_, taken := measured(t, "--cpuprofile", computing+`
actor A { receive fn go() -> i64 { work(800); 1 } }
gen fn numbers() -> i64 { for i in 0 .. 3 { work(800); yield i; } }
fn in_task() -> i64 { work(800); 2 }
fn main() {
    let a = spawn A();
    let _ = await a.go();
    for _ in numbers() {}
    scope { fork t = in_task(); let _ = await t; }
}
`)
	for _, name := range []string{"A.go", "numbers", "in_task"} {
		if taken[name] == 0 {
			t.Errorf("%s takes nothing: %v", name, taken)
		}
	}
}
