package main

// This file shows people which tests run, as long as nothing else is told.

import (
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"hewq/testrun"
)

// A testProgress is a Reporter that passes everything on. Where nothing has been reported for a second, it shows a line
// with what runs, which goes before the next report.
type testProgress struct {
	report testrun.Reporter
	out    io.Writer // a terminal

	mu      sync.Mutex // over all below and the use of report
	timer   *time.Timer
	running []string // by when they began
	total   int
	done    int
	shown   bool
}

func newTestProgress(report testrun.Reporter, out io.Writer) *testProgress {
	p := &testProgress{report: report, out: out}
	p.timer = time.AfterFunc(time.Hour, p.show)
	p.timer.Stop()
	return p
}

// show shows the line.
func (p *testProgress) show() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.running) == 0 || p.shown {
		return
	}
	p.shown = true
	line := shortenedTo(p.running[0], 50)
	if n := len(p.running) - 1; n > 0 {
		line += fmt.Sprintf(" and %d more", n)
	}
	_, _ = fmt.Fprintf(p.out, "running %s; %d of %d have ended", line, p.done, p.total) // the tests go on all the same
}

// pass takes the line away, passes an event on, and waits for the next second without any.
func (p *testProgress) pass(event func() error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.timer.Stop()
	if p.shown {
		p.shown = false
		_, _ = io.WriteString(p.out, "\r\x1b[K")
	}
	err := event()
	if len(p.running) > 0 {
		p.timer.Reset(progressFrom)
	}
	return err
}

func (p *testProgress) Begin(plan testrun.Plan) error {
	return p.pass(func() error {
		p.total, p.done, p.running = len(plan.Tests), 0, nil
		return p.report.Begin(plan)
	})
}

func (p *testProgress) Started(i int, t testrun.Test) error {
	return p.pass(func() error {
		p.running = append(p.running, t.ID())
		return p.report.Started(i, t)
	})
}

func (p *testProgress) Ended(i int, t testrun.Test, r testrun.Result) error {
	return p.pass(func() error {
		p.done++
		if at := slices.Index(p.running, t.ID()); at >= 0 {
			p.running = slices.Delete(p.running, at, at+1)
		}
		return p.report.Ended(i, t, r)
	})
}

func (p *testProgress) Died(tests []testrun.Test, why string) error {
	return p.pass(func() error { return p.report.Died(tests, why) })
}

func (p *testProgress) End(s testrun.Summary) error {
	return p.pass(func() error {
		p.running = nil
		return p.report.End(s)
	})
}
