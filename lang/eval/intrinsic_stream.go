package eval

// This file has the functions of streams and sinks. A pipe is a channel; other streams are made by
// modules, or of another stream.

import (
	"context"
	"errors"
	"slices"
	"time"

	"hewq/actor"
	"hewq/lang/types"
	"hewq/lang/value"
	"hewq/native"
)

// A supply is what a Stream delivers from.
type supply interface {
	// next gives the next item, waiting for it no longer than the patience allows.
	next(f *frame, at site, p patience) (v value.Value, got got)

	// close is called when the reader wants no more, perhaps again.
	close(f *frame, at site)
}

// A got is what came of waiting for an item.
type got uint8

const (
	gotItem got = iota
	gotEnd
	gotLate
)

// A patience is how long to wait for an item: not at all, until a time, or for ever if it is zero.
type patience struct {
	until time.Time
	not   bool
}

// next receives an item of a pipe.
func (e *end) next(f *frame, at site, p patience) (value.Value, got) {
	if e.closed.Load() {
		return value.Value{}, gotEnd
	}
	v, ok := e.queue.TryRecv()
	switch {
	case ok:
		return v, gotItem
	case p.not:
		return v, gotLate
	}
	r := e.queue.Receiving()
	arms, w := []actor.Arm{r}, &wait{kind: waitItem}
	if !p.until.IsZero() {
		w.limit = time.Until(p.until)
		arms = append(arms, &actor.Timer{After: w.limit})
	}
	if f.first(at, w, arms...) > 0 {
		return v, gotLate
	}
	if v, ok = r.Received(); ok {
		return v, gotItem
	}
	return v, gotEnd
}

func (e *end) close(*frame, site) { e.shut() }

// A sourceFlow is a Stream that a module made, with how its items look.
type sourceFlow struct {
	native.Source
	item func([]byte) value.Value
}

func (s sourceFlow) next(f *frame, at site, p patience) (value.Value, got) {
	var item []byte
	var ok, late bool
	f.outside(at, "for the next item[ of {0}]", s.Source, func(c *native.Call) (err error) {
		whole := c.Context
		if p.not { // what is there already takes no longer
			p.until = time.Now().Add(time.Millisecond)
		}
		if !p.until.IsZero() {
			var cancel context.CancelFunc
			c.Context, cancel = context.WithDeadline(whole, p.until)
			defer cancel()
		}
		if item, ok, err = s.Next(c); err != nil && c.Err() != nil && whole.Err() == nil {
			late, err = true, nil
		}
		return err
	})
	if late {
		return value.Value{}, gotLate
	}
	if !ok {
		return value.Value{}, gotEnd
	}
	return s.item(item), gotItem
}

func (s sourceFlow) close(f *frame, at site) {
	f.outside(at, "until [a stream|{0}] is closed", s.Source, func(*native.Call) error { return s.Close() })
}

// outside calls a module, whose failure ends the program. words and on say what it waits for, as
// native.Waits has it.
func (f *frame) outside(at site, words string, on any, do func(*native.Call) error) {
	t := f.thread
	t.flush()
	t.mayWait()
	f.waitsFor(at, &wait{kind: waitNative, words: words, on: on})
	c := &native.Call{Context: t.ctx, Env: t.process.env, Actor: &t.native, Site: t.process.program.sites.at(at).Span}
	err := do(c)
	t.goesOn()
	if err != nil {
		f.pollContext()
		f.abort(at, err.Error())
	}
}

// A piece of text or bytes is an item of a Stream that is cut anew.
type pieces struct {
	make func([]byte) value.Value
	raw  func(value.Value) []byte
}

// piecesOf tells how items of type t are made, and what is in them.
func piecesOf(t types.Type) pieces {
	if types.Is(t, types.Bytes) {
		return pieces{
			make: func(b []byte) value.Value { return value.FromBytes(&value.Bytes{B: b}) },
			raw:  func(v value.Value) []byte { return slices.Clip(v.Bytes().B) },
		}
	}
	return pieces{
		make: func(b []byte) value.Value { return value.String(string(b)) },
		raw:  func(v value.Value) []byte { return []byte(v.Str()) },
	}
}

// flowOf is what a Stream delivers from, nil if it delivers nothing any more.
func flowOf(v value.Value, p pieces) supply {
	switch s := handleOf[any](v).(type) {
	case supply:
		return s
	case native.Source:
		return sourceFlow{s, p.make}
	}
	return nil
}

func streamIntrinsics() map[string]intrinsic {
	return map[string]intrinsic{
		"stream.pipe":     newPipe,
		"stream.recv":     func(l *lowerer, c *call) expr { return l.streamReceive(c, nil) },
		"stream.try_recv": streamTryReceive,
		"stream.chunks": adapter(func(from supply, p pieces, n int64) supply {
			return &cut{from: from, pieces: p, split: func(b []byte, _ int) (int, int) { return atSize(b, int(max(1, n))) }}
		}),
		"stream.take":     adapter(func(from supply, _ pieces, n int64) supply { return &firstOf{from, n} }),
		"stream.lines":    adapter(func(from supply, p pieces, _ int64) supply { return &cut{from: from, pieces: p, split: atLine} }),
		"stream.collect":  collect,
		"stream.send":     streamSend,
		"stream.try_send": streamTrySend,
		"stream.flush":    flushSink,
		"stream.close":    closeStream,
	}
}

