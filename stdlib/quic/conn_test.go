package quic

import (
	"sync"
	"testing"
)

// A script that hears from a stream that its connection is lost looks at the connection next.
func TestStreamsDoNotFailBeforeTheirConnection(t *testing.T) {
	ctx := testContext(t)
	s := newStack(t, Config{NoLinger: true})
	for range 10 {
		c, d := pair(t, s)
		var waiting sync.WaitGroup
		for range 50 {
			a, err := c.OpenStream(ctx)
			must(t, "OpenStream", err)
			waiting.Go(func() {
				_, err := a.Recv(ctx, 0)
				closed, text := c.Closed(), c.LastError()
				wantErr(t, "Recv", err, a.LastError(), textLost)
				if want := "closed by peer: disconnected (code 0)"; !closed || text != want {
					t.Errorf("after the failure: closed %v, last error %q, want %q", closed, text, want)
				}
			})
		}
		must(t, "Disconnect", d.Disconnect(ctx))
		waiting.Wait()
		must(t, "Disconnect", c.Disconnect(ctx))
	}
}
