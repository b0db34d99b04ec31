package quic

import (
	"context"
	"testing"
	"time"
)

// A peer whose program does not read owes no acknowledgement of what flow control holds back.
func TestFullWindowIsNoSilence(t *testing.T) {
	conf := Config{UnackedTimeout: 4 * time.Second}
	path{latency: time.Millisecond}.run(t, conf, func(t *testing.T, ctx context.Context, c, d *Conn) {
		a, _ := streamPair(t, c, d, "x")
		for a.Send(ctx, make([]byte, 1000), time.Second) == nil {
		}
		time.Sleep(20 * time.Second)
		if c.Closed() {
			t.Errorf("the connection has ended: %v", c)
		}
	})
}
