package testrun

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hewq/lang/diag"
)

// asWorker is the variable that makes this binary a worker process instead of running tests.
const asWorker = "HEWQ_TESTRUN_AS"

func TestMain(m *testing.M) {
	switch os.Getenv(asWorker) {
	case "worker":
		err := Work(context.Background(), os.Stdin, os.Stdout, []Kind{doings{}}, nil)
		if err != nil && !errors.Is(err, ErrMemory) {
			panic(err)
		}
		return
	case "mute":
		requests := bufio.NewScanner(os.Stdin)
		for range 2 { // that which sets it up, and a test
			requests.Scan()
		}
		fmt.Println(`{"i": 0, "began": true}`)
		for requests.Scan() { // it never says more
		}
		<-time.After(time.Hour)
	}
	os.Exit(m.Run())
}

// doings are tests that do what their names say.
type doings struct{}

func (doings) Name() string         { return "doing" }
func (doings) Takes(Candidate) bool { return true }

func (doings) Find(string) ([]Test, []diag.Diagnostic, error) { return nil, nil, nil }

func (doings) Run(ctx context.Context, t Test, c *Context) Result {
	fmt.Fprintln(&c.Output.Stdout, "begins:", t.Name)
	c.Explain(func() string { return "it does: " + t.Name + "\n" })
	switch t.Name {
	case "fail":
		return Fail(Panicked, "it fails")
	case "wait":
		<-ctx.Done()
		return Ended(ctx, c.Options)
	case "unlock":
		new(sync.Mutex).Unlock()
	case "overflow":
		debug.SetMaxStack(1 << 20)
		return Fail(Panicked, fmt.Sprint(deep(0)))
	case "hoard":
		return hoard(ctx)
	case "stuck":
		select {}
	}
	return Pass()
}

func deep(n int) int {
	if n < 0 {
		return n
	}
	return deep(n+1) + 1
}

// hoard takes memory until it is stopped.
func hoard(ctx context.Context) Result {
	var all [][]byte
	for ctx.Err() == nil {
		all = append(all, slices.Repeat([]byte{1}, 1<<20))
	}
	return Fail(Panicked, fmt.Sprint(len(all)))
}

// done makes a run of tests in processes, and gives what came of it: a line for each.
func done(t *testing.T, as string, set func(*Runner), names ...string) ([]string, []Result) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := &Runner{
		Launch: func(ctx context.Context) *exec.Cmd {
			cmd := exec.CommandContext(ctx, self)
			cmd.Env = append(os.Environ(), asWorker+"="+as)
			return cmd
		},
		Options: Options{Timeout: time.Minute, Memory: 256 << 20},
		Jobs:    len(names),
	}
	if set != nil {
		set(r)
	}
	var tests []Test
	for _, n := range names {
		tests = append(tests, Test{Kind: "doing", File: "f", Name: n})
	}
	log := &record{results: make([]Result, len(names))}
	sum, err := r.Run(t.Context(), tests, log)
	if err != nil {
		t.Fatal(err)
	}
	if got := sum.Passed + sum.Failed + sum.Ignored + sum.NotRun; got != len(names) {
		t.Errorf("the summary counts %d of %d tests: %+v", got, len(names), sum)
	}
	return log.died, log.results
}

// A record keeps what a run tells.
type record struct {
	died    []string
	results []Result
}

func (*record) Begin(Plan) error        { return nil }
func (*record) Started(int, Test) error { return nil }
func (*record) End(Summary) error       { return nil }

func (l *record) Ended(i int, _ Test, r Result) error {
	l.results[i] = r
	return nil
}

func (l *record) Died(tests []Test, why string) error {
	var names []string
	for _, t := range tests {
		names = append(names, t.Name)
	}
	l.died = append(l.died, strings.Join(names, " ")+": "+why)
	return nil
}

// expect compares a result with an outcome, and with texts that its failure has.
func expect(t *testing.T, r Result, outcome Outcome, reason Reason, texts ...string) {
	t.Helper()
	if r.Outcome != outcome {
		t.Fatalf("the outcome is %q, want %q: %+v", r.Outcome, outcome, r.Failure)
	}
	if r.Failure == nil {
		if reason != "" {
			t.Fatalf("there is no failure, want %s", reason)
		}
		return
	}
	if r.Failure.Reason != reason {
		t.Errorf("the reason is %q, want %q: %s", r.Failure.Reason, reason, r.Failure.Message)
	}
	for _, text := range texts {
		if all := r.Failure.Message + "\n" + r.Failure.Text; !strings.Contains(all, text) {
			t.Errorf("the failure lacks %q:\n%s", text, all)
		}
	}
}

func TestTestsShareAProcess(t *testing.T) {
	died, results := done(t, "worker", nil, "pass", "fail", "other")
	if len(died) > 0 {
		t.Errorf("processes died: %q", died)
	}
	expect(t, results[0], Passed, "")
	expect(t, results[1], Failed, Panicked, "it fails")
	expect(t, results[2], Passed, "")
	if results[0].Isolated || results[0].Stdout != "begins: pass\n" {
		t.Errorf("the result of pass is %+v", results[0])
	}
}

