package lsp

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hewq/lang/source"
)

// TestLineEdits applies the edits that make one text of another, from the last to the first.
func TestLineEdits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func() string {
		var b strings.Builder
		for range r.IntN(30) {
			b.WriteString([]string{"a", "b", "c", "é", "", "}"}[r.IntN(6)] + "\n")
		}
		if r.IntN(3) == 0 {
			return strings.TrimSuffix(b.String(), "\n")
		}
		return b.String()
	}
	changed := func(s string) string {
		lines := strings.SplitAfter(s, "\n")
		for range r.IntN(4) {
			at := r.IntN(len(lines))
			switch r.IntN(3) {
			case 0:
				lines = slices.Insert(lines, at, "new\n")
			case 1:
				lines = slices.Delete(lines, at, at+1)
			default:
				lines[at] = "other\n"
			}
			if len(lines) == 0 {
				break
			}
		}
		return strings.Join(lines, "")
	}
	s := &server{}
	for range 3000 {
		old := random()
		want := changed(old)
		if r.IntN(4) == 0 {
			want = random()
		}
		f := source.New("a", old)
		got := old
		edits := s.lineEdits(f, want)
		for _, e := range slices.Backward(edits) {
			start, end := s.client.units.Offset(f, e.Range.Start), s.client.units.Offset(f, e.Range.End)
			got = got[:start] + e.NewText + got[end:]
		}
		if got != want {
			t.Fatalf("%q\nto %q\nis %q by %v", old, want, got, edits)
		}
	}
}
