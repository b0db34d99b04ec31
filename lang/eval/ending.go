package eval

// This file closes what actors have when they end, and bounds how long the end of a program takes.

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"
)

// A lastTime is the time that all that is closed at the end of a program has in common.
type lastTime struct {
	context.Context
	once   sync.Once
	timer  *time.Timer
	cancel context.CancelFunc
}

// watch has the last time begin when ctx ends, if nothing else begins it before.
func (l *lastTime) watch(ctx context.Context) (done func()) {
	l.Context, l.cancel = context.WithCancel(context.WithoutCancel(ctx))
	release := context.AfterFunc(ctx, l.begin)
	return func() {
		release()
		l.once.Do(func() {})
		if l.timer != nil {
			l.timer.Stop()
		}
		l.cancel()
	}
}

// begin starts the time.
func (l *lastTime) begin() {
	l.once.Do(func() { l.timer = time.AfterFunc(endTime, l.cancel) })
}

// last tells whether the thread closes what it has at the end of the program.
func (t *thread) last() bool {
	ps := t.process
	switch {
	case ps.prompt != nil:
		return false
	case t == ps.main && (t.closing || t.failing || t.stopping && t.target == nil):
		return true
	}
	return ps.over.Load() || ps.ctx.Err() != nil
}

// lastly does step, which closes what main has at its end.
func lastly(step func(*frame)) func(*frame) {
	return func(f *frame) {
		t := f.thread
		outer := t.closing
		t.closing = true
		defer func() { t.closing = outer }()
		step(f)
	}
}

// endings are the steps that close what an actor has: the fields in the order of their declaration
// if it comes to its end, else the other way round.
func (c *cell) endings(drained bool) steps {
	var all steps
	values, at := c.given, c.plan.at
	ends := c.plan.ends
	if c.plan.lambda == nil {
		if c.state.Present() && len(ends) > 0 {
			values = c.plan.values(c.state)
		} else {
			values = nil
		}
	}
	for i := range ends {
		if !drained {
			i = len(ends) - 1 - i
		}
		if end := ends[i]; end.at < len(values) {
			all = append(all, func(f *frame) { end.shut.close(f, at, values[end.at]) })
		}
	}
	if c.plan.lambda == nil && c.given != nil {
		all = append(all, c.moves.losing(at, c.given)...)
	}
	return all
}

// shed closes what was sent with messages that the actor will not handle.
func (c *cell) shed() {
	var all steps
	for _, m := range c.lost {
		all = append(all, m.moves.losing(c.plan.at, m.args)...)
	}
	c.lost = nil
	if err := c.thread.conclude(all); err != nil {
		c.thread.tellClosing(err)
	}
}

// conclude does steps, each whatever becomes of the others, after which the thread does nothing more.
// It gives the first failure and tells the others. After exit it does nothing.
func (t *thread) conclude(s steps) (failed error) {
	ps := t.process
	if len(s) == 0 || ps.exited.Load() {
		return nil
	}
	outer := *t.unwinding()
	defer func() { *t.unwinding() = outer }()
	t.stopping, t.graceful, t.ended, t.release = true, true, nil, func() {}
	switch {
	case ps.last.Context != nil:
		t.ctx = ps.last.Context
	case t.cell != nil:
		t.ctx = ps.ctx
	}
	for _, step := range s {
		switch err := t.guard(func() { step(t.root) }); {
		case err == nil:
		case failed == nil:
			failed = err
		default:
			t.tellClosing(err)
		}
	}
	return failed
}

// tellClosing tells people what has failed where something was closed.
func (t *thread) tellClosing(err error) {
	var fault *Fault
	if errors.As(err, &fault) {
		t.process.report("while closing: " + strings.TrimSuffix(fault.Report(), "\n") + "\n")
	}
}
