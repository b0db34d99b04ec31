package testrun

// This file knows which tests a change of files reaches.

import (
	"maps"
	"path/filepath"
	"slices"
)

// A Reach knows from which files tests are made, as far as they have run. It must not be used from several
// goroutines.
type Reach struct {
	files    map[string][]string // by ID: absolute paths
	compiled map[string]bool     // by ID: nothing was missing
}

// NewReach makes a Reach that knows of no test.
func NewReach() *Reach { return &Reach{files: map[string][]string{}, compiled: map[string]bool{}} }

// Note makes a Reporter that notes what results tell, and passes everything on.
func (r *Reach) Note(report Reporter) Reporter { return noting{report, r} }

type noting struct {
	Reporter
	reach *Reach
}

func (n noting) Ended(i int, t Test, result Result) error {
	id := t.ID()
	files := []string{absolute(t.File)}
	for _, f := range result.Files {
		files = append(files, absolute(f))
	}
	n.reach.files[id] = files
	n.reach.compiled[id] = result.Failure == nil || result.Failure.Reason != NotCompiled
	return n.Reporter.Ended(i, t, result)
}

// Tests are those of all that changes of some files reach: that are made from one of them, that have not
// run yet, or whose source was wrong, which a new file may mend.
func (r *Reach) Tests(all []Test, changed []string) []Test {
	hit := map[string]bool{}
	for _, f := range changed {
		hit[absolute(f)] = true
	}
	return slices.DeleteFunc(slices.Clone(all), func(t Test) bool {
		files, ran := r.files[t.ID()]
		return ran && r.compiled[t.ID()] && !slices.ContainsFunc(files, func(f string) bool { return hit[f] })
	})
}

// Knows tells whether a test is made from a file, or reads it.
func (r *Reach) Knows(file string) bool {
	for _, files := range r.files {
		if slices.Contains(files, absolute(file)) {
			return true
		}
	}
	return false
}

// Folders are the folders of all files that tests are made from, sorted.
func (r *Reach) Folders() []string {
	folders := map[string]bool{}
	for _, files := range r.files {
		for _, f := range files {
			folders[filepath.Dir(f)] = true
		}
	}
	return slices.Sorted(maps.Keys(folders))
}

// absolute is a path from the root, or the path itself if the working folder is gone.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}
