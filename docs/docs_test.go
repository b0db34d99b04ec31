package docs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hewq/docs"
)

// TestPagesAreCurrent fails when a page changed: `go generate ./docs` packs the pages anew.
func TestPagesAreCurrent(t *testing.T) {
	pages := docs.Pages()
	count := 0
	for _, folder := range []string{".", "guide", "reference"} {
		files, err := filepath.Glob(filepath.Join(folder, "*.md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			count++
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if pages[filepath.ToSlash(file)] != strings.ReplaceAll(string(text), "\r\n", "\n") {
				t.Errorf("docs/%s is not packed as it is: run `go generate ./docs`", filepath.ToSlash(file))
			}
		}
	}
	if len(pages) != count {
		t.Errorf("%d pages are packed, and there are %d: run `go generate ./docs`", len(pages), count)
	}
}
