package quic

import (
	"runtime"
	"testing"
)

// A stream that the script has forgotten without closing it takes nothing of what its connection may
// hold unread.
func TestForgottenStreamsCountForNothing(t *testing.T) {
	const size = 100_000
	ctx := testContext(t)
	c, d := pair(t, newStack(t, Config{}))
	func() {
		a, b := streamPair(t, c, d, "?")
		must(t, "Finish", a.Finish(ctx))
		must(t, "Send", b.Send(ctx, make([]byte, size), 0))
		must(t, "Finish", b.Finish(ctx))
		for c.unread.Load() < size || !a.flow.over.Load() {
			runtime.Gosched()
		}
	}()
	for n := 0; c.unread.Load() > 0 && n < 100; n++ {
		runtime.GC()
		runtime.Gosched()
	}
	if n := c.unread.Load(); n != 0 {
		t.Errorf("%d bytes of a forgotten stream count as unread", n)
	}
}