func TestWhatEndsGoItselfIsRunAgain(t *testing.T) {
	for _, tc := range []struct{ name, why string }{
		{"unlock", "fatal error: sync: unlock of unlocked mutex"},
		{"overflow", "fatal error: stack overflow"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			died, results := done(t, "worker", func(r *Runner) { r.Options.Timeout = time.Second }, "wait", tc.name)
			if want := []string{"wait " + tc.name + ": " + tc.why}; !slices.Equal(died, want) {
				t.Errorf("died: %q, want %q", died, want)
			}
			expect(t, results[0], Failed, TimedOut, "test timed out after 1s\nit does: wait\n")
			expect(t, results[1], Failed, Crashed, tc.why, "goroutine")
			for i, r := range results {
				if !r.Isolated || !strings.HasPrefix(r.Stdout, "begins: ") {
					t.Errorf("test %d was not alone, or its output is lost: %+v", i, r)
				}
			}
		})
	}
}

func TestLackOfMemoryEndsOneTest(t *testing.T) {
	died, results := done(t, "worker", func(r *Runner) {
		r.Options.Memory, r.Options.Timeout = 64<<20, 20*time.Second
		r.Jobs = 1
	}, "pass", "hoard", "fail")
	if want := []string{"hoard: the tests took more than 64 MiB of memory"}; !slices.Equal(died, want) {
		t.Errorf("died: %q, want %q", died, want)
	}
	expect(t, results[0], Passed, "")
	expect(t, results[1], Failed, OutOfMemory, "64 MiB of memory\nit does: hoard\n")
	expect(t, results[2], Failed, Panicked)
	if results[2].Isolated {
		t.Error("the test after the one that died was run by itself")
	}
}

func TestIsolated(t *testing.T) {
	died, results := done(t, "worker", func(r *Runner) { r.Isolate = true }, "pass", "unlock")
	if len(died) > 0 {
		t.Errorf("shared processes died: %q", died)
	}
	expect(t, results[0], Passed, "")
	expect(t, results[1], Failed, Crashed, "unlock of unlocked mutex")
	if !results[0].Isolated {
		t.Error("pass was not alone")
	}
}

func TestATestThatDoesNotStop(t *testing.T) {
	died, results := done(t, "worker", func(r *Runner) {
		r.Options.Timeout, r.grace, r.silence, r.Jobs = 20*time.Millisecond, 20*time.Millisecond, time.Minute, 1
	}, "stuck", "pass")
	if len(died) > 0 {
		t.Errorf("shared processes died: %q", died)
	}
	expect(t, results[0], Failed, TimedOut, "test timed out after 20ms\nit does: stuck\nit did not stop when it was told to\n")
	expect(t, results[1], Passed, "")
}

func TestAProcessThatDoesNotAnswer(t *testing.T) {
	died, results := done(t, "mute", func(r *Runner) {
		r.Options.Timeout, r.grace, r.silence = 20*time.Millisecond, 20*time.Millisecond, 20*time.Millisecond
	}, "pass")
	if len(died) != 1 || !strings.HasPrefix(died[0], "pass: ") {
		t.Errorf("died: %q, want that pass ran", died)
	}
	expect(t, results[0], Failed, TimedOut, "its process did not answer")
}

func TestFailFast(t *testing.T) {
	_, results := done(t, "worker", func(r *Runner) { r.FailFast, r.Jobs = true, 1 }, "pass", "fail", "late")
	expect(t, results[0], Passed, "")
	expect(t, results[1], Failed, Panicked)
	expect(t, results[2], "", "")
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := &Runner{
		Launch: func(ctx context.Context) *exec.Cmd {
			cmd := exec.CommandContext(ctx, self)
			cmd.Env = append(os.Environ(), asWorker+"=worker")
			return cmd
		},
		Options: Options{Timeout: time.Minute},
		Jobs:    1,
	}
	log := &stopping{record{results: make([]Result, 3)}, cancel}
	tests := []Test{{Kind: "doing", Name: "pass"}, {Kind: "doing", Name: "wait"}, {Kind: "doing", Name: "late"}}
	sum, err := r.Run(ctx, tests, log)
	if err != nil {
		t.Fatal(err)
	}
	sum.Duration = 0
	if want := (Summary{Passed: 1, NotRun: 2, Interrupted: true}); sum != want {
		t.Errorf("the summary is %+v, want %+v", sum, want)
	}
	expect(t, log.results[1], Stopped, "")
}

// stopping interrupts the run when the test that waits has started.
type stopping struct {
	record
	stop func()
}

func (s *stopping) Started(_ int, t Test) error {
	if t.Name == "wait" {
		s.stop()
	}
	return nil
}
