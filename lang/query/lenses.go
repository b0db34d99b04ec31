package query

// This file tells of each declaration of a file what stands above it in an editor: how often it is used, whether it is a test.

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/module"
)

func isTest(item *ast.Item) bool {
	_, function := item.Decl.(*ast.FuncDecl)
	return function && ast.IsTest(item.Attributes)
}

// Tests are the tests of a file. Their spans have the attributes in them.
func Tests(tree *ast.File) []Entry {
	var all []Entry
	for _, item := range tree.Items {
		if isTest(item) {
			e, _ := outliner{tree}.decl(item.Decl)
			e.Span = tree.Span(item)
			all = append(all, e)
		}
	}
	return all
}

// Counted are the declarations of a file whose uses can be counted: functions but `main` and tests, types, traits, actors.
func Counted(tree *ast.File) []Entry {
	var all []Entry
	for _, item := range tree.Items {
		e, ok := outliner{tree}.decl(item.Decl)
		if !ok || isTest(item) || e.Kind == FuncEntry && e.Name == "main" {
			continue
		}
		if e.Kind.counted() {
			all = append(all, e)
		}
		for _, member := range e.Children {
			if member.Kind == MethodEntry || member.Kind == ReceiveEntry {
				all = append(all, member)
			}
		}
	}
	return all
}

// counted tells whether the uses of declarations of a kind that stand outside of others are counted.
func (k Kind) counted() bool {
	switch k {
	case FuncEntry, TypeEntry, EnumEntry, TraitEntry, ActorEntry, SupervisorEntry, AliasEntry, ConstEntry:
		return true
	}
	return false
}

// counts is how often each declaration of a file is used, by the offset of its name.
type counts struct {
	changes int      // of the workspace before it
	dirs    []string // that were looked through
	uses    map[int]int
}

// Uses is how often what is declared at an offset of f is used: in the program of f, and in all programs below folders and those
// that are open. All declarations of f are counted at once, and again only when something has changed. Others can ask while it counts.
func (w *Workspace) Uses(ctx context.Context, f *File, offset int, dirs []string) (int, error) {
	f.counting.Lock()
	defer f.counting.Unlock()
	w.mu.Lock()
	defer w.mu.Unlock()
	if f.counts == nil || f.counts.changes != w.changes || !slices.Equal(f.counts.dirs, dirs) {
		counted, err := w.count(ctx, f, dirs)
		if err != nil {
			return 0, err
		}
		f.counts = counted
	}
	return f.counts.uses[offset], nil
}

// count counts the uses of all that f declares. Between files it lets others ask.
func (w *Workspace) count(ctx context.Context, f *File, dirs []string) (*counts, error) {
	all := &counts{changes: w.changes, dirs: slices.Clone(dirs), uses: map[int]int{}}
	declared := map[identity][]int{}
	for _, o := range f.occurrences() {
		if o.Declares {
			id := f.identityOf(o.Object)
			declared[id] = append(declared[id], o.Span.Start)
		}
	}
	seen := map[string]bool{}
	look := func(g *File) {
		g.indexing.Do(g.index)
		for src, words := range g.words {
			if seen[src.Name] {
				continue
			}
			seen[src.Name] = true
			for _, o := range words {
				if o.Declares || check.NameOf(o.Object) == "" {
					continue
				}
				for _, at := range declared[g.identityOf(o.Object)] {
					all.uses[at]++
				}
			}
		}
	}
	look(f)
	names, ok := w.sources(ctx, dirs)
	name := w.moduleName(f)
	for _, path := range names {
		w.mu.Unlock()
		w.mu.Lock()
		if ctx.Err() != nil {
			break
		}
		if seen[path] || !w.mentions(path, name) {
			continue
		}
		if g, err := w.file(path); err == nil {
			look(g)
		}
	}
	if !ok {
		return nil, ctx.Err()
	}
	return all, ctx.Err()
}

// moduleName is the word by which other programs import the file.
func (w *Workspace) moduleName(f *File) string {
	name := f.Source.Name
	if module.IsPartIn(w.overlay, name) {
		name = filepath.Dir(name)
	}
	return strings.TrimSuffix(filepath.Base(name), ".hew")
}
