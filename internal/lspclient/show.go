package lspclient

// This file writes answers for people to read.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// show writes a JSON value: ranges as LINE:CHARACTER-LINE:CHARACTER, what fits on one line, and the rest on lines of its own.
func (p *player) show(answer json.RawMessage) {
	var value any
	if err := json.Unmarshal([]byte(p.plain(string(answer))), &value); err != nil {
		fmt.Fprintf(&p.out, "%s (%v)\n", answer, err)
		return
	}
	p.out.WriteString(laid(shortened(value), "") + "\n")
}

// plain is a text without what differs from run to run.
func (p *player) plain(text string) string {
	return strings.ReplaceAll(text, filepath.ToSlash(p.dir), "$DIR")
}

// longest is how many bytes of a text are shown.
const longest = 160

// shortened has positions and ranges as strings. Long texts are cut, and places in the standard library are left out: neither its
// texts nor its lines are what a session is about.
func shortened(value any) any {
	switch v := value.(type) {
	case string:
		if line, _, _ := strings.Cut(v, "\n"); len(v) > longest {
			return line + " …"
		}
	case []any:
		for i := range v {
			v[i] = shortened(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = shortened(v[k])
		}
		if uri, ok := v["uri"].(string); ok && v["range"] != nil && (strings.HasPrefix(uri, "hewq:") || strings.Contains(uri, "/hewq/std/")) {
			v["range"] = "somewhere"
			if item := v["data"]; item != nil {
				v["data"], v["selectionRange"] = "the place", "somewhere"
			}
		}
		if len(v) != 2 {
			return v
		}
		if line, ok := v["line"].(float64); ok && v["character"] != nil {
			return fmt.Sprintf("%v:%v", line, v["character"])
		}
		start, isStart := v["start"].(string)
		end, isEnd := v["end"].(string)
		if isStart && isEnd {
			return start + "-" + end
		}
	}
	return value
}

// width is how long lines may be that have more than one value.
const width = 150

// laid is a value on one line if it fits, else with its parts on lines of their own.
func laid(value any, indent string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	// A value that was decoded can be encoded.
	_ = e.Encode(value)
	short := strings.TrimSpace(b.String())
	inner := indent + "  "
	var parts []string
	open, shut := "[", "]"
	switch v := value.(type) {
	case []any:
		for _, part := range v {
			parts = append(parts, inner+laid(part, inner))
		}
	case map[string]any:
		open, shut = "{", "}"
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, fmt.Sprintf("%s%q: %s", inner, k, laid(v[k], inner)))
		}
	}
	if len(parts) == 0 || len(indent)+len(short) <= width {
		return short
	}
	return open + "\n" + strings.Join(parts, ",\n") + "\n" + indent + shut
}
