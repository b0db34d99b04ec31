package main

// This file finds the path of a module in its files, and puts another in its place.

import (
	"bytes"
	"fmt"
	"go/format"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// move gives the module in the folder root the path to, and returns the names of the files that it has changed.
func move(root, to string) ([]string, error) {
	if err := module.CheckPath(to); err != nil {
		return nil, err
	}
	name := filepath.Join(root, "go.mod")
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	file, err := modfile.Parse(name, text, nil)
	if err != nil {
		return nil, err
	}
	if file.Module == nil {
		return nil, fmt.Errorf("%s does not name a module", name)
	}
	from := file.Module.Mod.Path
	m, err := mentioned(root, from)
	if err != nil {
		return nil, err
	}
	changed, err := rewrite(root, m, to)
	if err != nil {
		return changed, err
	}
	// go.mod comes last: if a file before it cannot be written, the same command can be run again. Its lines may name
	// packages of the module, as tools.
	if file, err = modfile.Parse(name, []byte(m.replace(string(text), to)), nil); err != nil {
		return changed, err
	}
	if err := file.AddModuleStmt(to); err != nil {
		return changed, err
	}
	if text, err = file.Format(); err != nil {
		return changed, err
	}
	return append(changed, "go.mod"), os.WriteFile(name, text, 0o644)
}

// A mention is how the files of a module say its path.
type mention struct {
	path string
	// folders are those that may follow the path, nil if it means the module wherever it stands. A path in the network
	// does, by the dot in its first element; any other may be a word of its own.
	folders []string
}

// mentioned is how the files in the folder root say the path.
func mentioned(root, path string) (mention, error) {
	if strings.Contains(strings.Split(path, "/")[0], ".") {
		return mention{path: path}, nil
	}
	m := mention{path: path, folders: []string{}}
	entries, err := os.ReadDir(root)
	for _, e := range entries {
		if e.IsDir() {
			m.folders = append(m.folders, e.Name())
		}
	}
	return m, err
}

// replace is text with the path to in all places of m.
func (m mention) replace(text, to string) string {
	var b strings.Builder
	for end := 0; ; {
		at := strings.Index(text[end:], m.path)
		if at < 0 {
			b.WriteString(text[end:])
			return b.String()
		}
		at += end
		b.WriteString(text[end:at])
		end = at + len(m.path)
		if m.means(text[:at], text[end:]) {
			b.WriteString(to)
		} else {
			b.WriteString(m.path)
		}
	}
}

// inWord are the characters of which paths and names in paths are made.
const inWord = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"

// means tells whether the path means the module between these texts.
func (m mention) means(before, after string) bool {
	if m.folders == nil && strings.HasSuffix(before, "://") {
		before = ""
	}
	if before != "" && strings.ContainsAny(before[len(before)-1:], inWord+"./") {
		return false
	}
	if m.folders == nil {
		return after == "" || !strings.ContainsAny(after[:1], inWord)
	}
	below, ok := strings.CutPrefix(after, "/")
	if !ok {
		return false
	}
	folder := below[:len(below)-len(strings.TrimLeft(below, inWord))]
	return slices.Contains(m.folders, folder)
}

// rewrite puts the path to into the places of m in all files below root but go.mod, and returns the names of those
// that it has changed.
func rewrite(root string, m mention, to string) ([]string, error) {
	var changed []string
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == ".git":
			return filepath.SkipDir
		case !d.Type().IsRegular() || name == filepath.Join(root, "go.mod"):
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil || bytes.IndexByte(text, 0) >= 0 {
			return err
		}
		said := []byte(m.replace(string(text), to))
		if bytes.Equal(said, text) {
			return nil
		}
		// Paths of imports are sorted, among those of other modules too.
		if filepath.Ext(name) == ".go" {
			if sorted, err := format.Source(said); err == nil {
				said = sorted
			}
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		changed = append(changed, filepath.ToSlash(rel))
		return os.WriteFile(name, said, info.Mode().Perm())
	})
	slices.Sort(changed)
	return changed, err
}
