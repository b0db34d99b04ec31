package repl

// This file lays out what the editor shows.

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// A frame is what stands below all that was printed.
type frame struct {
	rows     []string // without line ends; none reaches the last column
	row, col int      // of the cursor
}

// longLine is how much of a line is looked at around the cursor.
const longLine = 4 << 10

// A layout fills rows with text.
type layout struct {
	width int // of a row
	color bool
	rows  []string
	row   strings.Builder
	col   int
	style style
	mark  [2]int // row and column of the cursor
}

// put adds a character.
func (l *layout) put(text string, width int, st style) {
	if l.col+width > l.width && l.col > 0 {
		l.end()
	}
	if st != l.style && l.color {
		l.row.WriteString(escapes[st])
		l.style = st
	}
	l.row.WriteString(text)
	l.col += width
}

// puts adds text of one style.
func (l *layout) puts(text string, st style) {
	for text != "" {
		n, w := cluster(text)
		l.put(text[:n], w, st)
		text = text[n:]
	}
}

// end ends a row.
func (l *layout) end() {
	if l.style != plain {
		l.row.WriteString(escapes[plain])
		l.style = plain
	}
	l.rows = append(l.rows, l.row.String())
	l.row.Reset()
	l.col = 0
}

// here notes the cursor.
func (l *layout) here() {
	if l.col >= l.width {
		l.end()
	}
	l.mark = [2]int{len(l.rows), l.col}
}

// A piece is what is shown of a line of a buffer.
type piece struct {
	text   string
	row    int
	from   int  // where text begins in the line
	before bool // something of the line is before or after it
	after  bool
}

// pieces are those parts of a buffer that may be seen: some rows around the cursor.
func pieces(b *buffer, width, height int) []piece {
	b.line()
	most := max(longLine, 2*width*height)
	var all []piece
	for row := max(0, b.row-height); row < min(len(b.lines), b.row+height+1); row++ {
		p := piece{text: b.lines[row], row: row}
		if len(p.text) > most {
			at := 0
			if row == b.row {
				at = max(0, b.col-most/2) / 64 * 64
			}
			for at > 0 && at < len(p.text) && !utf8.RuneStart(p.text[at]) {
				at--
			}
			end := min(len(p.text), at+most)
			for end < len(p.text) && !utf8.RuneStart(p.text[end]) {
				end++
			}
			p.before, p.after, p.from = at > 0, end < len(p.text), at
			p.text = p.text[at:end]
		}
		all = append(all, p)
	}
	return all
}

// styles are those of pieces: of the whole text if it is short, else as if the pieces were all.
func (h *highlighter) pieces(b *buffer, shown []piece) [][]style {
	whole := b.size(highlighted) <= highlighted
	var text strings.Builder
	if whole {
		text.WriteString(b.text())
	} else {
		for _, p := range shown {
			text.WriteString(p.text + "\n")
		}
	}
	if text.Len() > 4*highlighted {
		return make([][]style, len(shown))
	}
	all := h.of(text.String())
	at := 0
	if whole && len(shown) > 0 {
		for _, line := range b.lines[:shown[0].row] {
			at += len(line) + 1
		}
	}
	var styles [][]style
	for _, p := range shown {
		from := at
		if whole {
			from += p.from
			at += len(b.lines[p.row]) + 1
		} else {
			at += len(p.text) + 1
		}
		styles = append(styles, all[from:from+len(p.text)])
	}
	return styles
}

// buffer adds the visible part of a buffer, each line behind its prompt, and the cursor.
func (l *layout) buffer(b *buffer, height int, prompt func(row int) (string, style), h *highlighter) {
	shown := pieces(b, l.width, height)
	styles := make([][]style, len(shown))
	if h != nil {
		styles = h.pieces(b, shown)
	}
	for i, p := range shown {
		if i > 0 {
			l.end()
		}
		l.puts(prompt(p.row))
		if p.before {
			l.put("…", 1, faintStyle)
		}
		for at := 0; at < len(p.text); {
			if p.row == b.row && p.from+at == b.col {
				l.here()
			}
			n, w := cluster(p.text[at:])
			st := plain
			if styles[i] != nil {
				st = styles[i][at]
			}
			l.put(p.text[at:at+n], w, st)
			at += n
		}
		if p.row == b.row && b.col == p.from+len(p.text) {
			l.here()
		}
		if p.after {
			l.put("…", 1, faintStyle)
		}
	}
	l.end()
}

// window keeps at most height rows, that of the cursor among them.
func (l *layout) window(height int) {
	if over := len(l.rows) - height; over > 0 {
		from := min(max(l.mark[0]-height/2, 0), over)
		l.rows = l.rows[from : from+height]
		l.mark[0] -= from
	}
}

// one adds a row, cut where it is too long.
func (l *layout) one(parts ...styled) {
	for _, p := range parts {
		for text := p.text; text != ""; {
			n, w := cluster(text)
			if l.col+w > l.width {
				l.end()
				return
			}
			l.put(text[:n], w, p.style)
			text = text[n:]
		}
	}
	l.end()
}

// A styled is a piece of a row.
type styled struct {
	text  string
	style style
}

// visible is text of a program without what would move the cursor, its end if it is long.
func visible(text string) string {
	if len(text) > longLine {
		text = text[len(text)-longLine:]
	}
	text = ansi.Strip(text)
	if at := strings.LastIndexByte(text, '\r'); at >= 0 {
		text = text[at+1:]
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ReplaceAll(text, "\t", "    "))
}
