package quic

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/quic-go/quic-go/testutils/simnet"
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

// What has arrived of an unfinished stream outlives a connection that ends by silence: the sender
// may have left with Ok, and its goodbye may be lost. That holds for the idle timeout, and when this
// side gives the peer up.
func TestUnfinishedStreamOutlivesSilence(t *testing.T) {
	const size = 2_000_000
	for name, conf := range map[string]Config{
		"idle timeout": {},
		"given up":     {UnackedTimeout: 4 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			var gone atomic.Bool
			path{latency: time.Millisecond, lose: func(simnet.Packet) bool { return gone.Load() }}.run(t, conf, func(t *testing.T, ctx context.Context, c, d *Conn) {
				a, b := streamPair(t, c, d, "?")
				must(t, "Send", b.Send(ctx, make([]byte, size), 0))
				time.Sleep(time.Second) // until all is acknowledged
				gone.Store(true)
				must(t, "Disconnect", d.Disconnect(ctx))
				if conf.UnackedTimeout > 0 {
					must(t, "Send", a.Send(ctx, []byte("?"), 0))
				}
				<-c.over
				for n := 0; n < size; {
					data, err := a.Recv(ctx, 0)
					if err != nil {
						t.Fatalf("Recv after %d bytes: %v", n, err)
					}
					n += len(data)
				}
			})
		})
	}
}
