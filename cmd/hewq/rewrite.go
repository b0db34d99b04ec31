package main

// This file changes files so that they are whole at any time.

import (
	"errors"
	"os"
	"path/filepath"

	"hewq/lang/source"
)

// rewrite puts text in the place of what a file holds, at once: whatever happens, the file has either text or
// what it had. Its mode stays, its owner where the system allows that, and a symbolic link to it stays one. It fails if
// the file has changed since it was read.
func rewrite(src *source.File, text string) error {
	name, err := filepath.EvalSymlinks(src.Name)
	if err != nil {
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is not a regular file")
	}
	old, err := os.OpenFile(name, os.O_WRONLY, 0) // a file that cannot be written could be replaced nevertheless
	if err != nil {
		return err
	}
	if err := old.Close(); err != nil {
		return err
	}
	return replace(name, info, src.Text, text)
}

// replace puts a new file with text in the place of one that has still the text before.
func replace(name string, info os.FileInfo, before, text string) (err error) {
	defer holdSignals()() // no new file is left behind
	f, err := os.CreateTemp(filepath.Dir(name), ".hewq-fmt-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	keepOwner(f, info)
	_, err = f.WriteString(text)
	if err := errors.Join(err, f.Chmod(info.Mode().Perm()), f.Sync(), f.Close()); err != nil {
		return err
	}
	if now, err := readFile(name); err != nil || now != before {
		return errors.Join(errors.New("it has changed meanwhile"), err)
	}
	return os.Rename(f.Name(), name)
}
