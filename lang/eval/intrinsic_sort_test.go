package eval

import (
	"math"
	"testing"
)

func TestFloatRank(t *testing.T) {
	nan := math.NaN()
	ascending := []float64{
		math.Copysign(nan, -1), math.Inf(-1), -1.5, -math.SmallestNonzeroFloat64, math.Copysign(0, -1),
		0, math.SmallestNonzeroFloat64, 1.5, math.MaxFloat64, math.Inf(1), math.Copysign(nan, 1),
	}
	for i := range ascending[1:] {
		a, b := ascending[i], ascending[i+1]
		if floatRank(int64(math.Float64bits(a))) >= floatRank(int64(math.Float64bits(b))) {
			t.Errorf("%v is not before %v", a, b)
		}
	}
}
