package site

// This file makes HTML of Markdown.

import (
	"fmt"
	"path"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"hewq/lang/paint"
	"hewq/manual"
)

// ids are the IDs of a page that are taken.
type ids map[string]bool

// of is an ID for a heading, as GitHub makes them.
func (s ids) of(heading string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(heading) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_':
			b.WriteRune(r)
		case r == ' ':
			b.WriteByte('-')
		}
	}
	id := b.String()
	for n := 1; s[id]; n++ {
		id = fmt.Sprintf("%s-%d", b.String(), n)
	}
	s[id] = true
	return id
}

// Generate gives the ID of a heading of a Markdown text.
func (s ids) Generate(value []byte, _ ast.NodeKind) []byte { return []byte(s.of(string(value))) }

// Put notes an ID that the text gives itself.
func (s ids) Put(value []byte) { s[string(value)] = true }

// markdown writes a Markdown text.
func (p *page) markdown(source string) {
	src := []byte(source)
	m := goldmark.New(
		goldmark.WithExtensions(extension.Table),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(&nodes{p}, 100))),
	)
	root := m.Parser().Parse(text.NewReader(src), parser.WithContext(parser.NewContext(parser.WithIDs(p.ids))))
	p.resolve(root)
	if err := m.Renderer().Render(&p.b, src, root); err != nil {
		panic("internal error: " + err.Error()) // writing to a Builder cannot fail
	}
}

// inline is a text in one paragraph, without the paragraph.
func (p *page) inline(source string) string {
	q := page{writer: p.writer, name: p.name, ids: ids{}}
	q.markdown(source)
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(q.b.String()), "<p>"), "</p>")
}

// resolve has links lead to pages of the site. One to what the site does not have becomes its text.
func (p *page) resolve(root ast.Node) {
	var links []*ast.Link
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the function never fails
		if l, ok := n.(*ast.Link); ok && entering {
			links = append(links, l)
		}
		return ast.WalkContinue, nil
	})
	for _, l := range links {
		if to, ok := p.address(string(l.Destination)); ok {
			l.Destination = []byte(to)
			continue
		}
		parent := l.Parent()
		for c := l.FirstChild(); c != nil; c = l.FirstChild() {
			parent.InsertBefore(parent, l, c)
		}
		parent.RemoveChild(parent, l)
	}
}

// address is where a link of a Markdown text leads to.
func (p *page) address(to string) (string, bool) {
	if strings.HasPrefix(to, "https://") || strings.HasPrefix(to, "http://") || strings.HasPrefix(to, "#") {
		return to, true
	}
	if id, ok := strings.CutPrefix(to, manual.Scheme); ok {
		return p.root() + p.homes[id], p.homes[id] != ""
	}
	file, fragment, _ := strings.Cut(to, "#")
	name, ok := strings.CutSuffix(path.Join(p.folder, file), ".md")
	if !ok {
		return "", false
	}
	id := "docs/" + name
	if topic, ok := strings.CutPrefix(name, "reference/"); ok {
		id = "language/" + topic
	}
	if p.homes[id] == "" {
		return "", false
	}
	if fragment != "" {
		fragment = "#" + fragment
	}
	return p.root() + p.homes[id] + fragment, true
}

// nodes render what the site shows in its own way.
type nodes struct{ page *page }

// RegisterFuncs is called by goldmark.
func (n *nodes) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, n.fenced)
	r.Register(ast.KindCodeSpan, n.span)
	r.Register(ast.KindRawHTML, nothing)
	r.Register(ast.KindHTMLBlock, nothing)
}

func nothing(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkSkipChildren, nil
}

func (n *nodes) fenced(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	var b strings.Builder
	for i := range node.Lines().Len() {
		line := node.Lines().At(i)
		b.Write(line.Value(src))
	}
	language := string(node.(*ast.FencedCodeBlock).Language(src))
	hew := language == "hew" || strings.HasPrefix(language, "hew,")
	_, err := w.WriteString(painted(strings.TrimRight(b.String(), "\n"), hew))
	return ast.WalkSkipChildren, err
}

// span is code within a text: a link, if it is the full name of something.
func (n *nodes) span(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	var b strings.Builder
	for c := node.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.Write(c.Value(src))
		case *ast.String:
			b.Write(c.Value)
		}
	}
	code := strings.ReplaceAll(b.String(), "\n", " ")
	shown := "<code>" + escape(code) + "</code>"
	if e := n.page.names[strings.TrimSuffix(code, "()")]; e != nil && !inLink(node) {
		shown = `<a href="` + escape(n.page.to(e)) + `">` + shown + "</a>"
	}
	_, err := w.WriteString(shown)
	return ast.WalkSkipChildren, err
}

func inLink(n ast.Node) bool {
	for ; n != nil; n = n.Parent() {
		switch n.(type) {
		case *ast.Link, *ast.Heading:
			return true
		}
	}
	return false
}

// code writes a block of code.
func (p *page) code(code string, hew bool) { p.b.WriteString(painted(code, hew)) }

// signature writes a declaration, whose lines are broken where they are too long.
func (p *page) signature(code string) {
	p.b.WriteString(strings.Replace(painted(code, true), "<pre", `<pre class="signature"`, 1))
}

// painted is a block of code as HTML, that of Hew in colours.
func painted(code string, hew bool) string {
	var b strings.Builder
	b.WriteString(`<pre tabindex="0"><code>`)
	if !hew {
		b.WriteString(escape(code))
	} else {
		for _, piece := range paint.Pieces(code) {
			if piece.Kind == paint.Plain {
				b.WriteString(escape(piece.Text))
				continue
			}
			b.WriteString(`<span class="` + piece.Kind.String() + `">` + escape(piece.Text) + "</span>")
		}
	}
	b.WriteString("</code></pre>\n")
	return b.String()
}

func escape(s string) string { return string(util.EscapeHTML([]byte(s))) }
