package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every variable that the sources or the documents name is one that checkSettings knows.
func TestSettingsAreKnown(t *testing.T) {
	t.Parallel()
	names := regexp.MustCompile(`HEWQ_[A-Z][A-Z_]*[A-Z]`)
	known, found := settings(), map[string]string{}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != root):
			return filepath.SkipDir
		case d.IsDir() || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		switch filepath.Ext(path) {
		case ".go", ".hew", ".md":
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, name := range names.FindAllString(string(text), -1) {
				found[name] = path
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 5 {
		t.Errorf("found only %v", found)
	}
	for name, path := range found {
		if !slices.Contains(known, name) {
			t.Errorf("%s names %s, which no module has among its settings", path, name)
		}
	}
}
