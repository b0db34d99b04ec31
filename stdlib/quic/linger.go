package quic

// This file waits, before a connection is closed, until the peer has what was sent.
//
// Closing a QUIC connection drops everything that is under way (RFC 9000, section 10.2), and
// quic-go has no call that waits for acknowledgements. But what is not acknowledged is sent
// again after a probe timeout (RFC 9002, section 6.2). So when for longer than that no packet
// was sent, all has arrived.

import (
	"context"
	"time"

	quicgo "github.com/quic-go/quic-go"
)

const (
	lingerAtMost = 3 * time.Second
	maxAckDelay  = 25 * time.Millisecond // RFC 9000, section 18.2
	firstRTT     = 100 * time.Millisecond
)

// linger returns when the peer has what was sent, has closed the connection, or seems not to
// answer. It returns at once when every stream on which something was sent has since given the
// peer's end of data: who answers has read. ctx ends the wait.
func (c *Conn) linger(ctx context.Context) {
	if c.ep.stack.conf.NoLinger || c.unsettled.Load() <= 0 {
		return
	}
	qc := c.qc()
	if qc == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, lingerAtMost)
	defer cancel()
	last, since, backoff := qc.ConnectionStats(), time.Now(), time.Duration(1)
	for {
		stats := qc.ConnectionStats()
		switch {
		case stats.PacketsReceived != last.PacketsReceived:
			// It need not be an answer to what was sent last.
			backoff = max(backoff/2, 1)
		case stats.PacketsSent != last.PacketsSent:
			// Without an answer, every probe waits twice as long as the one before.
			backoff *= 2
		}
		if stats.PacketsSent != last.PacketsSent {
			since = time.Now()
		}
		last = stats
		quiet := backoff * probeTimeout(stats) * 5 / 4
		left := quiet - time.Since(since)
		if left <= 0 || !wait(ctx, min(left, max(quiet/8, time.Millisecond)), c.over) {
			return
		}
	}
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
