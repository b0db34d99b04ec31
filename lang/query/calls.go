package query

// This file finds what calls a function, and what a function calls.

import (
	"context"
	"slices"
	"sort"
	"strings"
	"unicode"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/source"
	"hewq/lang/types"
)

// A Callable is a function, an actor or a supervisor, which `spawn` calls, or another declaration in which something is called.
type Callable struct {
	Entry
	In string // what it is a member of, as Outline names it; "" if of nothing
}

// Calls are the places that call one thing, or where one thing calls something.
type Calls struct {
	Callable
	Sites []source.Span // the names that are called, in order
}

// Callable is the function, the actor or the supervisor that the word at an offset names.
func (f *File) Callable(offset int) (Callable, bool) { return f.declarationAt(offset, callable) }

// declarationAt is the declaration of what the word at an offset names, if it is of the kind.
func (f *File) declarationAt(offset int, kind func(check.Object) bool) (Callable, bool) {
	f.workspace.mu.Lock()
	defer f.workspace.mu.Unlock()
	o, ok := f.occurrence(offset)
	if !ok || !kind(o.Object) {
		return Callable{}, false
	}
	return f.declaration(o.Object)
}

// callable tells whether an object can be called or spawned.
func callable(o check.Object) bool {
	switch o := o.(type) {
	case *check.Func:
		return true
	case *check.TypeName:
		return spawned(o)
	}
	return false
}

// spawned tells whether a type is that of an actor or a supervisor.
func spawned(t *check.TypeName) bool {
	def := types.DefOf(t.Type)
	return def != nil && (def.Shape == types.Actor || def.Shape == types.Supervisor)
}

// declaration is where an object is declared, if it is.
func (f *File) declaration(o check.Object) (Callable, bool) {
	at := f.checker.PlaceOf(o)
	if !at.Known() {
		return Callable{}, false
	}
	if tree := f.treeOf(at.File); tree != nil {
		if c, ok := around(Outline(tree), at.Start, ""); ok && c.NameSpan.Start == at.Start {
			return c, true
		}
	}
	s := f.checker.Describe(o)
	return Callable{Entry: Entry{Name: s.Name, Kind: FuncEntry, Span: at, NameSpan: at}}, true
}

// treeOf is the tree of a file of the program, nil of others.
func (f *File) treeOf(src *source.File) *ast.File {
	for _, m := range f.prog.Modules {
		if m.Source == src {
			return m.File
		}
	}
	return nil
}

// around is the innermost entry with the byte at an offset. in is the name of what has the entries.
func around(entries []Entry, offset int, in string) (Callable, bool) {
	i := sort.Search(len(entries), func(i int) bool { return entries[i].Span.End > offset })
	if i == len(entries) || entries[i].Span.Start > offset {
		return Callable{}, false
	}
	if c, ok := around(entries[i].Children, offset, entries[i].Name); ok {
		return c, true
	}
	return Callable{entries[i], in}, true
}

// Incoming are the declarations, in all programs below folders and in those that are open, that call what is declared at an offset of
// the file or the embedded module with a name. A place that only names a function, to hand it on, counts as a call.
func (w *Workspace) Incoming(ctx context.Context, name string, offset int, dirs []string) ([]Calls, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	id, word, f, err := w.declared(name, offset)
	if err != nil || word == "" {
		return nil, err
	}
	var all []Calls
	for _, in := range w.search(ctx, f, id, word, dirs) {
		all = append(all, in.callers()...)
	}
	return all, ctx.Err()
}

// wordAt is the name that begins at an offset of a text.
func wordAt(text string, offset int) string {
	text = text[min(offset, len(text)):]
	if end := strings.IndexFunc(text, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }); end >= 0 {
		text = text[:end]
	}
	return text
}

// callers are the declarations of a file that call what its uses name.
func (in usesIn) callers() []Calls {
	entries := Outline(in.tree)
	var all []Calls
	for _, use := range in.uses {
		if use.Declares || !calls(in.tree, use) {
			continue
		}
		c, ok := around(entries, use.Span.Start, "")
		if !ok {
			continue // an import
		}
		if n := len(all); n == 0 || all[n-1].NameSpan != c.NameSpan {
			all = append(all, Calls{Callable: c})
		}
		last := &all[len(all)-1]
		last.Sites = append(last.Sites, use.Span)
	}
	return all
}

// calls tells whether a word is a name of a function, or the name of an actor where it is spawned.
func calls(tree *ast.File, o Occurrence) bool {
	if !callable(o.Object) {
		return false
	}
	if _, function := o.Object.(*check.Func); function {
		return true
	}
	var last ast.Node
	descend(tree, o.Span.Start, func(n ast.Node) { last = n })
	switch last.(type) {
	case *ast.SpawnExpr, *ast.Child:
		return true
	}
	return false
}

// Outgoing are the functions, actors and supervisors that the declaration with its name at an offset of a file calls, in the order of
// the first call.
func (w *Workspace) Outgoing(ctx context.Context, name string, offset int) ([]Calls, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.Stub(name) != nil {
		return nil, nil // what the library calls is its own matter
	}
	f, err := w.file(name)
	if err != nil {
		return nil, err
	}
	of, ok := around(Outline(f.Tree), offset, "")
	if !ok {
		return nil, nil
	}
	var all []Calls
	for _, o := range f.occurrences() {
		if o.Declares || o.Span.Start < of.Span.Start || of.Span.End < o.Span.End || !calls(f.Tree, o) {
			continue
		}
		called, ok := f.declaration(o.Object)
		if !ok {
			continue
		}
		i := slices.IndexFunc(all, func(c Calls) bool { return c.NameSpan == called.NameSpan })
		if i < 0 {
			i = len(all)
			all = append(all, Calls{Callable: called})
		}
		all[i].Sites = append(all[i].Sites, o.Span)
	}
	return all, ctx.Err()
}
