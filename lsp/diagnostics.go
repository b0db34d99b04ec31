package lsp

// This file tells the client what is wrong with the documents that it has open.

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"sync"

	"hewq/lang/diag"
	"hewq/lang/query"
)

// checks is what the worker has to do that checks documents: checkAll.
type checks struct {
	wanted chan struct{} // has room for one: more mean no more
	mu     sync.Mutex
	drop   context.CancelFunc // ends what is being checked; nil if nothing is
	told   map[string]told    // by name; used by the worker, and when a document closes
}

// told is what was published of a document last.
type told struct {
	version     int
	diagnostics []diagnostic
}

func newChecks() checks { return checks{wanted: make(chan struct{}, 1), told: map[string]told{}} }

// poke has all documents checked that something has changed for. What is being checked is dropped.
func (c *checks) poke() {
	c.mu.Lock()
	if c.drop != nil {
		c.drop()
	}
	c.mu.Unlock()
	select {
	case c.wanted <- struct{}{}:
	default:
	}
}

// begin is the context of a round of checks, which the next poke ends.
func (c *checks) begin(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.drop = cancel
	return ctx, cancel
}

// news tells whether what is published now differs from the last time.
func (c *checks) news(name string, now publishParams) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	last, ok := c.told[name]
	c.told[name] = told{*now.Version, now.Diagnostics}
	return !ok || last.version != *now.Version || !reflect.DeepEqual(last.diagnostics, now.Diagnostics)
}

// forget says that nothing is published of a document any more.
func (c *checks) forget(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.told, name)
}

// changed has a document checked that was opened or changed.
func (s *server) changed(d *document) {
	s.work.Set(d.name(), d.file.Text)
	s.checks.poke()
}

// closed takes back what was published of a document.
func (s *server) closed(name, uri string) {
	s.work.Close(name)
	s.checks.forget(name)
	s.notify("textDocument/publishDiagnostics", publishParams{URI: uri, Diagnostics: []diagnostic{}})
	s.checks.poke()
}

// checkAll checks documents when they change, until ctx ends.
func (s *server) checkAll(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.checks.wanted:
			s.guarded("check", func() { s.checkOnce(ctx) })
		}
	}
}

// guarded does what may have a mistake of ours, and tells of that.
func (s *server) guarded(what string, do func()) {
	defer func() {
		if cause := recover(); cause != nil {
			s.failed(what, cause)
		}
	}()
	do()
}

// checkOnce checks the open documents, the newest first, until something changes again.
func (s *server) checkOnce(ctx context.Context) {
	ctx, cancel := s.checks.begin(ctx)
	defer cancel()
	for _, d := range s.docs.all() {
		if s.isCopy(d.name()) {
			continue
		}
		f, err := s.work.File(ctx, d.name())
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			s.log("%s cannot be checked: %v", d.uri, err)
		case f.Source.Text == d.file.Text:
			if p := s.published(d, f); s.checks.news(d.name(), p) {
				s.notify("textDocument/publishDiagnostics", p)
			}
		}
	}
}

// published is what is wrong with a document.
func (s *server) published(d *document, f *query.File) publishParams {
	p := publishParams{URI: d.uri, Version: &d.version, Diagnostics: []diagnostic{}}
	for _, found := range s.diagnostics(f) {
		p.Diagnostics = append(p.Diagnostics, s.report(found))
	}
	return p
}

// diagnostics are those of a file that the client wants.
func (s *server) diagnostics(f *query.File) []diag.Diagnostic {
	return slices.DeleteFunc(f.Diagnostics(), func(d diag.Diagnostic) bool {
		return d.Severity == diag.Warning && slices.Contains(s.client.allow, string(d.Code))
	})
}

// report is a diagnostic for an editor, which shows the message alone: what else there is to say follows it.
func (s *server) report(d diag.Diagnostic) diagnostic {
	r := diagnostic{Report: s.client.units.ReportOf(s.uri, d)}
	if r.Data != nil {
		for _, more := range append(r.Data.Notes, r.Data.Help...) {
			r.Message += "\n" + more
		}
		r.Data = nil
	}
	if d.Severity == diag.Warning && (strings.HasPrefix(string(d.Code), "unused-") || strings.HasPrefix(string(d.Code), "unreachable-")) {
		r.Tags = []int{tagUnnecessary}
	}
	return r
}
