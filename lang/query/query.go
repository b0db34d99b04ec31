// Package query tells what is known of a source file: what a name means and where it is declared, what can stand at a
// place, what is wrong. Editors and the prompt ask it.
//
// A Workspace holds sources as an editor has them. Workspace.File checks one and gives a File that answers questions
// about byte offsets in its text; files with mistakes are answered for as far as they are understood.
package query

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/flow"
	"hewq/lang/lint"
	"hewq/lang/module"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/native"
)

// A Workspace holds the sources that an editor has open, above those on disk, and what was found out about them. Its
// methods, and those of its Files, may be called from several goroutines: they take turns.
type Workspace struct {
	mu      sync.Mutex
	modules []native.Module
	overlay module.Overlay
	loader  module.Loader
	files   map[string]*File // by absolute path
	recent  []string         // paths of files that are not open, the last used one last
	changes int              // how often something has changed
}

// New makes a Workspace with the given standard modules.
func New(modules []native.Module) *Workspace {
	overlay := module.Overlay{Below: module.Disk{}, Texts: map[string]string{}}
	return &Workspace{modules: modules, overlay: overlay, loader: module.NewIn(modules, overlay), files: map[string]*File{}}
}

// remembered is how many files that are not open a Workspace keeps what it knows of.
const remembered = 24

// Set gives the file name, an absolute path, another text than that on disk.
func (w *Workspace) Set(name, text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	old, open := w.overlay.Texts[name]
	if open && old == text {
		return
	}
	w.overlay.Texts[name] = text
	w.changed(name, !open && !exists(w.overlay.Below, name))
}

// Close says that the editor does not have the file open any more: the one on disk counts.
func (w *Workspace) Close(name string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, open := w.overlay.Texts[name]; open {
		delete(w.overlay.Texts, name)
		w.changed(name, !exists(w.overlay.Below, name))
	}
}

// Changed says that the file name on disk has changed, was made, or was removed.
func (w *Workspace) Changed(name string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, open := w.overlay.Texts[name]; !open {
		w.changed(name, true)
	}
}

// changed forgets what depends on a file, and all if a file was made or removed: imports may find others then.
func (w *Workspace) changed(name string, all bool) {
	w.changes++
	w.loader.Forget(name)
	maps.DeleteFunc(w.files, func(_ string, f *File) bool {
		return all || f.Source.Name == name || slices.Contains(f.reads, name)
	})
}

func exists(files fs.FS, name string) bool {
	_, err := fs.Stat(files, name)
	return err == nil
}

// File gives what is known of the file name, an absolute path. It checks what has changed since the last time. It
// fails if the file cannot be read, is not UTF-8 text, or if ctx is done before it begins.
func (w *Workspace) File(ctx context.Context, name string) (*File, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return w.file(name)
}

func (w *Workspace) file(name string) (*File, error) {
	if f := w.files[name]; f != nil {
		w.use(name)
		return f, nil
	}
	text, err := fs.ReadFile(w.overlay, name)
	if err != nil {
		return nil, err
	}
	if line := source.InvalidLine(string(text)); line > 0 {
		return nil, fmt.Errorf("line %d of %s is not UTF-8 text", line, name)
	}
	f := w.look(source.New(name, string(text)))
	w.files[name] = f
	w.use(name)
	return f, nil
}

// use notes that a file was asked for, and forgets the one that was longest not.
func (w *Workspace) use(name string) {
	w.recent = slices.DeleteFunc(w.recent, func(n string) bool { return n == name })
	if _, open := w.overlay.Texts[name]; open {
		return
	}
	w.recent = append(w.recent, name)
	if len(w.recent) > remembered {
		delete(w.files, w.recent[0])
		w.recent = slices.Delete(w.recent, 0, 1)
	}
}

// look finds out what is known of a source.
func (w *Workspace) look(src *source.File) *File {
	tree, ds := parser.ParseFile(src)
	checker := check.New(w.loader)
	checker.KeepMarks()
	flow.New(checker)
	f := &File{Source: src, Tree: tree, workspace: w, checker: checker}
	var found []diag.Diagnostic
	if others := w.others(src.Name); others != nil {
		f.prog, found = checker.CheckPart(tree, others)
	} else {
		f.prog, found = checker.Check(tree)
	}
	ds = diag.Sort(append(ds, found...))
	if len(ds) == 0 {
		ds = lint.Program(f.prog, lint.Options{Part: f.prog.Main == nil && module.IsPartIn(w.overlay, src.Name)})
	}
	f.ds = ds
	for _, m := range f.prog.Modules {
		switch {
		case m.Source == src:
			f.module = m
		case !m.Embedded():
			f.reads = append(f.reads, m.Source.Name)
		}
	}
	return f
}

// others are the other files of the directory module that a file is a part of; none of a file that is not.
func (w *Workspace) others(name string) []*ast.File {
	if !module.IsPartIn(w.overlay, name) {
		return nil
	}
	dir := filepath.Dir(name)
	unit, err := w.loader.Load(filepath.Base(dir), source.New(dir, ""))
	if err != nil {
		return nil
	}
	others := slices.Clone(unit.Files)
	return slices.DeleteFunc(others, func(f *ast.File) bool { return f.Source.Name == name })
}

// Stub is the text of an embedded module, such as "std::net::quic"; nil if there is none.
func (w *Workspace) Stub(path string) *source.File {
	for i := range w.modules {
		if w.modules[i].Path == path {
			return source.NewStub(path, module.Text(&w.modules[i]))
		}
	}
	return nil
}

// sources are the paths of the programs below folders, sorted: names that begin with a dot are left out. ok is false
// if ctx ended.
func (w *Workspace) sources(ctx context.Context, dirs []string) (names []string, ok bool) {
	found := map[string]bool{}
	for _, dir := range dirs {
		// A folder that cannot be read has no programs that a question could be about.
		_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil:
				return fs.SkipDir
			case d.IsDir() && name != dir && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules"):
				return fs.SkipDir
			case !d.IsDir() && filepath.Ext(name) == ".hew" && len(found) < searched:
				found[name] = true
			}
			return nil
		})
	}
	for name := range w.overlay.Texts {
		found[name] = true
	}
	return slices.Sorted(maps.Keys(found)), ctx.Err() == nil
}

// searched is how many files of the folders are looked into at most.
const searched = 5000
