package testrun

// This file decides in which process a test runs: with others in a shared one, and by itself where the
// user wants that or the shared one has died.

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/dustin/go-humanize"
)

// A pool has the shared process of a run.
type pool struct {
	runner *Runner

	mu     sync.Mutex
	shared *process // nil until there is one
	told   map[*process]bool
	old    []*process // that were retired
}

func newPool(r *Runner) *pool { return &pool{runner: r, told: map[*process]bool{}} }

// run runs a test. If the shared process dies meanwhile, the test runs again by itself.
func (p *pool) run(ctx context.Context, i int, t Test, told *telling) Result {
	for !p.runner.Isolate {
		w, err := p.take(ctx)
		if err != nil {
			return Fail(NotAvailable, err.Error())
		}
		result, err := w.run(ctx, i, t)
		if errors.Is(err, errRetired) {
			continue
		}
		if err == nil {
			return result
		}
		if ctx.Err() != nil {
			return Result{Outcome: Stopped}
		}
		p.died(w, told)
		break
	}
	return p.alone(ctx, i, t)
}

// take gives the shared process, a new one if the last takes no more tests.
func (p *pool) take(ctx context.Context) (*process, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shared != nil && p.shared.open() {
		return p.shared, nil
	}
	w, err := p.start(ctx, false)
	if err != nil {
		return nil, err
	}
	if p.shared != nil {
		p.old = append(p.old, p.shared)
	}
	p.shared = w
	return w, nil
}

func (p *pool) start(ctx context.Context, isolated bool) (*process, error) {
	// An interrupted process stops its tests first, see process.run.
	w, err := start(p.runner.Launch(context.WithoutCancel(ctx)), p.runner.setup(isolated), cmp.Or(p.runner.silence, defaultSilence))
	if err == nil {
		p.runner.live.add(w)
	}
	return w, err
}

// died tells once that a process has.
func (p *pool) died(w *process, told *telling) {
	p.mu.Lock()
	first := !p.told[w]
	p.told[w] = true
	p.mu.Unlock()
	if first {
		told.died(w.left(), w.why())
	}
}

// alone runs a test in a process of its own.
func (p *pool) alone(ctx context.Context, i int, t Test) Result {
	w, err := p.start(ctx, true)
	if err != nil {
		return Fail(NotAvailable, err.Error())
	}
	defer w.close()
	result, err := w.run(ctx, i, t)
	if err == nil {
		return result
	}
	failed := w.failure()
	if ctx.Err() != nil {
		failed = Result{Outcome: Stopped}
	}
	failed.Stdout, failed.Stderr, failed.Isolated = result.Stdout, result.Stderr, true
	return failed
}

// close ends all shared processes.
func (p *pool) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shared != nil {
		p.old = append(p.old, p.shared)
	}
	for _, w := range p.old {
		w.close()
	}
}

// mostTrace is how many lines of Go's own report are shown.
const mostTrace = 30

// failure is the result of a test in whose own process something ended Go itself.
func (w *process) failure() Result {
	why := w.why()
	switch {
	case w.memory > 0:
		failed := Fail(OutOfMemory, "the test took more than "+humanize.IBytes(uint64(w.setup.Options.Memory))+" of memory")
		failed.Failure.Text = w.doing
		return failed
	case w.killed:
		return Fail(TimedOut, "test timed out after "+shortTime(w.setup.Options.Timeout)+", and its process did not answer")
	}
	failed := Fail(Crashed, fmt.Sprintf("the test ended its process: %s; this is a bug in hewq", why))
	lines := strings.SplitAfterN(w.stderr.String(), "\n", mostTrace+1)
	failed.Failure.Text = strings.Join(lines[:min(len(lines), mostTrace)], "")
	return failed
}
