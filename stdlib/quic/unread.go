package quic

// This file bounds what scripts have not received yet, of a connection and of the program.
// Beyond the bound pumps stop reading, and flow control holds the senders.

import (
	"runtime"
	"sync/atomic"
	"weak"
)

// notCounted is what a stream may hold unread without being counted, until it once holds more:
// most streams never do, and need no account.
const notCounted = 16 << 10

// A hoard is the account of a stream that holds a lot unread. It outlives the stream, which a
// script may forget without closing it.
//
// It does not refer to the connection, which refers to its streams: a stream that its own cleanup
// can reach is never garbage.
type hoard struct {
	stack *Stack
	conn  weak.Pointer[Conn]
	bytes atomic.Int64
}

// add counts n more bytes as unread, or fewer. Pumps that wait for that go on.
func (h *hoard) add(n int64) {
	h.bytes.Add(n)
	s := h.stack
	if c := h.conn.Value(); c != nil {
		if unread, limit := c.unread.Add(n), s.conf.inboxes(); unread < limit && unread-n >= limit {
			c.ledger.release()
		}
	}
	if all, limit := s.unread.Add(n), s.conf.unreadTotal(); all < limit && all-n >= limit {
		for _, ep := range s.all() {
			for _, c := range ep.connections() {
				c.ledger.release()
			}
		}
	}
}

// account counts n more bytes of the stream's inbox as unread, or fewer, after the inbox has got
// them or given them out. It is called with the lock of the inbox.
func (s *Stream) account(n int64) {
	if s.hoard == nil {
		if n = int64(s.in.size); n <= notCounted {
			return
		}
		s.hoard = &hoard{stack: s.conn.ep.stack, conn: weak.Make(s.conn)}
		runtime.AddCleanup(s, func(h *hoard) { h.add(-h.bytes.Load()) }, s.hoard)
	}
	s.hoard.add(n)
}

// crowded reports whether as much is unread as may be.
func (c *Conn) crowded() bool {
	s := c.ep.stack
	return c.unread.Load() >= s.conf.inboxes() || s.unread.Load() >= s.conf.unreadTotal()
}
