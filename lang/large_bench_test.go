package lang_test

import (
	"fmt"
	"testing"

	"hewq/internal/large"
	"hewq/lang"
	"hewq/lang/source"
	"hewq/stdlib"
)

// BenchmarkLarge reads and checks large programs of one kind of code, as `hewq check` does.
func BenchmarkLarge(b *testing.B) {
	for _, kind := range large.Kinds {
		for _, lines := range large.Sizes {
			text := kind.Source(lines)
			b.Run(fmt.Sprintf("%s/%d", kind.Name, lines), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					p, ds := lang.Load(source.New("large.hew", text), stdlib.Modules)
					if len(ds) == 0 {
						ds = p.Warnings()
					}
					if len(ds) > 0 {
						b.Fatal(ds[0].Message)
					}
				}
			})
		}
	}
}
