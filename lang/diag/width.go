package diag

// This file knows how many columns of a terminal a character takes.

import (
	"unicode"
	"unicode/utf8"
)

// tabWidth is the number of columns that a tab stops at.
const tabWidth = 4

// wide are the characters that take two columns: scripts of East Asia and pictures.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115f, Stride: 1},
		{Lo: 0x231a, Hi: 0x231b, Stride: 1},
		{Lo: 0x23e9, Hi: 0x23ec, Stride: 1},
		{Lo: 0x25fd, Hi: 0x25fe, Stride: 1},
		{Lo: 0x2614, Hi: 0x2615, Stride: 1},
		{Lo: 0x2648, Hi: 0x2653, Stride: 1},
		{Lo: 0x26a1, Hi: 0x26a1, Stride: 1},
		{Lo: 0x2705, Hi: 0x2705, Stride: 1},
		{Lo: 0x2728, Hi: 0x2728, Stride: 1},
		{Lo: 0x274c, Hi: 0x274c, Stride: 1},
		{Lo: 0x2753, Hi: 0x2757, Stride: 1},
		{Lo: 0x2e80, Hi: 0x303e, Stride: 1},
		{Lo: 0x3041, Hi: 0xa4cf, Stride: 1},
		{Lo: 0xa960, Hi: 0xa97f, Stride: 1},
		{Lo: 0xac00, Hi: 0xd7a3, Stride: 1},
		{Lo: 0xf900, Hi: 0xfaff, Stride: 1},
		{Lo: 0xfe30, Hi: 0xfe6f, Stride: 1},
		{Lo: 0xff00, Hi: 0xff60, Stride: 1},
		{Lo: 0xffe0, Hi: 0xffe6, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x16fe0, Hi: 0x18aff, Stride: 1},
		{Lo: 0x1b000, Hi: 0x1b2ff, Stride: 1},
		{Lo: 0x1f300, Hi: 0x1f64f, Stride: 1},
		{Lo: 0x1f680, Hi: 0x1f6ff, Stride: 1},
		{Lo: 0x1f7e0, Hi: 0x1f7eb, Stride: 1},
		{Lo: 0x1f900, Hi: 0x1faff, Stride: 1},
		{Lo: 0x20000, Hi: 0x3fffd, Stride: 1},
	},
}

// A cell is one character of a source line as a terminal shows it.
type cell struct {
	offset int // of its first byte in the line
	column int // of its first column, from 0
	width  int
	text   string
}

// cells lays a line out. Characters that would move the cursor or hide text stand as U+FFFD.
func cells(line string) []cell {
	out := make([]cell, 0, len(line))
	column := 0
	for offset, r := range line {
		c := cell{offset: offset, column: column, width: 1, text: string(r)}
		switch {
		case r == '\t':
			c.width = tabWidth - column%tabWidth
			c.text = "    "[:c.width]
		case r < utf8.RuneSelf && r >= ' ' && r != 0x7f:
		case unicode.In(r, unicode.Mn, unicode.Me), r == '\u200d':
			c.width = 0
		case unicode.Is(wide, r):
			c.width = 2
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			c.text = "\uFFFD"
		}
		column += c.width
		out = append(out, c)
	}
	return out
}

// columnOf is the column where the byte at offset is shown, or the one after the last.
func columnOf(cs []cell, offset int) int {
	column := 0
	for _, c := range cs {
		if c.offset > offset {
			break
		}
		column = c.column
		if c.offset < offset {
			column += c.width
		}
	}
	return column
}
