package eval

// This file runs the actors of a program: spawn, messages and replies.

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"hewq/actor"
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
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

// A plan is what all actors of one type have in common.
type plan struct {
	name string

	periodic []periodic

	lambda  *lambda                    // nil unless it is a lambda actor, which has no functions of its own
	fields  []func(*frame) value.Value // what a field is before init: its default, or nothing
	init    *code
	starts  []*code
	stops   []*code
	heap    *heap   // nil if there is no limit
	crash   *code   // nil if nothing is told of crashes
	close   *closer // of the record with the fields
	at      site    // of the declaration
	mailbox actor.Mailbox
	numbers bool // all fields are scalars
	quiet   bool // the end of such an actor runs nothing of the program
}

// A message is a call of a receive function.
type message struct {
	code   *code
	args   []value.Value
	few    [2]value.Value // has args if they are not more
	reply  *actor.Reply[value.Value]
	copy   func(value.Value) value.Value // of the reply, nil if it can be shared
	nested int                           // how many calls stand on the goroutine of its caller
	main   bool                          // that goroutine is main's, or a task's
	moves  luggage                       // what moves with the arguments
	back   luggage                       // what moves with the reply
	asker  *thread                       // who gets that
	joined *joining                      // takes the reply instead, as that of a branch
	branch int
	out    *end // takes what a receive gen function yields
	spare  bool // can be used again when it is handled: nobody waits for it
}

// give replies; false tells that nobody waits any more.
func (m *message) give(v value.Value, err error) bool {
	if m.joined != nil {
		return m.joined.give(m.branch, v, err)
	}
	return m.reply.Give(v, err)
}

// take computes the arguments.
func (m *message) take(f *frame, args []expr) {
	if len(args) <= len(m.few) {
		m.args = m.few[:len(args)]
	} else {
		m.args = make([]value.Value, len(args))
	}
	for i, x := range args {
		m.args[i] = x(f)
	}
}

// maxNested is how many actors may handle messages on one goroutine, each for the one before,
// and maxNestedDepth how deep the calls of each of them may be.
const (
	maxNested      = 64
	maxNestedDepth = 1000
)

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
	})
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
	t.m.messages.give(msg)
	t.trim()
	return nil
}

// answer gives the result to who asked for it, with the handles in it.
func (m *message) answer(result value.Value) {
	if m.reply == nil && m.joined == nil {
		return
	}
	if m.copy != nil {
		result = m.copy(result)
	}
	if m.back == nil {
		m.give(result, nil)
		return
	}
	given := []value.Value{result}
	m.back.handOver(given, m.asker)
	if !m.give(result, nil) {
		m.back.abandon(m.asker.m, given)
	}
}

// refuse tells who asked that there is no answer.
func (m *message) refuse() {
	if m.reply != nil || m.joined != nil {
		m.give(value.Value{}, actor.ErrStopped)
	}
	if m.out != nil {
		m.out.shut()
	}
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
	msg.moves.abandon(c.thread.m, msg.args)
}

