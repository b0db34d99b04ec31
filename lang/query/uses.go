package query

// This file finds all places that name one thing.

import (
	"context"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/source"
)

// Highlights are the places in the file that name what the word at an offset names, in order.
func (f *File) Highlights(offset int) []Occurrence {
	f.workspace.mu.Lock()
	defer f.workspace.mu.Unlock()
	o, ok := f.occurrence(offset)
	if !ok {
		return nil
	}
	return f.named(f.Source, f.identityOf(o.Object))
}

// named are the words of a file of the program that name one object.
func (f *File) named(src *source.File, id identity) []Occurrence {
	f.indexing.Do(f.index)
	var found []Occurrence
	for _, o := range f.words[src] {
		if f.means(o, id) {
			found = append(found, o)
		}
	}
	return found
}

// means tells whether an occurrence names the object with an identity. A word that names a field and a variable at
// once names both.
func (f *File) means(o Occurrence, id identity) bool {
	if check.NameOf(o.Object) == "" {
		return false
	}
	if f.identityOf(o.Object) == id {
		return true
	}
	if fn, ok := o.Object.(*check.Func); ok && fn.Trait != nil { // of an embedded module no more may be known than where it stands
		at := f.checker.PlaceOf(fn)
		return at.Known() && at.File.Stub && at.File.Name == id.file && at.Start == id.start
	}
	if !o.Short {
		return false
	}
	for _, m := range f.checker.Marks() {
		if m.Span == o.Span && f.identityOf(m.Object) == id {
			return true
		}
	}
	return false
}

// References are the places that name what the word at an offset of f names: in the program of f, and in all programs
// below folders and those that are open. They are sorted by file and place. With declaration, where it is declared is
// among them, unless that is in an embedded module.
func (w *Workspace) References(ctx context.Context, f *File, offset int, dirs []string, declaration bool) []source.Span {
	w.mu.Lock()
	defer w.mu.Unlock()
	o, ok := f.occurrence(offset)
	if !ok {
		return nil
	}
	var spans []source.Span
	for _, use := range w.uses(ctx, f, o, dirs) {
		if declaration || !use.Declares {
			spans = append(spans, use.Span)
		}
	}
	return spans
}

// uses are the words of all programs that name what o does, sorted by file and place.
func (w *Workspace) uses(ctx context.Context, f *File, o Occurrence, dirs []string) []Occurrence {
	id := f.identityOf(o.Object)
	if _, local := o.Object.(*check.Local); local {
		return f.named(o.Span.File, id)
	}
	var all []Occurrence
	for _, in := range w.search(ctx, f, id, check.NameOf(o.Object), dirs) {
		all = append(all, in.uses...)
	}
	return all
}

// A usesIn has the words of one file that name one thing, in order.
type usesIn struct {
	tree *ast.File
	uses []Occurrence
}

// search looks for the words that name what has an identity and a name: in the program of f, which may be nil, and in
// all programs below folders and those that are open. The result is sorted by file.
func (w *Workspace) search(ctx context.Context, f *File, id identity, name string, dirs []string) []usesIn {
	found := map[string]usesIn{}
	look := func(g *File) {
		g.indexing.Do(g.index)
		for src := range g.words {
			if found[src.Name].uses == nil {
				if uses := g.named(src, id); uses != nil {
					found[src.Name] = usesIn{g.treeOf(src), uses}
				}
			}
		}
	}
	if f != nil {
		look(f)
	}
	names, _ := w.sources(ctx, dirs)
	for _, path := range names {
		if ctx.Err() != nil {
			break
		}
		if f != nil && path == f.Source.Name || !w.mentions(path, name) {
			continue
		}
		if g, err := w.file(path); err == nil {
			look(g)
		}
	}
	var all []usesIn
	for _, name := range slices.Sorted(maps.Keys(found)) {
		all = append(all, found[name])
	}
	return all
}

// mentions tells whether the text of a file has a word.
func (w *Workspace) mentions(path, word string) bool {
	text, err := fs.ReadFile(w.overlay, path)
	return err == nil && strings.Contains(string(text), word)
}
