package testrun

// This file has processes tell which files a program reads.

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hewq/native"
)

// FilesVariable names the file to which `hewq run` adds a line for each file that the program is made from, reads or
// writes.
const FilesVariable = "HEWQ_FILES_USED"

// TellFiles adds a line for each source of a program to the file that FilesVariable names, and gives Files which add
// more; they are nil if it names none. done ends that.
func TellFiles(lookup func(string) (string, bool), sources []string) (files *native.Files, done func(), err error) {
	name, ok := lookup(FilesVariable)
	if !ok {
		return nil, func() {}, nil
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, err
	}
	tell := func(kind, path string) {
		_, _ = fmt.Fprintf(f, "%s %s %s\n", kind, stamp(path), path) // what is not told is not watched
	}
	for _, path := range sources {
		tell("source", absolute(path))
	}
	files = &native.Files{Told: func(path string, written bool) {
		if written {
			tell("written", path)
		} else {
			tell("read", path)
		}
	}}
	return files, func() { _ = f.Close() }, nil // each line is written by then
}

// stamp is another one after each change of a file.
func stamp(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return "none"
	}
	return fmt.Sprintf("%d/%d", info.ModTime().UnixNano(), info.Size())
}

// A Used is the file to which a process tells which files it uses.
type Used struct{ folder string }

// NewUsed makes a Used. The caller closes it.
func NewUsed() (*Used, error) {
	folder, err := os.MkdirTemp("", "hewq-files-")
	return &Used{folder}, err
}

// Close removes the file.
func (u *Used) Close() error { return os.RemoveAll(u.folder) }

// Name is the path of the file, which the process is to get by FilesVariable.
func (u *Used) Name() string { return filepath.Join(u.folder, "used") }

// Forget empties the file.
func (u *Used) Forget() error { return os.WriteFile(u.Name(), nil, 0o600) }

// Data are the files that were read so far and not written.
func (u *Used) Data() []string {
	read, _, _ := u.told()
	return read.Data()
}

// Files are those of Data, and the sources of all programs.
func (u *Used) Files() []string {
	read, sources, _ := u.told()
	return append(read.Data(), sources...)
}

// Changed are those of Data that are not as they were when they were read first.
func (u *Used) Changed() []string {
	read, _, stamps := u.told()
	return slices.DeleteFunc(read.Data(), func(path string) bool { return stamp(path) == stamps[path] })
}

// told is what was told so far, with the stamps of the files that were read.
func (u *Used) told() (files *native.Files, sources []string, stamps map[string]string) {
	files, stamps = new(native.Files), map[string]string{}
	text, err := os.ReadFile(u.Name())
	if err != nil {
		return files, nil, stamps // nothing was told
	}
	for line := range strings.Lines(string(text)) {
		words := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 3)
		switch {
		case len(words) < 3:
		case words[0] == "read":
			files.Read(words[2])
			stamps[words[2]] = words[1]
		case words[0] == "written":
			files.Written(words[2])
		default:
			sources = append(sources, words[2])
		}
	}
	return files, sources, stamps
}
