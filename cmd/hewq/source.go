package main

// This file reads the programs that a command line names.

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hewq/lang/diag"
	"hewq/lang/source"
)

// stdinName is the name of the program on the standard input.
const stdinName = "<stdin>"

// programs are the files that words of a command line name. What cannot be found is told of and fails the command.
func (p *process) programs(words []string) []string {
	names, errs := hewFiles(words)
	for _, err := range errs {
		fmt.Fprintf(p.stderr, "hewq: %v\n", err)
		p.status = exitFailed
	}
	return names
}

// hewFiles are the files that words of a command line name: those below folders that end in `.hew`, and all others.
// Files and folders in them whose names begin with a dot are left out.
func hewFiles(words []string) (names []string, errs []error) {
	for _, word := range words {
		if info, err := os.Stat(word); word == "-" || err != nil || !info.IsDir() {
			names = append(names, word)
			continue
		}
		before := len(names) + len(errs)
		root := word + string(filepath.Separator)                                      // what a link leads to
		_ = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error { // it goes on after each error
			hidden := name != root && strings.HasPrefix(d.Name(), ".")
			switch {
			case err != nil:
				errs = append(errs, fmt.Errorf("cannot search %s: %w", name, cause(err)))
			case hidden && d.IsDir():
				return filepath.SkipDir
			case !hidden && d.Type()&^fs.ModeSymlink == 0 && filepath.Ext(name) == ".hew":
				names = append(names, name)
			}
			return nil
		})
		if len(names)+len(errs) == before {
			errs = append(errs, fmt.Errorf("there is no program in %s: no file in it ends in .hew", word))
		}
	}
	return names, errs
}

// cause is what is wrong with a file that a message names.
func cause(err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		return at.Err
	}
	return err
}

// sources are the programs in files. One that cannot be read is told of, left out, and fails the command. far shows
// how many there are; it may be nil.
func (p *process) sources(names []string, far *progress) iter.Seq[*source.File] {
	return func(yield func(*source.File) bool) {
		defer far.clear()
		for _, name := range names {
			far.begin(name)
			src, err := p.read(name)
			if err != nil {
				far.clear()
				fmt.Fprintf(p.stderr, "hewq: %v\n", err)
				p.status = exitFailed
				continue
			}
			if !yield(src) {
				return
			}
		}
	}
}

// read reads the program in the file name, or on the standard input if name is "-".
func (p *process) read(name string) (*source.File, error) {
	if name == "-" {
		text, err := readText(p.stdin, 0)
		if err != nil {
			return nil, fmt.Errorf("cannot read the standard input: %w", err)
		}
		return program(stdinName, "the standard input", text)
	}
	text, err := readFile(name)
	if err == nil {
		return program(name, name, text)
	}
	if info, found := os.Stat(name); found == nil && info.IsDir() {
		return nil, folderError(name)
	}
	err = fmt.Errorf("cannot read %s: %w", name, cause(err))
	if errors.Is(err, fs.ErrNotExist) {
		if near := nearFile(name); near != "" {
			err = fmt.Errorf("%w; there is %s", err, near)
		}
	}
	return nil, err
}

// folderError says that a folder was named where a program is needed, and which programs are in it.
func folderError(name string) error {
	found, err := filepath.Glob(filepath.Join(name, "*.hew"))
	if err != nil || len(found) == 0 || len(found) > mostNamed {
		return fmt.Errorf("%s is a folder: name a program in it", name)
	}
	return fmt.Errorf("%s is a folder: name a program in it, such as %s", name, strings.Join(found, " or "))
}

// mostNamed is how many programs of a folder are named.
const mostNamed = 4

// readFile reads a file, which may be large, without a copy.
func readFile(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	size := int64(0)
	if info, err := f.Stat(); err == nil {
		size = info.Size()
	}
	return readText(f, size)
}

// readText reads what r has: about size bytes.
func readText(r io.Reader, size int64) (string, error) {
	var text strings.Builder
	text.Grow(int(size))
	_, err := io.Copy(&text, r)
	return text.String(), err
}

// program is a program with a text that must be UTF-8. from says in a message where it is from.
func program(name, from, text string) (*source.File, error) {
	if line := source.InvalidLine(text); line > 0 {
		return nil, fmt.Errorf("cannot read %s: line %d is not UTF-8 text", from, line)
	}
	return source.New(name, text), nil
}

// nearFile is a program with a name like that of a file which does not exist, or "".
func nearFile(name string) string {
	dir, base := filepath.Split(name)
	found, err := filepath.Glob(filepath.Join(dir, "*.hew"))
	if err != nil {
		return "" // the directory's name has a bracket that does not close
	}
	var stems []string
	for _, f := range found {
		stems = append(stems, strings.TrimSuffix(filepath.Base(f), ".hew"))
	}
	stem := strings.TrimSuffix(base, ".hew")
	if stem == base && slices.Contains(stems, base) {
		return name + ".hew"
	}
	if near := diag.Nearest(stem, stems); near != "" {
		return dir + near + ".hew"
	}
	return ""
}
