package parser

// This file measures the parser.

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hewq/lang/source"
	"hewq/lang/token"
)

// corpus is the Hew sources below HEW_CORPUS, or those of testdata, repeated to a size that
// can be measured.
func corpus(tb testing.TB) (files []*source.File, size int) {
	root := os.Getenv("HEW_CORPUS")
	if root == "" {
		root = "testdata"
	}
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".hew") {
			return err
		}
		text, err := os.ReadFile(path)
		files, size = append(files, source.New(path, string(text))), size+len(text)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return files, size
}

func BenchmarkParseFile(b *testing.B) {
	files, size := corpus(b)
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, f := range files {
			ParseFile(f)
		}
	}
}

func BenchmarkTokens(b *testing.B) {
	files, size := corpus(b)
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, f := range files {
			Tokens(f)
		}
	}
}

// BenchmarkBuild is what it costs to build all productions, which happens once a process.
func BenchmarkBuild(b *testing.B) {
	files, _ := corpus(b)
	for b.Loop() {
		g := newGrammar(false)
		for _, f := range files {
			all := token.Read(f)
			g.text, g.reading = f, all
			l := over(peeking(all), f, all)
			for !l.Peek().EOF() {
				if _, err := g.item(l); err != nil {
					break
				}
			}
		}
	}
}
