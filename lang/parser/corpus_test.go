package parser

// This file holds the parser against what upstream's own parser says of its files.

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hewq/lang/source"
)

// TestCorpus wants HEW_CORPUS, a tree with Hew sources, and HEW_VERDICTS, a list of its
// files with OK or ERR before each.
func TestCorpus(t *testing.T) {
	root, list := os.Getenv("HEW_CORPUS"), os.Getenv("HEW_VERDICTS")
	if root == "" || list == "" {
		t.Skip("HEW_CORPUS and HEW_VERDICTS are not set")
	}
	text, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	parsed, refused := 0, 0
	for line := range strings.Lines(string(text)) {
		verdict, name, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		_, ds := ParseFile(source.New(name, string(text)))
		switch {
		case verdict == "OK" && len(ds) > 0:
			t.Errorf("%s:%v: %s", name, ds[0].Span.Place(), ds[0].Message)
		case verdict == "OK":
			parsed++
		case len(ds) > 0:
			refused++
		default:
			t.Logf("%s: read, upstream refuses it", name)
		}
	}
	t.Logf("%d parsed, %d refused", parsed, refused)
}
