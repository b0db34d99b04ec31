package lsp

// This file has the texts that the client has open, and keeps them as the client has them.

import (
	"cmp"
	"context"
	"net/url"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/parser"
	"hewq/lang/source"
	"hewq/lsp/rpc"
)

// A document is the text of an open file at one moment. It never changes.
type document struct {
	uri     string // as the client wrote it
	version int    // of the client
	changed int    // the number of the change that made it, see documents
	file    *source.File
	tree    func() *ast.File // parsed when it is first asked for
}

// name is the absolute path of the file.
func (d *document) name() string { return d.file.Name }

// documents are those that are open. Changes to them are numbered, so that a request can tell whether a document is the one
// that the client meant.
type documents struct {
	announced int // how many changes were received; used by assign alone
	mu        sync.Mutex
	open      map[string]*document // by name
}

// changesDocuments are the methods that count as changes.
var changesDocuments = map[string]bool{"textDocument/didOpen": true, "textDocument/didChange": true, "textDocument/didClose": true}

// change makes the change with a number. change gets the document with a name, nil if it is not open, and gives
// what becomes of it, nil for a document that is closed.
func (ds *documents) change(name string, number int, change func(*document) *document) *document {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	d := change(ds.open[name])
	if d == nil {
		delete(ds.open, name)
		return nil
	}
	d.changed = number
	ds.open[name] = d
	return d
}

// all are the open documents, those that changed last first.
func (ds *documents) all() []*document {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	var all []*document
	for _, d := range ds.open {
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b *document) int { return cmp.Compare(b.changed, a.changed) })
	return all
}

// named is the document with a name, nil if it is not open.
func (ds *documents) named(name string) *document {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	return ds.open[name]
}

// at is the document that the client meant in a request that it sent after so many changes.
func (ds *documents) at(uri string, version int) (*document, error) {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	d := ds.open[fileName(uri)]
	switch {
	case d == nil:
		return nil, rpc.Errorf(rpc.InvalidParams, "%s is not open", uri)
	case d.changed > version:
		return nil, errModified
	}
	return d, nil
}

var errModified = rpc.Errorf(contentModified, "the document has changed since the request")

func newDocument(uri string, version int, text string) *document {
	file := source.New(fileName(uri), text)
	return &document{uri: uri, version: version, file: file, tree: sync.OnceValue(func() *ast.File {
		tree, _ := parser.ParseFile(file)
		return tree
	})}
}

// didOpen takes a text that is open from now on.
func (s *server) didOpen(_ context.Context, number int, p didOpenParams) error {
	d := p.TextDocument
	s.changed(s.docs.change(fileName(d.URI), number, func(*document) *document { return newDocument(d.URI, d.Version, d.Text) }))
	return nil
}

// didChange changes a text: piece by piece, each at its place in what the ones before it made.
func (s *server) didChange(_ context.Context, number int, p didChangeParams) error {
	uri := p.TextDocument.URI
	d := s.docs.change(fileName(uri), number, func(d *document) *document {
		if d == nil {
			return nil
		}
		file := d.file
		for _, c := range p.ContentChanges {
			file = source.New(file.Name, applied(file, c, s.client.units))
		}
		return newDocument(d.uri, p.TextDocument.Version, file.Text)
	})
	if d == nil {
		return rpc.Errorf(rpc.InvalidParams, "%s is not open", uri)
	}
	s.changed(d)
	return nil
}

// applied is a text after a change.
func applied(f *source.File, c contentChange, units diag.Units) string {
	if c.Range == nil {
		return c.Text
	}
	start := units.Offset(f, c.Range.Start)
	end := max(start, units.Offset(f, c.Range.End))
	return f.Text[:start] + c.Text + f.Text[end:]
}

// didClose lets the file on disk count again.
func (s *server) didClose(_ context.Context, number int, p documentParams) error {
	name := fileName(p.TextDocument.URI)
	s.docs.change(name, number, func(*document) *document { return nil })
	s.closed(name, p.TextDocument.URI)
	return nil
}

// fileName is the path that a URI names. A text that is in no file gets one in the root folder, that no file has: nothing is beside it
// that it could import.
func fileName(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" {
		root := string(filepath.Separator)
		if dir, err := filepath.Abs(root); err == nil {
			root = dir // with a drive letter, where there are such
		}
		return root + url.PathEscape(uri)
	}
	name := u.Path
	if runtime.GOOS == "windows" {
		name = strings.TrimPrefix(name, "/")
	}
	return filepath.Clean(filepath.FromSlash(name))
}

// isFile tells whether a URI is that of a file.
func isFile(uri string) bool {
	u, err := url.Parse(uri)
	return err == nil && u.Scheme == "file"
}

// uri is the URI of a file, that of the client if the client has it open.
func (s *server) uri(f *source.File) string {
	if d := s.docs.named(f.Name); d != nil {
		return d.uri
	}
	return s.stubURI(f)
}
