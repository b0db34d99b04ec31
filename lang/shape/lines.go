package shape

// This file spreads the text that shows a value over lines.

import (
	"bytes"
	"unicode/utf8"
)

// Marks in a text that shows a value. Text itself has no control characters: what is shown of strings is escaped.
const (
	filled     = 1 + iota // begins a group, of which as many parts go on a line as fit
	itemized              // begins a group, of which each part has its own line
	closed                // ends a group
	looseBreak            // between two parts: a space, or the end of a line
	tightBreak            // before the first part: nothing, or the end of a line
	looseEnd              // behind the last part: a space, or the end of a line
	tightEnd              // behind the last part: nothing, or the end of a line
)

// indentation is by how much the parts of a group are indented.
const indentation = 4

// A spreading writes a marked text in lines.
type spreading struct {
	out    []byte
	text   []byte
	width  int
	column int
}

// appendLines appends a marked text: a group that fits its line stays there.
func appendLines(b, text []byte, width int) []byte {
	p := spreading{out: b, text: text, width: width}
	p.groupRest(0, 0, itemized)
	return p.out
}

// groupRest writes the text from at on to the end of the group there, and gives where that is. The parts of the
// group, which has this kind, are indented.
func (p *spreading) groupRest(at, indent int, kind byte) int {
	for at < len(p.text) {
		switch c := p.text[at]; c {
		case filled, itemized:
			end := p.endOf(at)
			if p.column+p.widthOf(at, end)+p.widthTo(end) <= p.width {
				p.flat(at, end)
				at = end
				continue
			}
			at = p.groupRest(at+1, indent+indentation, c)
			continue
		case closed:
			return at + 1
		case looseBreak:
			if kind == filled && p.column+1+p.widthTo(at+1) <= p.width {
				p.write(" ")
			} else {
				p.line(indent)
			}
		case tightBreak:
			p.line(indent)
		case looseEnd, tightEnd:
			p.line(indent - indentation)
		default:
			p.out = append(p.out, c)
			if utf8.RuneStart(c) {
				p.column++
			}
		}
		at++
	}
	return at
}

func (p *spreading) write(text string) {
	p.out = append(p.out, text...)
	p.column += len(text)
}

// line begins a line.
func (p *spreading) line(indent int) {
	p.out = append(p.out, '\n')
	p.out = append(p.out, bytes.Repeat([]byte(" "), indent)...)
	p.column = indent
}

// endOf is the end of the group that begins at a place.
func (p *spreading) endOf(at int) int {
	depth := 0
	for ; at < len(p.text); at++ {
		switch p.text[at] {
		case filled, itemized:
			depth++
		case closed:
			if depth--; depth == 0 {
				return at + 1
			}
		}
	}
	return at
}

// widthOf is how many columns a part of the text takes on one line, or more than there are.
func (p *spreading) widthOf(from, to int) int {
	n := 0
	for _, c := range p.text[from:to] {
		if c == looseBreak || c == looseEnd || c > tightEnd && utf8.RuneStart(c) {
			if n++; n > p.width {
				break
			}
		}
	}
	return n
}

// widthTo is how many columns come up to where a line may end next, outside of groups that begin before.
func (p *spreading) widthTo(from int) int {
	depth := 0
	for at := from; at < len(p.text); at++ {
		switch c := p.text[at]; {
		case c == filled || c == itemized:
			depth++
		case c == closed:
			depth--
		case depth <= 0 && c >= looseBreak && c <= tightEnd:
			return p.widthOf(from, at)
		}
		if at-from > utf8.UTFMax*p.width {
			return p.width + 1
		}
	}
	return p.widthOf(from, len(p.text))
}

// flat writes a part of the text on the line.
func (p *spreading) flat(from, to int) {
	for _, c := range p.text[from:to] {
		switch {
		case c == looseBreak || c == looseEnd:
			p.out = append(p.out, ' ')
			p.column++
		case c > tightEnd:
			p.out = append(p.out, c)
			if utf8.RuneStart(c) {
				p.column++
			}
		}
	}
}
