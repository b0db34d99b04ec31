package markdown_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	table "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"hewq/manual/markdown"
)

// Every document of the project, every comment of a stub and some hard cases are read as goldmark reads them.
func TestAsGoldmark(t *testing.T) {
	texts := map[string]string{}
	for i, s := range cases {
		texts[fmt.Sprintf("case %d", i)] = s
	}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return fs.SkipDir
		case filepath.Ext(path) != ".md" && filepath.Ext(path) != ".hew":
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if filepath.Ext(path) == ".md" {
			texts[path] = string(data)
			return nil
		}
		var doc strings.Builder
		for line := range strings.Lines(string(data)) {
			comment, ok := strings.CutPrefix(strings.TrimSpace(line), "//")
			if !ok {
				doc.WriteString("\n")
				continue
			}
			doc.WriteString(strings.TrimPrefix(strings.TrimLeft(comment, "/!"), " ") + "\n")
		}
		texts[path] = doc.String()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(texts) < 100 {
		t.Errorf("there are only %d texts", len(texts))
	}
	for name, s := range texts {
		want := reader{[]byte(s)}.document()
		if diff := cmp.Diff(want, markdown.Parse(s)); diff != "" {
			t.Errorf("%s (-goldmark +ours):\n%s", name, diff)
		}
	}
}

var cases = []string{
	"", "\n\n", "a\nb", "a  \nb", "a\\\nb", "# one #\n## two\ntext\n###### six\n####### seven", "* a\n* b\n\n  more\n* c", "- a\n  - b\n  - c\n- d",
	"1. a\n2. b\n\n3. c", "3) a\n4) b", "- a\n\n\n- b", "* a\n- b", "> a\n> b\nc\n\nd", "> - a\n> - b", "---\n***\n_ _ _", "    code\n\n    more\n\ntext",
	"```hew no_run\nlet a = 1;\n```\n", "~~~\n```\n~~~", "````\n```\n````", "```\nopen", "  ```\n  a\n   b\n  ```", "- a\n\n  ```\n  code\n\n  code\n  ```",
	"| a | b |\n|---|:-:|\n| 1 | `x` |\n| 2 |\n| 3 | 4 | 5 |\n\nafter", "| a |\n|---|\n| `x\\|y` |", "a | b\n--|--\n1 | 2", "no | table\nhere",
	"*a* **b** ***c*** _d_ __e__ a_b_c a*b*c * a *", "**a *b* c**", "*a **b** c*", "2 * 3 * 4", "`a` ``b`c`` `` ` `` `open", "\\*a\\* \\a \\\\ \\`a\\`",
	"[a](b) [a `]` b](c) [a](<b c>) [a](b \"t\") [a] [a](b", "![a](b)", "<https://hew.sh> <b>bold</b> a < b > c <x", "&amp; &lt;x&gt; &nothing;",
	"[*a*](b) *[a](b)* **[a](b_c)**", "a\n- b", "a\n1. b", "a\n2. b", "a\n# b", "a\n```\nb\n```", "a\n\n\n\nb", "-\n- a", "a_b` c_d `", "x **y**: z", "(*a*), \"_b_\"",
}

// A reader turns what goldmark has read into blocks of ours.
type reader struct{ src []byte }

func (r reader) document() []markdown.Block {
	return r.blocks(goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(r.src)))
}

func (r reader) blocks(n ast.Node) []markdown.Block {
	var all []markdown.Block
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if b := r.block(c); b != nil {
			all = append(all, b)
		}
	}
	return all
}

func (r reader) block(n ast.Node) markdown.Block {
	switch n := n.(type) {
	case *ast.Heading:
		return &markdown.Heading{Level: n.Level, Text: r.inlines(n)}
	case *ast.Paragraph, *ast.TextBlock:
		return &markdown.Paragraph{Text: r.inlines(n)}
	case *ast.FencedCodeBlock:
		info := ""
		if n.Info != nil {
			info = string(n.Info.Value(r.src))
		}
		return &markdown.Code{Info: info, Text: r.lines(n)}
	case *ast.CodeBlock:
		return &markdown.Code{Text: strings.TrimRight(r.lines(n), "\n") + "\n"}
	case *ast.List:
		l := &markdown.List{Ordered: n.IsOrdered(), Start: n.Start, Tight: n.IsTight}
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			l.Items = append(l.Items, r.blocks(item))
		}
		return l
	case *ast.Blockquote:
		return &markdown.Quote{Blocks: r.blocks(n)}
	case *ast.ThematicBreak:
		return &markdown.Rule{}
	case *table.Table:
		t := &markdown.Table{}
		for row := n.FirstChild(); row != nil; row = row.NextSibling() {
			var cells [][]markdown.Inline
			for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
				cells = append(cells, r.inlines(cell))
			}
			t.Rows = append(t.Rows, cells)
		}
		return t
	}
	return nil
}

func (r reader) lines(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(r.src))
	}
	s := b.String()
	if s != "" && !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	return s
}

func (r reader) inlines(n ast.Node) []markdown.Inline {
	var all []markdown.Inline
	add := func(part markdown.Inline) {
		if t, ok := part.(markdown.Text); ok && len(all) > 0 {
			if before, ok := all[len(all)-1].(markdown.Text); ok {
				all[len(all)-1] = before + t
				return
			}
		}
		if part != markdown.Inline(markdown.Text("")) {
			all = append(all, part)
		}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			add(markdown.Text(util.ResolveEntityNames(util.UnescapePunctuations(c.Value(r.src)))))
			if c.HardLineBreak() || c.SoftLineBreak() {
				add(&markdown.Break{Hard: c.HardLineBreak()})
			}
		case *ast.String:
			add(markdown.Text(c.Value))
		case *ast.CodeSpan:
			var b strings.Builder
			for s := c.FirstChild(); s != nil; s = s.NextSibling() {
				switch s := s.(type) {
				case *ast.Text:
					b.WriteString(strings.ReplaceAll(string(s.Value(r.src)), "\n", " "))
				case *ast.String:
					b.Write(s.Value)
				}
			}
			add(markdown.Span(b.String()))
		case *ast.Emphasis:
			add(&markdown.Emphasis{Strong: c.Level == 2, Text: r.inlines(c)})
		case *ast.Link:
			add(&markdown.Link{To: string(c.Destination), Text: r.inlines(c)})
		case *ast.AutoLink:
			to := string(c.URL(r.src))
			add(&markdown.Link{To: to, Text: []markdown.Inline{markdown.Text(c.Label(r.src))}})
		case *ast.Image:
			add(markdown.Text(markdown.Plain(r.inlines(c))))
		}
	}
	return all
}
