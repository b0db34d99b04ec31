package eval

// This file runs the actors of a program: how they begin, handle messages, and end.

import (
	"errors"
	"fmt"

	"hewq/actor"
	"hewq/lang/ast"
	"hewq/lang/value"
	"hewq/native"
)

// A cell is an actor of the program. Its address is a value that refers to it.
type cell struct {
	actor.Ref
	thread thread
	root   frame
	plan   *plan
	state  value.Value
	timers *timers       // nil if nothing is periodic
	given  []value.Value // to init, until it has run; what a lambda actor has captured
}

// Start runs init and the start hooks.
func (c *cell) Start() error {
	if c.plan.lambda != nil {
		return nil
	}
	args := c.given
	c.given = nil
	err := c.thread.guard(func() {
		f := c.thread.root
		if c.plan.init != nil {
			c.run(f, c.plan.init, args)
		}
		for _, hook := range c.plan.starts {
			c.run(f, hook, nil)
		}
		c.plan.heap.check(c, nil)
		c.startTimers()
	})
	if err != nil && c.thread.interrupted() {
		return nil
	}
	return err
}

// run calls a function of the actor.
func (c *cell) run(f *frame, code *code, args []value.Value) value.Value {
	nf := f.enter(code, c.plan.at)
	nf.s[0] = c.state
	copy(nf.s[1:], args)
	return code.body(nf)
}

// Receive handles a message.
func (c *cell) Receive(m any) error {
	msg := m.(*message)
	t := &c.thread
	t.nested, t.onMain, t.out = 0, false, msg.out
	if c.Called() {
		t.nested, t.onMain = msg.nested, msg.main
	}
	var result value.Value
	err := t.guard(func() {
		if p := c.plan.lambda; p != nil {
			result = p.call(c, t.root, msg.args)
		} else {
			c.plan.heap.check(c, msg)
			result = c.run(t.root, msg.code, msg.args)
			c.plan.heap.check(c, nil)
		}
		if msg.copy != nil {
			result = t.root.copied(msg.copy, result, c.plan.at)
		}
	})
	if err == nil && msg.asked() && !c.Called() {
		c.Settled() // the goroutine that has called makes it idle itself
	}
	t.streamEnded()
	if err != nil {
		if t.interrupted() {
			msg.refuse()
			return nil
		}
		msg.moves = nil // the actor owns what came with it
		return err
	}
	msg.answer(result)
	t.process.messages.give(msg)
	t.trim()
	return nil
}

// trim lets go of frames that deep calls have left, and of what is in the others: an actor may
// wait for its next message for ever. One that has waited for something else does so more slowly
// than frames are made: it keeps none.
func (t *thread) trim() {
	if t.estate.halt.cancel != nil {
		t.root.next, t.call, t.scratch = noFrame, nil, nil
		return
	}
	const kept = 8
	f := t.root
	for range kept {
		if f = f.next; f == noFrame {
			return
		}
		clear(f.s)
	}
	f.next = noFrame
}

// Drop answers a message that nobody will handle, and closes what was sent with it.
func (c *cell) Drop(m any) {
	msg := m.(*message)
	msg.refuse()
	msg.moves.abandon(c.thread.process, msg.args)
}

// End runs the stop hooks of an actor that did not crash, closes what it owns, and reports why
// it crashed.
func (c *cell) End(cause error) {
	t := &c.thread
	c.timers.stop()
	f := t.root
	if cause == nil && !t.process.left.Load() && !c.Killed() {
		for _, hook := range c.plan.stops {
			if cause = t.guard(func() { c.run(f, hook, nil) }); cause != nil {
				break
			}
		}
	}
	closed := t.guard(func() {
		if p := c.plan.lambda; p != nil {
			p.close(c, f)
		} else {
			c.plan.close.close(f, c.plan.at, c.state)
		}
	})
	closed = errors.Join(closed, t.dropGenerators(cause != nil))
	c.state = value.Value{}
	t.process.reportCrash(c, errors.Join(cause, closed))
	// Only now do peers hear of it: the report stands before what they do then.
	t.process.env.EndOwner(t.process.ctx, t.native.Owner, c.departure(cause))
	t.forgetWait()
}

// departure is how the actor has ended.
func (c *cell) departure(cause error) native.Departure {
	switch ps := c.thread.process; {
	case cause == nil && c.Finished():
		return native.Done
	case cause == nil && ps.over.Load() && ps.ctx.Err() == nil:
		return native.WithMain
	}
	return native.Broken
}

// reportCrash reports the crash of an actor. What ends a program in main ends it here as well: exit, a
// failed assertion.
func (ps *process) reportCrash(c *cell, cause error) {
	var fault *Fault
	var exit *Exit
	var linked *actor.LinkedError
	switch {
	case errors.As(cause, &linked):
		ps.report(fmt.Sprintf("actor #%d (%s) has crashed with %s, which it is linked to\n", c.ID(), c.plan.name, infoOf(linked.Ref)))
	case errors.As(cause, &exit):
		ps.end(exit.Status)
	case errors.As(cause, &fault):
		ps.report(fmt.Sprintf("%s%sactor #%d (%s) has crashed\n", fault.Report(), fault.panicTrace(), c.ID(), c.plan.name))
		if fault.Kind == Abort || fault.Kind == Internal {
			ps.end(fault.Exit)
		}
	}
}

// panicTrace is the trace of a panic, whose report has none.
func (e *Fault) panicTrace() string {
	if e.Kind != Panic {
		return ""
	}
	return e.Trace()
}

// spawn lowers `spawn Name(field: value)` to the address of the new actor.
func (l *lowerer) spawn(e *ast.SpawnExpr) expr {
	s := l.info.Spawns[e]
	switch {
	case s.Supervisor != nil:
		return l.spawnTree(e, s.Supervisor)
	case s.Pool != nil:
		return l.spawnInPool(e, s)
	}
	p, at := l.planOf(s.Actor, l.typ(s.Type)), l.site(e)
	args, moves := make([]expr, len(s.Args)), make(luggage, len(s.Args))
	for i, a := range s.Args {
		if a != nil {
			args[i], moves[i] = l.sent(a), l.handles(l.typeOf(a))
		}
	}
	l.uses++
	return func(f *frame) value.Value {
		c := &cell{plan: p}
		f.thread.process.start(&c.thread, &c.root)
		c.thread.cell = c
		given := make([]value.Value, len(args))
		for i, x := range args {
			if x != nil {
				given[i] = x(f)
			} else {
				given[i] = p.fields[i](f)
			}
		}
		fields := given
		if p.init != nil {
			c.given = given
			fields = make([]value.Value, len(p.fields))
			for i, x := range p.fields {
				fields[i] = x(f)
			}
		}
		moves.handOver(given, &c.thread)
		c.state = p.record(fields)
		f.spawn(c, at)
		c.begin()
		return value.FromRef(c)
	}
}

// begin runs what an actor does before its first message, unless that is nothing.
func (c *cell) begin() {
	if p := c.plan; p.init != nil || len(p.starts) > 0 || len(p.periodic) > 0 || p.heap != nil {
		c.Begin()
	}
}

// spawn starts an actor.
func (f *frame) spawn(c *cell, at site) {
	ps, mailbox := f.thread.process, c.plan.mailbox
	if c.plan.quiet {
		e := c.thread.estate
		mailbox.Forgotten = func() { ps.settle(e) }
	}
	if err := ps.system.SpawnAs(&c.Ref, c, mailbox); err != nil {
		f.pollContext()
		f.abort(at, "spawn: "+err.Error())
	}
}
