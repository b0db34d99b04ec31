package testrun

// This file runs tests side by side.

import (
	"cmp"
	"context"
	"errors"
	"os/exec"
	"sync"
	"time"
)

// A Runner runs tests in worker processes.
type Runner struct {
	// Launch makes a command that calls Work on its standard input and output. It is killed when the
	// context ends.
	Launch func(ctx context.Context) *exec.Cmd

	Options  Options
	Jobs     int  // how many tests run at a time, at least 1
	FailFast bool // no test begins after one has failed
	Ignored  bool // run those that are ignored as well
	Isolate  bool // each test has a process of its own

	// grace is how long a test may take to come to its end when its time is over or the run is
	// interrupted: what it has deferred runs, and its connections close. 0 stands for defaultGrace.
	grace time.Duration

	// silence is how long a process may go on without an answer when all that is over, until it is killed.
	// 0 stands for defaultSilence.
	silence time.Duration

	live liveSet
}

const (
	defaultGrace   = 10 * time.Second
	defaultSilence = 10 * time.Second
)

// setup is what workers are told.
func (r *Runner) setup(isolated bool) setup {
	return setup{r.Options, isolated, cmp.Or(r.grace, defaultGrace)}
}

// Run runs tests and tells report of them. When ctx ends, the tests that run are stopped and no others
// begin. The error is the first that report gave.
func (r *Runner) Run(ctx context.Context, tests []Test, report Reporter) (Summary, error) {
	begun := time.Now()
	told := &telling{report: report, err: report.Begin(Plan{tests, r.Options})}
	processes := newPool(r)
	slots := make(chan struct{}, max(r.Jobs, 1))
	var running sync.WaitGroup
	for i, t := range tests {
		if t.Ignored && !r.Ignored {
			told.ended(i, t, Result{Outcome: Ignored})
			continue
		}
		slots <- struct{}{}
		if ctx.Err() != nil || told.over(r.FailFast) {
			break
		}
		told.started(i, t)
		running.Go(func() {
			told.ended(i, t, processes.run(ctx, i, t, told))
			<-slots
		})
	}
	running.Wait()
	processes.close()
	sum := told.sum
	sum.NotRun = len(tests) - sum.Passed - sum.Failed - sum.Ignored
	sum.Interrupted = ctx.Err() != nil
	sum.Duration = time.Since(begun)
	return sum, errors.Join(told.err, report.End(sum))
}

// A telling makes several goroutines tell a Reporter one after the other, until that fails.
type telling struct {
	mu     sync.Mutex
	report Reporter
	sum    Summary
	err    error
}

func (t *telling) tell(what func() error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err == nil {
		t.err = what()
	}
}

func (t *telling) started(i int, test Test) {
	t.tell(func() error { return t.report.Started(i, test) })
}

func (t *telling) died(tests []Test, why string) {
	t.tell(func() error { return t.report.Died(tests, why) })
}

func (t *telling) ended(i int, test Test, r Result) {
	t.tell(func() error {
		t.sum.add(r)
		return t.report.Ended(i, test, r)
	})
}

// over tells whether no further test shall begin.
func (t *telling) over(failFast bool) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.err != nil || failFast && t.sum.Failed > 0
}
