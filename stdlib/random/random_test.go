package random

import (
	"math"
	"testing"
)

// The wants are what Python's random module gives after random.seed(42).
func TestSequenceIsPythons(t *testing.T) {
	var g twister
	g.seed(42)
	for i, want := range []float64{0.6394267984578837, 0.025010755222666936, 0.27502931836911926} {
		if got := g.float(); got != want {
			t.Errorf("number %d: got %v, want %v", i, got, want)
		}
	}
	g.seed(42)
	for i, want := range []uint64{10, 1, 0, 4, 3} {
		if got := g.below(11); got != want {
			t.Errorf("integer %d: got %v, want %v", i, got, want)
		}
	}
	g.seed(42)
	for i, want := range []float64{-0.14409032957792836, -0.1729036003315193} {
		if got := g.gauss(); math.Abs(got-want) > 1e-15 {
			t.Errorf("gauss %d: got %v, want %v", i, got, want)
		}
	}
}
