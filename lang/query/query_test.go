package query_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hewq/internal/golden"
	"hewq/lang/diag"
	"hewq/lang/query"
	"hewq/lang/source"
	"hewq/stdlib"
)

// TestAnswers asks what the comments of testdata/answers/*.hew ask: each `^ question` is about the place above its `^`.
func TestAnswers(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "answers", "*.hew"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			name, err := filepath.Abs(path)
			if err != nil {
				t.Fatal(err)
			}
			w := query.New(stdlib.Modules)
			f, err := w.File(t.Context(), name)
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, d := range f.Diagnostics() {
				fmt.Fprintf(&got, "%d: %s: %s\n", d.Span.Place().Line, d.Severity, d.Message)
			}
			n, place := 0, 0
			for line := range strings.Lines(f.Source.Text) {
				n++
				before, question, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "^ ")
				if !ok || strings.Trim(before, "/ \t") != "" {
					place = n
					continue
				}
				offset := f.Source.LineStart(place) + len(before)
				fmt.Fprintf(&got, "%d:%d %s\n", place, len(before)+1, question)
				for _, answer := range ask(t, w, f, offset, question) {
					fmt.Fprintln(&got, strings.TrimRight("  "+answer, " "))
				}
			}
			golden.Check(t, strings.TrimSuffix(path, ".hew")+".golden", got.String())
		})
	}
}

// ask gives the lines that answer a question about an offset.
func ask(t *testing.T, w *query.Workspace, f *query.File, offset int, question string) []string {
	ctx := t.Context()
	words := strings.Fields(question)
	switch words[0] {
	case "at":
		s, ok := f.At(offset)
		if !ok {
			return []string{"nothing"}
		}
		answer := fmt.Sprintf("`%s`: %s", s.Span.Text(), s.Symbol.Detail)
		if s.Type != nil {
			answer += ", a value of " + s.Type.String()
		}
		lines := []string{answer, "declared at " + shown(s.Symbol.Span)}
		if s.Symbol.Doc != "" {
			lines = append(lines, query.FirstSentence(s.Symbol.Doc))
		}
		return lines
	case "word":
		_, word := f.WordAt(offset)
		return []string{word}
	case "type":
		at, typ := f.TypeAt(offset)
		if typ == nil {
			return []string{"nothing"}
		}
		return []string{fmt.Sprintf("`%s`: %s", at.Text(), typ)}
	case "typedef":
		at, ok := f.TypeDefinition(offset)
		if !ok {
			return []string{"nothing"}
		}
		return []string{shown(at)}
	case "uses":
		var lines []string
		for _, at := range w.References(ctx, f, offset, []string{filepath.Dir(f.Source.Name)}, true) {
			lines = append(lines, shown(at))
		}
		return lines
	case "writes":
		var lines []string
		for _, o := range f.Highlights(offset) {
			if o.Writes {
				lines = append(lines, shown(o.Span))
			}
		}
		return lines
	case "rename":
		edits, err := w.Rename(ctx, f, offset, words[1], []string{filepath.Dir(f.Source.Name)})
		if err != nil {
			return []string{"refused: " + err.Error()}
		}
		return edited(edits)
	case "complete":
		c := w.Complete(ctx, f, offset)
		lines := []string{fmt.Sprintf("replaces %q", f.Source.Text[c.Start:c.End])}
		for i, cand := range c.Candidates {
			if i == 6 {
				return append(lines, "…")
			}
			lines = append(lines, strings.TrimSpace(cand.Text+"  "+cand.Detail+"  "+cand.Doc+"  "+strings.Join(edited(cand.Edits), " ")))
		}
		return lines
	case "signature":
		s, ok := w.Signature(ctx, f, offset)
		if !ok {
			return []string{"nothing"}
		}
		var params []string
		for i, p := range s.Params {
			text := s.Label[p.Start:p.End]
			if i == s.Active {
				text = "[" + text + "]"
			}
			params = append(params, text)
		}
		return []string{s.Label, strings.Join(params, " | ")}
	case "mend": // the first diagnostic at the offset: the lines that are other ones then
		for _, d := range f.Diagnostics() {
			if d.Span.Start > offset || d.Span.End < offset {
				continue
			}
			var lines []string
			for _, fix := range f.Suggestions(d) {
				lines = append(append(lines, fix.Title), edited(fix.Edits)...)
				lines = append(lines, without(t, f, d, fix)...)
			}
			return lines
		}
		return []string{"nothing"}
	case "callable":
		c, ok := f.Callable(offset)
		return declared(c, ok)
	case "incoming", "outgoing":
		var all []query.Calls
		var err error
		if words[0] == "incoming" {
			c, ok := f.Callable(offset)
			if !ok {
				return []string{"nothing"}
			}
			all, err = w.Incoming(ctx, c.NameSpan.File.Name, c.NameSpan.Start, []string{filepath.Dir(f.Source.Name)})
		} else {
			all, err = w.Outgoing(ctx, f.Source.Name, offset)
		}
		if err != nil {
			t.Error(err)
		}
		var lines []string
		for _, c := range all {
			lines = append(lines, declared(c.Callable, true)...)
			for _, at := range c.Sites {
				lines = append(lines, "  at "+shown(at))
			}
		}
		return lines
	case "typenamed":
		c, ok := f.TypeNamed(offset)
		return declared(c, ok)
	case "supertypes", "subtypes":
		c, ok := f.TypeNamed(offset)
		if !ok {
			return []string{"nothing"}
		}
		related := w.Supertypes
		if words[0] == "subtypes" {
			related = w.Subtypes
		}
		all, err := related(ctx, c.NameSpan.File.Name, c.NameSpan.Start, []string{filepath.Dir(f.Source.Name)})
		if err != nil {
			t.Error(err)
		}
		var lines []string
		for _, c := range all {
			lines = append(lines, declared(c, true)...)
		}
		return lines
	case "implementations":
		var lines []string
		for _, at := range w.Implementations(ctx, f, offset, []string{filepath.Dir(f.Source.Name)}) {
			lines = append(lines, shown(at))
		}
		return lines
	case "links":
		var lines []string
		for _, l := range f.Links() {
			lines = append(lines, fmt.Sprintf("%s leads to %s", shown(l.Span), filepath.Base(l.To.Name)))
		}
		return lines
	case "lenses":
		var lines []string
		for _, e := range query.Tests(f.Tree) {
			lines = append(lines, shown(e.NameSpan)+" is a test")
		}
		for _, e := range query.Counted(f.Tree) {
			n, err := w.Uses(ctx, f, e.NameSpan.Start, []string{filepath.Dir(f.Source.Name)})
			if err != nil {
				t.Error(err)
			}
			lines = append(lines, fmt.Sprintf("%s is used %d times", shown(e.NameSpan), n))
		}
		return lines
	case "hints":
		var lines []string
		for _, h := range f.Hints(0, len(f.Source.Text)) {
			lines = append(lines, fmt.Sprintf("%d %s", f.Source.LineAt(h.Offset), h.Text))
		}
		return lines
	}
	t.Errorf("there is no question %q", question)
	return nil
}

