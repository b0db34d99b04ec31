package lsp

// This file answers what can be typed at a place.

import (
	"context"
	"fmt"

	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/source"
)

// itemKinds are the numbers that the protocol has for kinds of candidates.
var itemKinds = map[check.SymbolKind]int{
	check.VariableSymbol: 6, check.ConstSymbol: 21, check.FuncSymbol: 3, check.MethodSymbol: 2, check.FieldSymbol: 5,
	check.TypeSymbol: 22, check.VariantSymbol: 20, check.TraitSymbol: 8, check.ModuleSymbol: 9,
}

// keywordItem is the kind of a word of the language.
const keywordItem = 14

// completion lists what may stand at a position, in the order of the list.
func (s *server) completion(ctx context.Context, d *document, p positionParams) (completionList, error) {
	f, err := s.known(ctx, d)
	if err != nil {
		return completionList{}, err
	}
	found := s.work.Complete(ctx, f, s.offset(d, p.Position))
	list := completionList{Items: []completionItem{}}
	span := source.Span{File: f.Source, Start: found.Start, End: found.End}
	for i, c := range found.Candidates {
		item := completionItem{
			Label: c.Text, Kind: itemKinds[c.Kind], Detail: c.Detail, Documentation: markdown(c.Doc),
			SortText:            fmt.Sprintf("%05d", i),
			TextEdit:            &diag.TextEdit{Range: s.client.units.Range(span), NewText: c.Text},
			AdditionalTextEdits: s.client.units.Edits(c.Edits),
		}
		if c.Keyword {
			item.Kind = keywordItem
		}
		list.Items = append(list.Items, item)
	}
	return list, nil
}

// signatureHelp shows the parameters of the call around a position.
func (s *server) signatureHelp(ctx context.Context, d *document, p positionParams) (*signatureHelp, error) {
	f, err := s.known(ctx, d)
	if err != nil {
		return nil, err
	}
	found, ok := s.work.Signature(ctx, f, s.offset(d, p.Position))
	if !ok {
		return nil, nil
	}
	sig := signature{Label: found.Label, Documentation: markdown(found.Doc), Parameters: []parameter{}}
	for _, param := range found.Params {
		// The protocol counts UTF-16 units here, whatever was agreed on for positions.
		start := diag.UTF16.Length(found.Label[:param.Start])
		sig.Parameters = append(sig.Parameters, parameter{
			Label: [2]int{start, start + diag.UTF16.Length(found.Label[param.Start:param.End])},
		})
	}
	return &signatureHelp{Signatures: []signature{sig}, ActiveParameter: found.Active}, nil
}
