package native

// This file tells which files a program uses.

import (
	"path/filepath"
	"sync"
)

// Files notes which files a program has read, and which it has written. It is safe for use from several goroutines. A
// nil *Files notes nothing.
type Files struct {
	// Told, if not nil, is called at the first use of each kind of a file, by one goroutine at a time.
	Told func(path string, written bool)

	mu            sync.Mutex
	read, written map[string]bool // absolute paths
}

// Read notes that a file is read, or that the program looks for it.
func (f *Files) Read(path string) { f.note(path, false) }

// Written notes that a file is written or removed.
func (f *Files) Written(path string) { f.note(path, true) }

func (f *Files) note(path string, written bool) {
	if f == nil {
		return
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return // the working folder is gone
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.read == nil {
		f.read, f.written = map[string]bool{}, map[string]bool{}
	}
	set := f.read
	if written {
		set = f.written
	}
	if set[path] {
		return
	}
	set[path] = true
	if f.Told != nil {
		f.Told(path, written)
	}
}

// Data are the files that the program has read and not written: a change of one of them changes what it does.
func (f *Files) Data() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []string
	for path := range f.read {
		if !f.written[path] {
			all = append(all, path)
		}
	}
	return all
}
