package quic

import (
	"math/rand/v2"
	"testing"
)

func TestExtent(t *testing.T) {
	const length = 60
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 0))
		var e extent
		var want [length]bool
		for range 40 {
			from := random.Int64N(length)
			s := span{from, from + random.Int64N(min(8, length-from)+1)}
			e.add(s)
			for i := s.from; i < s.to; i++ {
				want[i] = true
			}
			upto, size := int64(0), int64(0)
			for i, in := range want {
				if in {
					size++
				}
				if in && int64(i) == upto {
					upto++
				}
				if probe := (span{int64(i), int64(i) + 1}); e.has(probe) != in {
					t.Fatalf("seed %d: after adding %v, has(%d) = %v", seed, s, i, !in)
				}
			}
			if e.upto != upto || e.size() != size {
				t.Fatalf("seed %d: after adding %v: upto %d, size %d, want %d, %d", seed, s, e.upto, e.size(), upto, size)
			}
			if !e.has(s) {
				t.Fatalf("seed %d: %v was added and is not in %v", seed, s, e)
			}
		}
	}
}
