package value_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"hewq/lang/value"
)

// TestBytesAnyhow does many things with buffers that share memory, and compares each with one that
// shares nothing.
func TestBytesAnyhow(t *testing.T) {
	by := rand.New(rand.NewPCG(3, 4))
	bs, want := make([]*value.Bytes, 8), make([][]byte, 8)
	for i := range bs {
		bs[i] = &value.Bytes{}
	}
	shared := 0
	for step := range 30_000 {
		at := by.IntN(len(bs))
		b, n := bs[at], len(want[at])
		switch c := byte(step); by.IntN(8) {
		case 0, 1:
			b.Push(c)
			want[at] = append(want[at], c)
		case 2, 3:
			more := bytes.Repeat([]byte{c}, by.IntN(100))
			b.Append(more)
			want[at] = append(want[at], more...)
		case 4, 5:
			from := by.IntN(n/4 + 1)
			to := n - by.IntN(2)*by.IntN(n-from+1)
			to, into := max(from, to), by.IntN(len(bs))
			bs[into], want[into] = b.Slice(from, to), slices.Clone(want[at][from:to])
			if bs[into].Shared() {
				shared++
			}
		case 6:
			if n > 0 {
				i := by.IntN(n)
				b.Set(i, c)
				want[at][i] = c
			}
		case 7:
			if n > 0 && b.Pop() != want[at][n-1] {
				t.Fatalf("step %d: the last byte differs", step)
			}
			want[at] = want[at][:max(0, n-1)]
			if n > 5000 {
				b.Clear()
				want[at] = nil
			}
		}
		for j := range bs {
			if !bytes.Equal(bs[j].B, want[j]) {
				t.Fatalf("step %d: buffer %d is %q, want %q", step, j, bs[j].B, want[j])
			}
		}
	}
	if shared < 1000 {
		t.Errorf("only %d slices shared memory", shared)
	}
}

// TestBytesFromTheFront is a loop that receives: it appends at the end and cuts from the front.
func TestBytesFromTheFront(t *testing.T) {
	chunk := bytes.Repeat([]byte("0123456789abcdef"), 64)
	work := func(n int) func() {
		return func() {
			b := &value.Bytes{}
			for range n {
				b.Append(chunk)
				for len(b.B) > 500 {
					b = b.Slice(4, len(b.B))
				}
				if cap(b.B) > 8*len(chunk) {
					t.Fatalf("a buffer of %d bytes has room for %d", len(b.B), cap(b.B))
				}
			}
		}
	}
	if small, large := made(work(100)), made(work(400)); large > 6*small {
		t.Errorf("%d bytes for 100 chunks, %d for 400", small, large)
	}
	cut := func(n int) func() {
		b := &value.Bytes{B: make([]byte, n)}
		return func() {
			for b := b; len(b.B) > 4; {
				b = b.Slice(4, len(b.B))
			}
		}
	}
	if small, large := made(cut(10_000)), made(cut(40_000)); large > 6*small {
		t.Errorf("%d bytes for 10,000 bytes, %d for 40,000", small, large)
	}
}

func TestBytesKeepLittleAlive(t *testing.T) {
	b := &value.Bytes{B: make([]byte, 10_000)}
	if s := b.Slice(0, 2000); s.Shared() || b.Shared() {
		t.Error("a small part keeps all bytes")
	}
	s := b.Slice(100, 9000)
	for len(s.B) > 0 {
		if s = s.Slice(1, len(s.B)); s.Shared() && cap(s.B) > 4*len(s.B) {
			t.Fatalf("a slice of %d bytes keeps %d", len(s.B), cap(s.B))
		}
	}
}

// TestBytesInGoroutines has several goroutines append to slices of one buffer.
func TestBytesInGoroutines(t *testing.T) {
	b := &value.Bytes{B: append(make([]byte, 0, 1000), bytes.Repeat([]byte("x"), 400)...)}
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			s := b.Slice(0, 400)
			for range 200 {
				s.Push(byte(i))
			}
			if want := slices.Concat(b.B, bytes.Repeat([]byte{byte(i)}, 200)); !bytes.Equal(s.B, want) {
				t.Errorf("got %q", s.B)
			}
		})
	}
	all.Wait()
}
