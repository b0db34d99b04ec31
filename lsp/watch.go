package lsp

// This file follows the folders of the client, and files in them that change on disk.

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// folders are those that the client has open.
type folders struct {
	mu   sync.Mutex
	dirs []string // absolute paths
}

// set takes the folders of a client that begins.
func (f *folders) set(p initializeParams) {
	var dirs []string
	for _, w := range p.WorkspaceFolders {
		dirs = append(dirs, fileName(w.URI))
	}
	if len(dirs) == 0 && p.RootURI != "" {
		dirs = append(dirs, fileName(p.RootURI))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.dirs = dirs
}

// all are the folders.
func (f *folders) all() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.dirs)
}

// around is the folder that a file is in, the innermost of the client's; that of the file alone if it is in none of them.
func (f *folders) around(file string) string {
	around := ""
	for _, dir := range f.all() {
		if strings.HasPrefix(file, dir+string(filepath.Separator)) && len(dir) > len(around) {
			around = dir
		}
	}
	return cmp.Or(around, filepath.Dir(file))
}

// didChangeWorkspaceFolders adds folders and takes others away.
func (s *server) didChangeWorkspaceFolders(_ context.Context, p didChangeFoldersParams) error {
	s.folders.mu.Lock()
	defer s.folders.mu.Unlock()
	for _, gone := range p.Event.Removed {
		s.folders.dirs = slices.DeleteFunc(s.folders.dirs, func(d string) bool { return d == fileName(gone.URI) })
	}
	for _, added := range p.Event.Added {
		s.folders.dirs = append(s.folders.dirs, fileName(added.URI))
	}
	return nil
}

// watch asks the client to tell of programs that change on disk, if it can, once it takes requests.
func (s *server) watch(ctx context.Context) {
	select {
	case <-ctx.Done():
		return
	case <-s.life.ready:
	}
	if !s.client.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		return
	}
	_, err := s.rpc.Call(ctx, "client/registerCapability", registrationParams{[]registration{{
		ID: "hewq/watch", Method: "workspace/didChangeWatchedFiles",
		RegisterOptions: watchOptions{[]watcher{{GlobPattern: "**/*.hew"}}},
	}}})
	if err != nil {
		s.log("the client does not tell of files that change: %v", err)
	}
}

// didChangeWatchedFiles checks again what depends on files that have changed on disk.
func (s *server) didChangeWatchedFiles(_ context.Context, p didChangeWatchedFilesParams) error {
	for _, c := range p.Changes {
		s.work.Changed(fileName(c.URI))
	}
	s.checks.poke()
	return nil
}
