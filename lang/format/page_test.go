package format_test

// This file tests docs/formatting.md.

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hewq/lang/format"
	"hewq/lang/source"
)

// Of two blocks of code on the page the second one is what becomes of the first.
func TestPage(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "formatting.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?ms)^```hew\n(.*?)^```").FindAllStringSubmatch(strings.ReplaceAll(string(text), "\r\n", "\n"), -1)
	if len(blocks) < 10 || len(blocks)%2 != 0 {
		t.Fatalf("there are %d blocks", len(blocks))
	}
	for i := 0; i < len(blocks); i += 2 {
		before, want := blocks[i][1], blocks[i+1][1]
		if got, err := format.Source(source.New("page.hew", before)); err != nil || string(got) != want {
			t.Errorf("%s\nbecomes\n%s, %v; want\n%s", before, got, err, want)
		}
	}
}