// End runs the stop hooks of an actor that did not crash, closes what it owns, and reports why
// it crashed.
func (c *cell) End(cause error) {
	t := &c.thread
	c.timers.stop()
	f := t.root
	if cause == nil && !t.m.left.Load() && !c.Killed() {
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
	t.m.over(c, errors.Join(cause, closed))
	// Only now do peers hear of it: the report stands before what they do then.
	var fault *Fault
	var linked *actor.LinkedError
	t.m.env.EndOwner(t.m.ctx, t.native.Owner, errors.As(cause, &fault) || errors.As(cause, &linked))
	t.forgetWait()
}

// over reports the crash of an actor. What ends a program in main ends it here as well: exit, a
// failed assertion.
func (m *machine) over(c *cell, cause error) {
	var fault *Fault
	var exit *Exit
	var linked *actor.LinkedError
	switch {
	case errors.As(cause, &linked):
		m.report(fmt.Sprintf("actor #%d (%s) has crashed with %s, which it is linked to\n", c.ID(), c.plan.name, infoOf(linked.Ref)))
	case errors.As(cause, &exit):
		m.end(exit.Status)
	case errors.As(cause, &fault):
		m.report(fmt.Sprintf("%s%sactor #%d (%s) has crashed\n", fault.Report(), fault.panicTrace(), c.ID(), c.plan.name))
		if fault.Kind == Abort || fault.Kind == Internal {
			m.end(fault.Exit)
		}
	}
}

// report tells people what the program does not know of.
func (m *machine) report(text string) {
	m.flush()
	// There is nobody to tell if this fails.
	_, _ = m.env.Stderr.Write([]byte(text))
}

// panicTrace is the trace of a panic, whose report has none.
func (e *Fault) panicTrace() string {
	if e.Kind != Panic {
		return ""
	}
	return e.Trace()
}

// end ends the program with a status.
func (m *machine) end(status int) {
	if m.prompt != nil {
		return // it is the actor's end alone
	}
	m.ending.Do(func() {
		m.status = status
		m.ended.Store(true)
		m.cancel()
	})
}

// planOf makes the plan of an actor with type arguments.
func (l *lowerer) planOf(a *check.Actor, t types.Type) *plan {
	key := l.m.types.key(t)
	if p, ok := l.m.plans[key]; ok {
		return p
	}
	p := &plan{name: a.Name}
	l.m.plans[key] = p
	targs := t.(*types.Named).Args
	m, state := l.m, &types.Named{Def: a.State, Args: targs}
	inner := m.lowerer(a.Module.File, a.Name, types.Bind(a.State.Params, targs))
	p.at = m.siteAt(a.Module.File.Span(a.Decl), a.Name)
	p.numbers = allScalar(fieldTypes(state))
	for i, ft := range fieldTypes(state) {
		p.fields = append(p.fields, inner.fieldDefault(a, i, ft))
	}
	p.close = inner.closer(state)
	p.quiet = len(a.Stops) == 0 && !l.m.prog.Closes(state)
	function := func(f *check.Func) *code { return m.function(f, targs) }
	if a.Init != nil {
		p.init = function(a.Init)
	}
	for _, f := range a.Starts {
		p.starts = append(p.starts, function(f))
	}
	for _, f := range a.Stops {
		p.stops = append(p.stops, function(f))
	}
	if a.Crash != nil {
		p.crash = function(a.Crash)
	}
	if p.heap = inner.heapOf(a.MaxHeap, state); p.heap != nil {
		for _, f := range a.Receives {
			for _, param := range f.Sig.Params[1:] {
				p.heap.args[function(f)] = append(p.heap.args[function(f)], inner.measure(inner.typ(param)))
			}
		}
	}
	for _, t := range a.Periodic {
		p.periodic = append(p.periodic, periodic{function(t.Func), t.Every})
	}
	p.mailbox = mailboxOf(a.Mailbox())
	if p.mailbox.Overflow == actor.Coalesce {
		p.mailbox.Key = inner.coalesce(a, a.Mailbox().Overflow.Key, function)
	}
	p.mailbox.Lazy = true
	return p
}

// fieldDefault gives what a field is unless spawn says otherwise.
func (l *lowerer) fieldDefault(a *check.Actor, i int, t types.Type) func(*frame) value.Value {
	e := a.Default(i)
	if e == nil {
		return l.zero(t)
	}
	return l.thunk(e)
}

// thunk lowers an expression that stands outside of functions.
func (l *lowerer) thunk(e ast.Expr) func(*frame) value.Value {
	c := &code{name: l.name, need: unlowered, lower: func(c *code) {
		inner := l.m.lowerer(l.file, l.name, l.subst)
		inner.survey(e)
		c.body = inner.expr(e)
		inner.finish(c)
	}}
	l.m.later(c)
	at := l.site(e)
	return func(f *frame) value.Value { return f.call(c, at) }
}

// zero gives the value of a field that nothing was stored in yet.
func (l *lowerer) zero(t types.Type) func(*frame) value.Value {
	switch {
	case isString(t):
		return func(*frame) value.Value { return value.String("") }
	case types.Is(t, types.Bytes):
		return func(*frame) value.Value { return value.FromBytes(&value.Bytes{}) }
	case elemOf(t) != nil:
		make := vecMaker(vecKindOf(elemOf(t)))
		return func(*frame) value.Value { return make(nil) }
	case isMap(t):
		return func(*frame) value.Value { return value.FromMap(value.NewMap()) }
	case isScalar(t):
		return func(*frame) value.Value { return value.Int(0) }
	}
	if _, isOption := types.IsNamed(t, "Option"); isOption {
		return func(*frame) value.Value { return noneValue }
	}
	return func(*frame) value.Value { return value.Value{} }
}

func mailboxOf(m *ast.Mailbox) actor.Mailbox {
	var o actor.Mailbox
	if m == nil {
		return o
	}
	o.Capacity, _ = strconv.Atoi(m.Size) // the parser has seen an integer
	if m.Overflow == nil {
		return o
	}
	policies := map[string]actor.Policy{
		"block": actor.Block, "drop_new": actor.DropNew, "drop_old": actor.DropOld, "fail": actor.Fail, "coalesce": actor.Coalesce,
	}
	o.Overflow, o.Fallback = policies[m.Overflow.Policy], actor.DropNew
	if m.Overflow.Fallback != nil {
		o.Fallback = policies[m.Overflow.Fallback.Policy]
	}
	return o
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
		f.actor.m.start(&c.thread, &c.root)
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
	m, mailbox := f.actor.m, c.plan.mailbox
	if c.plan.quiet {
		e := c.thread.estate
		mailbox.Forgotten = func() { m.settle(e) }
	}
	if err := m.system.SpawnAs(&c.Ref, c, mailbox); err != nil {
		f.pollContext()
		f.abort(at, "spawn: "+err.Error())
	}
}

// record makes the record with the fields of an actor.
func (p *plan) record(fields []value.Value) value.Value {
	if !p.numbers || len(fields) == 0 {
		return value.Record(fields)
	}
	numbers := make([]int64, len(fields))
	for i, v := range fields {
		numbers[i] = v.Int()
	}
	return value.Scalars(numbers)
}

// sent lowers an expression whose value goes to another actor.
func (l *lowerer) sent(e ast.Expr) expr {
	x := l.expr(e)
	if dup := l.sharer(l.typeOf(e)); dup != nil {
		return func(f *frame) value.Value { return dup(x(f)) }
	}
	return x
}

// send lowers a message that nobody waits for. What becomes of it is the mailbox's business;
// an actor that has ended drops it.
func (l *lowerer) send(e *ast.CallExpr, info *check.Call) expr {
	at, to, fn, args := l.site(e), l.expr(info.Recv), l.receives(info), l.sentAll(info.Args)
	moves := l.luggage(l.typesOf(info.Args))
	return func(f *frame) value.Value {
		c := value.Ref[cell](to(f))
		m := f.actor.m.messages.take()
		m.code, m.moves = fn, moves
		m.take(f, args)
		moves.handOver(m.args, &c.thread)
		if err := c.Send(f.actor.ctx, m); err != nil && !errors.Is(err, actor.ErrStopped) {
			moves.handOver(m.args, f.actor)
			f.pollContext()
			f.trap(at, "the message was not sent: "+err.Error())
		}
		return unit
	}
}

// receives is the receive function that a message calls.
func (l *lowerer) receives(info *check.Call) *code {
	return l.m.function(info.Func, l.typeArgs(info.TypeArgs))
}

func (l *lowerer) typesOf(es []ast.Expr) []types.Type {
	out := make([]types.Type, len(es))
	for i, e := range es {
		out[i] = l.typeOf(e)
	}
	return out
}

func (l *lowerer) sentAll(es []ast.Expr) []expr {
	out := make([]expr, len(es))
	for i, e := range es {
		out[i] = l.sent(e)
	}
	return out
}

// The tags of AskError that hewq uses.
const (
	askTimeout = 5
	askStopped = 9
	askFull    = 10
)

// A request is a message that is being lowered whose sender wants a reply.
type request struct {
	to    expr
	fn    *code                  // nil of a lambda actor
	take  func(*frame, *message) // computes the arguments
	moves luggage
	reply types.Type
	copy  func(value.Value) value.Value // of the reply
	back  luggage                       // with the reply
}

func (l *lowerer) request(info *check.Call) request {
	r := request{to: l.expr(info.Recv), moves: l.luggage(l.typesOf(info.Args))}
	if info.Func == nil {
		handle := l.typeOf(info.Recv)
		r.take, r.moves = l.parcel(messageType(handle), info.Args)
		r.reply = handle.(*types.Named).Args[1]
	} else {
		args := l.sentAll(info.Args)
		r.fn, r.take = l.receives(info), func(f *frame, m *message) { m.take(f, args) }
		r.reply = l.m.prog.Normalize(types.Bind(info.Func.TypeParams, l.typeArgs(info.TypeArgs)).Apply(info.Func.Sig.Result))
	}
	r.copy, r.back = l.sharer(r.reply), l.luggage([]types.Type{r.reply})
	return r
}

// message computes the actor and the message for it, which lacks where the reply goes.
func (r *request) message(f *frame) (*cell, *message) {
	c := value.Ref[cell](r.to(f))
	m := &message{code: r.fn, copy: r.copy, moves: r.moves, back: r.back}
	if r.back != nil {
		m.asker = f.actor
	}
	r.take(f, m)
	r.moves.handOver(m.args, &c.thread)
	return c, m
}

// ask lowers `await actor.f(…)`, with a deadline if after is not nil.
func (l *lowerer) ask(e *ast.CallExpr, after ast.Expr) expr {
	info, at := l.info.Calls[e], l.site(e)
	r := l.request(info)
	ok := okOf(r.reply)
	var limit expr
	if after != nil {
		limit = l.expr(after)
	}
	return func(f *frame) value.Value {
		a := f.actor
		c, m := r.message(f)
		m.reply = actor.NewReply[value.Value](a.m.system)
		a.flush()
		v, err := a.ask(f, at, c, m, limit)
		if err == nil {
			return ok(v)
		}
		f.pollContext()
		switch {
		case errors.Is(err, actor.ErrStopped):
			return value.Variant1(tagErr, value.Unit(askStopped))
		case errors.Is(err, actor.ErrFull):
			r.moves.handOver(m.args, a)
			return value.Variant1(tagErr, value.Unit(askFull))
		}
		return value.Variant1(tagErr, value.Unit(askTimeout))
	}
}

// ask sends a request and waits for the reply. Without a deadline the caller handles the
// message itself if the actor is idle, unless a scope may have to end without the actor.
func (t *thread) ask(f *frame, at site, c *cell, m *message, limit expr) (value.Value, error) {
	ctx := t.ctx
	if limit != nil {
		t.mayWait()
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(t.ctx, time.Duration(limit(f).Int()))
		defer cancel()
		// It can go on without anybody, so it counts as active while it waits.
		t.m.system.Enter()
		defer t.m.system.Exit()
	}
	t.waitsFor(at, waitReply)
	defer t.goesOn()
	var err error
	if limit == nil && !t.cancellable() && t.nested < maxNested && f.depth < maxNestedDepth && &c.thread != t {
		m.nested, m.main = t.nested+1, t.onMain
		err = c.Call(ctx, m, !t.onMain)
	} else {
		err = c.Send(ctx, m)
	}
	if err != nil {
		return value.Value{}, err
	}
	if !m.reply.Ready() {
		if limit == nil {
			t.mayWait()
			ctx = t.ctx
		}
		t.blocks()
	}
	return m.reply.Wait(ctx)
}
