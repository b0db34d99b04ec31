package lang_test

import (
	"testing"

	"hewq/internal/large"
	"hewq/lang"
	"hewq/lang/source"
	"hewq/stdlib"
)

// mixed is a program of 32,000 lines.
func mixed() *source.File { return source.New("large.hew", large.Mixed(32_000)) }

// BenchmarkLoad reads and checks a program of 32,000 lines.
func BenchmarkLoad(b *testing.B) {
	src := mixed()
	for b.Loop() {
		if _, ds := lang.Load(src, stdlib.Modules); len(ds) > 0 {
			b.Fatal(ds[0].Message)
		}
	}
}

// BenchmarkWarnings looks for warnings in a program of 32,000 lines, which has none. That should take
// less than a tenth of BenchmarkLoad.
func BenchmarkWarnings(b *testing.B) {
	p, ds := lang.Load(mixed(), stdlib.Modules)
	if len(ds) > 0 {
		b.Fatal(ds[0].Message)
	}
	for b.Loop() {
		if ds := p.Warnings(); len(ds) > 0 {
			b.Fatal(ds[0].Message)
		}
	}
}
