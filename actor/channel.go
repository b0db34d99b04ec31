package actor

// This file is channels: several goroutines send, one receives.

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// ErrClosed says that the channel has no receiver any more.
var ErrClosed = errors.New("the receiver is closed")

// A Channel is a queue of bounded length between goroutines that the system counts. Its methods may
// be called from any of them.
type Channel[T any] struct {
	system   *System
	capacity int

	mu      sync.Mutex
	items   queue[T]
	takers  []*Receiving[T] // that wait for an item: there are none then
	putters []*putter[T]    // that wait for room: there is none then
	senders int             // ends that are not closed
	closed  bool            // the receiver's end
}

// NewChannel makes a channel with one sender. It holds at least one item.
func NewChannel[T any](s *System, capacity int) *Channel[T] {
	return &Channel[T]{system: s, capacity: max(1, capacity), senders: 1}
}

// Send puts v behind all items that were sent before. While the channel is full it waits. It
// fails with ErrClosed if no receiver is left, and when ctx ends; v was not sent then.
func (c *Channel[T]) Send(ctx context.Context, v T) error {
	err := c.TrySend(v)
	if err != ErrFull {
		return err
	}
	p := &putter[T]{channel: c, item: v}
	if _, err := c.system.First(ctx, p); err != nil {
		return err
	}
	return p.err
}

// TrySend is Send that fails with ErrFull instead of waiting.
func (c *Channel[T]) TrySend(v T) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.closed:
		return ErrClosed
	case c.items.len() >= c.capacity:
		return ErrFull
	}
	c.put(v)
	return nil
}

// put hands v to who waits for it, or keeps it.
func (c *Channel[T]) put(v T) {
	for len(c.takers) > 0 {
		r := c.takers[0]
		c.takers = slices.Delete(c.takers, 0, 1)
		if r.wait.claim(r.number) {
			r.item, r.ok = v, true
			r.wait.wake()
			return
		}
	}
	c.items.push(v)
}

// Recv takes the first item and waits for one while there is none. It is not ok if all senders
// are closed. It fails when ctx ends.
func (c *Channel[T]) Recv(ctx context.Context) (v T, ok bool, err error) {
	v, ok, over := c.tryRecv()
	if ok || over {
		return v, ok, nil
	}
	r := c.Receiving()
	if _, err := c.system.First(ctx, r); err != nil {
		return v, false, err
	}
	return r.item, r.ok, nil
}

// TryRecv is Recv that does not wait: it is not ok either if there is no item yet.
func (c *Channel[T]) TryRecv() (v T, ok bool) {
	v, ok, _ = c.tryRecv()
	return v, ok
}

func (c *Channel[T]) tryRecv() (v T, ok, over bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok = c.take()
	return v, ok, c.senders == 0 || c.closed
}

// take removes the first item and lets the first of the waiting senders in.
func (c *Channel[T]) take() (v T, ok bool) {
	v, ok = c.items.take()
	for ok && len(c.putters) > 0 {
		p := c.putters[0]
		c.putters = slices.Delete(c.putters, 0, 1)
		if p.wait.claim(p.number) {
			c.items.push(p.item)
			p.wait.wake()
			break
		}
	}
	return v, ok
}

// AddSender makes one end more for sending.
func (c *Channel[T]) AddSender() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.senders++
}

// CloseSender closes an end for sending. After the last one who receives gets what was sent, and
// then nothing more.
func (c *Channel[T]) CloseSender() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.senders--; c.senders == 0 {
		c.endTakers()
	}
}

func (c *Channel[T]) endTakers() {
	for _, r := range c.takers {
		if r.wait.claim(r.number) {
			r.wait.wake()
		}
	}
	c.takers = nil
}

// CloseReceiver closes the end for receiving: who sends is told. It gives what was in the channel,
// which will not be received.
func (c *Channel[T]) CloseReceiver() []T {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	rest := c.items.drain()
	for _, p := range c.putters {
		if p.wait.claim(p.number) {
			p.err = ErrClosed
			p.wait.wake()
		}
	}
	c.putters = nil
	c.endTakers()
	return rest
}

// Len is how many items are in the channel.
func (c *Channel[T]) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.items.len()
}

// A Receiving waits for the next item of a channel, as one Arm of several.
type Receiving[T any] struct {
	channel *Channel[T]
	wait    *wait
	number  int32
	item    T
	ok      bool
}

// Receiving makes an Arm that happens when there is an item, or when all senders are closed.
func (c *Channel[T]) Receiving() *Receiving[T] { return &Receiving[T]{channel: c} }

// Received is the item, if the Arm has happened. It is not ok if all senders are closed.
func (r *Receiving[T]) Received() (v T, ok bool) { return r.item, r.ok }

func (r *Receiving[T]) arm(w *wait, i int32) bool {
	r.wait, r.number = w, i
	c := r.channel
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.items.len() == 0 && c.senders > 0 && !c.closed {
		c.takers = append(c.takers, r)
		return false
	}
	if !w.claim(i) {
		return false
	}
	r.item, r.ok = c.take()
	return true
}

func (r *Receiving[T]) disarm(*wait) {
	c := r.channel
	c.mu.Lock()
	defer c.mu.Unlock()
	if i := slices.Index(c.takers, r); i >= 0 {
		c.takers = slices.Delete(c.takers, i, i+1)
	}
}

// A putter waits for room.
type putter[T any] struct {
	channel *Channel[T]
	wait    *wait
	number  int32
	item    T
	err     error
}

func (p *putter[T]) arm(w *wait, i int32) bool {
	p.wait, p.number = w, i
	c := p.channel
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closed && c.items.len() >= c.capacity {
		c.putters = append(c.putters, p)
		return false
	}
	if !w.claim(i) {
		return false
	}
	if c.closed {
		p.err = ErrClosed
	} else {
		c.put(p.item)
	}
	return true
}

func (p *putter[T]) disarm(*wait) {
	c := p.channel
	c.mu.Lock()
	defer c.mu.Unlock()
	if i := slices.Index(c.putters, p); i >= 0 {
		c.putters = slices.Delete(c.putters, i, i+1)
	}
}
