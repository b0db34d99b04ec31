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
)

// drainTime is how long main waits at its end for messages that are under way.
const drainTime = 5 * time.Second

// prepare lowers all that can be called and computes the constants, so that threads change
// nothing that they share.
func (ps *process) prepare(root *frame) {
	if !ps.program.parallel {
		return
	}
	if !ps.shared {
		ps.shared = true
		ps.env.Stdout, ps.env.Stderr = &lockedWriter{w: ps.env.Stdout}, &lockedWriter{w: ps.env.Stderr}
	}
	ps.program.complete()
	for _, k := range ps.program.consts {
		if k.known {
			continue
		}
		// One that fails does so again where it is used.
		_ = root.thread.guard(func() { k.v, k.known = root.call(k.body, 0), true })
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
func (ps *process) drain() {
	ctx, cancel := context.WithTimeout(ps.ctx, drainTime)
	defer cancel()
	// What is still under way then is interrupted.
	if !ps.program.prog.HasSupervisors() {
		_ = ps.system.Calm(ctx)
		return
	}
	for _, c := range ps.cells() {
		if c.plan.lambda != nil {
			c.Finish()
			over := actor.NewReply[struct{}](ps.system)
			c.OnEnd(func(error) { over.Give(struct{}{}, nil) })
			_, _ = over.Wait(ctx)
		}
	}
	ps.left.Store(true)
}

// cells are the actors that have not ended.
func (ps *process) cells() []*cell {
	var all []*cell
	for _, r := range ps.system.Live() {
		if c, ok := r.Behavior().(*cell); ok {
			all = append(all, c)
		}
	}
	return all
}

// interrupt stops all actors wherever they are.
func (ps *process) interrupt() {
	for _, c := range ps.cells() {
		c.thread.stop.Or(mustStop)
	}
}

// endActors stops the actors when main has ended, and gives the exit status of the program:
// main's, unless an actor has ended it.
func (ps *process) endActors(status int, err error) (int, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ps.ctx), endTime)
	defer cancel()
	if err != nil || ps.left.Load() || ps.system.Busy() || len(ps.waiting()) > 0 {
		ps.cancel()
	}
	ps.over.Store(true)
	ps.main.waitsAtEnd(waitActors)
	ps.last.begin()
	if stopped := ps.system.Shutdown(ctx); stopped != nil {
		ps.report(ps.leftBehind())
		ps.cancel()
	}
	if ps.ended.Load() {
		return ps.status, nil
	}
	return status, err
}

// leftBehind names the actors that have not ended in time.
func (ps *process) leftBehind() string {
	var b strings.Builder
	for _, r := range ps.system.Live() {
		fmt.Fprintf(&b, "%s did not end within %v and is left behind\n", infoOf(r), endTime)
	}
	return b.String()
}

// waiting are the threads that wait for others.
func (ps *process) waiting() []*thread {
	var all []*thread
	if ps.main.waiting() != nil {
		all = append(all, ps.main)
	}
	for _, c := range ps.cells() {
		t := &c.thread
		if t.waiting() != nil {
			all = append(all, t)
		}
	}
	for _, t := range ps.tasks.all() {
		if t.thread.waiting() != nil {
			all = append(all, &t.thread)
		}
	}
	return all
}

// stuck ends a program in which everybody waits and nothing can wake them.
func (ps *process) stuck() {
	if ps.prompt != nil {
		ps.prompt()
		return
	}
	waiting := (&watched{process: ps, main: ps.main, name: "main"}).waiting()
	if len(waiting) == 0 || ps.ctx.Err() != nil || !ps.system.Stuck() {
		return // those whose context has ended go on as soon as they are told
	}
	var b strings.Builder
	b.WriteString("deadlock: nobody can go on\n")
	for _, d := range waiting {
		d.age = 0 // it is for ever
		d.write(&b, d.does(true))
	}
	ps.flush()
	// A failure here cannot be reported.
	_, _ = ps.env.Stderr.Write([]byte(b.String()))
	ps.end(exitTrap)
}
