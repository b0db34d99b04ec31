package quic

// This file guesses when the peer has what was sent, for programs that do not want to pay for
// knowing it.

import (
	"context"
	"time"

	quicgo "github.com/quic-go/quic-go"
)

// quiet returns when the peer probably has what was sent, or does not answer: what is not
// acknowledged is sent again after a probe timeout (RFC 9002, section 6.2), so when for longer than
// that no packet was sent, all has arrived. ctx ends the wait.
func (c *Conn) quiet(ctx context.Context, qc *quicgo.Conn) {
	ctx, cancel := context.WithTimeout(ctx, c.ep.stack.conf.disconnectWait())
	defer cancel()
	last, since, backoff := qc.ConnectionStats(), time.Now(), time.Duration(1)
	for {
		stats := qc.ConnectionStats()
		switch {
		case stats.PacketsReceived != last.PacketsReceived:
			backoff = max(backoff/2, 1) // it need not be an answer to what was sent last
		case stats.PacketsSent != last.PacketsSent:
			backoff *= 2 // without an answer, every probe waits twice as long as the one before
		}
		if stats.PacketsSent != last.PacketsSent {
			since = time.Now()
		}
		last = stats
		silence := backoff * probeTimeout(stats) * 5 / 4
		left := silence - time.Since(since)
		if left <= 0 || !wait(ctx, min(left, max(silence/8, time.Millisecond)), c.over) {
			return
		}
	}
}
