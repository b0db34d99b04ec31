package lsp

// This file answers what the tree of a document tells: what it declares, what can be folded and selected.

import (
	"context"
	"strings"

	"hewq/lang/diag"
	"hewq/lang/query"
	"hewq/lang/source"
)

// symbolKinds are the numbers that the protocol has for kinds of declarations.
var symbolKinds = map[query.Kind]int{
	query.FuncEntry: 12, query.MethodEntry: 6, query.ReceiveEntry: 6, query.InitEntry: 9, query.ConstEntry: 14, query.TypeEntry: 23,
	query.AliasEntry: 5, query.FieldEntry: 8, query.EnumEntry: 10, query.VariantEntry: 22, query.TraitEntry: 11,
	query.ImplEntry: 3, query.ActorEntry: 5, query.SupervisorEntry: 5, query.ChildEntry: 13, query.MachineEntry: 5,
	query.StateEntry: 22, query.EventEntry: 24,
}

// documentSymbol lists what a document declares: as a tree, or flat for clients that know no trees.
func (s *server) documentSymbol(_ context.Context, d *document, _ documentParams) (any, error) {
	entries := query.Outline(d.tree())
	if s.client.TextDocument.DocumentSymbol.Hierarchical {
		return s.symbols(entries), nil
	}
	return s.flat([]symbolInformation{}, entries, ""), nil
}

func (s *server) symbols(entries []query.Entry) []documentSymbol {
	all := []documentSymbol{}
	for _, e := range entries {
		all = append(all, documentSymbol{
			Name: e.Name, Detail: e.Detail, Kind: symbolKinds[e.Kind],
			Range: s.client.units.Range(e.Span), SelectionRange: s.client.units.Range(e.NameSpan),
			Children: s.symbols(e.Children),
		})
	}
	return all
}

// flat adds entries and those in them to all.
func (s *server) flat(all []symbolInformation, entries []query.Entry, container string) []symbolInformation {
	for _, e := range entries {
		at := diag.Location{URI: s.uri(e.NameSpan.File), Range: s.client.units.Range(e.NameSpan)}
		all = append(all, symbolInformation{Name: e.Name, Kind: symbolKinds[e.Kind], Location: at, ContainerName: container})
		all = s.flat(all, e.Children, e.Name)
	}
	return all
}

// foldKinds are the words that the protocol has for kinds of folds.
var foldKinds = map[query.FoldKind]string{
	query.RegionFold: "", query.CommentFold: "comment", query.ImportsFold: "imports",
}

// foldingRange lists what can be folded. Of brackets the line of the closing one stays visible.
func (s *server) foldingRange(_ context.Context, d *document, _ documentParams) ([]foldingRange, error) {
	all := []foldingRange{}
	begun := map[int]int{} // the ends of the folds of lines, by first line
	for _, f := range query.Folds(d.tree()) {
		r := s.client.units.Range(f.Span)
		fold := foldingRange{StartLine: r.Start.Line, EndLine: r.End.Line, Kind: foldKinds[f.Kind]}
		if f.Kind == query.RegionFold {
			fold.EndLine--
		}
		if !s.client.TextDocument.FoldingRange.LineFoldingOnly {
			fold.EndLine = r.End.Line
			if f.Kind == query.RegionFold {
				r.Start.Character++
				r.End.Character--
			}
			fold.StartCharacter, fold.EndCharacter = &r.Start.Character, &r.End.Character
		} else if end, ok := begun[fold.StartLine]; fold.EndLine <= fold.StartLine || ok && end >= fold.EndLine {
			continue
		}
		begun[fold.StartLine] = fold.EndLine
		all = append(all, fold)
	}
	return all, nil
}

// selectionRange lists what to select around each of several positions, the larger as parents of the smaller.
func (s *server) selectionRange(_ context.Context, d *document, p selectionParams) ([]*selectionRange, error) {
	all := []*selectionRange{}
	for _, at := range p.Positions {
		var outer *selectionRange
		spans := query.Selections(d.tree(), s.client.units.Offset(d.file, at))
		for i := len(spans) - 1; i >= 0; i-- {
			outer = &selectionRange{Range: s.client.units.Range(spans[i]), Parent: outer}
		}
		all = append(all, outer)
	}
	return all, nil
}

// workspaceSymbol lists what the programs of the client's folders declare, as far as its name has a text in it.
func (s *server) workspaceSymbol(ctx context.Context, p symbolParams) ([]symbolInformation, error) {
	entries := s.work.Symbols(ctx, s.folders.all(), p.Query)
	return s.flat([]symbolInformation{}, entries, ""), nil
}

// location is where a span stands.
func (s *server) location(span source.Span) diag.Location {
	return diag.Location{URI: s.uri(span.File), Range: s.client.units.Range(span)}
}

// markdown is documentation for the client; nil for none.
func markdown(text string) *markup {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	return &markup{Kind: "markdown", Value: text}
}
