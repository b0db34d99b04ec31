package quic

// This file lends the large buffers that streams are read into, and takes them back from
// scripts that are done with them. Fresh memory costs a stream more than its decryption.

import "sync"

// chunksAtMost is how many buffers wait to be lent again.
const chunksAtMost = 32

// A chunks holds buffers of chunkAtMost bytes. It is safe for use from several goroutines.
type chunks struct {
	mu   sync.Mutex
	free [][]byte
}

// lend gives out a buffer of n bytes, at most chunkAtMost. Smaller ones are not lent again.
func (c *chunks) lend(n int) []byte {
	if n < chunkAtMost {
		return make([]byte, n)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if n := len(c.free); n > 0 {
		b := c.free[n-1]
		c.free[n-1] = nil
		c.free = c.free[:n-1]
		return b
	}
	return make([]byte, chunkAtMost)
}

// giveBack takes b, which the caller alone holds. Buffers of another size are left to the collector.
func (c *chunks) giveBack(b []byte) {
	if cap(b) != chunkAtMost {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.free) < chunksAtMost {
		c.free = append(c.free, b[:chunkAtMost])
	}
}
