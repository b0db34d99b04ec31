package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"hewq/lang"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/stdlib"
)

// TestExamplesHaveNoWarnings looks at the programs that people start from: the examples, those in
// documents and the pair in the documentation of std::net::quic.
func TestExamplesHaveNoWarnings(t *testing.T) {
	root := filepath.Join("..", "..")
	programs := 0
	look := func(name, text string) {
		p, _ := lang.Load(source.New(name, text), stdlib.Modules)
		if p == nil {
			return // it shows a mistake
		}
		programs++
		if ds := p.Warnings(); len(ds) > 0 {
			var b strings.Builder
			if err := diag.Render(&b, ds, diag.Options{}); err != nil {
				t.Fatal(err)
			}
			t.Error(b.String())
		}
	}
	err := filepath.WalkDir(filepath.Join(root, "examples"), func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".hew" {
			return err
		}
		text, err := os.ReadFile(path)
		look(path, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	pair, err := txtar.ParseFile(filepath.Join(scripts, "quic_documentation.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range pair.Files {
		look(f.Name, string(f.Data))
	}
	if programs < 12 {
		t.Errorf("only %d programs were looked at", programs)
	}
	for _, name := range []string{"README.md", filepath.Join("docs", "quic.md")} {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range block.FindAllStringSubmatch(string(text), -1) {
			if m[1] == "hew" {
				look(name, m[2])
			}
		}
	}
}
