package eval

// This file sends messages to actors, and waits for replies.

import (
	"context"
	"errors"
	"time"

	"hewq/actor"
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A message is a call of a receive function.
type message struct {
	code   *code
	args   []value.Value
	few    [2]value.Value // has args if they are not more
	reply  *actor.Reply[value.Value]
	copy   func(value.Value) value.Value // of the reply, nil if it can be shared
	nested int                           // how many calls stand on the goroutine of its caller
	main   bool                          // that goroutine is main's, or a task's
	moves  *luggage                      // what moves with the arguments
	back   *luggage                      // what moves with the reply
	asker  *thread                       // who gets that
	joined *joining                      // takes the reply instead, as that of a branch
	branch int
	out    *end // takes what a receive gen function yields
	spare  bool // can be used again when it is handled: no answer is awaited
}

// give replies; false tells that the caller waits no more.
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

// asked tells whether somebody waits for what comes of the message.
func (m *message) asked() bool { return m.reply != nil || m.joined != nil || m.out != nil }

// answer gives the result to the thread that asked for it, with the handles in it. If that thread
// does not wait any more, the resources in the result are closed.
func (m *message) answer(f *frame, at site, result value.Value) {
	if m.reply == nil && m.joined == nil {
		m.back.lose(f, at, []value.Value{result})
		return
	}
	if m.back == nil {
		m.give(result, nil)
		return
	}
	given := []value.Value{result}
	m.back.handOver(given, m.asker)
	if !m.give(result, nil) {
		m.back.lose(f, at, given)
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

// sent lowers an expression whose value goes to another actor.
func (l *lowerer) sent(e ast.Expr) expr {
	return l.handed(l.typeOf(e), l.expr(e), l.site(e))
}

// send lowers a message without an answer. What becomes of it is the mailbox's business;
// an actor that has ended drops it.
func (l *lowerer) send(e *ast.CallExpr, info *check.Call) expr {
	at, to, fn, args := l.site(e), l.expr(info.Recv), l.receives(info), l.sentAll(info.Args)
	moves := l.luggage(l.typesOf(info.Args))
	back := l.luggage([]types.Type{l.replyOf(info)})
	return func(f *frame) value.Value {
		c := value.Ref[cell](to(f))
		m := f.thread.process.messages.take()
		m.code, m.moves, m.back = fn, moves, back
		m.take(f, args)
		m.handOver(c)
		if err := f.sent(at, m, c); err != nil && !errors.Is(err, actor.ErrStopped) {
			f.pollContext()
			f.trapAs(codeUnsent, at, "the message was not sent: "+err.Error())
		}
		return unit
	}
}

// handOver makes c the owner of the handles in the arguments, unless it has ended: they are closed
// with the resources then.
func (m *message) handOver(c *cell) {
	if m.moves != nil && c.Alive() {
		m.moves.handOver(m.args, &c.thread)
	}
}

// sent sends m, and closes what is not sent: the arguments of m, or those of the message that the
// mailbox drops for it.
func (f *frame) sent(at site, m *message, c *cell) error {
	dropped, err := f.submit(f.thread.ctx, at, m, c)
	f.unsent(at, m, dropped, err)
	return err
}

// submit sends m. It waits for room in the mailbox until ctx ends.
func (f *frame) submit(ctx context.Context, at site, m *message, c *cell) (dropped any, err error) {
	room, dropped, err := c.Submit(m)
	if room != nil {
		f.waitsFor(at, &wait{kind: waitMailbox, on: &c.Ref})
		err = c.Await(ctx, room)
		f.thread.goesOn()
	}
	return dropped, err
}

// unsent closes what was not sent after dropped and err came of sending m.
func (f *frame) unsent(at site, m *message, dropped any, err error) {
	if dropped == nil && err == nil {
		return
	}
	lost := m
	if err == nil {
		lost = dropped.(*message)
		lost.refuse()
	} else {
		lost.moves.handOver(lost.args, f.thread)
	}
	f.shed(lost.moves.losing(at, lost.args))
}

// replyOf is the type of the reply to a message.
func (l *lowerer) replyOf(info *check.Call) types.Type {
	if info.Func == nil {
		return l.typeOf(info.Recv).(*types.Named).Args[1]
	}
	return l.program.prog.Normalize(types.Bind(info.Func.TypeParams, l.typeArgs(info.TypeArgs)).Apply(info.Func.Sig.Result))
}

// receives is the receive function that a message calls.
func (l *lowerer) receives(info *check.Call) *code {
	return l.program.function(info.Func, l.typeArgs(info.TypeArgs))
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

// maxNested is how many actors may handle messages on one goroutine, each for the one before,
// and maxNestedDepth how deep the calls of each of them may be.
const (
	maxNested      = 64
	maxNestedDepth = 1000
)

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
	moves *luggage
	reply types.Type
	copy  func(value.Value) value.Value // of the reply
	back  *luggage                      // with the reply
}

func (l *lowerer) request(info *check.Call) request {
	r := request{to: l.expr(info.Recv), moves: l.luggage(l.typesOf(info.Args))}
	if info.Func == nil {
		handle := l.typeOf(info.Recv)
		r.take, r.moves = l.parcel(messageType(handle), info.Args)
	} else {
		args := l.sentAll(info.Args)
		r.fn, r.take = l.receives(info), func(f *frame, m *message) { m.take(f, args) }
	}
	r.reply = l.replyOf(info)
	r.copy, r.back = l.sharer(r.reply), l.luggage([]types.Type{r.reply})
	return r
}

// An asking is a message that is sent to wait for the reply, and that wait.
type asking struct {
	message message
	wait    wait
}

// message computes the actor and the message for it, which lacks where the reply goes.
func (r *request) message(f *frame) (*cell, *message) {
	m := new(message)
	return r.fill(f, m), m
}

// fill is message for one that is part of something else.
func (r *request) fill(f *frame, m *message) *cell {
	c := value.Ref[cell](r.to(f))
	m.code, m.copy, m.moves, m.back = r.fn, r.copy, r.moves, r.back
	if r.back != nil {
		m.asker = f.thread
	}
	r.take(f, m)
	m.handOver(c)
	return c
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
		t := f.thread
		a := new(asking)
		m := &a.message
		c := r.fill(f, m)
		m.reply = actor.NewReply[value.Value](t.process.system)
		t.flush()
		v, err := t.ask(f, at, c, a, limit)
		if err == nil {
			return ok(v)
		}
		if v, given := m.reply.Leave(); given {
			f.shed(r.back.losing(at, []value.Value{v}))
		}
		f.pollContext()
		switch {
		case errors.Is(err, actor.ErrStopped):
			return value.Variant1(tagErr, value.Unit(askStopped))
		case errors.Is(err, actor.ErrFull):
			return value.Variant1(tagErr, value.Unit(askFull))
		}
		return value.Variant1(tagErr, value.Unit(askTimeout))
	}
}

// ask sends a request and waits for the reply. Without a deadline the caller handles the
// message itself if the actor is idle, unless a scope may have to end without the actor.
func (t *thread) ask(f *frame, at site, c *cell, a *asking, limit expr) (value.Value, error) {
	ctx, m, w := t.ctx, &a.message, &a.wait
	w.kind, w.on = waitReply, &c.Ref
	if limit != nil {
		t.mayWait()
		var cancel context.CancelFunc
		w.limit = time.Duration(limit(f).Int())
		ctx, cancel = context.WithTimeout(t.ctx, w.limit)
		defer cancel()
		// It can go on without anybody, so it counts as active while it waits.
		t.process.system.Enter()
		defer t.process.system.Exit()
	}
	f.waitsFor(at, w)
	defer t.goesOn()
	var dropped any
	var err error
	if limit == nil && !t.cancellable() && t.nested < maxNested && f.depth < maxNestedDepth && &c.thread != t {
		m.nested, m.main = t.nested+1, t.onMain
		dropped, err = c.Call(ctx, m, !t.onMain)
	} else {
		dropped, err = f.submit(ctx, at, m, c)
		t.wait.Store(w)
	}
	f.unsent(at, m, dropped, err)
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
