package value_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"hewq/lang/value"
)

// grow appends more to s as the evaluator does.
func grow(g *value.Growth, s, more string) string {
	b, room, ok := g.Open(s)
	if ok {
		return g.Close(append(b, more...), room)
	}
	out := string(append([]byte(s), more...))
	g.Made(out, room)
	return out
}

// made is the bytes that f allocates.
func made(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestGrowth(t *testing.T) {
	g := new(value.Growth)
	base := strings.Repeat("x", 64)
	var all []string
	s := base
	for i := range 1000 {
		s = grow(g, s, fmt.Sprint(i%10))
		all = append(all, s)
	}
	for i, s := range all {
		if len(s) != 64+i+1 || s != all[len(all)-1][:len(s)] {
			t.Fatalf("string %d has changed: %q", i, s)
		}
	}
	if !strings.HasPrefix(s, base+"0123456789012") {
		t.Errorf("got %q", s)
	}
}

func TestGrowthApart(t *testing.T) {
	g := new(value.Growth)
	s := strings.Repeat("x", 64)
	for range 10 {
		s = grow(g, s, "-")
	}
	one := grow(g, s, "one")
	two := grow(g, s, "two")
	end := grow(g, s[len(s)-64:], "end")
	if one != s+"one" || two != s+"two" || end != s[len(s)-64:]+"end" {
		t.Errorf("got %q, %q and %q", one, two, end)
	}
	if one2 := grow(g, one, "!"); one2 != s+"one!" || two != s+"two" {
		t.Errorf("got %q and %q", one2, two)
	}
}

func TestGrowthOpenTwice(t *testing.T) {
	g := new(value.Growth)
	s := strings.Repeat("x", 64)
	for range 10 {
		s = grow(g, s, "-")
	}
	b, room, ok := g.Open(s)
	if !ok {
		t.Fatal("the string has no room")
	}
	inner := grow(g, s, "inner")
	outer := g.Close(append(b, "outer"...), room)
	if inner != s+"inner" || outer != s+"outer" {
		t.Errorf("got %q and %q", inner, outer)
	}
	lost, _, _ := g.Open(outer)
	_ = append(lost, "never closed"...)
	if again := grow(g, outer, "again"); again != s+"outeragain" {
		t.Errorf("got %q", again)
	}
}

// TestGrowthAnyhow lets many strings grow by turns, some from their middle, while garbage is
// collected, and compares each with one that was copied.
func TestGrowthAnyhow(t *testing.T) {
	g := new(value.Growth)
	by := rand.New(rand.NewPCG(1, 2))
	strs, want := make([]string, 20), make([]string, 20)
	for i := range 20_000 {
		at, from := by.IntN(20), by.IntN(20)
		cut := by.IntN(len(strs[from])+1) * by.IntN(2)
		end := len(strs[from]) - by.IntN(len(strs[from])-cut+1)*(by.IntN(8)/7)
		more := strings.Repeat(string(rune('a'+i%26)), by.IntN(40))
		if len(strs[from]) > 3000 {
			cut, end = 0, 0
		}
		strs[at], want[at] = grow(g, strs[from][cut:end], more), strings.Clone(want[from][cut:end])+more
		if i%1000 == 0 {
			runtime.GC()
		}
		for j := range strs {
			if strs[j] != want[j] {
				t.Fatalf("step %d: string %d is %q, want %q", i, j, strs[j], want[j])
			}
		}
	}
}

// TestGrowthIsLinear counts what is allocated for n appends and for 4n, to a string that grows
// beside n others.
func TestGrowthIsLinear(t *testing.T) {
	for _, others := range []int{0, 1, 20} {
		work := func(n int) func() {
			return func() {
				g := new(value.Growth)
				s := ""
				for range n {
					s = grow(g, s, "abcd")
					for range others {
						o := strings.Repeat("o", 64)
						for range 3 {
							o = grow(g, o, "p")
						}
					}
				}
			}
		}
		small, large := made(work(2000)), made(work(8000))
		if large > 6*small {
			t.Errorf("with %d others: %d bytes for 2000 appends, %d for 8000", others, small, large)
		}
	}
}

func TestGrowthKeepsNothing(t *testing.T) {
	g := new(value.Growth)
	gone := make(chan struct{})
	func() {
		s := strings.Repeat("x", 1<<16)
		for range 3 {
			s = grow(g, s, "-")
		}
		b, room, _ := g.Open(s)
		runtime.AddCleanup(&b[0], func(struct{}) { close(gone) }, struct{}{})
		g.Close(b, room)
		g.Rest()
	}()
	for range 10 {
		runtime.GC()
		select {
		case <-gone:
			runtime.KeepAlive(g)
			return
		default:
			runtime.Gosched()
		}
	}
	t.Error("the string is kept")
}
