package site

// This file makes what the search looks through.

import (
	"encoding/json"
	"strings"

	"hewq/manual"
)

// search adds a script with a row for each entry and each heading of a document: its name, its kind, a sentence,
// the address, and the words that find it beside these.
func (w *writer) search() {
	var rows [][]string
	for _, e := range w.library.Entries() {
		rows = append(rows, []string{e.Name, kindOf(e), e.Summary, w.homes[e.ID], strings.Join(e.Words, " ")})
		if e.Kind != manual.DocumentKind {
			continue
		}
		taken := ids{}
		for _, h := range headings(e.Text()) {
			plain := strings.ReplaceAll(h, "`", "")
			rows = append(rows, []string{plain, "in " + strings.ReplaceAll(e.Name, "`", ""), "", w.homes[e.ID] + "#" + taken.of(plain), ""})
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

// headings are those of a Markdown text, outside of its code.
func headings(markdown string) []string {
	var all []string
	inCode := false
	for line := range strings.Lines(markdown) {
		if strings.HasPrefix(line, "```") {
			inCode = !inCode
		}
		if marks := len(line) - len(strings.TrimLeft(line, "#")); !inCode && marks > 0 && strings.HasPrefix(line[marks:], " ") {
			all = append(all, strings.TrimSpace(line[marks:]))
		}
	}
	return all
}
