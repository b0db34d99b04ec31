// Package site makes pages for browsers of all that is documented: plain files that need nothing else, with a
// search that works without a server.
package site

import (
	"embed"
	"fmt"
	"html"
	"path"
	"strings"

	"hewq/manual"
)

//go:embed assets
var assets embed.FS

// A File is one of the files of the site.
type File struct {
	Name string // with slashes, below the folder of the site
	Data []byte
}

// Files makes the site.
func Files(l *manual.Library) []File {
	w := newWriter(l)
	w.index()
	for _, e := range l.Of(manual.TopicKind) {
		w.entry(e, "language")
	}
	for _, e := range l.Of(manual.ModuleKind) {
		w.module(e)
	}
	for _, e := range l.Of(manual.DocumentKind) {
		w.entry(e, "docs")
	}
	w.list("codes.html", "Errors and warnings", l.Of(manual.CodeKind), true)
	w.list("missing.html", "Modules of Hew that hewq does not have", l.Of(manual.MissingKind), false)
	w.search()
	for _, name := range []string{"style.css", "search.js", "icon.svg"} {
		data, err := assets.ReadFile("assets/" + name)
		if err != nil {
			panic("internal error: " + err.Error()) // it is embedded
		}
		w.files = append(w.files, File{name, data})
	}
	return w.files
}

// guide is the ID of the guide's first page.
const guide = "docs/guide/README"

// home is where an entry is shown, from the folder of the site.
func home(e *manual.Entry) string {
	switch {
	case e.Module != nil:
		return home(e.Module) + "#" + anchor(e)
	case e.Kind == manual.ModuleKind:
		return "modules/" + strings.ReplaceAll(e.ID, "::", ".") + ".html"
	case e.Kind == manual.CodeKind:
		return "codes.html#" + e.Name
	case e.Kind == manual.MissingKind:
		return "missing.html#" + strings.ReplaceAll(e.ID, "::", ".")
	}
	if e.Kind == manual.WordKind {
		return "docs/words.html"
	}
	return e.ID + ".html"
}

// anchor is what names a part of a module on its page.
func anchor(e *manual.Entry) string {
	return strings.TrimPrefix(e.ID, e.Module.ID+".")
}

type writer struct {
	library *manual.Library
	homes   map[string]string        // of entries, by their ID
	names   map[string]*manual.Entry // that are links where they stand in code
	files   []File
}

func newWriter(l *manual.Library) *writer {
	w := &writer{library: l, homes: map[string]string{}, names: map[string]*manual.Entry{}}
	for _, e := range l.Entries() {
		w.homes[e.ID] = home(e)
		for _, name := range e.FullNames() {
			if w.names[name] == nil {
				w.names[name] = e
			}
		}
	}
	return w
}

// A page is being written.
type page struct {
	*writer
	name   string // of the file
	folder string // of the source of a document, from `docs`; "" of others
	b      strings.Builder
	ids    ids
}

func (w *writer) page(name string) *page { return &page{writer: w, name: name, ids: ids{}} }

// root leads from the page to the folder of the site: “ or `../`.
func (p *page) root() string { return strings.Repeat("../", strings.Count(p.name, "/")) }

// to is the address of an entry on the page.
func (p *page) to(e *manual.Entry) string { return p.root() + p.homes[e.ID] }

// printf writes HTML. All arguments are escaped.
func (p *page) printf(format string, args ...string) {
	escaped := make([]any, len(args))
	for i, a := range args {
		escaped[i] = html.EscapeString(a)
	}
	fmt.Fprintf(&p.b, format, escaped...)
}

// done adds the page to the site. The nav has the links beside it.
func (p *page) done(title string, nav []link) {
	body := p.b.String()
	p.b.Reset()
	root := p.root()
	p.printf(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s - hewq</title>
<link rel="stylesheet" href="%sstyle.css">
<link rel="icon" href="%sicon.svg">
</head>
<body>
<header>
<a class="home" href="%sindex.html">hewq</a>
<form id="search" role="search"><input id="q" type="search" placeholder="Search" aria-label="Search" aria-controls="results" autocomplete="off" spellcheck="false"></form>
<p id="results-count" role="status"></p>
</header>
<ol id="results" data-root="%s" hidden></ol>
<div class="page">
`, title, root, root, root, root)
	if len(nav) > 0 {
		p.printf("<nav aria-label=\"Contents\">\n<details open><summary>Contents</summary>\n<ul>\n")
		for _, l := range nav {
			current := ""
			if strings.HasSuffix(l.class, " here") {
				current = ` aria-current="page"`
			}
			p.printf("<li class=\"%s\"><a href=\"%s\""+current+">%s</a></li>\n", l.class, l.to, l.text)
		}
		p.printf("</ul>\n</details>\n</nav>\n")
	}
	p.printf("<main>\n")
	p.b.WriteString(body)
	p.printf("</main>\n</div>\n<script src=\"%sindex.js\"></script>\n<script src=\"%ssearch.js\"></script>\n</body>\n</html>\n", root, root)
	p.files = append(p.files, File{p.name, []byte(p.b.String())})
}

// A link of the contents of a page.
type link struct{ class, to, text string }

// index is the first page.
func (w *writer) index() {
	p := w.page("index.html")
	p.printf("<h1>hewq</h1>\n<p>All that hewq documents. The key <kbd>/</kbd> goes to the search.</p>\n")
	p.printf("<p>New to Hew? <a href=\"%s\">The guide</a> teaches it in short chapters, for network scripts. "+
		"<a href=\"%s\">The command line</a> has what hewq can do.</p>\n", p.homes[guide], p.homes["docs/commands"])
	var nav []link
	for _, g := range w.library.Sections() {
		id := p.ids.of(g.Title)
		nav = append(nav, link{"one", "#" + id, g.Title})
		p.printf("<h2 id=\"%s\">%s</h2>\n<dl class=\"list\">\n", id, g.Title)
		for _, e := range g.Entries {
			name := strings.ReplaceAll(e.Name, "`", "")
			if e.Kind == manual.CodeKind || e.Module != nil {
				p.printf("<dt><a href=\"%s\"><code>%s</code></a></dt>", p.to(e), name)
			} else {
				p.printf("<dt><a href=\"%s\">%s</a></dt>", p.to(e), name)
			}
			p.b.WriteString("<dd>" + p.inline(e.Summary) + "</dd>\n")
		}
		p.printf("</dl>\n")
	}
	p.done("Contents", nav)
}

