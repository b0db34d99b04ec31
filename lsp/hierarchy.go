package lsp

// This file answers what calls what, and which types have which traits.

import (
	"context"
	"path/filepath"

	"hewq/lang/diag"
	"hewq/lang/query"
	"hewq/lang/source"
	"hewq/lsp/rpc"
)

// prepareCallHierarchy is the function, the actor or the supervisor at a position.
func (s *server) prepareCallHierarchy(ctx context.Context, d *document, p positionParams) ([]hierarchyItem, error) {
	return s.prepared(ctx, d, p, (*query.File).Callable)
}

// prepareTypeHierarchy is the type or the trait at a position.
func (s *server) prepareTypeHierarchy(ctx context.Context, d *document, p positionParams) ([]hierarchyItem, error) {
	return s.prepared(ctx, d, p, (*query.File).TypeNamed)
}

// prepared is what find finds at a position, alone in a list; nothing, not an empty list, if there is nothing.
func (s *server) prepared(ctx context.Context, d *document, p positionParams, find func(*query.File, int) (query.Callable, bool)) ([]hierarchyItem, error) {
	f, err := s.known(ctx, d)
	if err != nil {
		return nil, err
	}
	if c, ok := find(f, s.offset(d, p.Position)); ok {
		return []hierarchyItem{s.item(c)}, nil
	}
	return nil, nil
}

// item is a declaration as the client gets it, and sends it back.
func (s *server) item(c query.Callable) hierarchyItem {
	at := c.NameSpan.File
	i := hierarchyItem{
		Name: c.Name, Kind: symbolKinds[c.Kind], Detail: c.In, URI: s.uri(at),
		Range: s.client.units.Range(c.Span), SelectionRange: s.client.units.Range(c.NameSpan),
	}
	if i.Detail == "" {
		i.Detail = filepath.Base(at.Name)
	}
	if at.Stub {
		i.Data = &stubPlace{at.Name, c.NameSpan.Start}
	}
	return i
}

func (s *server) items(all []query.Callable) []hierarchyItem {
	items := []hierarchyItem{}
	for _, c := range all {
		items = append(items, s.item(c))
	}
	return items
}

// place is where an item that the client sends back is declared. It fails if the text has changed so that the item is not there.
func (s *server) place(ctx context.Context, i hierarchyItem) (name string, offset int, err error) {
	if i.Data != nil {
		if s.work.Stub(i.Data.Module) == nil {
			return "", 0, rpc.Errorf(rpc.InvalidParams, "the standard library has no module %s", i.Data.Module)
		}
		return i.Data.Module, i.Data.Offset, nil
	}
	f, err := s.file(ctx, fileName(i.URI))
	if err != nil {
		return "", 0, err
	}
	at := source.Span{File: f.Source, Start: s.client.units.Offset(f.Source, i.SelectionRange.Start), End: s.client.units.Offset(f.Source, i.SelectionRange.End)}
	if at.End < at.Start || at.Text() != i.Name && i.Kind != symbolKinds[query.ImplEntry] {
		return "", 0, errModified
	}
	return f.Source.Name, at.Start, nil
}

// incomingCalls are the calls of an item.
func (s *server) incomingCalls(ctx context.Context, p itemParams) ([]incomingCall, error) {
	name, offset, err := s.place(ctx, p.Item)
	if err != nil {
		return nil, err
	}
	all, err := s.work.Incoming(ctx, name, offset, s.folders.all())
	calls := []incomingCall{}
	for _, c := range all {
		calls = append(calls, incomingCall{s.item(c.Callable), s.ranges(c.Sites)})
	}
	return calls, err
}

// outgoingCalls are the calls in an item.
func (s *server) outgoingCalls(ctx context.Context, p itemParams) ([]outgoingCall, error) {
	name, offset, err := s.place(ctx, p.Item)
	if err != nil {
		return nil, err
	}
	all, err := s.work.Outgoing(ctx, name, offset)
	calls := []outgoingCall{}
	for _, c := range all {
		calls = append(calls, outgoingCall{s.item(c.Callable), s.ranges(c.Sites)})
	}
	return calls, err
}

func (s *server) ranges(spans []source.Span) []diag.Range {
	var all []diag.Range
	for _, at := range spans {
		all = append(all, s.client.units.Range(at))
	}
	return all
}

// supertypes are the traits of an item.
func (s *server) supertypes(ctx context.Context, p itemParams) ([]hierarchyItem, error) {
	return s.related(ctx, p.Item, s.work.Supertypes)
}

// subtypes are the types that have the item, a trait.
func (s *server) subtypes(ctx context.Context, p itemParams) ([]hierarchyItem, error) {
	return s.related(ctx, p.Item, s.work.Subtypes)
}

func (s *server) related(ctx context.Context, i hierarchyItem, find func(context.Context, string, int, []string) ([]query.Callable, error)) ([]hierarchyItem, error) {
	name, offset, err := s.place(ctx, i)
	if err != nil {
		return nil, err
	}
	all, err := find(ctx, name, offset, s.folders.all())
	return s.items(all), err
}

// implementation is where the trait, the method of a trait or the type at a position is implemented.
func (s *server) implementation(ctx context.Context, d *document, p positionParams) ([]diag.Location, error) {
	f, err := s.known(ctx, d)
	if err != nil {
		return nil, err
	}
	all := []diag.Location{}
	for _, at := range s.work.Implementations(ctx, f, s.offset(d, p.Position), s.folders.all()) {
		all = append(all, s.location(at))
	}
	return all, ctx.Err()
}

// documentLink are the names of modules in imports, each with its text as the target.
func (s *server) documentLink(ctx context.Context, d *document, _ documentParams) ([]documentLink, error) {
	f, err := s.known(ctx, d)
	if err != nil {
		return nil, err
	}
	all := []documentLink{}
	for _, l := range f.Links() {
		all = append(all, documentLink{s.client.units.Range(l.Span), s.uri(l.To)})
	}
	return all, nil
}
