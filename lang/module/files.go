package module

// This file has the places where the files of programs are found.

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Disk is the file system of this machine. Names are those that package os takes.
type Disk struct{}

// Open opens the file name for reading.
func (Disk) Open(name string) (fs.File, error) { return os.Open(name) }

// ReadFile reads the file name.
func (Disk) ReadFile(name string) ([]byte, error) { return os.ReadFile(name) }

// Stat describes the file name.
func (Disk) Stat(name string) (fs.FileInfo, error) { return os.Stat(name) }

// ReadDir lists the folder name, sorted.
func (Disk) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }

// An Overlay has texts in place of files below it, as an editor has them that are not saved yet. It must not
// be changed while it is read.
type Overlay struct {
	Below fs.FS
	Texts map[string]string // by absolute path
}

// Open opens the text with a name, else the file below.
func (o Overlay) Open(name string) (fs.File, error) {
	if text, ok := o.text(name); ok {
		return &textFile{*strings.NewReader(text), textInfo{filepath.Base(name), int64(len(text))}}, nil
	}
	return o.Below.Open(name)
}

// ReadFile reads the text with a name, else the file below.
func (o Overlay) ReadFile(name string) ([]byte, error) {
	if text, ok := o.text(name); ok {
		return []byte(text), nil
	}
	return fs.ReadFile(o.Below, name)
}

// Stat describes the text with a name, else the file below.
func (o Overlay) Stat(name string) (fs.FileInfo, error) {
	if text, ok := o.text(name); ok {
		return textInfo{filepath.Base(name), int64(len(text))}, nil
	}
	return fs.Stat(o.Below, name)
}

// ReadDir lists the folder below together with the texts in it, sorted.
func (o Overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.Below, name)
	dir, failed := filepath.Abs(name)
	if failed != nil {
		return entries, err
	}
	for path, text := range o.Texts {
		base := filepath.Base(path)
		if filepath.Dir(path) != dir || slices.ContainsFunc(entries, func(d fs.DirEntry) bool { return d.Name() == base }) {
			continue
		}
		entries, err = append(entries, fs.FileInfoToDirEntry(textInfo{base, int64(len(text))})), nil
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

func (o Overlay) text(name string) (string, bool) {
	path, err := filepath.Abs(name)
	if err != nil {
		return "", false
	}
	text, ok := o.Texts[path]
	return text, ok
}

// A textFile is an open text of an Overlay.
type textFile struct {
	strings.Reader
	info textInfo
}

// Stat describes the text.
func (f *textFile) Stat() (fs.FileInfo, error) { return f.info, nil }

// Close does nothing.
func (*textFile) Close() error { return nil }

// A textInfo describes a text of an Overlay.
type textInfo struct {
	name string
	size int64
}

// Name is the last element of the path.
func (i textInfo) Name() string { return i.name }

// Size is the length in bytes.
func (i textInfo) Size() int64 { return i.size }

// Mode is that of a regular file.
func (textInfo) Mode() fs.FileMode { return 0o444 }

// ModTime is not known.
func (textInfo) ModTime() time.Time { return time.Time{} }

// IsDir is false.
func (textInfo) IsDir() bool { return false }

// Sys is nil.
func (textInfo) Sys() any { return nil }