// entry is a page for one entry, with links to all of its kind.
func (w *writer) entry(e *manual.Entry, folder string) {
	p := w.page(home(e))
	p.folder = path.Dir(strings.TrimPrefix(e.ID, folder+"/"))
	if folder == "language" {
		p.folder = "reference"
	}
	p.b.WriteString("<h1>" + p.inline(e.Name) + "</h1>\n")
	p.markdown(e.Text())
	var nav []link
	for _, other := range w.library.Of(e.Kind) {
		class := "one"
		if strings.HasPrefix(other.ID, "docs/guide/") && other.ID != guide {
			class = "two" // its chapters
		}
		if other == e {
			class += " here"
		}
		nav = append(nav, link{class, p.to(other), strings.ReplaceAll(other.Name, "`", "")})
		if other == e {
			for _, h := range headings(e.Text()) {
				if h.level == 2 {
					nav = append(nav, link{"three", "#" + h.id, h.text})
				}
			}
		}
	}
	p.done(strings.ReplaceAll(e.Name, "`", ""), nav)
}

// module is the page of a module with all that it declares.
func (w *writer) module(e *manual.Entry) {
	p := w.page(home(e))
	p.printf("<h1>%s</h1>\n", e.Name)
	if text := e.Import(); text != "" {
		p.code(text, true)
	} else {
		p.printf("<p>Programs know these names without an import.</p>\n")
	}
	p.markdown(e.Text())
	var nav []link
	for _, g := range e.Groups() {
		id := p.ids.of(g.Title)
		nav = append(nav, link{"one", "#" + id, g.Title})
		p.printf("<h2 id=\"%s\">%s</h2>\n", id, g.Title)
		for _, it := range g.Entries {
			nav = append(nav, link{"two", "#" + anchor(it), it.Word()})
			p.item(it, "h3")
		}
	}
	p.done(e.Name, nav)
}

// item is a name of a module, and its parts.
func (p *page) item(e *manual.Entry, heading string) {
	p.printf("<section class=\""+heading+"\" id=\"%s\">\n<"+heading+"><a href=\"#%s\">%s</a></"+heading+">\n", anchor(e), anchor(e), e.Name)
	p.signature(e.Declared())
	p.markdown(e.Text())
	p.declared(e.Parts)
	for _, part := range e.Parts {
		if !part.Declares() {
			p.item(part, "h4")
		}
	}
	p.printf("</section>\n")
}

// declared is a list of the fields and variants among the parts of a type. Their declarations stand above it.
func (p *page) declared(parts []*manual.Entry) {
	begun := false
	for _, part := range parts {
		if !part.Declares() {
			continue
		}
		if !begun {
			p.printf("<dl class=\"list\">\n")
			begun = true
		}
		p.printf("<dt id=\"%s\"><code>%s</code></dt><dd>", anchor(part), part.Word())
		p.markdown(part.Text())
		p.printf("</dd>\n")
	}
	if begun {
		p.printf("</dl>\n")
	}
}

// list is a page with several entries.
func (w *writer) list(name, title string, entries []*manual.Entry, sections bool) {
	p := w.page(name)
	p.printf("<h1>%s</h1>\n", title)
	var nav []link
	for _, e := range entries {
		_, id, _ := strings.Cut(home(e), "#")
		if !sections {
			p.printf("<p id=\"%s\"><code>%s</code></p>\n", id, e.Name)
			continue
		}
		nav = append(nav, link{"one", "#" + id, e.Name})
		p.printf("<section class=\"h3\" id=\"%s\">\n<h2><a href=\"#%s\">%s</a></h2>\n", id, id, e.Name)
		p.markdown(e.Text())
		p.printf("</section>\n")
	}
	p.done(title, nav)
}
