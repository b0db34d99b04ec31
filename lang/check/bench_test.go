package check_test

import (
	"os"
	"testing"

	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/stdlib"
)

// BenchmarkHello checks the smallest program, the stubs it needs included.
func BenchmarkHello(b *testing.B) {
	benchmark(b, "fn main() {\n    println(\"hello\");\n}\n")
}

// BenchmarkTraits checks a program of 100 lines.
func BenchmarkTraits(b *testing.B) {
	text, err := os.ReadFile("testdata/clean/traits.hew")
	if err != nil {
		b.Fatal(err)
	}
	benchmark(b, string(text))
}

func benchmark(b *testing.B, text string) {
	b.ReportAllocs()
	file, _ := parser.ParseFile(source.New("bench.hew", text))
	for b.Loop() {
		if _, ds := followed(file, module.New(stdlib.Modules)); len(ds) > 0 {
			b.Fatal(ds[0].Message)
		}
	}
}
