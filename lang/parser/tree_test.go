package parser

// This file tests the trees: against golden S-expressions, and what must hold of all.

import (
	goast "go/ast"
	goparser "go/parser"
	gotoken "go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hewq/internal/golden"
	"hewq/lang/ast"
	"hewq/lang/source"
)

// sources are the files of testdata/tree, with all that can be written.
func sources(t testing.TB) (files []*source.File) {
	paths, err := filepath.Glob(filepath.Join("testdata", "tree", "*.hew"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no sources: ", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, source.New(filepath.Base(path), strings.ReplaceAll(string(text), "\r\n", "\n")))
	}
	return files
}

func TestTrees(t *testing.T) {
	for _, src := range sources(t) {
		f, ds := ParseFile(src)
		if len(ds) > 0 {
			t.Errorf("%s does not parse:\n%s", src.Name, rendered(t, ds))
		}
		var b strings.Builder
		for _, item := range f.Items {
			b.WriteString(ast.Dump(item) + "\n\n")
		}
		golden.Check(t, filepath.Join("testdata", "tree", src.Name+".tree"), b.String())
	}
}

// Productions are built on first use: each must occur, so that each is known to build.
func TestEveryNodeOccurs(t *testing.T) {
	seen := map[string]bool{"BadDecl": true, "BadStmt": true, "BadMember": true}
	for _, src := range sources(t) {
		f, _ := ParseFile(src)
		ast.Inspect(f, func(n ast.Node) bool {
			seen[kind(n)] = true
			return true
		})
	}
	for _, kind := range nodeKinds(t) {
		if !seen[kind] {
			t.Errorf("testdata/tree has no %s", kind)
		}
	}
}

// nodeKinds are the structs of package ast that embed Span.
func nodeKinds(t *testing.T) (kinds []string) {
	paths, err := filepath.Glob(filepath.Join("..", "ast", "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no package ast: ", err)
	}
	for _, path := range paths {
		f, err := goparser.ParseFile(gotoken.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		goast.Inspect(f, func(n goast.Node) bool {
			if spec, ok := n.(*goast.TypeSpec); ok {
				if s, ok := spec.Type.(*goast.StructType); ok && embedsSpan(s) {
					kinds = append(kinds, spec.Name.Name)
				}
			}
			return true
		})
	}
	return kinds
}

func embedsSpan(s *goast.StructType) bool {
	for _, field := range s.Fields.List {
		if name, ok := field.Type.(*goast.Ident); ok && len(field.Names) == 0 && name.Name == "Span" {
			return true
		}
	}
	return false
}

func kind(n ast.Node) string {
	word, _, _ := strings.Cut(strings.TrimPrefix(ast.Dump(n), "("), " ")
	return strings.TrimRight(word, ")\n")
}

// Nodes have text, stand in their parents, and follow each other.
func TestSpans(t *testing.T) {
	files := sources(t)
	if os.Getenv("HEW_CORPUS") != "" {
		files, _ = corpus(t)
	}
	for _, src := range files {
		f, ds := ParseFile(src)
		if len(ds) > 0 {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			at := n.Start()
			ast.Children(n, func(c ast.Node) {
				switch {
				case c.Start() >= c.End():
					t.Errorf("%s:%v: %T has no text", src.Name, src.Place(c.Start()), c)
				case c.Start() < at || c.End() > n.End():
					t.Errorf("%s:%v: %T %d..%d in %T %d..%d, text before it ends at %d",
						src.Name, src.Place(c.Start()), c, c.Start(), c.End(), n, n.Start(), n.End(), at)
				}
				at = c.End()
			})
			return true
		})
	}
}
