// Package terminal shows Markdown as text in lines of a width.
package terminal

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"hewq/lang/paint"
	"hewq/manual/markdown"
)

// Options are how text is shown.
type Options struct {
	Width int  // the longest line, in columns; code may be longer. 0 stands for 80
	Color bool // with escape sequences
}

// The escape sequences beside those of paint.
const (
	bold      = "\x1b[1m"
	italic    = "\x1b[3m"
	underline = "\x1b[4m"
	reset     = "\x1b[0m"
)

// Render shows a page of Markdown. The text ends in a newline.
func Render(page string, o Options) string {
	if o.Width <= 0 {
		o.Width = 80
	}
	r := &renderer{options: o}
	r.blocks(markdown.Parse(page), "", "")
	return strings.TrimLeft(r.out.String(), "\n")
}

type renderer struct {
	options Options
	out     strings.Builder
	tight   bool // no empty lines between blocks
	first   bool // none before the next block
}

// blocks shows blocks. The first line begins with first, all others with rest.
func (r *renderer) blocks(all []markdown.Block, first, rest string) {
	for _, b := range all {
		r.block(b, first, rest)
		first = rest
	}
}

// gap separates blocks.
func (r *renderer) gap(rest string) {
	defer func() { r.first = false }()
	if !r.tight && !r.first {
		r.out.WriteString(strings.TrimRight(rest, " ") + "\n")
	}
}

func (r *renderer) block(b markdown.Block, first, rest string) {
	switch b := b.(type) {
	case *markdown.Heading:
		r.gap(rest)
		r.lines(r.styled(bold, r.inline(b.Text)), first, rest)
	case *markdown.Paragraph:
		if first == rest {
			r.gap(rest)
		}
		r.lines(r.inline(b.Text), first, rest)
	case *markdown.Code:
		r.gap(rest)
		language, _, _ := strings.Cut(b.Info, " ")
		r.code(b.Text, language == "hew", rest)
	case *markdown.List:
		r.gap(rest)
		before := r.tight
		r.tight = b.Tight
		for i, item := range b.Items {
			mark := "• "
			if b.Ordered {
				mark = strconv.Itoa(b.Start+i) + ". "
			}
			r.blocks(item, rest+mark, rest+strings.Repeat(" ", ansi.StringWidth(mark)))
		}
		r.tight = before
	case *markdown.Quote:
		r.gap(rest)
		r.first = true
		r.blocks(b.Blocks, rest+"│ ", rest+"│ ")
	case *markdown.Rule:
		r.gap(rest)
		r.out.WriteString(rest + strings.Repeat("─", min(r.options.Width, 20)) + "\n")
	case *markdown.Table:
		r.gap(rest)
		r.table(b, rest)
	}
}

// lines shows a text, wrapped.
func (r *renderer) lines(s, first, rest string) {
	width := max(r.options.Width-ansi.StringWidth(rest), 20)
	for i, line := range wrapped(s, width) {
		if i == 0 {
			r.out.WriteString(first)
		} else {
			r.out.WriteString(rest)
		}
		r.out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// wrapped cuts a text into lines at spaces. A word that is longer than a line stands alone.
func wrapped(s string, width int) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(s, "\n") {
		line, column := "", 0
		for word := range strings.FieldsSeq(paragraph) {
			n := ansi.StringWidth(word)
			if line != "" && column+1+n > width {
				lines, line, column = append(lines, line), "", 0
			}
			if line != "" {
				line, column = line+" ", column+1
			}
			line, column = line+word, column+n
		}
		lines = append(lines, line)
	}
	return lines
}

func (r *renderer) code(code string, hew bool, rest string) {
	if hew && r.options.Color {
		var b strings.Builder
		for _, p := range paint.Pieces(code) {
			b.WriteString(r.eachLine(p.Kind, p.Text))
		}
		code = b.String()
	}
	for line := range strings.SplitSeq(strings.TrimRight(code, "\n"), "\n") {
		r.out.WriteString(strings.TrimRight(rest+"    "+line, " ") + "\n")
	}
}

// eachLine colours a piece of code, in each of its lines anew.
func (r *renderer) eachLine(k paint.Kind, piece string) string {
	if k == paint.Plain {
		return piece
	}
	lines := strings.Split(piece, "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = k.Escape() + line + reset
		}
	}
	return strings.Join(lines, "\n")
}

// styled puts a style around a text, and again behind what ends a style in it.
func (r *renderer) styled(style, s string) string {
	if !r.options.Color || s == "" {
		return s
	}
	return style + strings.ReplaceAll(s, reset, reset+style) + reset
}

// inline is the text in a block.
func (r *renderer) inline(parts []markdown.Inline) string {
	var b strings.Builder
	for _, p := range parts {
		switch p := p.(type) {
		case markdown.Text:
			b.WriteString(string(p))
		case *markdown.Break:
			if p.Hard {
				b.WriteByte('\n')
			} else {
				b.WriteByte(' ')
			}
		case markdown.Span:
			b.WriteString(r.span(string(p)))
		case *markdown.Emphasis:
			style := italic
			if p.Strong {
				style = bold
			}
			b.WriteString(r.styled(style, r.inline(p.Text)))
		case *markdown.Link:
			b.WriteString(r.link(p))
		}
	}
	return b.String()
}

// span is code within a text. Without colour it keeps its backquotes.
func (r *renderer) span(code string) string {
	if !r.options.Color {
		return "`" + code + "`"
	}
	return paint.Number.Escape() + code + reset
}

// link is the text of a link, with its address if that is one of the web.
func (r *renderer) link(l *markdown.Link) string {
	label := r.inline(l.Text)
	if strings.HasPrefix(l.To, "http") && label != l.To {
		return r.styled(underline, label) + " (" + l.To + ")"
	}
	if strings.HasPrefix(l.To, "http") {
		return r.styled(underline, label)
	}
	return label
}

// table shows a table: each cell in its column if that fits, else each row as a list.
func (r *renderer) table(t *markdown.Table, rest string) {
	var rows [][]string
	var widths []int
	for _, row := range t.Rows {
		var cells []string
		for _, cell := range row {
			cells = append(cells, r.inline(cell))
		}
		rows = append(rows, cells)
		for i, c := range cells {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], ansi.StringWidth(c))
		}
	}
	last := len(widths) - 1
	before := ansi.StringWidth(rest)
	for _, w := range widths[:last] {
		before += w + 2
	}
	room := r.options.Width - before
	if room < min(widths[last], 24) {
		r.rows(rows, rest)
		return
	}
	for i, cells := range rows {
		line := rest
		for k, c := range cells[:max(len(cells)-1, 0)] {
			if i == 0 {
				c = r.styled(bold, c)
			}
			line += c + strings.Repeat(" ", widths[k]+2-ansi.StringWidth(c))
		}
		text := ""
		if len(cells) > 0 {
			text = cells[len(cells)-1]
		}
		if i == 0 {
			text = r.styled(bold, text)
		}
		for k, part := range wrapped(text, max(room, 20)) {
			if k > 0 {
				line = rest + strings.Repeat(" ", before-ansi.StringWidth(rest))
			}
			r.out.WriteString(strings.TrimRight(line+part, " ") + "\n")
		}
	}
}

// rows shows the rows of a table that is too wide, each as an item with a line for each cell.
func (r *renderer) rows(rows [][]string, rest string) {
	for _, cells := range rows[1:] {
		for i, c := range cells {
			if c == "" {
				continue
			}
			first := rest + "• "
			if i > 0 {
				first = rest + "  "
			}
			r.lines(c, first, rest+"  ")
		}
	}
}
