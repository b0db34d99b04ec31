package testrun

// This file finds tests.

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hewq/lang/diag"
)

// A Candidate is a file that may have tests.
type Candidate struct {
	Path    string
	Named   bool // the user has named the file; others were found in a folder
	InTests bool // a folder called tests is above it
}

// Found is what was found where the user wanted tests looked for.
type Found struct {
	Tests    []Test            // file by file, in the order of the paths; those of a folder sorted
	Files    []string          // that may have tests, in the same order
	Folders  []string          // that were looked through, for new files
	Mistakes []diag.Diagnostic // of syntax
	Warnings []error           // files in folders that could not be read
}

// A NoPathError tells that there is nothing at a path where tests were to be looked for.
type NoPathError struct{ Path string }

func (e *NoPathError) Error() string { return "path not found: " + e.Path }

// A NoTestError tells that a file has no test of a name.
type NoTestError struct {
	File, Name string
	Names      []string // of the tests that it has
}

func (e *NoTestError) Error() string {
	text := fmt.Sprintf("there is no test `%s` in %s", e.Name, e.File)
	if near := diag.Nearest(e.Name, e.Names); near != "" {
		text += fmt.Sprintf("; did you mean `%s`?", near)
	}
	return text
}

// Find finds the tests of some kinds at paths: files, folders with all that is in them, and `path::name`
// for one test of a file. A file counts once, wherever it is named. Its error is a *NoPathError, a
// *NoTestError, or that of reading what was named.
func Find(kinds []Kind, paths []string) (*Found, error) {
	f := &finder{kinds: kinds, looked: map[string][]Test{}, taken: map[string]bool{}}
	for _, p := range paths {
		if err := f.path(p); err != nil {
			return nil, err
		}
	}
	f.found.Mistakes = diag.Sort(f.found.Mistakes)
	return &f.found, nil
}

type finder struct {
	kinds  []Kind
	found  Found
	looked map[string][]Test // what a file has, by its absolute path
	taken  map[string]bool   // the tests that are in found: these paths with their names
}

// path finds the tests at a path that the user named.
func (f *finder) path(named string) error {
	info, err := os.Stat(named)
	switch {
	case err == nil && info.IsDir():
		return f.folder(filepath.Clean(named))
	case err == nil:
		return f.take(Candidate{Path: filepath.Clean(named), Named: true}, "")
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if at := strings.LastIndex(named, selects); at > 0 {
		file, name := filepath.Clean(named[:at]), named[at+len(selects):]
		if info, err := os.Stat(file); err == nil && !info.IsDir() {
			return f.take(Candidate{Path: file, Named: true}, name)
		}
	}
	return &NoPathError{named}
}

// folder finds the tests below a folder. What is hidden is left out.
func (f *finder) folder(root string) error {
	return filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && name == root:
			return err
		case err != nil:
			f.found.Warnings = append(f.found.Warnings, err)
			return nil
		case d.IsDir() && name != root && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case d.IsDir():
			f.found.Folders = append(f.found.Folders, name)
			return nil
		}
		if err := f.take(Candidate{Path: name}, ""); err != nil {
			f.found.Warnings = append(f.found.Warnings, err)
		}
		return nil
	})
}

// take adds the tests of a file, or the one that has a name, to what was found.
func (f *finder) take(c Candidate, name string) error {
	key, err := filepath.Abs(c.Path)
	if err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(key); err == nil {
		key = real
	}
	c.InTests = slices.Contains(strings.Split(filepath.ToSlash(filepath.Dir(key)), "/"), "tests")
	tests, ok := f.looked[key]
	if !ok {
		if tests, err = f.look(c); err != nil {
			return err
		}
		f.looked[key] = tests
	}
	var names []string
	chosen := false
	for _, t := range tests {
		names = append(names, t.Name)
		if name != "" && t.Name != name {
			continue
		}
		chosen = true
		if id := key + selects + t.Name; !f.taken[id] {
			f.taken[id] = true
			f.found.Tests = append(f.found.Tests, t)
		}
	}
	if name != "" && !chosen && len(f.found.Mistakes) == 0 { // one may hide the test
		return &NoTestError{c.Path, name, names}
	}
	return nil
}

// look finds the tests of a file. A mistake may hide some of them, so it counts, also if others are found; but
// if the file has tests of another kind as well, the mistake may be what these are to show.
func (f *finder) look(c Candidate) ([]Test, error) {
	var tests []Test
	var mistakes []diag.Diagnostic
	another := false
	for _, k := range f.kinds {
		if !k.Takes(c) {
			continue
		}
		more, wrong, err := k.Find(c.Path)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(f.found.Files, c.Path) {
			f.found.Files = append(f.found.Files, c.Path)
		}
		tests = append(tests, more...)
		mistakes = append(mistakes, wrong...)
		another = another || len(wrong) == 0 && len(more) > 0
	}
	if !another {
		f.found.Mistakes = append(f.found.Mistakes, mistakes...)
	}
	return tests, nil
}
