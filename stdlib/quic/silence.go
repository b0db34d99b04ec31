package quic

// This file ends connections whose peer is not heard any more although it owes acknowledgements.
// quic-go itself ends them after the idle timeout.

import (
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
