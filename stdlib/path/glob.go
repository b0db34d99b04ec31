package path

// This file finds the paths that a pattern fits.

import (
	"io/fs"
	"path/filepath"
	"sort"
	"strings"

	"hewq/native"
)

// A found is what a pattern fits.
type found struct {
	paths []string
}

func glob(_ *native.Call, pattern string) (*found, error) {
	before, after, deep := strings.Cut(pattern, "**")
	if !deep {
		// A pattern that is none fits nothing.
		paths, _ := filepath.Glob(pattern)
		return &found{paths}, nil
	}
	return &found{below(strings.TrimSuffix(before, "/"), strings.TrimPrefix(after, "/"))}, nil
}

// below finds what the pattern rest fits in the directories that root fits and all inside them.
func below(root, rest string) []string {
	if root == "" {
		root = "."
	}
	roots, _ := filepath.Glob(root)
	seen := map[string]bool{}
	for _, r := range roots {
		// What cannot be read has nothing that fits.
		_ = filepath.WalkDir(r, func(p string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				return nil
			}
			if rest == "" {
				seen[p] = true
				return nil
			}
			more, _ := filepath.Glob(filepath.Join(p, rest))
			for _, m := range more {
				seen[m] = true
			}
			return nil
		})
	}
	paths := make([]string, 0, len(seen))
	for p := range seen {
		paths = append(paths, p)
	}
	sort.Strings(paths)
	return paths
}

func globCount(_ *native.Call, f *found) (int64, error) {
	if f == nil {
		return 0, nil
	}
	return int64(len(f.paths)), nil
}

func globGet(_ *native.Call, f *found, index int64) (string, error) {
	if f == nil || index < 0 || index >= int64(len(f.paths)) {
		return "", nil
	}
	return f.paths[index], nil
}

func globFree(_ *native.Call, f *found) (native.Unit, error) {
	if f != nil {
		f.paths = nil
	}
	return native.Unit{}, nil
}
