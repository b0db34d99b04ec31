// Package source holds source texts and positions in them.
package source

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// A File is a source text with its name. It never changes after New.
type File struct {
	Name  string // as shown to people: a path, `<stdin>`, or `std::fs` for an embedded stub
	Text  string
	Stub  bool  // it declares a module of hewq: no program is written in it
	lines []int // offset of the first byte of each line
}

// New makes a File and finds its lines.
func New(name, text string) *File {
	f := &File{Name: name, Text: text, lines: make([]int, 1, 1+strings.Count(text, "\n"))}
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
	return f
}

// NewStub makes the File of a stub.
func NewStub(name, text string) *File {
	f := New(name, text)
	f.Stub = true
	return f
}

// A Place is a line and a column, both from 1; columns count characters.
type Place struct {
	Line, Column int
}

// Place is where the byte at offset stands. An offset past the end is at the end.
func (f *File) Place(offset int) Place {
	offset = min(max(offset, 0), len(f.Text))
	line := f.LineAt(offset)
	return Place{line, 1 + utf8.RuneCountInString(f.Text[f.lines[line-1]:offset])}
}

// LineAt is the number of the line with the byte at offset, from 1.
func (f *File) LineAt(offset int) int { return sort.SearchInts(f.lines, offset+1) }

// Line is the text of line n, from 1, without its line end.
func (f *File) Line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	line, _, _ := strings.Cut(f.Text[f.lines[n-1]:], "\n")
	return strings.TrimSuffix(line, "\r")
}

// LineStart is the offset of the first byte of line n, from 1.
func (f *File) LineStart(n int) int {
	if n < 1 || n > len(f.lines) {
		return len(f.Text)
	}
	return f.lines[n-1]
}

// A Span is the text from Start up to End, byte offsets in File.
type Span struct {
	File       *File // nil in the zero Span, which is nowhere
	Start, End int
}

// Known tells whether the span is somewhere.
func (s Span) Known() bool { return s.File != nil }

// Place is where the span starts.
func (s Span) Place() Place { return s.File.Place(s.Start) }

// String is `FILE:LINE:COL`, or `?` if the span is nowhere.
func (s Span) String() string {
	if !s.Known() {
		return "?"
	}
	p := s.Place()
	return fmt.Sprintf("%s:%d:%d", s.File.Name, p.Line, p.Column)
}

// Text is the text of the span.
func (s Span) Text() string {
	if s.File == nil {
		return ""
	}
	end := min(s.End, len(s.File.Text))
	return s.File.Text[min(max(s.Start, 0), end):end]
}

// InvalidLine is the first line of text that is not UTF-8, counted from 1; 0 if all is.
func InvalidLine(text string) int {
	if utf8.ValidString(text) {
		return 0
	}
	line := 1
	for row := range strings.Lines(text) {
		if !utf8.ValidString(row) {
			return line
		}
		line++
	}
	return line
}
