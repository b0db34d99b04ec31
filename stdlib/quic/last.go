package quic

// This file ends connections at the end of a program, where a script may end many of them one after
// the other.

import (
	"context"
	"errors"
	"sync/atomic"
	"time"
)

// lastPatience is how long all calls of disconnect wait together at the end of a program. What takes
// longer goes on behind them, for all connections at once.
const lastPatience = time.Second

// errBehind tells that a connection is being ended behind the caller.
var errBehind = errors.New("what was sent is still under way; the end of the program waits for it")

// lastCalls gives a channel that is closed lastPatience after the first call.
func (s *Stack) lastCalls() <-chan struct{} {
	s.last.Do(func() {
		s.lastOver = make(chan struct{})
		time.AfterFunc(lastPatience, func() { close(s.lastOver) })
	})
	return s.lastOver
}

// disconnectLast is Disconnect at the end of the program. It fails with errBehind if it goes on behind
// the caller.
func (c *Conn) disconnectLast(ctx context.Context) error {
	if c == nil || c.released.Swap(true) {
		return errNone
	}
	defer c.events.end(errNone)
	var left atomic.Bool // by the caller
	done := make(chan error, 1)
	begun := c.ep.start(func() {
		err := c.leave(context.WithoutCancel(ctx), textDisconnected)
		if done <- err; left.Load() {
			c.ep.stack.lost(c, err)
		}
	})
	if !begun {
		return c.leave(ctx, textDisconnected)
	}
	select {
	case err := <-done:
		return err
	case <-c.ep.stack.lastCalls():
	case <-ctx.Done():
	}
	left.Store(true)
	select {
	case err := <-done:
		return err // lost is told twice at most, and says it once
	default:
		return errBehind
	}
}
