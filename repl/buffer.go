package repl

// This file is the text that somebody edits: lines and a cursor.

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// A buffer is a text with a cursor. No operation takes longer than copying the line of the
// cursor, but for those on the whole text.
type buffer struct {
	lines    []string // at least one once anything was called
	row, col int      // of the cursor; col counts bytes
	changed  int      // lines before this one are as they were when it was last set
	killed   string   // what was cut last
}

// set replaces the whole text. The cursor goes to its end.
func (b *buffer) set(text string) {
	b.lines = strings.Split(text, "\n")
	b.changed = 0
	b.end()
}

// line is the one with the cursor.
func (b *buffer) line() string {
	if len(b.lines) == 0 {
		b.lines = []string{""}
	}
	return b.lines[b.row]
}

// setLine replaces the line of the cursor.
func (b *buffer) setLine(text string, col int) {
	b.line()
	b.lines[b.row], b.col = text, col
	b.changed = min(b.changed, b.row)
}

// text is the whole text.
func (b *buffer) text() string { return strings.Join(b.lines, "\n") }

// isEmpty tells whether there is no text at all.
func (b *buffer) isEmpty() bool { return len(b.lines) == 0 || len(b.lines) == 1 && b.lines[0] == "" }

// size is the length of the text, or something above most if it is longer.
func (b *buffer) size(most int) int {
	n := 0
	for _, line := range b.lines {
		if n += len(line) + 1; n > most {
			break
		}
	}
	return n
}

// cursor is where the cursor stands in the text.
func (b *buffer) cursor() int {
	at := b.col
	for _, line := range b.lines[:b.row] {
		at += len(line) + 1
	}
	return at
}

// insert puts text at the cursor and the cursor behind it.
func (b *buffer) insert(text string) {
	line := b.line()
	head, tail := line[:b.col], line[b.col:]
	if !strings.Contains(text, "\n") {
		b.setLine(head+text+tail, b.col+len(text))
		return
	}
	more := strings.Split(text, "\n")
	more[0] = head + more[0]
	last := len(more) - 1
	col := len(more[last])
	more[last] += tail
	if more[0] == line {
		b.changed = min(b.changed, b.row+1)
	} else {
		b.changed = min(b.changed, b.row)
	}
	b.lines[b.row] = more[0]
	b.lines = slices.Insert(b.lines, b.row+1, more[1:]...)
	b.row, b.col = b.row+last, col
}

// cut removes the text between the cursor and a column of its line.
func (b *buffer) cut(col int) string {
	line := b.line()
	from, to := min(col, b.col), max(col, b.col)
	b.setLine(line[:from]+line[to:], from)
	return line[from:to]
}

// join appends the line after row n to it.
func (b *buffer) join(n int) {
	b.row, b.col = n, len(b.lines[n])
	b.lines[n] += b.lines[n+1]
	b.lines = slices.Delete(b.lines, n+1, n+2)
	b.changed = min(b.changed, n)
}

// backspace removes the character before the cursor, of an indentation up to four of them.
func (b *buffer) backspace() {
	line := b.line()
	switch {
	case b.col == 0 && b.row > 0:
		b.join(b.row - 1)
	case b.col > 0 && strings.Trim(line[:b.col], " ") == "":
		b.cut((b.col - 1) / indent * indent)
	case b.col > 0:
		b.cut(before(line, b.col))
	}
}

// remove removes the character under the cursor.
func (b *buffer) remove() {
	line := b.line()
	switch {
	case b.col < len(line):
		n, _ := cluster(line[b.col:])
		b.cut(b.col + n)
	case b.row+1 < len(b.lines):
		b.join(b.row)
	}
}

func (b *buffer) left() {
	if line := b.line(); b.col > 0 {
		b.col = before(line, b.col)
	} else if b.row > 0 {
		b.row--
		b.col = len(b.line())
	}
}

func (b *buffer) right() {
	if line := b.line(); b.col < len(line) {
		n, _ := cluster(line[b.col:])
		b.col += n
	} else if b.row+1 < len(b.lines) {
		b.row, b.col = b.row+1, 0
	}
}

// up moves the cursor to the line before; it tells whether there is one.
func (b *buffer) up() bool {
	if b.row == 0 {
		return false
	}
	b.toRow(b.row - 1)
	return true
}

// down moves the cursor to the next line; it tells whether there is one.
func (b *buffer) down() bool {
	if b.row+1 >= len(b.lines) {
		return false
	}
	b.toRow(b.row + 1)
	return true
}

// toRow moves the cursor to a line, at the column where it is.
func (b *buffer) toRow(row int) {
	width := 0
	if b.col <= longLine {
		width = widthOf(b.line()[:b.col])
	}
	b.row, b.col = row, 0
	for line := b.line(); b.col < len(line) && width > 0; {
		n, w := cluster(line[b.col:])
		b.col += n
		width -= w
	}
}

// end moves the cursor behind the text.
func (b *buffer) end() {
	b.row = max(len(b.lines)-1, 0)
	b.col = len(b.line())
}

// atEnd tells whether only blanks follow the cursor.
func (b *buffer) atEnd() bool {
	return b.row >= len(b.lines)-1 && strings.TrimSpace(b.line()[b.col:]) == ""
}

// wordLeft is the column where the word before the cursor begins.
func (b *buffer) wordLeft(part func(rune) bool) int {
	line := b.line()
	col := len(strings.TrimRightFunc(line[:b.col], func(r rune) bool { return !part(r) }))
	return len(strings.TrimRightFunc(line[:col], part))
}

// wordRight is the column where the word after the cursor ends.
func (b *buffer) wordRight() int {
	line := b.line()
	rest := strings.TrimLeftFunc(line[b.col:], func(r rune) bool { return !isWord(r) })
	return len(line) - len(strings.TrimLeftFunc(rest, isWord))
}

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

func isSolid(r rune) bool { return !unicode.IsSpace(r) }

// cluster is the length and the width of the first character of s as people see it.
func cluster(s string) (size, width int) {
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return 1, 1
	}
	first, width := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return max(len(first), 1), width
}

// before is where the character begins that ends at col.
func before(line string, col int) int {
	if line[col-1] < utf8.RuneSelf {
		return col - 1
	}
	at := col
	for at > 0 && line[at-1] >= utf8.RuneSelf && col-at < 200 {
		at--
	}
	for at > 0 && !utf8.RuneStart(line[at]) {
		at--
	}
	at = max(at-1, 0) // a combining mark may belong to what is before
	for {
		n, _ := cluster(line[at:col])
		if at+n >= col {
			return at
		}
		at += n
	}
}

// widthOf is how many columns a line takes.
func widthOf(line string) int {
	width := 0
	for line != "" {
		n, w := cluster(line)
		line = line[n:]
		width += w
	}
	return width
}

// unreadable stands for a byte that is not UTF-8 until it reaches a buffer.
const unreadable = '\uFDD0'

// clean makes text fit for a buffer: tabs become spaces, line ends newlines, and what would
// move the cursor or is not UTF-8 becomes U+FFFD, which damaged tells.
func clean(text string) (cleaned string, damaged bool) {
	ascii := true
	for i := 0; i < len(text) && ascii; i++ {
		ascii = text[i] >= ' ' && text[i] < 0x7f || text[i] == '\n'
	}
	if ascii {
		return text, false
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\n' || r == '\r':
			b.WriteByte('\n')
		case r == '\t':
			b.WriteString("    ")
		case r == unreadable, r == utf8.RuneError, unicode.IsControl(r):
			damaged = true
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), damaged
}
