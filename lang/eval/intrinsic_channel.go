package eval

// This file has the functions of channels. The ends of a channel are handles of values.

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"hewq/actor"
	"hewq/lang/value"
	"hewq/native"
)

// A queue is a channel as values have it.
type queue = actor.Channel[value.Value]

// An end is one end of a channel. Who has closed it has none any more.
type end struct {
	name   string
	queue  *queue
	closed atomic.Bool
}

// String is how the prompt shows it.
func (e *end) String() string {
	if e.closed.Load() {
		return e.name + ", closed"
	}
	return fmt.Sprintf("%s, %d in the channel", e.name, e.queue.Len())
}

// isSender tells which end it is.
func (e *end) isSender() bool { return e.name == "Sender" || e.name == "Sink" }

// shut closes the end, once. Elements have no resources: what is in the channel is just dropped.
func (e *end) shut() {
	switch {
	case e.closed.Swap(true):
	case e.isSender():
		e.queue.CloseSender()
	default:
		e.queue.CloseReceiver()
	}
}

// Abandon closes the end when the actor that owns it has ended.
func (e *end) Abandon(context.Context, native.Departure) { e.shut() }

// Over tells whether the end is closed.
func (e *end) Over() bool { return e.closed.Load() }

// newEnd makes a value of an end, which belongs to the thread.
func (t *thread) newEnd(name string, q *queue) value.Value {
	e := &end{name: name, queue: q}
	if t.process.program.parallel {
		t.own(e)
	}
	return value.FromHandle(&value.Handle{Go: e})
}

// endOf is the queue of an end, nil if the end is closed.
func endOf(v value.Value) *queue {
	e := handleOf[*end](v)
	if e == nil || e.closed.Load() {
		return nil
	}
	return e.queue
}

// handleOf is what a value of an opaque type holds, nil if it holds nothing.
func handleOf[T any](v value.Value) (none T) {
	if h := v.Handle(); h != nil {
		t, _ := h.Go.(T)
		return t
	}
	return none
}

func channelIntrinsics() map[string]intrinsic {
	return map[string]intrinsic{
		"channel.new":      newChannel,
		"channel.send":     sendItem,
		"channel.recv":     func(l *lowerer, c *call) expr { return l.receive(c, nil) },
		"channel.try_recv": tryReceive,
		"channel.clone": func(_ *lowerer, c *call) expr {
			x := c.args[0].x
			return func(f *frame) value.Value { return f.thread.cloneSender(x(f)) }
		},
		"channel.close": pure1(closeEnd),

		"semaphore.new":             newSemaphore,
		"semaphore.acquire":         acquire,
		"semaphore.try_acquire":     pure1(tryAcquire),
		"semaphore.acquire_timeout": acquireWithin,
		"semaphore.release":         pure1(release),
		"semaphore.count":           pure1(permits),
		"semaphore.free":            pure1(func(value.Value) value.Value { return unit }),
	}
}

func newChannel(_ *lowerer, c *call) expr {
	x, at := c.args[0].x, c.at
	return func(f *frame) value.Value {
		n := x(f).Int()
		if n < 0 {
			f.abort(at, fmt.Sprintf("a channel cannot hold %d items", n))
		}
		q := actor.NewChannel[value.Value](f.thread.process.system, int(min(n, maxItems)))
		return value.Record([]value.Value{f.thread.newEnd("Sender", q), f.thread.newEnd("Receiver", q)})
	}
}

// maxItems is more items than memory has room for.
const maxItems = 1 << 40

// cloneSender makes one more sender. That of a closed one is closed.
func (t *thread) cloneSender(v value.Value) value.Value {
	q := endOf(v)
	if q == nil {
		return value.Value{}
	}
	q.AddSender()
	return t.newEnd("Sender", q)
}

func closeEnd(v value.Value) value.Value {
	if e := handleOf[*end](v); e != nil {
		e.shut()
	}
	return unit
}

// sendItem copies the item as what is sent to an actor. The sender is not told that the receiver is closed.
func sendItem(l *lowerer, c *call) expr {
	x, item, at, dup := c.args[0].x, c.args[1].x, c.at, l.sharer(c.args[1].typ)
	handles := l.handles(c.args[1].typ)
	return func(f *frame) value.Value {
		q := endOf(x(f))
		v := item(f)
		if q == nil {
			return unit
		}
		if handles != nil { // what is on its way outlives the sender
			handles(v, f.thread.process.main.own)
		}
		if dup != nil {
			v = f.copied(dup, v, at)
		}
		if q.TrySend(v) == actor.ErrFull {
			f.send(at, q, v)
		}
		return unit
	}
}

