package site

// This file makes what the search looks through.

import (
	"encoding/json"
	"slices"
	"strings"

	"hewq/manual"
	"hewq/manual/markdown"
)

// search adds a script with a row for each entry and each heading of a document: its name, its kind, a sentence,
// the address, and the words that find it beside these.
func (w *writer) search() {
	var rows [][]string
	for _, e := range w.library.Entries() {
		rows = append(rows, []string{e.Name, kindOf(e), e.Summary, w.homes[e.ID], strings.Join(slices.Concat(e.Words, e.Elsewhere), " ")})
		if e.Kind != manual.DocumentKind {
			continue
		}
		for _, h := range headings(e.Text()) {
			rows = append(rows, []string{h.text, "in " + strings.ReplaceAll(e.Name, "`", ""), "", w.homes[e.ID] + "#" + h.id, ""})
		}
	}
	data, err := json.Marshal(rows)
	if err != nil {
		panic("internal error: " + err.Error()) // strings can be encoded
	}
	w.files = append(w.files, File{"index.js", []byte("\"use strict\";\nconst hewqIndex = " + string(data) + ";\n")})
}

// kindOf is the kind of an entry in words.
func kindOf(e *manual.Entry) string {
	switch e.Kind {
	case manual.TopicKind:
		return "the language"
	case manual.CodeKind:
		return "error or warning"
	}
	return e.Kind
}

// A heading is one of a page: its level, its text, and the ID that it has on the page.
type heading struct {
	level    int
	text, id string
}

// headings are those of a Markdown text.
func headings(text string) []heading {
	var all []heading
	taken := ids{}
	for _, b := range markdown.Parse(text) {
		if h, ok := b.(*markdown.Heading); ok {
			plain := markdown.Plain(h.Text)
			all = append(all, heading{h.Level, plain, taken.of(plain)})
		}
	}
	return all
}
