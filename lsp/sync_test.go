package lsp

// This file changes texts by chance, and compares what the server has with a text that is kept another way.

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/stdlib"
)

// pieces are what texts are made of: one, two, three and four bytes, one and two units of UTF-16, line ends.
var pieces = []string{"a", "é", "€", "😀", "\n", "\r\n", "\t", " ", "fn main() {\n", "}\n", "\"", "// ü\n"}

// A model is a text in units of UTF-16.
type model []uint16

// offset is the unit at a position.
func (m model) offset(p diag.Position) int {
	at := 0
	for range p.Line {
		end := slices.Index(m[at:], '\n')
		if end < 0 {
			return len(m)
		}
		at += end + 1
	}
	end := slices.Index(m[at:], '\n')
	if end < 0 {
		return min(at+p.Character, len(m))
	}
	if end > 0 && m[at+end-1] == '\r' {
		end--
	}
	return at + min(p.Character, end)
}

// position is a position by chance that is not within a character.
func (m model) position(r *rand.Rand) diag.Position {
	at := r.IntN(len(m) + 1)
	if at < len(m) && utf16.IsSurrogate(rune(m[at])) && m[at] >= 0xDC00 {
		at--
	}
	if at > 0 && at < len(m) && m[at] == '\n' && m[at-1] == '\r' {
		at--
	}
	line := 0
	start := 0
	for i, u := range m[:at] {
		if u == '\n' {
			line, start = line+1, i+1
		}
	}
	return diag.Position{Line: line, Character: at - start}
}

func edited(t *testing.T, seed uint64, edits int) {
	r := rand.New(rand.NewPCG(seed, 1))
	f := source.New("x.hew", "")
	var m model
	for i := range edits {
		var text strings.Builder
		for range r.IntN(4) {
			text.WriteString(pieces[r.IntN(len(pieces))])
		}
		at := diag.Range{Start: m.position(r), End: m.position(r)}
		if m.offset(at.End) < m.offset(at.Start) {
			at.Start, at.End = at.End, at.Start
		}
		if m.offset(at.End)-m.offset(at.Start) > 40 && i%50 != 0 {
			at.End = at.Start
		}
		change := contentChange{Range: &at, Text: text.String()}
		f = source.New(f.Name, applied(f, change, diag.UTF16))
		m = slices.Concat(m[:m.offset(at.Start)], utf16.Encode([]rune(text.String())), m[m.offset(at.End):])
		if want := string(utf16.Decode(m)); f.Text != want {
			t.Fatalf("seed %d, edit %d (%v %q): the text is %q, want %q", seed, i, at, text.String(), f.Text, want)
		}
	}
}

func TestSync(t *testing.T) {
	for seed := range uint64(40) {
		edited(t, seed, 100)
	}
}

func FuzzSync(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { edited(t, seed, 60) })
}

// TestSyncOfServer sends changes, several at once, and looks at the text of the server.
func TestSyncOfServer(t *testing.T) {
	s := newServer(Options{})
	c, _ := connectTo(t, s)
	initialize(t, c)
	const uri = "file:///a.hew"
	open(t, c, uri, "one\ntwö\n")
	at := func(line, from, to int) *diag.Range {
		return &diag.Range{Start: diag.Position{Line: line, Character: from}, End: diag.Position{Line: line, Character: to}}
	}
	notify(t, c, "textDocument/didChange", didChangeParams{versionedDocument{uri, 2}, []contentChange{
		{Range: at(1, 2, 3), Text: "o"}, {Range: at(0, 0, 0), Text: "zero\n"}, {Range: at(2, 3, 99), Text: " and three"},
	}})
	// The answer tells that the change is made.
	if _, err := c.Call(t.Context(), "textDocument/foldingRange", documentParams{textDocument{uri}}); err != nil {
		t.Fatal(err)
	}
	if got, want := s.docs.named("/a.hew").file.Text, "zero\none\ntwo and three\n"; got != want {
		t.Errorf("the text is %q, want %q", got, want)
	}
	notify(t, c, "textDocument/didChange", didChangeParams{versionedDocument{"file:///b.hew", 2}, []contentChange{{Text: "x"}}})
	if _, err := c.Call(t.Context(), "textDocument/foldingRange", documentParams{textDocument{"file:///b.hew"}}); err == nil {
		t.Error("a change has opened a document")
	}
}

// TestTextInNoFile asks about a text that has not been saved, and about one of another kind of URI.
func TestTextInNoFile(t *testing.T) {
	c, _ := begin(t, Options{})
	for _, uri := range []string{"untitled:Untitled-1", "memfs:/a/b.hew?x"} {
		open(t, c, uri, "fn one() -> i64 { 1 }\nfn main() { println(one()); none(); }\n")
		p, err := c.Diagnostics(t.Context(), uri, 1)
		if err != nil || !strings.Contains(string(p.Diagnostics), "undefined function `none`") {
			t.Errorf("%s: the diagnostics are %s, %v", uri, p.Diagnostics, err)
		}
		at := positionParams{documentParams{textDocument{uri}}, diag.Position{Line: 1, Character: 21}}
		answer, err := c.Call(t.Context(), "textDocument/definition", at)
		if want := `[{"uri":"` + uri + `","range":{"start":{"line":0,"character":3},"end":{"line":0,"character":6}}}]`; err != nil || string(answer) != want {
			t.Errorf("%s: the definition is at %s, %v", uri, answer, err)
		}
	}
}

// TestClosedMeanwhile publishes diagnostics of a document that was closed while it was checked.
func TestClosedMeanwhile(t *testing.T) {
	s := newServer(Options{Modules: stdlib.Modules})
	c, _ := connectTo(t, s)
	initialize(t, c)
	const closed, other = "file:///a.hew", "file:///b.hew"
	open(t, c, closed, "fn main() {}")
	if _, err := c.Diagnostics(t.Context(), closed, 1); err != nil {
		t.Fatal(err)
	}
	d := s.docs.named("/a.hew")
	notify(t, c, "textDocument/didClose", documentParams{textDocument{closed}})
	if p, err := c.Diagnostics(t.Context(), closed, 1); err != nil || p.Version != nil {
		t.Fatal(p, err)
	}
	s.publish(d, []diagnostic{{Tags: []int{1}}})
	open(t, c, other, "fn main() {}")
	if _, err := c.Diagnostics(t.Context(), other, 1); err != nil {
		t.Fatal(err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if p, err := c.Diagnostics(ended, closed, 0); err == nil {
		t.Errorf("the client was told of a document that is closed: %s", p.Diagnostics)
	}
}

func TestFileName(t *testing.T) {
	for uri, want := range map[string]string{
		"file:///tmp/a.hew":            "/tmp/a.hew",
		"file:///tmp/a%20b/%C3%BC.hew": "/tmp/a b/ü.hew",
		"file:///tmp/x/../a.hew":       "/tmp/a.hew",
		"untitled:Untitled-1":          "/untitled:Untitled-1",
		"hewq:std::fs":                 "/hewq:std::fs",
		"memfs:/a/b.hew?x":             "/memfs:%2Fa%2Fb.hew%3Fx",
		"":                             "/",
	} {
		if got := filepath.ToSlash(strings.TrimPrefix(fileName(uri), filepath.VolumeName(fileName(uri)))); got != want {
			t.Errorf("fileName(%q) = %q, want %q", uri, got, want)
		}
	}
}
