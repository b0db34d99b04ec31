package check

import (
	"slices"
	"testing"
)

// A list gives what was added in its order, and to a loop only what was there when it began.
func TestList(t *testing.T) {
	var l list[int]
	var want []int
	for i := range 3_000 {
		if got := slices.Collect(l.each()); i%97 == 0 && !slices.Equal(got, want) {
			t.Fatalf("after %d: got %v", i, got)
		}
		l.add(i)
		want = append(want, i)
	}
	n := 0
	for x := range l.each() {
		l.add(-x)
		n++
	}
	if n != 3_000 || l.n != 6_000 {
		t.Errorf("the loop saw %d of 3000, the list has %d of 6000", n, l.n)
	}
}
