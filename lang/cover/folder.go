package cover

// This file passes profiles from several processes to one, through a folder.

import (
	"errors"
	"os"
	"path/filepath"
)

// Leave writes the profile to a new file in a folder, for Collect. The names of its files become
// absolute paths.
func (p *Profile) Leave(folder string) (err error) {
	out := New()
	err = out.Merge(p, func(name string) string {
		if abs, err := filepath.Abs(name); err == nil {
			return abs
		}
		return name
	})
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, "*"+extension)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return out.WriteJSON(f)
}

const extension = ".json"

// Collect adds the profiles that were left in a folder, as Merge does. What a process that was killed has
// written in part is left out.
func (p *Profile) Collect(folder string, rename func(name string) string) error {
	names, err := filepath.Glob(filepath.Join(folder, "*"+extension))
	if err != nil {
		return err
	}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		left, err := ReadJSON(f)
		_ = f.Close() // it was read
		if err != nil {
			continue
		}
		if err := p.Merge(left, rename); err != nil {
			return err
		}
	}
	return nil
}
