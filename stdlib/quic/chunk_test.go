package quic

import "testing"

func TestChunksAreLentAgain(t *testing.T) {
	var c chunks
	b := c.lend(chunkAtMost)
	c.giveBack(b[:10])
	if again := c.lend(chunkAtMost); &again[0] != &b[0] || len(again) != chunkAtMost {
		t.Errorf("got another buffer, or one of %d bytes", len(again))
	}
	if other := c.lend(chunkAtMost); &other[0] == &b[0] {
		t.Error("one buffer was lent twice")
	}
}

func TestChunksKeepFew(t *testing.T) {
	var c chunks
	c.giveBack(nil)
	c.giveBack(c.lend(chunkAtFirst))
	if len(c.free) != 0 {
		t.Errorf("%d small buffers are kept", len(c.free))
	}
	for range chunksAtMost + 5 {
		c.giveBack(make([]byte, chunkAtMost))
	}
	if len(c.free) != chunksAtMost {
		t.Errorf("%d buffers are kept, want %d", len(c.free), chunksAtMost)
	}
}
