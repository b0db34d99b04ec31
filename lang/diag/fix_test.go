package diag_test

import (
	"bytes"
	"strings"
	"testing"

	"hewq/lang/diag"
	"hewq/lang/source"
)

// Fixes that overlap are not applied together, nor are two insertions at one place.
func TestApply(t *testing.T) {
	file := source.New("f.hew", "printn(1) + 2")
	at := func(start, end int) source.Span { return source.Span{File: file, Start: start, End: end} }
	with := func(fixes ...diag.Fix) diag.Diagnostic { return diag.Diagnostic{Fixes: fixes} }
	text, n := diag.Apply(file, []diag.Diagnostic{
		with(),
		with(diag.Replace("write println", at(0, 6), "println"), diag.Replace("write print", at(0, 6), "print")),
		with(diag.Replace("drop it", at(4, 9), "")),
		with(diag.Replace("end the statement", at(13, 13), ";")),
		with(diag.Replace("end the statement", at(13, 13), ";")),
		with(diag.Fix{Title: "touch twice", Edits: []diag.Edit{{Span: at(7, 8), Text: "2"}, {Span: at(7, 7), Text: "("}}}),
		with(diag.Replace("elsewhere", source.Span{File: source.New("g.hew", "x"), End: 1}, "y")),
	})
	if want := "println(1) + 2;"; text != want || n != 2 {
		t.Errorf("%d fixes give %q, want %q", n, text, want)
	}
}

// A warning is told as one, to people and to tools.
func TestWarning(t *testing.T) {
	file := source.New("f.hew", "import std::fs;\n")
	d := diag.Diagnostic{
		Code: "unused-import", Severity: diag.Warning, Message: "`fs` is not used",
		Span:  source.Span{File: file, Start: 7, End: 14},
		Fixes: []diag.Fix{diag.Replace("remove the import", source.Span{File: file, End: 16}, "")},
	}
	var text, json bytes.Buffer
	if err := diag.Render(&text, []diag.Diagnostic{d}, diag.Options{}); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(text.String(), "f.hew:1:8: warning[unused-import]: `fs` is not used\n") {
		t.Errorf("got %q", &text)
	}
	if err := diag.JSON(&json, "/", []diag.Diagnostic{d}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"severity": 2`, `"title": "remove the import"`, `"newText": ""`} {
		if !strings.Contains(json.String(), want) {
			t.Errorf("%s lacks %s", &json, want)
		}
	}
}
