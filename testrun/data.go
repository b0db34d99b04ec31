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

// FilesVariable names the file to which `hewq run` adds a line for each file that the program reads or writes.
const FilesVariable = "HEWQ_FILES_USED"

// TellFiles gives Files which add a line to the file that FilesVariable names, nil if it names none. done ends that.
func TellFiles(lookup func(string) (string, bool)) (files *native.Files, done func(), err error) {
	name, ok := lookup(FilesVariable)
	if !ok {
		return nil, func() {}, nil
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, err
	}
	files = &native.Files{Told: func(path string, written bool) {
		kind := "read"
		if written {
			kind = "written"
		}
		_, _ = fmt.Fprintf(f, "%s %s %s\n", kind, stamp(path), path) // what is not told is not watched
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
	read, _ := u.told()
	return read.Data()
}

// Changed are those of Data that are not as they were when they were read first.
func (u *Used) Changed() []string {
	read, stamps := u.told()
	return slices.DeleteFunc(read.Data(), func(path string) bool { return stamp(path) == stamps[path] })
}

// told is what was told so far, with the stamps of the files.
func (u *Used) told() (files *native.Files, stamps map[string]string) {
	files, stamps = new(native.Files), map[string]string{}
	text, err := os.ReadFile(u.Name())
	if err != nil {
		return files, stamps // nothing was told
	}
	for line := range strings.Lines(string(text)) {
		words := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 3)
		switch {
		case len(words) < 3:
		case words[0] == "read":
			files.Read(words[2])
			stamps[words[2]] = words[1]
		default:
			files.Written(words[2])
		}
	}
	return files, stamps
}
