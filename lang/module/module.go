// Package module finds the sources that imports name.
package module

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/native"
)

// A Unit is a module that was found and read.
type Unit struct {
	Path        string // "std::fs", "shapes::round"; the path of the file if it was named by it
	Files       []*ast.File
	Native      *native.Module // nil unless the module is embedded
	Diagnostics []diag.Diagnostic
}

// ErrNotFound is the error of a path that names no module.
var ErrNotFound = errors.New("no such module")

// An AmbiguousError tells that a path names two modules.
type AmbiguousError struct {
	File, Directory string
}

// Error names both.
func (e *AmbiguousError) Error() string {
	return "both `" + e.File + "` and `" + e.Directory + "` exist"
}

// A Loader finds modules. The same path from the same place gives the same Unit.
type Loader interface {
	// Load finds the module at path, such as "std::fs" or "shapes", for an import in from. It
	// fails with ErrNotFound, an *AmbiguousError, or an error of the file system.
	Load(path string, from *source.File) (*Unit, error)

	// LoadFile finds the file name beside from.
	LoadFile(name string, from *source.File) (*Unit, error)

	// Funcs are the Go functions of an embedded module, made at the first call.
	Funcs(m *native.Module) native.Funcs

	// Extern finds the Go function that an embedded module has for an extern symbol.
	Extern(symbol string) (native.Binding, bool)

	// Files are the files that were read, sorted.
	Files() []string

	// Paths are the embedded modules that a program can import, sorted.
	Paths() []string

	// Forget drops the modules that have one of the files, which has changed: the next Load reads it again.
	Forget(name string)
}

// New makes a Loader that knows the embedded modules, and then the files beside the importer.
func New(embedded []native.Module) Loader { return NewIn(embedded, Disk{}) }

// NewIn makes a Loader that finds the files beside the importer in files. Their names there are those of
// the operating system, such as Disk takes; fs.ValidPath does not hold of them.
func NewIn(embedded []native.Module, files fs.FS) Loader {
	l := &loader{
		embedded: map[string]*native.Module{}, files: files, units: map[string]*Unit{},
		funcs: map[*native.Module]native.Funcs{},
	}
	for i := range embedded {
		l.embedded[embedded[i].Path] = &embedded[i]
	}
	return l
}

type loader struct {
	embedded map[string]*native.Module
	files    fs.FS
	units    map[string]*Unit // by path of an embedded module, or absolute path of a file
	funcs    map[*native.Module]native.Funcs
}

func (l *loader) Funcs(m *native.Module) native.Funcs {
	funcs, ok := l.funcs[m]
	if !ok && m.Funcs != nil {
		funcs = m.Funcs()
		l.funcs[m] = funcs
	}
	return funcs
}

func (l *loader) Extern(symbol string) (native.Binding, bool) {
	for _, m := range l.embedded {
		if b, ok := l.Funcs(m)[symbol]; ok {
			return b, true
		}
	}
	return native.Binding{}, false
}

func (l *loader) Files() []string {
	var names []string
	for _, u := range l.units {
		if u.Native != nil {
			continue
		}
		for _, f := range u.Files {
			names = append(names, f.Source.Name)
		}
	}
	sort.Strings(names)
	return names
}

func (l *loader) Paths() []string {
	var paths []string
	for p := range l.embedded {
		if p != "core" && !strings.HasPrefix(p, "core::") {
			paths = append(paths, p)
		}
	}
	sort.Strings(paths)
	return paths
}

func (l *loader) Forget(name string) {
	maps.DeleteFunc(l.units, func(_ string, u *Unit) bool {
		return u.Native == nil && slices.ContainsFunc(u.Files, func(f *ast.File) bool { return f.Source.Name == name })
	})
}

func (l *loader) Load(path string, from *source.File) (*Unit, error) {
	if m, ok := l.embedded[path]; ok {
		return l.stub(m), nil
	}
	if from == nil || strings.HasPrefix(path, "std::") || strings.HasPrefix(path, "core") {
		return nil, ErrNotFound
	}
	return l.beside(path, filepath.Dir(from.Name))
}

// stub reads an embedded module.
func (l *loader) stub(m *native.Module) *Unit {
	if u, ok := l.units[m.Path]; ok {
		return u
	}
	u := &Unit{Path: m.Path, Native: m}
	if m.Image == "" {
		f, ds := parser.ParseFile(source.NewStub(m.Path, m.Stub))
		u.Files, u.Diagnostics = []*ast.File{f}, ds
	} else {
		f, err := LoadImage(m.Path, m.Image)
		if err != nil {
			panic(fmt.Sprintf("internal error: %s: %v", m.Path, err))
		}
		u.Files = []*ast.File{f}
	}
	l.units[m.Path] = u
	return u
}

// beside finds shapes::round as shapes/round.hew or as the directory shapes/round.
func (l *loader) beside(path, dir string) (*Unit, error) {
	base := filepath.Join(append([]string{dir}, strings.Split(path, "::")...)...)
	file, entry := base+".hew", filepath.Join(base, filepath.Base(base)+".hew")
	isFile, isDir := l.isRegular(file), l.isRegular(entry)
	switch {
	case isFile && isDir:
		return nil, &AmbiguousError{file, base}
	case isFile:
		return l.read(path, file)
	case isDir:
		peers, err := fs.ReadDir(l.files, filepath.Dir(entry))
		if err != nil {
			return nil, err
		}
		names := []string{entry}
		for _, p := range peers {
			if name := filepath.Join(filepath.Dir(entry), p.Name()); name != entry && isSource(p) {
				names = append(names, name)
			}
		}
		return l.read(path, names...)
	}
	return nil, ErrNotFound
}

func (l *loader) LoadFile(name string, from *source.File) (*Unit, error) {
	if !filepath.IsAbs(name) {
		name = filepath.Join(filepath.Dir(from.Name), name)
	}
	if !l.isRegular(name) {
		return nil, ErrNotFound
	}
	return l.read(name, name)
}

// read parses the files of a module, its entry first.
func (l *loader) read(path string, names ...string) (*Unit, error) {
	key, err := filepath.Abs(names[0])
	if err != nil {
		return nil, err
	}
	if u, ok := l.units[key]; ok {
		return u, nil
	}
	u := &Unit{Path: path}
	for _, name := range names {
		data, err := fs.ReadFile(l.files, name)
		if err != nil {
			return nil, err
		}
		text := string(data)
		if line := source.InvalidLine(text); line > 0 {
			return nil, fmt.Errorf("line %d of %s is not UTF-8 text", line, name)
		}
		f, ds := parser.ParseFile(source.New(name, text))
		u.Files = append(u.Files, f)
		u.Diagnostics = append(u.Diagnostics, ds...)
	}
	l.units[key] = u
	return u, nil
}

func (l *loader) isRegular(name string) bool { return isRegular(l.files, name) }

func isRegular(files fs.FS, name string) bool {
	info, err := fs.Stat(files, name)
	return err == nil && info.Mode().IsRegular()
}

// isSource tells whether an entry of a folder is a part of a directory module, as the pattern `*.hew` has it.
func isSource(d fs.DirEntry) bool { return filepath.Ext(d.Name()) == ".hew" }

// IsPart tells whether the file name is one of those of a directory module.
func IsPart(name string) bool { return IsPartIn(Disk{}, name) }

// IsPartIn is IsPart of a file in files.
func IsPartIn(files fs.FS, name string) bool {
	dir, err := filepath.Abs(filepath.Dir(name))
	return err == nil && isRegular(files, filepath.Join(dir, filepath.Base(dir)+".hew"))
}
