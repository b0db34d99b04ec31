package eval

// This file runs the actors of a program: how they begin, handle messages, and end.

import (
	"errors"
	"fmt"
	"slices"

	"hewq/actor"
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
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
	moves  *luggage      // finds what moves with given
	lost   []*message    // that it will not handle, and whose arguments are to be closed
}

// Start runs init and the start hooks.
func (c *cell) Start() error {
	if c.plan.lambda != nil {
		return nil
	}
	err := c.thread.guard(func() {
		f := c.thread.root
		if c.plan.init != nil {
			c.run(f, c.plan.init, c.given, func() { c.given = nil })
		}
		for _, hook := range c.plan.starts {
			c.run(f, hook, nil, nil)
		}
		c.plan.heap.check(c, nil)
		c.startTimers()
	})
	if err != nil && c.thread.interrupted() {
		return nil
	}
	return err
}

// run calls a function of the actor. begun, if not nil, is called when the function has the arguments,
// which it closes then.
func (c *cell) run(f *frame, code *code, args []value.Value, begun func()) value.Value {
	nf := f.enter(code, c.plan.at)
	nf.s[0] = c.state
	copy(nf.s[1:], args)
	if begun != nil {
		begun()
	}
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
			result = p.call(c, t.root, msg)
		} else {
			c.plan.heap.check(c, msg)
			result = c.handle(t.root, msg)
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
	if err == nil {
		if msg.back == nil {
			msg.answer(t.root, c.plan.at, result)
		} else {
			err = t.guard(func() { msg.answer(t.root, c.plan.at, result) })
		}
	}
	if err != nil {
		if t.interrupted() {
			c.Drop(msg)
			return nil
		}
		return err
	}
	t.process.messages.give(msg)
	t.trim()
	return nil
}

// handle runs the function that a message calls. It has the arguments then, and closes them.
func (c *cell) handle(f *frame, m *message) value.Value {
	nf := f.enter(m.code, c.plan.at)
	nf.s[0] = c.state
	copy(nf.s[1:], m.args)
	m.moves = nil
	return m.code.body(nf)
}

// trim lets go of frames that deep calls have left, and of what is in the others: an actor may
// wait for its next message for ever. One that has waited for something else does so more slowly
// than frames are made: it keeps none.
func (t *thread) trim() {
	t.growth.Rest()
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

// Drop answers a message that the actor will not handle. What was sent with it is closed later: the
// system that waits for the answer may be what the actor needs to end.
func (c *cell) Drop(m any) {
	msg := m.(*message)
	msg.refuse()
	if msg.moves != nil {
		c.lost = append(c.lost, msg)
	}
}

// End runs the stop hooks of an actor that did not crash, closes what it has and what waits in its
// mailbox, and reports why it crashed.
func (c *cell) End(cause error, drop func()) {
	t := &c.thread
	c.timers.stop()
	if cause == nil {
		drop()
	}
	if exited(cause) {
		t.process.exited.Store(t.process.prompt == nil)
	}
	f := t.root
	if cause == nil && !t.process.left.Load() && !c.Killed() {
		for _, hook := range c.plan.stops {
			if cause = t.guard(func() { c.run(f, hook, nil, nil) }); cause != nil {
				break
			}
		}
	}
	drained := cause == nil
	closed := errors.Join(t.conclude(c.endings(drained)), t.dropClosures(), t.dropGenerators(exited(cause)))
	c.state, c.given = value.Value{}, nil
	t.process.reportCrash(c, errors.Join(cause, closed))
	// Only now do others hear of it: the report stands before what they do then.
	if !drained {
		drop()
	}
	c.shed()
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
		ps.report(fmt.Sprintf("actor #%d (%s) has crashed with %s, which it is linked to%s\n", c.ID(), c.plan.name, infoOf(linked.Ref), linkedTo(linked)))
	case errors.As(cause, &exit):
		ps.exit(exit.Status)
	case errors.As(cause, &fault):
		ps.report(fmt.Sprintf("%sactor #%d (%s) has crashed%s\n", fault.Report(), c.ID(), c.plan.name, fault.where()))
		if fault.Kind == Abort || fault.Kind == Internal {
			ps.end(fault.Exit)
		}
	}
}

// linkedTo is what has crashed the first of linked actors, for the end of a line.
func linkedTo(e *actor.LinkedError) string {
	for {
		var before *actor.LinkedError
		if !errors.As(e.Cause, &before) {
			break
		}
		e = before
	}
	if e.Cause == nil {
		return ""
	}
	return ": " + oneLine(e.Cause)
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
	args, moves := l.spawned(e, s)
	n := len(s.Args)
	l.uses++
	return func(f *frame) value.Value {
		c := &cell{plan: p}
		f.thread.process.start(&c.thread, &c.root)
		c.thread.cell = c
		given := make([]value.Value, n)
		for _, a := range args {
			given[a.field] = a.x(f)
		}
		fields := given
		if p.init != nil {
			c.given, c.moves = given, moves
			fields = make([]value.Value, len(p.fields))
		}
		p.begin(f, at, c, s.Args, fields)
		moves.handOver(given, &c.thread)
		f.spawn(c, at)
		if p.begins() {
			f.waitsFor(at, &wait{kind: waitInit, on: &c.Ref})
			c.Begin()
			f.thread.goesOn()
		}
		return value.FromRef(c)
	}
}

// An argument of spawn is for a field, or for a parameter of init.
type argument struct {
	x     expr
	field int
}

// spawned lowers the arguments of spawn, in the order in which they stand there, and gives what moves
// with them.
func (l *lowerer) spawned(e *ast.SpawnExpr, s *check.Spawn) ([]argument, *luggage) {
	moving := make([]types.Type, len(s.Args))
	var args []argument
	for i := range moving {
		moving[i] = types.Of(types.Unit)
	}
	for _, a := range e.Args {
		if i := slices.Index(s.Args, a.Value); i >= 0 {
			args = append(args, argument{l.sent(a.Value), i})
			moving[i] = l.typeOf(a.Value)
		}
	}
	return args, l.luggage(moving)
}

// begin computes the fields of an actor that spawn does not give. If one fails, what there is of the
// others is closed.
func (p *plan) begin(f *frame, at site, c *cell, args []ast.Expr, fields []value.Value) {
	begun := false
	defer func() {
		if !begun {
			c.state = p.record(fields)
			f.leave(c.endings(false))
		}
	}()
	f.at = at
	for i, x := range p.fields {
		if p.init != nil || args[i] == nil {
			fields[i] = x(f)
		}
	}
	c.state = p.record(fields)
	begun = true
}

// begin runs what an actor does before its first message, unless that is nothing.
func (c *cell) begin() {
	if c.plan.begins() {
		c.Begin()
	}
}

// begins tells whether an actor does something before its first message.
func (p *plan) begins() bool {
	return p.init != nil || len(p.starts) > 0 || len(p.periodic) > 0 || p.heap != nil
}

// spawn starts an actor.
func (f *frame) spawn(c *cell, at site) {
	ps, mailbox := f.thread.process, c.plan.mailbox
	if c.plan.quiet && !ps.env.Virtual { // the collector's goroutine must not touch what is of a bubble
		e := c.thread.estate
		mailbox.Forgotten = func() { ps.settle(e) }
	}
	if err := ps.system.SpawnAs(&c.Ref, c, mailbox); err != nil {
		f.shed(c.endings(false))
		f.pollContext()
		f.abort(at, "spawn: "+err.Error())
	}
}
