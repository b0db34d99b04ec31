package quic

// This file closes what belonged to an actor that has ended: see native.Resource.

import (
	"context"

	"hewq/native"
)

// Abandon closes the endpoint as Close does, behind the caller's back.
func (ep *Endpoint) Abandon(ctx context.Context, _ native.Departure) {
	if !ep.live() {
		return
	}
	s := ep.stack
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ending { // Shutdown closes it
		cancel()
		return
	}
	s.leaving[ep] = cancel
	s.behind.Go(func() {
		ep.Close(ctx)
		s.mu.Lock()
		delete(s.leaving, ep)
		s.mu.Unlock()
		cancel()
	})
}

// Over tells whether the endpoint is closed.
func (ep *Endpoint) Over() bool { return !ep.live() }

// Abandon ends the connection with code 0 and the reason "closed", when what was sent has
// arrived: see leave.
func (c *Conn) Abandon(ctx context.Context, _ native.Departure) {
	if c == nil || c.released.Swap(true) {
		return
	}
	ctx = context.WithoutCancel(ctx)
	c.ep.start(func() { // if it is too late for that, the endpoint closes it
		c.ep.stack.lost(c, c.leave(ctx, textClosed))
	})
	c.events.end(errNone)
}

// Over tells whether the connection has ended, for any reason.
func (c *Conn) Over() bool { return c.Closed() }

// Abandon closes the stream. What its actor has not finished must not look complete to the peer if
// the actor did not come to its end: the stream is reset with code 0. At the end of the program the
// stream is left to the end of its connection, which tells the peer the same after all data.
func (s *Stream) Abandon(_ context.Context, how native.Departure) {
	if !s.live() || how == native.WithMain {
		return
	}
	if how == native.Broken && s.closeSend() {
		if qs := s.qs(); qs != nil {
			s.abort(qs, 0)
		}
	}
	s.Close()
}

// Over tells whether the stream is closed, or has ended both ways.
func (s *Stream) Over() bool { return s.SendClosed() && s.RecvClosed() }

// What an actor owns is closed with it.
var _, _, _ native.Resource = (*Endpoint)(nil), (*Conn)(nil), (*Stream)(nil)
