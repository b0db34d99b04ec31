package quic

// This file deals with peers that are not heard any more. It ends connections whose peer owes
// acknowledgements; quic-go itself ends them after the idle timeout.

import (
	"cmp"
	"fmt"
	"time"
)

// A SilenceError ends a connection whose peer has not acknowledged data for too long.
type SilenceError struct{ Since time.Duration }

func (e *SilenceError) Error() string {
	return fmt.Sprintf("%s: the peer owes acknowledgements and was silent for %v", textTimedOut, e.Since)
}

// watchSilence ends the connection when data is unacknowledged and nothing was heard from the peer
// for as long as the settings say. It returns when the connection has ended.
func (c *Conn) watchSilence() {
	limit := c.ep.stack.conf.UnackedTimeout
	for {
		left := limit
		if since, owes := c.ledger.owing(); owes {
			left = limit - time.Since(since)
		}
		if left <= 0 {
			c.end(&SilenceError{limit})
			return
		}
		timer := time.NewTimer(left)
		select {
		case <-timer.C:
		case <-c.over:
			timer.Stop()
			return
		}
	}
}

// owing reports whether the peer owes acknowledgements, and since when it has not been heard. It
// owes none of what its flow control still holds back.
func (l *ledger) owing() (since time.Time, owes bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	since = l.lacked
	if heard := l.lastHeard(); heard.After(since) {
		since = heard
	}
	return since, l.unsettled > 0 && !l.flight.empty()
}

// silentAt is when the peer counts as silent if it is not heard before: shortly before the idle
// timeout (RFC 9000, section 10.1). Then streams are read ahead further, since what has arrived and
// is not read would be lost with the connection. The zero Time stands for never.
func (c *Conn) silentAt() time.Time {
	l := c.ledger
	if l.blank {
		return time.Time{}
	}
	idle := cmp.Or(c.ep.stack.conf.IdleTimeout, idleTimeout)
	if peers := time.Duration(l.idle.Load()); peers > 0 {
		idle = min(idle, peers)
	}
	return l.lastHeard().Add(idle * 3 / 4)
}

func (c *Conn) silent() bool {
	at := c.silentAt()
	return !at.IsZero() && !time.Now().Before(at)
}
