package quic

// This file puts off the end of a connection whose peer may still read.
//
// A receiver may drop what its program has not read when it hears of the end, although it has
// acknowledged it. So the CONNECTION_CLOSE of a connection on which a lot may be unread is sent
// behind the caller's back: when the peer closes, or when it has shown no sign of reading for a
// while.

import "time"

// noSignOfReading is how long flow control must not have moved until a peer counts as one that
// reads no more.
const noSignOfReading = 3 * time.Second

// hurriedReaderWait is how long peers may read on when the user has asked for the end.
const hurriedReaderWait = 3 * time.Second

// part ends the connection with code 0, now or behind the caller. The handle stays as it is.
func (c *Conn) part(reason string) {
	if !c.mayRead() || !c.ep.holdFor(func() {
		c.awaitReader()
		c.close(reason)
	}) {
		c.close(reason)
	}
}

// mayRead reports whether the peer may still read what it loses when the connection ends.
func (c *Conn) mayRead() bool {
	return !c.died() && !c.ep.stack.conf.NoLinger && c.ledger.unread() > 0
}

// awaitReader returns when the peer needs the connection no longer, or the time for that is over.
func (c *Conn) awaitReader() {
	s := c.ep.stack
	limit := time.After(s.conf.readerWait())
	hurried, begun := s.hurried, time.Now()
	for {
		signed := c.ledger.lastMoved()
		if signed.Before(begun) {
			signed = begun
		}
		left := time.Until(signed.Add(noSignOfReading))
		if left <= 0 {
			return
		}
		select {
		case <-c.over:
			return
		case <-c.ep.evicted:
			return
		case <-s.dropped:
			return
		case <-limit:
			return
		case <-hurried:
			hurried, limit = nil, time.After(hurriedReaderWait)
		case <-time.After(left):
		}
	}
}
