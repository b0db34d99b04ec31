package eval_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
)

// corners are integers about which operations go wrong.
var corners = []int64{
	0, 1, -1, 2, -2, 3, 7, -7, 127, 128, -128, -129, 255, 256, 32767, 65535, 1<<31 - 1, 1 << 31, -1 << 31, 1 << 32,
	1<<63 - 1, -1 << 63, -1<<63 + 1, 3037000499, 3037000500, -3037000500,
}

// corners are the numbers of the type that have the bits of the corners.
func (t intType) corners() []*big.Int {
	var all []*big.Int
	for _, n := range corners {
		all = append(all, t.wrap(big.NewInt(n)))
	}
	return all
}

// nearest is the number of the type that is nearest to n.
func (t intType) nearest(n *big.Int) *big.Int {
	switch {
	case n.Cmp(t.least()) < 0:
		return t.least()
	case n.Cmp(t.most()) > 0:
		return t.most()
	}
	return n
}

// ofCorners is a program with a variable `all`, the corners of the type, and what follows.
func (t intType) ofCorners(body string) string {
	var all []string
	for _, n := range t.corners() {
		all = append(all, literal(n))
	}
	return inMain(fmt.Sprintf("let all: Vec<%s> = [%s];\n%s", t.name, strings.Join(all, ", "), body))
}

// printed holds that a program prints so many lines.
func printed(t *testing.T, text string, want []string) {
	t.Helper()
	stdout, stderr, status := execute(t, t.Context(), text)
	got := strings.Split(strings.TrimSuffix(stdout, "\n"), "\n")
	if status != 0 || stderr != "" || len(got) != len(want) {
		t.Fatalf("status %d, %d lines, want %d\n%s%.2000s", status, len(got), len(want), stderr, text)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %s, want %s", got[i], want[i])
		}
	}
}

// What does not fit is None of a checked operation, and the nearest number of a saturating one.
func TestBoundedArithmetic(t *testing.T) {
	ops := []struct {
		name string
		do   func(n, a, b *big.Int) *big.Int
	}{{"add", (*big.Int).Add}, {"sub", (*big.Int).Sub}, {"mul", (*big.Int).Mul}}
	for _, typ := range intTypes {
		t.Run(typ.name, func(t *testing.T) {
			t.Parallel()
			var body strings.Builder
			for _, op := range ops {
				fmt.Fprintf(&body, "for a in all { for b in all { let fits = match a.checked_%[1]s(b) { Some(n) => f\"{n}\", None => \"none\" }; println(f\"%[1]s {a} {b}: {fits}, {a.saturating_%[1]s(b)}\"); } }\n", op.name)
			}
			var want []string
			for _, op := range ops {
				for _, a := range typ.corners() {
					for _, b := range typ.corners() {
						exact := op.do(new(big.Int), a, b)
						nearest, fits := typ.nearest(exact), exact.String()
						if nearest.Cmp(exact) != 0 {
							fits = "none"
						}
						want = append(want, fmt.Sprintf("%s %v %v: %s, %v", op.name, a, b, fits, nearest))
					}
				}
			}
			printed(t, typ.ofCorners(body.String()), want)
		})
	}
}

// Every integer type is narrowed to every other one, checked and to the nearest number.
func TestNarrowing(t *testing.T) {
	for _, from := range intTypes {
		t.Run(from.name, func(t *testing.T) {
			t.Parallel()
			var body strings.Builder
			var want []string
			for _, to := range intTypes {
				fmt.Fprintf(&body, "for a in all { let fits = match a.try_to_%[1]s() { Ok(n) => f\"{n}\", Err(_) => \"none\" }; println(f\"%[1]s {a}: {fits}, {a.saturating_as_%[1]s()}\"); }\n", to.name)
				for _, a := range from.corners() {
					nearest, fits := to.nearest(a), a.String()
					if nearest.Cmp(a) != 0 {
						fits = "none"
					}
					want = append(want, fmt.Sprintf("%s %v: %s, %v", to.name, a, fits, nearest))
				}
			}
			printed(t, from.ofCorners(body.String()), want)
		})
	}
}
