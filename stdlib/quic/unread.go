package quic

// This file bounds what scripts have not received yet, of a connection and of the program.
// Beyond the bound pumps stop reading, and flow control holds the senders.

import (
	"runtime"
	"sync/atomic"
)

// A hoard counts what a stream holds unread. It outlives the stream, which a script may forget
// without closing it.
type hoard struct {
	stack *Stack
	bytes atomic.Int64
}

// newHoard gives s an account that is settled when s is garbage at the latest.
func newHoard(s *Stream) *hoard {
	h := &hoard{stack: s.conn.ep.stack}
	runtime.AddCleanup(s, func(h *hoard) { h.add(-h.bytes.Load()) }, h)
	return h
}

// add counts n more bytes as unread, or fewer. Pumps that wait for that go on.
func (h *hoard) add(n int64) {
	h.bytes.Add(n)
	all := h.stack.unread.Add(n)
	if limit := h.stack.conf.unreadTotal(); all < limit && all-n >= limit {
		for _, ep := range h.stack.all() {
			for _, c := range ep.connections() {
				c.ledger.release()
			}
		}
	}
}

// account counts n more bytes of the stream as unread, or fewer.
func (s *Stream) account(n int64) {
	if n == 0 {
		return
	}
	c := s.conn
	s.hoard.add(n)
	unread, limit := c.unread.Add(n), c.ep.stack.conf.inboxes()
	if unread < limit && unread-n >= limit {
		c.ledger.release()
	}
}

// crowded reports whether as much is unread as may be.
func (c *Conn) crowded() bool {
	s := c.ep.stack
	return c.unread.Load() >= s.conf.inboxes() || s.unread.Load() >= s.conf.unreadTotal()
}
