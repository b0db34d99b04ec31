package diag

// This file has places as tools know them: the URI of a file, and positions in the units of the Language Server Protocol.

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"hewq/lang/source"
)

// A Range is a piece of text; its end is not part of it.
type Range struct {
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// A Position counts lines, and Units in the line, both from 0.
type Position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// Units are what the characters of a Position count.
type Units uint8

// The units.
const (
	UTF16 Units = iota // code units of UTF-16, which the protocol has if nothing else was agreed
	UTF8               // bytes
)

// String is the name that the Language Server Protocol has for the units.
func (u Units) String() string { return [...]string{UTF16: "utf-16", UTF8: "utf-8"}[u] }

// Range is where a span stands; zero if it stands nowhere.
func (u Units) Range(s source.Span) Range {
	if !s.Known() {
		return Range{}
	}
	return Range{u.Position(s.File, s.Start), u.Position(s.File, max(s.Start, s.End))}
}

// Edits are edits as the protocol has them.
func (u Units) Edits(edits []Edit) []TextEdit {
	var all []TextEdit
	for _, e := range edits {
		all = append(all, TextEdit{u.Range(e.Span), e.Text})
	}
	return all
}

// Position is where the byte at offset stands. An offset outside of the text counts as its nearest end.
func (u Units) Position(f *source.File, offset int) Position {
	offset = min(max(offset, 0), len(f.Text))
	line := f.LineAt(offset)
	return Position{line - 1, u.Length(f.Text[f.LineStart(line):offset])}
}

// Length is how many units a text has.
func (u Units) Length(text string) int {
	if u == UTF8 {
		return len(text)
	}
	units := 0
	for _, r := range text {
		units += max(1, utf16.RuneLen(r))
	}
	return units
}

// Offset is the byte that stands at a position. A position behind the end of its line is that end, one within a
// character the beginning of the character, and one outside of the text its nearest end.
func (u Units) Offset(f *source.File, p Position) int {
	if p.Line < 0 {
		return 0
	}
	start := f.LineStart(p.Line + 1)
	line := f.Line(p.Line + 1)
	if u == UTF8 {
		at := min(max(p.Character, 0), len(line))
		for at > 0 && at < len(line) && !utf8.RuneStart(line[at]) {
			at--
		}
		return start + at
	}
	units := 0
	for i, r := range line {
		if units += max(1, utf16.RuneLen(r)); units > p.Character {
			return start + i
		}
	}
	return start + len(line)
}

// URI is a file: URI for a path, and a hewq: URI for a text that is in no file, such as an embedded module or the
// standard input. A relative path is taken from the directory dir.
func URI(dir string, f *source.File) string {
	if f == nil {
		return "hewq:nowhere"
	}
	if strings.HasPrefix(f.Name, "<") || strings.Contains(f.Name, "::") || f.Name == "core" {
		return (&url.URL{Scheme: "hewq", Opaque: url.PathEscape(strings.Trim(f.Name, "<>"))}).String()
	}
	name := f.Name
	if !filepath.IsAbs(name) && !path.IsAbs(name) {
		name = filepath.Join(dir, name)
	}
	name = filepath.ToSlash(name)
	if !strings.HasPrefix(name, "/") {
		name = "/" + name // a drive letter
	}
	return (&url.URL{Scheme: "file", Path: name}).String()
}
