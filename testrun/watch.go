package testrun

// This file waits for changes of files.

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
)

// sources are the endings of files that tests are made of; "" is that of folders. What else changes may
// be what a test writes, or where the report goes.
var sources = []string{"", ".hew", ".golden", ".in", ".txtar"}

// settleTime is how long files must stay as they are before a change counts: editors write in several
// steps.
const settleTime = 100 * time.Millisecond

// A Watcher waits for changes of the files in some folders.
type Watcher struct {
	events *fsnotify.Watcher
}

// NewWatcher makes a Watcher that watches no folder. The caller closes it.
func NewWatcher() (*Watcher, error) {
	events, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	return &Watcher{events}, nil
}

// Close ends watching.
func (w *Watcher) Close() error { return w.events.Close() }

// Add watches more folders. One that is watched already, or that does not exist any more, is left out.
func (w *Watcher) Add(folders []string) error {
	watched := w.events.WatchList()
	for _, f := range folders {
		f = absolute(f)
		if slices.Contains(watched, f) {
			continue
		}
		if err := w.events.Add(f); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Next waits until files in the folders that tests may be made of, or that data says are read, have changed, and stay so
// for a moment. It gives their absolute paths, sorted. Its error is that of ctx when it ends, or of the system.
func (w *Watcher) Next(ctx context.Context, data func(file string) bool) ([]string, error) {
	changed := map[string]bool{}
	var settled <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case err := <-w.events.Errors:
			return nil, err
		case e := <-w.events.Events:
			if e.Op != fsnotify.Chmod && (slices.Contains(sources, filepath.Ext(e.Name)) || data(e.Name)) {
				changed[e.Name] = true
				settled = time.After(settleTime)
			}
		case <-settled:
			return slices.Sorted(maps.Keys(changed)), nil
		}
	}
}
