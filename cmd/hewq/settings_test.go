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

// TestNearSetting holds that what all names have in common makes none of them near.
func TestNearSetting(t *testing.T) {
	t.Parallel()
	for end, want := range map[string]string{"QUIC_IDLE": "QUIC_IDLE_TIMEOUT", "ALPN": "QUIC_ALPN", "QUIC_KEEPALIVE": "QUIC_KEEP_ALIVE", "QUIK_ALPN": "QUIC_ALPN"} {
		if got := nearSetting(ownPrefix+end, settings()); got != ownPrefix+want {
			t.Errorf("%s is near %q, want %s", end, got, ownPrefix+want)
		}
	}
	if got := nearSetting(ownPrefix+"QUIC_X", settings()); got != "" {
		t.Errorf("it is near %s", got)
	}
}
