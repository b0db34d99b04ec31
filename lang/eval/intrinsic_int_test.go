package eval

import (
	"math/big"
	"testing"

	"hewq/lang/types"
)

// edges are integers about which operations go wrong.
var edges = []int64{
	0, 1, -1, 2, -2, 3, 7, -7, 127, 128, -128, -129, 255, 256, 32767, 65535, 1<<31 - 1, 1 << 31, -1 << 31, 1 << 32,
	1<<63 - 1, -1 << 63, -1<<63 + 1, 3037000499, 3037000500, -3037000500,
}

var kinds = []types.Kind{types.I8, types.I16, types.I32, types.I64, types.U8, types.U16, types.U32, types.U64}

// exact is n, of width w, as a number.
func exact(w width, n int64) *big.Int {
	if w.wide() {
		return new(big.Int).SetUint64(uint64(n))
	}
	return big.NewInt(n)
}

// nearest is the number of width w that is nearest to n, and whether it is n.
func nearest(w width, n *big.Int) (int64, bool) {
	lo, hi := big.NewInt(w.lo), big.NewInt(w.hi)
	if w.wide() {
		lo, hi = new(big.Int), new(big.Int).SetUint64(1<<64-1)
	}
	at := n
	if n.Cmp(lo) < 0 {
		at = lo
	} else if n.Cmp(hi) > 0 {
		at = hi
	}
	if w.wide() {
		return int64(at.Uint64()), at == n
	}
	return at.Int64(), at == n
}

func TestBoundedArithmetic(t *testing.T) {
	ops := map[string]func(a, b *big.Int) *big.Int{
		"add": func(a, b *big.Int) *big.Int { return new(big.Int).Add(a, b) },
		"sub": func(a, b *big.Int) *big.Int { return new(big.Int).Sub(a, b) },
		"mul": func(a, b *big.Int) *big.Int { return new(big.Int).Mul(a, b) },
	}
	for op, do := range ops {
		for _, k := range kinds {
			w := widthOf(types.Of(k))
			bounded := w.bounded(op)
			for _, x := range edges {
				for _, y := range edges {
					a, b := w.wrap(x), w.wrap(y)
					want, fits := nearest(w, do(exact(w, a), exact(w, b)))
					if got, ok := bounded(a, b); got != want || ok != fits {
						t.Errorf("%v %s of %d and %d: got %d, %v, want %d, %v", types.Of(k), op, a, b, got, ok, want, fits)
					}
				}
			}
		}
	}
}

func TestClamp(t *testing.T) {
	for _, k := range kinds {
		for _, j := range kinds {
			from, to := widthOf(types.Of(k)), widthOf(types.Of(j))
			for _, x := range edges {
				n := from.wrap(x)
				want, fits := nearest(to, exact(from, n))
				if got, ok := to.clamp(from, n); got != want || ok != fits {
					t.Errorf("%v %d as %v: got %d, %v, want %d, %v", types.Of(k), n, types.Of(j), got, ok, want, fits)
				}
			}
		}
	}
}
