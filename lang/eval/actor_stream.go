package eval

// This file runs receive gen functions: what they yield goes through a channel to who has called.

import (
	"errors"

	"hewq/actor"
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/value"
)

// streamRoom is how far an actor gets ahead of who reads its stream.
const streamRoom = 1

// stream lowers a call of a receive gen function to the stream of what it yields.
func (l *lowerer) stream(e *ast.CallExpr, info *check.Call) expr {
	at := l.site(e)
	r := l.request(info)
	return func(f *frame) value.Value {
		t := f.thread
		c, m := r.message(f)
		q := actor.NewChannel[value.Value](t.process.system, streamRoom)
		m.out = &end{name: "Sink", queue: q}
		stream := t.newEnd("Stream", q)
		if err := f.sent(at, m, c); err != nil {
			m.out.shut()
			if !errors.Is(err, actor.ErrStopped) {
				f.pollContext()
				f.trapAs(codeUnsent, at, "the message was not sent: "+err.Error())
			}
		}
		return stream
	}
}

// streamYield lowers `yield value` in a receive gen function.
func (l *lowerer) streamYield(e *ast.YieldExpr) expr {
	at, x := l.site(e), expr(nothing)
	if e.Value != nil {
		x = l.sent(e.Value)
	}
	return func(f *frame) value.Value {
		f.stream(at, x(f))
		return unit
	}
}

// stream sends a value to the reader of the stream, and waits for room. If there is none any more, the
// message is over: what was deferred runs.
func (f *frame) stream(at site, v value.Value) {
	t := f.thread
	if t.stopping {
		return
	}
	err := t.out.queue.TrySend(v)
	if errors.Is(err, actor.ErrFull) {
		t.flush()
		t.mayWait()
		f.waitsFor(at, &wait{kind: waitRoom})
		err = t.out.queue.Send(t.ctx, v)
		t.goesOn()
	}
	switch {
	case err == nil:
	case errors.Is(err, actor.ErrClosed):
		t.deserted, t.stopping, t.ended, t.release = true, true, nil, func() {}
		panic(stopped{})
	default:
		f.unwind()
	}
}

// streamEnded ends the stream of the message that t has handled.
func (t *thread) streamEnded() {
	if t.out == nil {
		return
	}
	t.out.shut()
	t.out = nil
	if t.deserted {
		t.deserted, t.stopping = false, false
	}
}
