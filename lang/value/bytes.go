package value

// This file lets buffers share memory until one of them changes.

import (
	"slices"
	"sync/atomic"
)

// Bytes is Hew's bytes: a buffer that all holders share.
//
// B is for reading. A slice of the buffer may have its memory in common with it: what changes the
// buffer is done by its methods. The capacity of B belongs to them alone.
type Bytes struct {
	B  []byte
	in atomic.Pointer[memory] // nil if no other buffer has memory in common with this one
}

// A memory is what several buffers have their bytes in. They end where it ends, or earlier; a
// buffer that ends where the used part does may append in place.
type memory struct {
	size int
	used atomic.Int64
}

// Slices of fewer bytes than sharedAtLeast, and of less than a part of sharedPart of the memory, are
// copied: they would keep too much alive.
const (
	sharedAtLeast = 64
	sharedPart    = 4
)

// Slice is a buffer with the bytes from index from up to index to. Several goroutines may take slices
// of one buffer.
func (b *Bytes) Slice(from, to int) *Bytes {
	m, size := b.in.Load(), cap(b.B)
	if m != nil {
		size = m.size
	}
	if n := to - from; n < sharedAtLeast || n < size/sharedPart {
		return &Bytes{B: append([]byte(nil), b.B[from:to]...)}
	}
	if m == nil {
		m = &memory{size: size}
		m.used.Store(int64(len(b.B)))
		if !b.in.CompareAndSwap(nil, m) {
			m = b.in.Load()
		}
	}
	s := &Bytes{B: b.B[from:to]}
	s.in.Store(m)
	return s
}

// Shared tells whether other buffers have memory in common with b.
func (b *Bytes) Shared() bool { return b.in.Load() != nil }

// Push adds a byte at the end.
func (b *Bytes) Push(c byte) {
	if len(b.B) == cap(b.B) || b.in.Load() != nil {
		b.reserve(1)
	}
	b.B = append(b.B, c)
}

// Append adds bytes at the end.
func (b *Bytes) Append(more []byte) {
	if len(more) > cap(b.B)-len(b.B) || b.in.Load() != nil {
		b.reserve(len(more))
	}
	b.B = append(b.B, more...)
}

// reserve makes sure that n bytes can be appended in place. New memory has room for as much again
// as there is, or half of it if there is very much.
func (b *Bytes) reserve(n int) {
	if m := b.in.Load(); m != nil {
		end := int64(m.size - cap(b.B) + len(b.B))
		if n <= cap(b.B)-len(b.B) && m.used.CompareAndSwap(end, end+int64(n)) {
			return
		}
		b.in.Store(nil)
	}
	room := max(len(b.B), firstRoom)
	if len(b.B) > muchMemory {
		room /= 2
	}
	b.B = append(make([]byte, 0, len(b.B)+max(n, room)), b.B...)
}

const (
	firstRoom  = 16
	muchMemory = 32 << 20
)

// Set replaces the byte at index i.
func (b *Bytes) Set(i int, c byte) {
	if b.in.Load() != nil {
		b.B = slices.Clone(b.B)
		b.in.Store(nil)
	}
	b.B[i] = c
}

// Pop takes the last byte off, which there must be.
func (b *Bytes) Pop() byte {
	n := len(b.B) - 1
	c := b.B[n]
	b.B = b.B[:n]
	return c
}

// Clear takes all bytes away.
func (b *Bytes) Clear() {
	b.B = nil
	b.in.Store(nil)
}
