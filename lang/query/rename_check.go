package query

// This file finds out whether a program means the same when it is renamed.

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"hewq/lang/diag"
)

// A renaming is a change of a name in one file or several.
type renaming struct {
	from, to string
	edits    map[string][]diag.Edit // by file, sorted
}

// keeps checks the files as they will be, and fails if a word means something else then, or if there is a new mistake: a local variable
// of that name may be in the way, or what had the name may be hidden.
func (w *Workspace) keeps(ctx context.Context, r renaming) error {
	after := New(w.modules)
	maps.Copy(after.overlay.Texts, w.overlay.Texts)
	for name := range r.edits {
		f, err := w.file(name)
		if err != nil {
			return err
		}
		after.overlay.Texts[name] = diag.Edited(f.Source, r.edits[name])
	}
	for _, name := range slices.Sorted(maps.Keys(r.edits)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		was, err := w.file(name)
		if err != nil {
			return err
		}
		is, err := after.file(name)
		if err != nil {
			return err
		}
		if err := r.same(was, is); err != nil {
			return err
		}
	}
	return nil
}

// moved is where the word at an offset of a file is after the edits. Where it named a field and a variable, that is the variable.
func (r renaming) moved(file string, offset int) int {
	at := offset
	for _, e := range r.edits[file] {
		switch {
		case e.Span.Start < offset:
			at += len(e.Text) - (e.Span.End - e.Span.Start)
		case e.Span.Start == offset:
			at += strings.LastIndexByte(e.Text, ' ') + 1
		}
	}
	return at
}

// same fails if a word of a file means something else than it did, or if the file has a new mistake.
func (r renaming) same(was, is *File) error {
	words := map[int]Occurrence{}
	for _, o := range is.occurrences() {
		words[o.Span.Start] = o
	}
	for _, o := range was.occurrences() {
		if o.Short {
			continue // is two words now
		}
		now, ok := words[r.moved(o.Span.File.Name, o.Span.Start)]
		if !ok || is.identityOf(now.Object) != r.identity(was.identityOf(o.Object)) {
			return fmt.Errorf("`%s` would mean something else at line %d of %s", r.text(o), o.Span.Place().Line, filepath.Base(o.Span.File.Name))
		}
	}
	if wrong := is.errors(); len(wrong) > len(was.errors()) {
		return fmt.Errorf("that would be a mistake at line %d of %s: %s", wrong[0].Span.Place().Line, filepath.Base(wrong[0].Span.File.Name), wrong[0].Message)
	}
	return nil
}

// text is a word after the renaming.
func (r renaming) text(o Occurrence) string {
	if slices.ContainsFunc(r.edits[o.Span.File.Name], func(e diag.Edit) bool { return e.Span == o.Span }) {
		return r.to
	}
	return o.Span.Text()
}

// identity is what an identity becomes.
func (r renaming) identity(id identity) identity {
	if id.start >= 0 {
		id.start = r.moved(id.file, id.start)
	} else if id.name == r.from {
		id.name = r.to
	}
	return id
}

// errors are the mistakes of the program.
func (f *File) errors() []diag.Diagnostic {
	return slices.DeleteFunc(slices.Clone(f.ds), func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
}
