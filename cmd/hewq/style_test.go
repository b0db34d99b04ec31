package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hewq/internal/golden"
	"hewq/lang/format"
	"hewq/lang/source"
)

// What people copy is in the style of `hewq fmt`: the programs in examples, and those in the guide and the README.
// With -update they are written so. A block with a mistake of syntax is left as it is.
func TestStyleOfExamples(t *testing.T) {
	root := filepath.Join("..", "..")
	programs, blocks := 0, 0
	err := filepath.WalkDir(filepath.Join(root, "examples"), func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".hew") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		programs++
		formatted, ok := inStyle(string(text))
		if !ok {
			t.Errorf("%s has a mistake of syntax", path)
			return nil
		}
		golden.Check(t, path, formatted)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob(filepath.Join(root, "docs", "guide", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range append(pages, filepath.Join(root, "README.md")) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		golden.Check(t, page, block.ReplaceAllStringFunc(string(text), func(b string) string {
			m := block.FindStringSubmatch(b)
			if m[1] != "hew" {
				return b
			}
			formatted, ok := inStyle(m[2])
			if !ok {
				return b
			}
			blocks++
			return "```hew\n" + formatted + "```"
		}))
	}
	if programs < 40 || blocks < 70 {
		t.Errorf("found only %d programs and %d blocks", programs, blocks)
	}
}

func inStyle(text string) (string, bool) {
	formatted, err := format.Source(source.New("example.hew", strings.ReplaceAll(text, "\r\n", "\n")))
	return string(formatted), err == nil
}
