package net

// This file makes calls of sockets end with a context.

import (
	"context"
	"os"
	"time"
)

// A turn lets one goroutine at a time wait in one direction of a socket: who waits sets the
// deadline. It holds a token while somebody does.
type turn chan struct{}

func newTurn() turn { return make(turn, 1) }

// within calls wait, which setDeadline ends, for at most limit; without one when that is not
// positive. It fails with ctx's error when ctx ends first, and with os.ErrDeadlineExceeded when
// the time is over.
func (t turn) within(ctx context.Context, limit time.Duration, setDeadline func(time.Time) error, wait func() error) error {
	waiting := ctx
	if limit > 0 {
		var cancel context.CancelFunc
		waiting, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	select {
	case t <- struct{}{}:
	case <-waiting.Done():
		return ended(ctx)
	}
	defer func() { <-t }()
	interrupted := make(chan struct{})
	stop := context.AfterFunc(waiting, func() {
		_ = setDeadline(time.Unix(1, 0)) // fails on a closed socket only, where no call waits
		close(interrupted)
	})
	err := wait()
	if !stop() {
		<-interrupted
		_ = setDeadline(time.Time{})
		if err != nil {
			return ended(ctx)
		}
	}
	return err
}

// ended is why a wait is over: ctx has ended, or else the time.
func ended(ctx context.Context) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return os.ErrDeadlineExceeded
}