// without tells whether a fix takes away a diagnostic of a file and adds none.
func without(t *testing.T, f *query.File, d diag.Diagnostic, fix diag.Fix) []string {
	d.Fixes = []diag.Fix{fix}
	text, applied := diag.Apply(f.Source, []diag.Diagnostic{d})
	w := query.New(stdlib.Modules)
	w.Set(f.Source.Name, text)
	after, err := w.File(t.Context(), f.Source.Name)
	if err != nil || applied != 1 || len(after.Diagnostics()) != len(f.Diagnostics())-1 {
		return []string{fmt.Sprintf("mends nothing: %v, %v, %d applied", err, after.Diagnostics(), applied)}
	}
	return nil
}

// declared is a declaration with its place.
func declared(c query.Callable, ok bool) []string {
	if !ok {
		return []string{"nothing"}
	}
	line := fmt.Sprintf("%s %s", shown(c.NameSpan), c.Detail)
	if c.In != "" {
		line += " in " + c.In
	}
	return []string{line}
}

// shown is a place with the text there, without the folder.
func shown(at source.Span) string {
	if !at.Known() {
		return "nowhere"
	}
	if at.File.Stub { // its lines change with its documentation
		return fmt.Sprintf("%s `%s`", at.File.Name, at.Text())
	}
	p := at.Place()
	text, _, _ := strings.Cut(at.Text(), "\n")
	return fmt.Sprintf("%s:%d:%d `%s`", filepath.Base(at.File.Name), p.Line, p.Column, text)
}

func edited(edits []diag.Edit) []string {
	var lines []string
	for _, e := range edits {
		lines = append(lines, fmt.Sprintf("%s → %q", shown(e.Span), e.Text))
	}
	return lines
}

// What depends on a file follows its text, on disk or in the editor.
func TestWorkspaceFollowsChanges(t *testing.T) {
	dir := t.TempDir()
	main, part := filepath.Join(dir, "main.hew"), filepath.Join(dir, "part.hew")
	write := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(main, "import part;\nfn main() {\n    println(part.one());\n}\n")
	w := query.New(stdlib.Modules)
	wrong := func(want ...string) {
		t.Helper()
		f, err := w.File(context.Background(), main)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range f.Diagnostics() {
			got = append(got, d.Message)
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	wrong("there is no module `part`")
	write(part, "pub fn one() -> i64 { 1 }\n")
	w.Changed(part)
	wrong()
	w.Set(part, "pub fn two() -> i64 { 2 }\n")
	wrong("module `part` has no `one`")
	w.Set(part, "pub fn one() -> string { \"1\" }\n")
	wrong()
	w.Close(part)
	wrong()
	w.Set(main, "fn main() { let n: i64 = true; println(n); }\n")
	wrong("expected `i64`, found `bool`")
	w.Close(main)
	wrong()
	if err := os.Remove(part); err != nil {
		t.Fatal(err)
	}
	w.Changed(part)
	wrong("there is no module `part`")
}

// A file of a directory module knows what the others declare.
func TestPartOfDirectory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "shapes")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	w := query.New(stdlib.Modules)
	w.Set(filepath.Join(dir, "shapes.hew"), "pub type Square { side: i64; }\n")
	w.Set(filepath.Join(dir, "area.hew"), "pub fn area(s: Square) -> i64 { s.side * s.side }\n")
	f, err := w.File(t.Context(), filepath.Join(dir, "area.hew"))
	if err != nil || len(f.Diagnostics()) > 0 {
		t.Fatal(err, f.Diagnostics())
	}
	at, ok := f.Definition(strings.Index(f.Source.Text, "Square"))
	if !ok || filepath.Base(at.File.Name) != "shapes.hew" {
		t.Errorf("Square is declared at %v", at)
	}
}
