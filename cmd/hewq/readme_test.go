package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReadme runs the blocks of the README: a `hew` block whose first line names a file is
// written there with a free port, a `console` block is run line by line and must print what stands below. A
// command that ends in & runs until the end of its block.
func TestReadme(t *testing.T) {
	t.Parallel()
	text := runDocument(t, filepath.Join("..", "..", "README.md"))
	if lines := strings.Count(text, "\n"); lines > 200 {
		t.Errorf("the README has %d lines; 200 are enough", lines)
	}
}

// TestGuide runs the blocks of all chapters of docs/guide. Every `hew` block of theirs is a program with a name.
func TestGuide(t *testing.T) {
	t.Parallel()
	chapters, err := filepath.Glob(filepath.Join("..", "..", "docs", "guide", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, chapter := range chapters {
		t.Run(filepath.Base(chapter), func(t *testing.T) {
			t.Parallel()
			text := runDocument(t, chapter)
			for _, m := range block.FindAllStringSubmatch(text, -1) {
				first, _, _ := strings.Cut(m[2], "\n")
				if name := strings.TrimPrefix(first, "// "); m[1] == "hew" && !strings.Contains(text, "$ hewq run "+name) && !strings.Contains(text, " "+name) {
					t.Errorf("no command uses the program that begins with %q", first)
				}
			}
		})
	}
}

// TestTestingPage runs the blocks of docs/testing.md in the same way.
func TestTestingPage(t *testing.T) { runDocument(t, filepath.Join("..", "..", "docs", "testing.md")) }

// link is a link of a document to a file of the repository.
var link = regexp.MustCompile(`\]\(([^):#]+)\)`)

// TestLinks looks whether the files exist that the documents link to.
func TestLinks(t *testing.T) {
	root := filepath.Join("..", "..")
	var documents []string
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/guide/*.md", "examples/cookbook/*.md", "testdata/scripts/*.md"} {
		found, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		documents = append(documents, found...)
	}
	if len(documents) < 5 {
		t.Fatalf("found only %q", documents)
	}
	for _, d := range documents {
		text, err := os.ReadFile(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(d), filepath.FromSlash(m[1]))); err != nil {
				t.Errorf("%s links to %s: %v", d, m[1], err)
			}
		}
	}
}
