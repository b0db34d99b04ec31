package lsp

// This file measures how long it takes from a key to the diagnostics, and how memory grows.

import (
	"flag"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"hewq/internal/large"
	"hewq/internal/lspclient"
	"hewq/lang/diag"
)

// many makes TestMemory change a text 10,000 times.
var many = flag.Bool("edits", false, "10,000 edits instead of 450")

// typing is a client that types into a document.
type typing struct {
	client  *lspclient.Client
	version int
	line    int // that is typed into
	typed   int // characters of statement
}

// statement is what is typed, again and again. Until it is whole, the program has mistakes.
const statement = `    if work > 2 { println(f"{work} of them"); }`

const typedURI = "file:///typed.hew"

// openLarge opens a program of so many lines.
func openLarge(t testing.TB, lines int) *typing {
	c, _ := begin(t, Options{})
	text := large.Mixed(lines) + "\nfn typed(work: i64) {\n"
	ty := &typing{client: c, version: 1, line: strings.Count(text, "\n")}
	open(t, c, typedURI, text+"\n}\n")
	if _, err := c.Diagnostics(t.Context(), typedURI, 1); err != nil {
		t.Fatal(err)
	}
	return ty
}

// key types a character and waits for the diagnostics.
func (ty *typing) key(t testing.TB) {
	ty.version++
	at := diag.Position{Line: ty.line, Character: ty.typed}
	change := contentChange{Range: &diag.Range{Start: at, End: at}}
	if ty.typed < len(statement) {
		change.Text = statement[ty.typed : ty.typed+1]
		ty.typed++
	} else {
		change.Range.Start.Character, ty.typed = 0, 0
	}
	notify(t, ty.client, "textDocument/didChange", didChangeParams{versionedDocument{typedURI, ty.version}, []contentChange{change}})
	if _, err := ty.client.Diagnostics(t.Context(), typedURI, ty.version); err != nil {
		t.Fatal(err)
	}
}

// BenchmarkKey reports the median of the times from a key to the diagnostics of a program of 2,000 lines.
func BenchmarkKey(b *testing.B) {
	for _, lines := range []int{500, 2_000, 8_000} {
		b.Run(fmt.Sprint(lines), func(b *testing.B) {
			ty := openLarge(b, lines)
			var times []time.Duration
			for b.Loop() {
				begun := time.Now()
				ty.key(b)
				times = append(times, time.Since(begun))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "ms/median")
			b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "ms/p99")
		})
	}
}

// TestMemory types, and looks whether more is in use at the end than in between.
func TestMemory(t *testing.T) {
	edits, lines := 450, 40
	if *many {
		edits, lines = 10_000, 300
	}
	ty := openLarge(t, lines)
	inUse := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for range edits / 3 {
		ty.key(t)
	}
	before := inUse()
	for range edits - edits/3 {
		ty.key(t)
	}
	after := inUse()
	t.Logf("%d edits: %d KiB in use after a third, %d KiB at the end", edits, before>>10, after>>10)
	if after > before+before/5+(1<<20) {
		t.Errorf("%d edits: %d KiB were in use after a third, %d KiB at the end", edits, before>>10, after>>10)
	}
}
