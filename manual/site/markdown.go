package site

// This file makes HTML of Markdown.

import (
	"fmt"
	"html"
	"path"
	"strings"
	"unicode"

	"hewq/lang/paint"
	"hewq/manual"
	"hewq/manual/markdown"
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

// markdown writes a Markdown text.
func (p *page) markdown(source string) { p.blocks(markdown.Parse(source)) }

// inline is a text in a line, such as a title or a sentence.
func (p *page) inline(source string) string { return p.text(markdown.ParseInline(source), false) }

func (p *page) blocks(all []markdown.Block) {
	for _, b := range all {
		p.block(b)
	}
}

func (p *page) block(b markdown.Block) {
	switch b := b.(type) {
	case *markdown.Heading:
		fmt.Fprintf(&p.b, "<h%d id=\"%s\">%s</h%d>\n", b.Level, p.ids.of(markdown.Plain(b.Text)), p.text(b.Text, false), b.Level)
	case *markdown.Paragraph:
		p.b.WriteString("<p>" + p.text(b.Text, false) + "</p>\n")
	case *markdown.Code:
		language, _, _ := strings.Cut(b.Info, " ")
		p.code(strings.TrimRight(b.Text, "\n"), language == "hew" || strings.HasPrefix(language, "hew,"))
	case *markdown.List:
		p.list(b)
	case *markdown.Quote:
		p.b.WriteString("<blockquote>\n")
		p.blocks(b.Blocks)
		p.b.WriteString("</blockquote>\n")
	case *markdown.Rule:
		p.b.WriteString("<hr>\n")
	case *markdown.Table:
		p.table(b)
	}
}

func (p *page) list(l *markdown.List) {
	name, start := "ul", ""
	if l.Ordered {
		name = "ol"
		if l.Start != 1 {
			start = fmt.Sprintf(" start=\"%d\"", l.Start)
		}
	}
	p.b.WriteString("<" + name + start + ">\n")
	for _, item := range l.Items {
		p.b.WriteString("<li>")
		for _, b := range item {
			if paragraph, ok := b.(*markdown.Paragraph); ok && l.Tight {
				p.b.WriteString(p.text(paragraph.Text, false))
				continue
			}
			p.b.WriteByte('\n')
			p.block(b)
		}
		p.b.WriteString("</li>\n")
	}
	p.b.WriteString("</" + name + ">\n")
}

func (p *page) table(t *markdown.Table) {
	p.b.WriteString("<table>\n<thead>\n")
	for i, row := range t.Rows {
		cell := "td"
		if i == 0 {
			cell = "th"
		}
		p.b.WriteString("<tr>")
		for _, c := range row {
			p.b.WriteString("<" + cell + ">" + p.text(c, false) + "</" + cell + ">")
		}
		p.b.WriteString("</tr>\n")
		if i == 0 {
			p.b.WriteString("</thead>\n<tbody>\n")
		}
	}
	p.b.WriteString("</tbody>\n</table>\n")
}

// text is a text as HTML. linked says that no link may be in it.
func (p *page) text(parts []markdown.Inline, linked bool) string {
	var b strings.Builder
	for _, part := range parts {
		switch part := part.(type) {
		case markdown.Text:
			b.WriteString(escape(string(part)))
		case *markdown.Break:
			if part.Hard {
				b.WriteString("<br>")
			}
			b.WriteByte('\n')
		case markdown.Span:
			b.WriteString(p.span(string(part), linked))
		case *markdown.Emphasis:
			name := "em"
			if part.Strong {
				name = "strong"
			}
			b.WriteString("<" + name + ">" + p.text(part.Text, linked) + "</" + name + ">")
		case *markdown.Link:
			b.WriteString(p.link(part, linked))
		}
	}
	return b.String()
}

// link is a link to a page of the site or of the web. One to what the site does not have is its text.
func (p *page) link(l *markdown.Link, linked bool) string {
	to, ok := p.address(l.To)
	if !ok || linked {
		return p.text(l.Text, linked)
	}
	return `<a href="` + escape(to) + `">` + p.text(l.Text, true) + "</a>"
}

// span is code within a text: a link, if it is the full name of something, or the command that shows it.
func (p *page) span(code string, linked bool) string {
	shown := "<code>" + escape(code) + "</code>"
	e := p.names[strings.TrimSuffix(code, "()")]
	if name, ok := strings.CutPrefix(code, "hewq doc "); ok && !linked {
		if found := p.library.Find(name); len(manual.Best(found)) == 1 {
			e = found[0]
		}
	}
	if e != nil && !linked {
		return `<a href="` + escape(p.to(e)) + `">` + shown + "</a>"
	}
	return shown
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

func escape(s string) string { return html.EscapeString(s) }
