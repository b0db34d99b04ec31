package lsp

// This file tells the client what is wrong with the documents that it has open.

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"hewq/lang/diag"
	"hewq/lang/query"
	"hewq/lsp/rpc"
)

// checks is what the worker has to do that checks documents: checkAll.
type checks struct {
	wanted chan struct{} // has room for one: more mean no more
	mu     sync.Mutex
	drop   context.CancelFunc // ends what is being checked; nil if nothing is
	told   map[string]told    // of open documents, by name
	pulls  bool               // the client asks for diagnostics: nothing is published
	lastID int                // of told
}

// told is what the client was told of a document last.
type told struct {
	version     int
	diagnostics []diagnostic
	id          int // is another one if the diagnostics are; 0 if nothing was told
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

// tell notes what the client is told of a document, and gives what it was told before. It wants mu to be locked.
func (c *checks) tell(d *document, ds []diagnostic) (now, before told) {
	before = c.told[d.name()]
	now = told{d.version, ds, before.id}
	if before.id == 0 || !reflect.DeepEqual(before.diagnostics, ds) {
		c.lastID++
		now.id = c.lastID
	}
	c.told[d.name()] = now
	return now, before
}

// forget says that the client knows of no diagnostics of a document any more.
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
	round, cancel := s.checks.begin(ctx)
	defer cancel()
	refreshed := false
	for _, d := range s.docs.all() {
		if s.isCopy(d) {
			continue
		}
		f, err := s.work.File(round, d.name())
		switch {
		case round.Err() != nil:
			return
		case err != nil:
			s.log("%s cannot be checked: %v", d.uri, err)
		case f.Source.Text == d.file.Text:
			if stale := s.publish(d, s.reports(f)); stale && !refreshed {
				refreshed = true
				s.background.Go(func() { s.refresh(ctx) })
			}
		}
	}
}

// publish tells the client what is wrong with a document, unless it knows. A client that asks for that itself has to ask
// again if stale is true: it has other diagnostics of the same text.
func (s *server) publish(d *document, ds []diagnostic) (stale bool) {
	c := &s.checks
	c.mu.Lock()
	defer c.mu.Unlock()
	if s.docs.named(d.name()) == nil {
		return false // it was closed meanwhile, which has taken back what was published
	}
	if c.pulls && c.told[d.name()].id == 0 {
		return false // it has not asked yet
	}
	now, before := c.tell(d, ds)
	if c.pulls {
		return before.version == now.version && before.id != now.id
	}
	if before.version != now.version || before.id != now.id {
		s.notify("textDocument/publishDiagnostics", publishParams{URI: d.uri, Version: &d.version, Diagnostics: ds})
	}
	return false
}

// refresh has the client ask for diagnostics again.
func (s *server) refresh(ctx context.Context) {
	if _, err := s.rpc.Call(ctx, "workspace/diagnostic/refresh", nil); err != nil && ctx.Err() == nil {
		s.log("the client does not ask again for diagnostics: %v", err)
	}
}

// documentDiagnostic is what is wrong with a document, for a client that asks for it. From the first time on nothing is published, if
// the server has offered this.
func (s *server) documentDiagnostic(ctx context.Context, d *document, p diagnosticParams) (diagnosticReport, error) {
	if s.client.canPull() {
		s.pulls()
	}
	ds := []diagnostic{}
	if !s.isCopy(d) {
		f, err := s.known(ctx, d)
		if err != nil {
			return diagnosticReport{}, err
		}
		ds = s.reports(f)
	}
	if !s.client.canPull() {
		return diagnosticReport{Kind: "full", Items: &ds}, nil
	}
	s.checks.mu.Lock()
	defer s.checks.mu.Unlock()
	now, _ := s.checks.tell(d, ds)
	r := diagnosticReport{Kind: "full", ResultID: strconv.Itoa(now.id), Items: &ds}
	if p.PreviousResultID == r.ResultID {
		r.Kind, r.Items = "unchanged", nil
	}
	return r, nil
}

// askedAgain is a handler that has the client ask again for diagnostics of a text which has changed since. Clients take the error for other
// requests as a document without mistakes, and would show that for a moment.
func askedAgain(h handler) handler {
	return func(ctx context.Context, s *server, version int, req *rpc.Request) (any, error) {
		answer, err := h(ctx, s, version, req)
		if errors.Is(err, errModified) {
			err = &rpc.Error{Code: serverCancelled, Message: errModified.Message, Data: cancelledData{RetriggerRequest: true}}
		}
		return answer, err
	}
}

// pulls notes that the client asks for diagnostics, and takes back what was published.
func (s *server) pulls() {
	c := &s.checks
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pulls {
		return
	}
	c.pulls = true
	for name, t := range c.told {
		if d := s.docs.named(name); d != nil && len(t.diagnostics) > 0 {
			s.notify("textDocument/publishDiagnostics", publishParams{URI: d.uri, Version: &t.version, Diagnostics: []diagnostic{}})
		}
	}
	clear(c.told)
}

// reports are the diagnostics of a file as the client gets them.
func (s *server) reports(f *query.File) []diagnostic {
	all := []diagnostic{}
	for _, found := range s.diagnostics(f) {
		all = append(all, s.report(found))
	}
	return all
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
