package repl

// This file breaks long lines of answers between words.

import (
	"regexp"
	"strings"
)

// excerpt matches the lines of a report that show a source: they are not broken.
var excerpt = regexp.MustCompile(`^(?:\x1b\[[\d;]*m)* *\d* *\|`)

// foldedReport is folded for what tells of failures, which may have colours.
func foldedReport(text string, columns int) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if columns <= 0 || excerpt.MatchString(line) {
			b.WriteString(line)
		} else {
			foldLine(&b, line, columns)
		}
	}
	return b.String()
}

// folded is text with lines that have at most so many columns, unless a word is longer. What goes on in the next
// line is indented as its beginning. With no columns the text stays as it is.
func folded(text string, columns int) string {
	if columns <= 0 {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		foldLine(&b, line, columns)
	}
	return b.String()
}

// foldLine writes a line, with its end if it has one, as several.
func foldLine(b *strings.Builder, line string, columns int) {
	indent := 0 // of the first line there is none to add
	hanging := min(hangingIndent(line), columns/2)
	for {
		end := breakOf(line, columns-indent)
		b.WriteString(strings.Repeat(" ", indent) + strings.TrimRight(line[:end], " "))
		if end == len(line) {
			return
		}
		b.WriteByte('\n')
		line = strings.TrimLeft(line[end:], " ")
		indent = hanging
	}
}

// breakOf is where a line is broken: behind the last blank within so many columns, or behind the first word.
func breakOf(line string, columns int) int {
	last, inText := 0, false
	for at, column := 0, 0; at < len(line); {
		n, w := cluster(line[at:])
		if line[at] == 0x1b { // a colour takes no column
			n, w = max(strings.IndexByte(line[at:], 'm'), 0)+1, 0
		}
		switch {
		case line[at] == '\n':
			return len(line)
		case line[at] == ' ' && inText:
			last = at + n
		case line[at] != ' ' && line[at] != 0x1b:
			inText = true
		}
		if column += w; column > columns && last > 0 && line[at] != ' ' {
			return last
		}
		at += n
	}
	return len(line)
}

// hangingIndent is where the text of a line begins, or that of the second column if the line is one of a list.
func hangingIndent(line string) int {
	text := strings.TrimLeft(line, " ")
	leading := len(line) - len(text)
	if gap := strings.Index(text, "  "); leading == 2 && gap > 0 {
		return leading + len(text) - len(strings.TrimLeft(text[gap:], " "))
	}
	return leading
}