func newPipe(_ *lowerer, c *call) expr {
	x := c.args[0].x
	return func(f *frame) value.Value {
		q := actor.NewChannel[value.Value](f.thread.process.system, int(min(x(f).Int(), maxItems)))
		return value.Record([]value.Value{f.thread.newEnd("Sink", q), f.thread.newEnd("Stream", q)})
	}
}

// elementOf is the T of a Stream<T> or Sink<T>.
func elementOf(t types.Type) types.Type { return t.(*types.Named).Args[0] }

// streamReceive lowers recv, with a deadline if after is not nil: its value is a Result then.
func (l *lowerer) streamReceive(c *call, after expr) expr {
	x, at, elem := c.args[0].x, c.at, elementOf(c.args[0].typ)
	p, some := piecesOf(elem), someOf(elem)
	receive := func(f *frame, s supply, wait patience) (value.Value, bool) {
		if s == nil {
			return noneValue, true
		}
		v, got := s.next(f, at, wait)
		if got == gotItem {
			return some(v), true
		}
		return noneValue, got == gotEnd
	}
	if after == nil {
		return func(f *frame) value.Value {
			o, _ := receive(f, flowOf(x(f), p), patience{})
			return o
		}
	}
	ok := okOf(c.result)
	late := value.Variant1(tagErr, value.Unit(0)) // TimeoutError::Timeout
	return func(f *frame) value.Value {
		s := flowOf(x(f), p)
		until := time.Now().Add(time.Duration(after(f).Int()))
		o, inTime := receive(f, s, patience{until: until})
		if !inTime {
			return late
		}
		return ok(o)
	}
}

func streamTryReceive(_ *lowerer, c *call) expr {
	x, at, elem := c.args[0].x, c.at, elementOf(c.args[0].typ)
	p, some := piecesOf(elem), someOf(elem)
	return func(f *frame) value.Value {
		if s := flowOf(x(f), p); s != nil {
			if v, got := s.next(f, at, patience{not: true}); got == gotItem {
				return some(v)
			}
		}
		return noneValue
	}
}

func collect(_ *lowerer, c *call) expr {
	x, at, p := c.args[0].x, c.at, piecesOf(elementOf(c.args[0].typ))
	return func(f *frame) value.Value {
		s := flowOf(x(f), p)
		if s == nil {
			return value.String("")
		}
		var all []byte
		for {
			v, got := s.next(f, at, patience{})
			if got != gotItem {
				break
			}
			all = append(all, v.Str()...)
			f.poll(at)
		}
		s.close(f, at)
		return value.String(string(all))
	}
}

// streamSend waits until there is room for the item.
func streamSend(l *lowerer, c *call) expr {
	at := c.at
	return l.streamSender(c, func(f *frame, q *queue, v value.Value) { f.send(at, q, v) })
}

// streamTrySend drops an item for which there is no room.
func streamTrySend(l *lowerer, c *call) expr {
	return l.streamSender(c, func(*frame, *queue, value.Value) {})
}

// streamSender copies the item as what is sent to an actor; full has one for which there is no room.
// The sender is not told that the stream is closed.
func (l *lowerer) streamSender(c *call, full func(*frame, *queue, value.Value)) expr {
	x, item, at, elem := c.args[0].x, c.args[1].x, c.at, c.args[1].typ
	dup, p := l.sharer(elem), piecesOf(elem)
	return func(f *frame) value.Value {
		to := handleOf[any](x(f))
		v := item(f)
		switch s := to.(type) {
		case *end:
			if s.closed.Load() {
				break
			}
			if dup != nil {
				v = f.copied(dup, v, at)
			}
			if errors.Is(s.queue.TrySend(v), actor.ErrFull) {
				full(f, s.queue, v)
			}
		case native.Drain:
			f.outside(at, "to send[ to {0}]", s, func(c *native.Call) error { return s.Put(c, p.raw(v)) })
		}
		return unit
	}
}

func flushSink(_ *lowerer, c *call) expr {
	x, at := c.args[0].x, c.at
	return func(f *frame) value.Value {
		if s, ok := handleOf[any](x(f)).(native.Drain); ok {
			f.outside(at, "until what was sent is passed on[ to {0}]", s, s.Flush)
		}
		return unit
	}
}

// closeStream closes a Stream or a Sink.
func closeStream(_ *lowerer, c *call) expr {
	x, at := c.args[0].x, c.at
	return func(f *frame) value.Value {
		switch s := handleOf[any](x(f)).(type) {
		case supply: // also the end of a pipe that is a Sink

			s.close(f, at)
		case interface{ Close() error }: // of a module
			f.outside(at, "until [a stream|{0}] is closed", s, func(*native.Call) error { return s.Close() })
		}
		return unit
	}
}
