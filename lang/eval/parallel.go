package eval

// This file is what a program with actors needs besides: all is lowered before it runs, and its
// end waits for them.

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"hewq/actor"
	"hewq/lang/check"
	"hewq/lang/types"
)

// drainTime is how long main waits at its end for messages that are under way.
const drainTime = 5 * time.Second

// A dynCall is a trait's method that is called on dyn values.
type dynCall struct {
	fn    *check.Func
	targs []types.Type
}

// later notes a code that may be called, for prepare.
func (m *machine) later(c *code) *code {
	if m.parallel {
		m.pending = append(m.pending, c)
	}
	return c
}

// prepare lowers all that can be called and computes the constants, so that threads change
// nothing that they share.
func (m *machine) prepare(root *frame) {
	if !m.parallel {
		return
	}
	if !m.shared {
		m.shared = true
		m.env.Stdout, m.env.Stderr = &lockedWriter{w: m.env.Stdout}, &lockedWriter{w: m.env.Stderr}
	}
	for {
		m.lowerPending()
		m.prepareDyns() // also where no function is new: a type may be
		if len(m.pending) == 0 {
			break
		}
	}
	for _, k := range m.consts {
		if k.known {
			continue
		}
		// One that fails does so again where it is used.
		_ = root.thread.guard(func() { k.v, k.known = root.call(k.body, 0), true })
	}
}

// lowerPending lowers what later has noted.
func (m *machine) lowerPending() {
	for len(m.pending) > 0 {
		c := m.pending[len(m.pending)-1]
		m.pending = m.pending[:len(m.pending)-1]
		if lower := c.lower; lower != nil {
			c.lower = nil
			lower(c)
		}
	}
}

// share has a machine that was used by one thread alone prepare for several, from now on.
func (m *machine) share() {
	if m.parallel {
		return
	}
	m.parallel = true
	for _, c := range m.codes {
		if c.lower != nil {
			m.pending = append(m.pending, c)
		}
	}
}

// A lockedWriter is for several goroutines.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

// Flush writes what the writer holds back.
func (l *lockedWriter) Flush() error {
	f, ok := l.w.(interface{ Flush() error })
	if !ok {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return f.Flush()
}

// drain waits until the actors have handled all messages, at the end of main. In a program with
// supervisors, which go on for ever, it waits for lambda actors only.
func (m *machine) drain() {
	ctx, cancel := context.WithTimeout(m.ctx, drainTime)
	defer cancel()
	// What is still under way then is interrupted.
	if !m.prog.HasSupervisors() {
		_ = m.system.Calm(ctx)
		return
	}
	for _, c := range m.cells() {
		if c.plan.lambda != nil {
			c.Finish()
			over := actor.NewReply[struct{}](m.system)
			c.OnEnd(func(error) { over.Give(struct{}{}, nil) })
			_, _ = over.Wait(ctx)
		}
	}
	m.left.Store(true)
}

// cells are the actors that have not ended.
func (m *machine) cells() []*cell {
	var all []*cell
	for _, r := range m.system.Live() {
		if c, ok := r.Behavior().(*cell); ok {
			all = append(all, c)
		}
	}
	return all
}

// interrupt stops all actors wherever they are.
func (m *machine) interrupt() {
	for _, c := range m.cells() {
		c.thread.stop.Store(1)
	}
}

// endActors stops the actors when main has ended, and gives the exit status of the program:
// main's, unless an actor has ended it.
func (m *machine) endActors(status int, err error) (int, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(m.ctx), endTime)
	defer cancel()
	if err != nil || m.left.Load() || m.system.Busy() || len(m.waiting()) > 0 {
		m.cancel()
	}
	m.over.Store(true)
	if stopped := m.system.Shutdown(ctx); stopped != nil {
		m.report(m.leftBehind())
		m.cancel()
	}
	if m.ended.Load() {
		return m.status, nil
	}
	return status, err
}

// leftBehind names the actors that have not ended in time.
func (m *machine) leftBehind() string {
	var b strings.Builder
	for _, r := range m.system.Live() {
		fmt.Fprintf(&b, "%s did not end within %v and is left behind\n", infoOf(r), endTime)
	}
	return b.String()
}

// waiting are the threads that wait for others.
func (m *machine) waiting() []*thread {
	var all []*thread
	if _, _, waits := m.main.waiting(); waits {
		all = append(all, m.main)
	}
	for _, c := range m.cells() {
		t := &c.thread
		if _, _, waits := t.waiting(); waits {
			all = append(all, t)
		}
	}
	for _, t := range m.tasks.all() {
		if _, _, waits := t.thread.waiting(); waits {
			all = append(all, &t.thread)
		}
	}
	return all
}

// stuck ends a program in which everybody waits and nothing can wake them.
func (m *machine) stuck() {
	if m.prompt != nil {
		m.prompt()
		return
	}
	waiting := m.waiting()
	if len(waiting) == 0 || m.ctx.Err() != nil || !m.system.Stuck() {
		return // those whose context has ended go on as soon as they are told
	}
	var b strings.Builder
	b.WriteString("deadlock: nobody can go on\n")
	for _, t := range waiting {
		who := "main"
		if t.task != nil {
			who = t.task.String()
		} else if c := t.cell; c != nil {
			who = fmt.Sprintf("actor #%d (%s)", c.ID(), c.plan.name)
		}
		site, kind, _ := t.waiting()
		at := m.sites.at(site)
		p := at.Span.Place()
		fmt.Fprintf(&b, "  %s waits %s in %s at %s:%d:%d\n", who, kind, at.Func, at.Span.File.Name, p.Line, p.Column)
	}
	m.flush()
	// There is nobody to tell if this fails.
	_, _ = m.env.Stderr.Write([]byte(b.String()))
	m.end(exitTrap)
}
