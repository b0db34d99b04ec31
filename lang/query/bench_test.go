package query_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"hewq/internal/large"
	"hewq/lang/query"
	"hewq/stdlib"
)

// BenchmarkKeystroke checks a program of 2,000 lines again after each change of one character.
func BenchmarkKeystroke(b *testing.B) {
	for _, kind := range large.Kinds {
		if kind.Name != "functions" && kind.Name != "mixed" {
			continue
		}
		text := kind.Source(2000)
		half := strings.LastIndex(text[:len(text)/2], "\n    ") + 1
		for name, typed := range map[string][2]string{
			"right":   {"// a\n", "// b\n"},
			"type":    {"let x1: i64 = true;\n", "let x1: i64 = false;\n"},
			"syntax":  {"let x1: = 4\n", "let x1: i = 4\n"},
			"unended": {"let x1 = (4\n", "let x1 = (45\n"},
		} {
			b.Run(fmt.Sprintf("%s/%s", kind.Name, name), func(b *testing.B) {
				w := query.New(stdlib.Modules)
				path := filepath.Join(b.TempDir(), "large.hew")
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					w.Set(path, text[:half]+typed[i%2]+text[half:])
					f, err := w.File(context.Background(), path)
					if err != nil {
						b.Fatal(err)
					}
					if ds := f.Diagnostics(); (len(ds) == 0) != (name == "right") {
						b.Fatal(ds)
					}
				}
			})
		}
	}
}
