package lsp

// This file shows in a text what is not written there.

import "context"

// The kinds of hints.
const (
	typeHint      = 1
	parameterHint = 2
)

// inlayHint lists the types that were inferred in a range, and the names of arguments.
func (s *server) inlayHint(ctx context.Context, d *document, p rangeParams) ([]inlayHint, error) {
	f, err := s.known(ctx, d)
	if err != nil {
		return nil, err
	}
	all := []inlayHint{}
	for _, h := range f.Hints(s.offset(d, p.Range.Start), s.offset(d, p.Range.End)) {
		hint := inlayHint{Position: s.client.units.Position(d.file, h.Offset), Label: h.Text, Kind: typeHint}
		if h.Param {
			hint.Kind, hint.PaddingRight = parameterHint, true
		}
		all = append(all, hint)
	}
	return all, nil
}
