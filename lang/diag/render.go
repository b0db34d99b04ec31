package diag

// This file shows diagnostics to people.

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"hewq/lang/source"
)

// Options say how Render writes. The zero Options are plain text.
type Options struct {
	Color bool // use the escape sequences of a terminal
}

// Render writes diagnostics for people, an empty line between two:
//
//	server.hew:7:19: error[unknown-name]: cannot find `new_sever` in module `quic`
//	  |
//	7 |     let ep = quic.new_sever(":4433");
//	  |                   ^^^^^^^^^ not found
//	  = help: there is a function with a similar name: `new_server`
//
// It writes once, and gives the error of that write.
func Render(w io.Writer, ds []Diagnostic, o Options) error {
	var b bytes.Buffer
	for i := range ds {
		if i > 0 {
			b.WriteByte('\n')
		}
		r := renderer{b: &b, color: o.Color, gutter: gutter(&ds[i])}
		r.diagnostic(&ds[i])
	}
	_, err := w.Write(b.Bytes())
	return err
}

// RenderExcerpt writes the lines of a span as Render shows them, with a label under it.
func RenderExcerpt(w io.Writer, s source.Span, label string, o Options) error {
	if !s.Known() {
		return nil
	}
	var b bytes.Buffer
	r := renderer{b: &b, color: o.Color, gutter: len(strconv.Itoa(lastLine(s)))}
	r.excerpt(s, label, errorStyle, '^')
	_, err := w.Write(b.Bytes())
	return err
}

// A style is how a part of the report looks on a terminal.
type style string

const (
	errorStyle   style = "\x1b[1;31m"
	warningStyle style = "\x1b[1;33m"
	noteStyle    style = "\x1b[1;34m"
	gutterStyle  style = "\x1b[34m"
	helpStyle    style = "\x1b[1;36m"
	boldStyle    style = "\x1b[1m"
	endStyle           = "\x1b[0m"
)

// lineWidth is how many columns of a source line are shown; the rest is cut.
const lineWidth = 100

type renderer struct {
	b      *bytes.Buffer
	color  bool
	gutter int // width of the line numbers
}

// gutter is the width of the longest line number in a report.
func gutter(d *Diagnostic) int {
	last := 1
	if d.Span.Known() {
		last = lastLine(d.Span)
	}
	for _, n := range d.Notes {
		if n.Span.Known() {
			last = max(last, lastLine(n.Span))
		}
	}
	return len(strconv.Itoa(last))
}

func lastLine(s source.Span) int {
	return s.File.Place(max(s.Start, s.End-1)).Line
}

func (r *renderer) diagnostic(d *Diagnostic) {
	head, style := d.Severity.String(), errorStyle
	if d.Severity == Warning {
		style = warningStyle
	}
	if d.Code != "" {
		head += "[" + string(d.Code) + "]"
	}
	r.heading(d.Span, head, style, d.Message)
	if d.Span.Known() {
		r.excerpt(d.Span, d.Label, style, '^')
	}
	for _, n := range d.Notes {
		if n.Span.Known() {
			r.heading(n.Span, "note", noteStyle, n.Message)
			r.excerpt(n.Span, "", noteStyle, '-')
		}
	}
	for _, n := range d.Notes {
		if !n.Span.Known() {
			r.remark("note", noteStyle, n.Message)
		}
	}
	for _, h := range d.Help {
		r.remark("help", helpStyle, h)
	}
}

// heading writes `FILE:LINE:COL: error[code]: message`.
func (r *renderer) heading(s source.Span, kind string, st style, message string) {
	where := ""
	if s.Known() {
		p := s.Place()
		where = fmt.Sprintf("%s:%d:%d: ", s.File.Name, p.Line, p.Column)
	}
	r.b.WriteString(r.paint(boldStyle, where) + r.paint(st, kind+":") + " " + r.paint(boldStyle, message) + "\n")
}

// remark writes `= help: text`; further lines of the text stand under its first.
func (r *renderer) remark(kind string, st style, text string) {
	indent := strings.Repeat(" ", r.gutter+1)
	text = strings.ReplaceAll(text, "\n", "\n"+indent+strings.Repeat(" ", len("= : ")+len(kind)))
	r.b.WriteString(indent + r.paint(gutterStyle, "=") + " " + r.paint(st, kind+":") + " " + text + "\n")
}

// excerpt writes the first and the last line of a span, underlined.
func (r *renderer) excerpt(s source.Span, label string, st style, mark rune) {
	first, last := s.Place().Line, lastLine(s)
	r.row("", "")
	if first == last {
		r.underlined(s, first, label, st, mark)
		return
	}
	r.underlined(s, first, "", st, mark)
	if last > first+1 {
		r.b.WriteString(r.paint(gutterStyle, strings.Repeat(".", min(3, r.gutter+1))) + "\n")
	}
	r.underlined(s, last, label, st, mark)
}

// underlined writes line n and a row of marks under the part of it that the span covers.
func (r *renderer) underlined(s source.Span, n int, label string, st style, mark rune) {
	line := s.File.Line(n)
	begin := s.File.LineStart(n)
	cs := cells(line)
	from, to := s.Start-begin, s.End-begin
	if from < 0 {
		from = len(line) - len(strings.TrimLeft(line, " \t"))
	}
	left := columnOf(cs, from)
	right := max(columnOf(cs, to), left+1)
	lo, hi := window(cs, left, right)

	var text strings.Builder
	for _, c := range cs {
		if c.column >= lo && c.column+c.width <= hi {
			text.WriteString(c.text)
		}
	}
	shown := text.String()
	if lo > 0 {
		shown = "…" + shown
		lo--
	}
	if n := len(cs); n > 0 && cs[n-1].column+cs[n-1].width > hi {
		shown += "…"
	}
	r.row(strconv.Itoa(n), shown)
	right = max(min(right, hi), left+1)
	marks := strings.Repeat(string(mark), right-left)
	if label != "" {
		marks += " " + label
	}
	r.row("", strings.Repeat(" ", left-lo)+r.paint(st, marks))
}

// window is the range of columns to show of a line: all, or what is around the marks. Its ends
// stand between characters.
func window(cs []cell, left, right int) (lo, hi int) {
	if len(cs) == 0 {
		return 0, 1
	}
	end := cs[len(cs)-1].column + cs[len(cs)-1].width
	if end <= lineWidth {
		return 0, max(end, right)
	}
	lo = max(0, min((left+min(right, left+lineWidth/2)-lineWidth)/2, left-lineWidth/4))
	if end-lo < lineWidth {
		lo = max(0, end-lineWidth)
	}
	hi = lo + lineWidth
	for _, c := range cs {
		if c.column < lo && lo < c.column+c.width {
			lo = c.column + c.width
		}
		if c.column < hi && hi < c.column+c.width {
			hi = c.column
		}
	}
	return lo, hi
}

// row writes one line of an excerpt.
func (r *renderer) row(number, text string) {
	lead := fmt.Sprintf("%*s |", r.gutter, number)
	r.b.WriteString(r.paint(gutterStyle, lead))
	if text = strings.TrimRight(text, " \t"); text != "" {
		r.b.WriteString(" " + text)
	}
	r.b.WriteByte('\n')
}

// paint gives text the style, where there is colour.
func (r *renderer) paint(st style, text string) string {
	if !r.color || text == "" {
		return text
	}
	return string(st) + text + endStyle
}
