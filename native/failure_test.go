package native_test

import (
	"context"
	"runtime"
	"strings"
	"testing"

	"hewq/lang/source"
	"hewq/native"
)

// program.hew stands for a source of many lines.
var program = source.New("program.hew", strings.Repeat("line\n", 1000))

// failure is a call in a line that failed.
func failure(line int, text string, of any) *native.Failure {
	start := program.LineStart(line)
	return &native.Failure{Place: source.Span{File: program, Start: start, End: start + 4}, Text: text + "\n", Of: of}
}

func TestReport(t *testing.T) {
	pending := func(all ...*native.Failure) func(*native.Env) {
		return func(e *native.Env) {
			for _, f := range all {
				e.Pending(f)
			}
		}
	}
	twice := failure(1, "a", nil)
	cases := []struct {
		name string
		do   func(*native.Env)
		want string
	}{
		{"nothing", func(*native.Env) {}, ""},
		{"one", pending(failure(3, "a", nil)), "program.hew:3:1: note: a\n"},
		{"with help", pending(failure(3, "a\nhelp: b", nil)), "program.hew:3:1: note: a\nhelp: b\n"},
		{"nowhere", pending(&native.Failure{Text: "a\n"}), "note: a\n"},
		{"the same again", pending(twice, twice), "program.hew:1:1: note: a\n"},
		{"several at one place", pending(failure(3, "a\nhelp: b", nil), failure(3, "c", nil)), "program.hew:3:1: note: a (2 times)\nhelp: b\n"},
		{
			"the same help for two", pending(failure(3, "a\nhelp: b", nil), failure(4, "c\nhelp: b", nil), failure(5, "d\nhelp: e", nil)),
			"program.hew:3:1: note: a\nhelp: b\nprogram.hew:4:1: note: c\nprogram.hew:5:1: note: d\nhelp: e\n",
		},
		{
			"more than five", pending(failure(1, "a", nil), failure(2, "b", nil), failure(3, "c", nil), failure(4, "d", nil), failure(5, "e", nil), failure(6, "f", nil)),
			"program.hew:1:1: note: a\nprogram.hew:2:1: note: b\nprogram.hew:3:1: note: c\nprogram.hew:4:1: note: d\nprogram.hew:5:1: note: e\n" +
				"note: and 1 more failure that the program did not look at\n",
		},
		{"looked at", func(e *native.Env) {
			pending(failure(1, "a", "x"), failure(2, "b", "y"))(e)
			e.Failures.Looked(func(f *native.Failure) bool { return f.Of == "x" })
		}, "program.hew:2:1: note: b\n"},
		{"looked at before", func(e *native.Env) {
			e.Failures.Looked(func(*native.Failure) bool { return true })
			pending(failure(1, "a", nil))(e)
		}, "program.hew:1:1: note: a\n"},
		{"shown", func(e *native.Env) {
			f := failure(1, "a", nil)
			e.Failures.Shown(nil)
			e.Failures.Shown(f)
			pending(f)(e)
		}, ""},
		{"shown with what came of it", func(e *native.Env) {
			f := failure(1, "a", nil)
			pending(f)(e)
			e.Failures.Shown(&native.Failure{Cause: f})
		}, ""},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			e := &native.Env{}
			tc.do(e)
			if got := e.Failures.Report(); got != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
			if got := e.Failures.Report(); got != "" {
				t.Errorf("told again:\n%s", got)
			}
		})
	}
}

// Scripts may look at the latest failure, each time or at some time.
func TestManyFailuresAtOnePlace(t *testing.T) {
	e := &native.Env{}
	for n := range 1000 {
		e.Pending(failure(1, "a", n))
		e.Failures.Looked(func(f *native.Failure) bool { return f.Of == n })
	}
	if got := e.Failures.Report(); got != "" {
		t.Errorf("all were looked at:\n%s", got)
	}
	for n := range 1000 {
		e.Pending(failure(1, "a", n))
		e.Failures.Looked(func(f *native.Failure) bool { return f.Of == n && n >= 100 })
	}
	if got, want := e.Failures.Report(), "program.hew:1:1: note: a (100 times)\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFailuresTakeBoundedMemory(t *testing.T) {
	e := &native.Env{}
	heap := func() uint64 {
		var stats runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc
	}
	fail := func() {
		for n := range 100_000 {
			e.Pending(failure(1+n%999, "a", new([64]byte)))
		}
	}
	fail()
	before := heap()
	fail()
	if after := heap(); after > before+256<<10 {
		t.Errorf("the heap has grown from %d to %d B", before, after)
	}
	if got, want := e.Failures.Report(), "\nnote: and 198990 more failures that the program did not look at\n"; strings.Count(got, "note: a (202 times)") != 5 || !strings.HasSuffix(got, want) {
		t.Errorf("got\n%s", got)
	}
}

// A call that is repeated on a zero value is told at once, and once.
func TestUsedAgain(t *testing.T) {
	var stderr strings.Builder
	e := &native.Env{Stderr: &stderr}
	root := failure(2, "`connect` failed", nil)
	use := func(line int) *native.Failure {
		f := failure(line, "again", nil)
		f.Cause = root
		return f
	}
	e.Pending(root)
	for line := range 100 {
		once := use(10 + line)
		e.Used(once)
		e.Used(once)
	}
	if stderr.Len() > 0 {
		t.Errorf("calls at different places: %s", &stderr)
	}
	if !e.Failures.Unseen(root) {
		t.Error("the failure counts as seen")
	}
	e.Pending(use(11))
	if e.Failures.Unseen(root) {
		t.Error("the failure counts as unseen")
	}
	if got, want := stderr.String(), "program.hew:11:1: note: again\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	e.Used(use(11))
	e.Used(use(12))
	if got := stderr.String(); strings.Count(got, "note") != 1 {
		t.Errorf("told again: %s", got)
	}
	if got := e.Failures.Report(); got != "" {
		t.Errorf("told in the end as well:\n%s", got)
	}
}

func TestInterruptedProgramsAreToldNothing(t *testing.T) {
	var stderr strings.Builder
	e := &native.Env{Stderr: &stderr}
	ctx, cancel := context.WithCancel(t.Context())
	e.Failures.Watch(ctx)
	before := failure(1, "before", nil)
	e.Pending(before)
	cancel()
	e.Pending(failure(2, "after", nil))
	for range 2 {
		e.Used(&native.Failure{Place: before.Place, Cause: before, Text: "again\n"})
	}
	if got, want := stderr.String()+e.Failures.Report(), "program.hew:1:1: note: before\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhere(t *testing.T) {
	one, two := failure(7, "", nil), failure(9, "", nil)
	other := source.New("other.hew", "x")
	elsewhere := &native.Failure{Place: source.Span{File: other, End: 1}}
	cases := []struct {
		of, from *native.Failure
		want     string
	}{
		{one, two, "in line 7 "},
		{elsewhere, two, "at other.hew:1 "},
		{&native.Failure{}, two, ""},
	}
	for _, tc := range cases {
		if got := tc.of.Where(tc.from); got != tc.want {
			t.Errorf("got %q, want %q", got, tc.want)
		}
	}
}
