package value_test

import (
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"hewq/lang/value"
)

// charAt is what Positions.CharAt gives, counted from the start.
func charAt(s string, i int64) (int, bool) {
	for at := range s {
		if i == 0 {
			return at, true
		}
		i--
	}
	return len(s), i == 0
}

func TestPositions(t *testing.T) {
	by := rand.New(rand.NewPCG(5, 6))
	parts := []string{"a", "ä", "語", "😀", "\xff", "\xe8\xaa", "bcdefgh", strings.Repeat("x", 100)}
	p := new(value.Positions)
	for round := range 300 {
		var b strings.Builder
		if round%2 == 0 {
			b.WriteString(strings.Repeat("ascii", 50))
		}
		kinds := 1 + by.IntN(len(parts))
		for b.Len() < by.IntN(3000) {
			b.WriteString(parts[by.IntN(kinds)])
		}
		all := []string{b.String(), strings.Repeat("other", 100)}
		for range 100 {
			s := all[by.IntN(2)]
			s = s[by.IntN(2)*by.IntN(len(s)+1):]
			s = s[:len(s)-by.IntN(2)*by.IntN(len(s)+1)]
			n := utf8.RuneCountInString(s)
			if got := p.Count(s); got != n {
				t.Fatalf("%q has %d characters, got %d", s, n, got)
			}
			i := int64(by.IntN(n+4) - 2)
			got, gotOK := p.CharAt(s, i)
			want, wantOK := charAt(s, i)
			if gotOK != wantOK || wantOK && got != want {
				t.Fatalf("character %d of %q: got %d, %v, want %d, %v", i, s, got, gotOK, want, wantOK)
			}
		}
		if round%50 == 0 {
			runtime.GC()
		}
	}
}

// TestPositionsOfNeighbours looks into strings that lie side by side in memory, and come and go.
func TestPositionsOfNeighbours(t *testing.T) {
	p := new(value.Positions)
	for round := range 50 {
		all := make([]string, 100)
		for i := range all {
			all[i] = strings.Repeat([]string{"a", "ä", "語-"}[(round+i)%3], []int{128, 64, 32}[(round+i)%3])
		}
		for i, s := range all {
			want := []int{100, 0, 0}[(round+i)%3]
			if at, ok := p.CharAt(s, 100); at != want && ok || ok != (want > 0) {
				t.Fatalf("character 100 of %q is said to be at %d, %v", s, at, ok)
			}
			if n := utf8.RuneCountInString(s); p.Count(s) != n {
				t.Fatalf("%q has %d characters, got %d", s, n, p.Count(s))
			}
		}
		if round%10 == 0 {
			runtime.GC()
		}
	}
}

// TestPositionsFromTheFront takes minutes if each rest of the string is looked at.
func TestPositionsFromTheFront(t *testing.T) {
	const n = 1 << 20
	s, p := strings.Repeat("a", n), new(value.Positions)
	for i := 0; i < n; i += 4 {
		at, ok := p.CharAt(s[i:], int64(n-i))
		if _, outside := p.CharAt(s[i:], int64(n-i+1)); at != n-i || !ok || outside {
			t.Fatalf("the end of the last %d characters is said to be at %d", n-i, at)
		}
	}
}

// TestPositionsFarIn takes minutes if each character is counted from an end.
func TestPositionsFarIn(t *testing.T) {
	const n = 1 << 20
	for _, s := range []string{strings.Repeat("a", n), strings.Repeat("ä", n)} {
		p, size := new(value.Positions), int64(len(s)/n)
		for i := range int64(n) {
			one, _ := p.CharAt(s, i)
			if other, _ := p.CharAt(s, n-1-i); int64(one) != i*size || int64(other) != (n-1-i)*size {
				t.Fatalf("character %d is said to be at %d, and %d at %d", i, one, n-1-i, other)
			}
		}
	}
}

func TestPositionsOutside(t *testing.T) {
	for _, p := range []*value.Positions{nil, new(value.Positions)} {
		for _, s := range []string{"", "ab", strings.Repeat("a", 200), strings.Repeat("ä", 200)} {
			for _, i := range []int64{-1, 401, 1 << 40} {
				if at, ok := p.CharAt(s, i); ok {
					t.Errorf("character %d of %q is said to be at %d", i, s, at)
				}
			}
		}
	}
}
