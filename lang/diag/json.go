package diag

// This file shows diagnostics to tools, in the shape of the Language Server Protocol.

import (
	"encoding/json"
	"io"

	"hewq/lang/source"
)

// A FileReport is what is wrong with one file. It has the shape of PublishDiagnosticsParams
// of the Language Server Protocol.
type FileReport struct {
	URI         string   `json:"uri"`
	Diagnostics []Report `json:"diagnostics"`
}

// A Report is one Diagnostic in the shape of the Language Server Protocol.
type Report struct {
	Range    Range     `json:"range"`
	Severity int       `json:"severity"` // 1 for an error, 2 for a warning
	Code     Code      `json:"code"`
	Source   string    `json:"source"` // always "hewq"
	Message  string    `json:"message"`
	Related  []Related `json:"relatedInformation,omitempty"` // the notes that have a place
	Data     *Extra    `json:"data,omitempty"`
}

// A Related is a note with its place.
type Related struct {
	Location Location `json:"location"`
	Message  string   `json:"message"`
}

// A Location is a piece of text of a file.
type Location struct {
	URI   string `json:"uri"`
	Range Range  `json:"range"`
}

// An Extra is what the protocol has no field for.
type Extra struct {
	Label string   `json:"label,omitempty"` // the words under the caret
	Notes []string `json:"notes,omitempty"` // those without a place
	Help  []string `json:"help,omitempty"`
	Fixes []Action `json:"fixes,omitempty"` // corrections that are certain
}

// An Action is a Fix: all its edits together.
type Action struct {
	Title string     `json:"title"`
	Edits []TextEdit `json:"edits"`
}

// A TextEdit has the shape of TextEdit of the Language Server Protocol.
type TextEdit struct {
	Range   Range  `json:"range"`
	NewText string `json:"newText"`
}

// Reports groups diagnostics by file, in the order in which files first appear. Relative file
// names are taken from the directory dir.
func Reports(dir string, ds []Diagnostic) []FileReport {
	files := []FileReport{}
	byURI := map[string]int{}
	uriOf := func(f *source.File) string { return URI(dir, f) }
	for _, d := range ds {
		uri := uriOf(d.Span.File)
		i, ok := byURI[uri]
		if !ok {
			i = len(files)
			byURI[uri] = i
			files = append(files, FileReport{URI: uri})
		}
		files[i].Diagnostics = append(files[i].Diagnostics, UTF16.ReportOf(uriOf, d))
	}
	return files
}

// JSON writes the Reports of diagnostics as an indented array, "[]" if there are none.
func JSON(w io.Writer, dir string, ds []Diagnostic) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(Reports(dir, ds))
}

// ReportOf is a diagnostic with places in units of u; uri gives the URIs of files.
func (u Units) ReportOf(uri func(*source.File) string, d Diagnostic) Report {
	r := Report{Range: u.Range(d.Span), Severity: int(d.Severity) + 1, Code: d.Code, Source: "hewq", Message: d.Message}
	extra := Extra{Label: d.Label, Help: d.Help}
	for _, n := range d.Notes {
		if n.Span.Known() {
			r.Related = append(r.Related, Related{Location{uri(n.Span.File), u.Range(n.Span)}, n.Message})
		} else {
			extra.Notes = append(extra.Notes, n.Message)
		}
	}
	for _, f := range d.Fixes {
		extra.Fixes = append(extra.Fixes, Action{f.Title, u.Edits(f.Edits)})
	}
	if extra.Label != "" || len(extra.Notes)+len(extra.Help)+len(extra.Fixes) > 0 {
		r.Data = &extra
	}
	return r
}
