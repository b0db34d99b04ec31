package main

// This file changes files so that they are whole at any time.

import (
	"errors"
	"os"
	"path/filepath"
)

// rewrite puts text in the place of what a file holds, at once: whatever happens, the file has either text or
// what it had. Its mode stays, and a link to it stays a link.
func rewrite(name, text string) (err error) {
	if name, err = filepath.EvalSymlinks(name); err != nil {
		return err
	}
	old, err := os.OpenFile(name, os.O_WRONLY, 0) // a file that cannot be written could be replaced nevertheless
	if err != nil {
		return err
	}
	info, err := old.Stat()
	if err := errors.Join(err, old.Close()); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".hewq-fmt-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.WriteString(text)
	if err := errors.Join(err, f.Chmod(info.Mode().Perm()), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
