package cover

// This file shows a profile as a page for browsers, which needs nothing else. It is written without
// html/template, which would make hewq larger and later to start.

import (
	_ "embed"
	"fmt"
	"html"
	"io"
	"strings"
)

//go:embed page.css
var style string

// WriteHTML writes a page with the share of each file, and the texts with what ran in colour. Files of
// which nothing is missing are folded.
func (p *Profile) WriteHTML(w io.Writer) error {
	files := p.Files()
	var b page
	total, what := p.Total(), fmt.Sprintf("%d files", len(files))
	if len(files) == 1 {
		what = files[0].Source.Name
	}
	b.write(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s of %s ran</title>
<style>
`, total, what)
	b.WriteString(style)
	b.write(`</style>
</head>
<body>
<h1>%s of %s ran</h1>
<p>%d of %d statements. <span class="run">This ran</span>, <span class="missed">this never ran</span>; the numbers on the left are the line, and how often it ran.</p>
<table>
<thead><tr><th>file</th><th>statements</th><th>ran</th></tr></thead>
<tbody>
`, total, what, total.Run, total.All)
	for i, f := range files {
		s := f.Share()
		b.write(`<tr><td><a href="#f%d">%s</a></td><td>%d of %d</td><td><meter min="0" max="100" value="%.1f"></meter> %s</td></tr>
`, i+1, f.Source.Name, s.Run, s.All, s.Percent(), s)
	}
	b.write("</tbody>\n</table>\n")
	for i, f := range files {
		b.file(fmt.Sprintf("f%d", i+1), f, len(files) == 1)
	}
	b.write("</body>\n</html>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// A page is HTML that is being written.
type page struct{ strings.Builder }

// write writes HTML with values in it, whose texts are no HTML.
func (b *page) write(format string, values ...any) {
	for i, v := range values {
		switch v := v.(type) {
		case string:
			values[i] = html.EscapeString(v)
		case fmt.Stringer:
			values[i] = html.EscapeString(v.String())
		}
	}
	fmt.Fprintf(b, format, values...)
}

// file writes the text of a file. It is open if something is missing, or if it is the only one.
func (b *page) file(id string, f *File, only bool) {
	missed := f.Missed()
	open := ""
	if missed != "" || only {
		open = " open"
	}
	b.write(`<details id="%s"%s>
<summary><strong>%s</strong> %s`, id, open, f.Source.Name, f.Share())
	if missed != "" {
		b.write(` <span class="quiet">not run: lines %s</span>`, missed)
	}
	b.write("</summary>\n<pre>")
	for i, line := range f.Lines() {
		b.line(fmt.Sprintf("%s-%d", id, i+1), i+1, line)
	}
	b.write("</pre>\n</details>\n")
}

// line writes line n of a file.
func (b *page) line(id string, n int, l Line) {
	class, count := "row", ""
	if l.Missed {
		class, count = "row missing", "!"
	}
	if l.Begins {
		count = fmt.Sprint(l.Count)
	}
	b.write(`<span class="%s" id="%s"><span class="gutter"><a href="#%[2]s">%d</a> <b>%s</b></span>`, class, id, n, count)
	at := 0
	for _, m := range l.Marks {
		class, title := m.words()
		b.write(`%s<span class="%s" title="%s">%s</span>`, l.Text[at:m.Start], class, title, l.Text[m.Start:m.End])
		at = m.End
	}
	b.write("%s\n</span>", l.Text[at:])
}

// words are the style of a mark, and how often it ran.
func (m Mark) words() (class, title string) {
	switch m.Count {
	case 0:
		return "missed", "never ran"
	case 1:
		return "run", "ran once"
	}
	return "run", fmt.Sprintf("ran %d times", m.Count)
}