// send waits until there is room for an item.
func (f *frame) send(at site, q *queue, v value.Value) {
	t := f.thread
	t.flush()
	t.mayWait()
	f.waitsFor(at, &wait{kind: waitRoom})
	err := q.Send(t.ctx, v)
	t.goesOn()
	if err != nil && !errors.Is(err, actor.ErrClosed) {
		f.unwind()
	}
}

func tryReceive(l *lowerer, c *call) expr {
	x, some := c.args[0].x, l.arrived(payloadOf(c.result)[0])
	return func(f *frame) value.Value {
		if q := endOf(x(f)); q != nil {
			if v, ok := q.TryRecv(); ok {
				return some(f, v)
			}
		}
		return noneValue
	}
}

// receive lowers recv, with a deadline if after is not nil: its value is a Result then.
func (l *lowerer) receive(c *call, after expr) expr {
	x, at, some := c.args[0].x, c.at, l.arrived(payloadOf(c.result)[0])
	option := func(f *frame, v value.Value, ok bool) value.Value {
		if ok {
			return some(f, v)
		}
		return noneValue
	}
	if after == nil {
		return func(f *frame) value.Value {
			q := endOf(x(f))
			if q == nil {
				return noneValue
			}
			if v, ok := q.TryRecv(); ok {
				return some(f, v)
			}
			r := q.Receiving()
			f.first(at, &wait{kind: waitItem}, r)
			v, ok := r.Received()
			return option(f, v, ok)
		}
	}
	ok := okOf(c.result)
	late := value.Variant1(tagErr, value.Unit(0)) // TimeoutError::Timeout
	return func(f *frame) value.Value {
		q := endOf(x(f))
		d := time.Duration(after(f).Int())
		if q == nil {
			return ok(noneValue)
		}
		r := q.Receiving()
		if f.first(at, &wait{kind: waitItem, limit: d}, r, &actor.Timer{After: d}) > 0 {
			return late
		}
		v, there := r.Received()
		return ok(option(f, v, there))
	}
}

// deadline lowers the call of a function that waits, in `await call | after d`.
func (l *lowerer) deadline(c *call, after expr) expr {
	switch c.fn.Intrinsic {
	case "channel.recv":
		return l.receive(c, after)
	case "stream.recv":
		return l.streamReceive(c, after)
	}
	l.bug(c.node, "a deadline of %s", c.fn.Name)
	return nil
}

func semaphoreOf(v value.Value) *actor.Semaphore { return handleOf[*actor.Semaphore](v) }

func newSemaphore(_ *lowerer, c *call) expr {
	x := c.args[0].x
	return func(f *frame) value.Value {
		s := actor.NewSemaphore(f.thread.process.system, x(f).Int())
		return value.FromHandle(&value.Handle{Go: s})
	}
}

func acquire(_ *lowerer, c *call) expr {
	x, at := c.args[0].x, c.at
	return func(f *frame) value.Value {
		if s := semaphoreOf(x(f)); s != nil && !s.TryAcquire() {
			f.first(at, &wait{kind: waitPermit}, s.Acquiring())
		}
		return unit
	}
}

func acquireWithin(_ *lowerer, c *call) expr {
	x, limit, at := c.args[0].x, c.args[1].x, c.at
	return func(f *frame) value.Value {
		s := semaphoreOf(x(f))
		d := time.Duration(limit(f).Int()) * time.Millisecond
		if s == nil {
			return value.Bool(false)
		}
		return value.Bool(f.first(at, &wait{kind: waitPermit, limit: d}, s.Acquiring(), &actor.Timer{After: d}) == 0)
	}
}

func tryAcquire(v value.Value) value.Value {
	s := semaphoreOf(v)
	return value.Bool(s != nil && s.TryAcquire())
}

func release(v value.Value) value.Value {
	if s := semaphoreOf(v); s != nil {
		s.Release()
	}
	return unit
}

func permits(v value.Value) value.Value {
	if s := semaphoreOf(v); s != nil {
		return value.Int(s.Permits())
	}
	return value.Int(0)
}
