package quic

// This file waits, before a connection is closed, until the peer has acknowledged what was
// sent: closing drops everything that is under way (RFC 9000, section 10.2).

import (
	"context"
	"errors"
	"fmt"
	"time"

	quicgo "github.com/quic-go/quic-go"
)

const (
	maxAckDelay = 25 * time.Millisecond // RFC 9000, section 18.2
	firstRTT    = 100 * time.Millisecond
	hurriedWait = 100 * time.Millisecond // when the user has asked for the program's end
)

// An UndeliveredError says what the peer has not acknowledged when a connection ended.
type UndeliveredError struct {
	Lacks  string        // what is not acknowledged, for people
	Silent time.Duration // since when nothing was heard from the peer
	Held   bool          // the peer's flow control holds it back (RFC 9000, section 4)
	Cause  error         // why the connection ended before; nil if the wait ran out
}

func (e *UndeliveredError) Error() string {
	text := "not delivered: " + e.Lacks
	if e.Cause != nil {
		return text + "; " + connectionText(e.Cause)
	}
	if e.Held {
		return text + "; the peer's program has not read what came before"
	}
	return text + fmt.Sprintf("; the peer was silent for %.1f s", e.Silent.Seconds())
}

func (e *UndeliveredError) Unwrap() error { return e.Cause }

// settle returns when the peer has acknowledged everything that was sent. It waits for that as
// long as Config.DisconnectWait says, and on slow paths for three probe timeouts after the
// peer's latest acknowledgement. Then, and when ctx or the connection ends first, it fails with an
// *UndeliveredError; but a peer that has closed the connection with code 0 needs no more.
func (c *Conn) settle(ctx context.Context) error {
	conf, qc := c.ep.stack.conf, c.qc()
	if conf.NoLinger {
		return nil
	}
	if conf.Fast {
		c.quiet(ctx, qc)
		return nil
	}
	begun, hurried := time.Now(), c.ep.stack.hurried
	limit := conf.disconnectWait()
	for {
		settled := c.ledger.settle()
		if settled == nil {
			return nil
		}
		probes := 3 * probeTimeout(qc.ConnectionStats())
		left := max(time.Until(begun.Add(limit)), time.Until(c.ledger.lastGot().Add(probes)))
		timer := time.NewTimer(left)
		err := error(nil)
		select {
		case <-settled:
		case <-c.over:
			err = c.afterEnd(c.cause(qc))
		case <-ctx.Done():
			err = c.undelivered(nil, false)
		case <-hurried:
			limit, hurried = time.Since(begun)+hurriedWait, nil
			c.ledger.forsake(settled)
			timer.Stop()
			continue
		case <-timer.C:
			if time.Until(c.ledger.lastGot().Add(probes)) > 0 {
				c.ledger.forsake(settled)
				continue
			}
			_, owes := c.ledger.owing()
			err = c.undelivered(nil, !owes)
		}
		timer.Stop()
		c.ledger.forsake(settled)
		return err
	}
}

// afterEnd judges what was not acknowledged when the connection ended by itself.
func (c *Conn) afterEnd(cause error) error {
	var app *quicgo.ApplicationError
	if errors.As(cause, &app) && app.Remote && app.ErrorCode == 0 {
		return nil
	}
	return c.undelivered(cause, false)
}

// undelivered is nil if everything was acknowledged at the last moment.
func (c *Conn) undelivered(cause error, held bool) error {
	lacks := c.ledger.lacks()
	if lacks == "" {
		return nil
	}
	return &UndeliveredError{Lacks: lacks, Silent: time.Since(c.ledger.lastHeard()), Held: held, Cause: cause}
}

// wait reports whether d has passed before ctx ended and over was closed.
func wait(ctx context.Context, d time.Duration, over <-chan struct{}) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
	case <-over:
	}
	return false
}

// probeTimeout is how long quic-go waits for an acknowledgement before it sends again.
func probeTimeout(stats quicgo.ConnectionStats) time.Duration {
	rtt := stats.SmoothedRTT
	if rtt == 0 {
		rtt = firstRTT
	}
	return rtt + max(4*stats.MeanDeviation, time.Millisecond) + maxAckDelay
}
