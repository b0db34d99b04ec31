package lsp

// This file sends messages without making the sender wait for a client that is slow to read.

import (
	"sync"

	"github.com/creachadair/jrpc2/channel"
)

// An outbox is a channel whose Send never waits: send passes the messages on, in their order.
type outbox struct {
	channel.Channel
	mu     sync.Mutex
	filled sync.Cond // more messages, or closed
	queue  [][]byte
	closed bool
}

func newOutbox(ch channel.Channel) *outbox {
	o := &outbox{Channel: ch}
	o.filled.L = &o.mu
	return o
}

// Send queues a message. It fails when the outbox is closed.
func (o *outbox) Send(message []byte) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return channel.ErrClosed
	}
	o.queue = append(o.queue, message)
	o.filled.Signal()
	return nil
}

// Close ends the outbox: what is queued is still sent. It may be called more than once.
func (o *outbox) Close() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.closed = true
	o.filled.Signal()
	return nil
}

// send sends what is queued until the outbox is closed and empty, or the client does not read any more; then it closes
// the channel below.
func (o *outbox) send() error {
	defer o.Channel.Close()
	for {
		o.mu.Lock()
		for len(o.queue) == 0 && !o.closed {
			o.filled.Wait()
		}
		messages := o.queue
		o.queue = nil
		o.mu.Unlock()
		if len(messages) == 0 {
			return nil
		}
		for _, m := range messages {
			if err := o.Channel.Send(m); err != nil {
				o.Close()
				return err
			}
		}
	}
}
