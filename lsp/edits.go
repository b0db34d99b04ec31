package lsp

// This file gives edits: renaming, and the corrections of mistakes.

import (
	"context"
	"slices"
	"strings"

	"hewq/lang/diag"
	"hewq/lang/query"
	"hewq/lsp/rpc"
)

// prepareRename is the name that would be renamed.
func (s *server) prepareRename(ctx context.Context, d *document, p positionParams) (*prepared, error) {
	f, err := s.known(ctx, d)
	if err != nil {
		return nil, err
	}
	span, err := f.Renames(s.offset(d, p.Position))
	if err != nil {
		return nil, rpc.Errorf(requestFailed, "%v", err)
	}
	return &prepared{s.client.units.Range(span), span.Text()}, nil
}

// rename renames what the name at a position means, wherever it is used.
func (s *server) rename(ctx context.Context, d *document, p renameParams) (*workspaceEdit, error) {
	f, err := s.known(ctx, d)
	if err != nil {
		return nil, err
	}
	edits, err := s.work.Rename(ctx, f, s.offset(d, p.Position), p.NewName, s.folders.all())
	if err != nil {
		return nil, rpc.Errorf(requestFailed, "%v", err)
	}
	return s.workspaceEdit(edits), nil
}

// workspaceEdit are edits of one file or several, in the form that the client takes.
func (s *server) workspaceEdit(edits []diag.Edit) *workspaceEdit {
	var uris []string
	byURI := map[string][]diag.TextEdit{}
	versions := map[string]*int{}
	for _, e := range edits {
		uri := s.uri(e.Span.File)
		if byURI[uri] == nil {
			uris = append(uris, uri)
			if d := s.docs.named(e.Span.File.Name); d != nil {
				versions[uri] = &d.version
			}
		}
		byURI[uri] = append(byURI[uri], s.client.units.Edits([]diag.Edit{e})...)
	}
	if !s.client.Workspace.WorkspaceEdit.DocumentChanges {
		return &workspaceEdit{Changes: byURI}
	}
	w := new(workspaceEdit)
	for _, uri := range uris {
		w.DocumentChanges = append(w.DocumentChanges, documentEdit{optionalVersion{uri, versions[uri]}, byURI[uri]})
	}
	return w
}

// The kinds of code actions.
const (
	quickFix        = "quickfix"
	fixAll          = "source.fixAll"
	organizeImports = "source.organizeImports"
)

// codeAction lists the corrections of the mistakes in a range, the one that applies all of a document, the one that removes
// all imports that are not used, and the command that runs the test in the range where the client has no lenses.
func (s *server) codeAction(ctx context.Context, d *document, p codeActionParams) ([]codeAction, error) {
	f, err := s.known(ctx, d)
	if err != nil {
		return nil, err
	}
	all := []codeAction{}
	ds := s.diagnostics(f)
	if p.wants(quickFix) {
		start, end := s.offset(d, p.Range.Start), s.offset(d, p.Range.End)
		for _, found := range ds {
			if found.Span.End < start || end < found.Span.Start {
				continue
			}
			for i, fix := range slices.Concat(found.Fixes, f.Suggestions(found)) {
				all = append(all, codeAction{
					Title: fix.Title, Kind: quickFix, Diagnostics: []diagnostic{s.report(found)},
					IsPreferred: i == 0 && len(found.Fixes) > 0, Edit: s.workspaceEdit(fix.Edits),
				})
			}
		}
	}
	asked := len(p.Context.Only) > 0
	if fitting := diag.Fitting(f.Source, ds); p.wants(fixAll) && len(fitting) > 0 && (len(fitting) > 1 || asked) {
		all = append(all, codeAction{Title: "correct everything that is certain", Kind: fixAll, Edit: s.fixes(fitting)})
	}
	unused := slices.DeleteFunc(ds, func(d diag.Diagnostic) bool { return d.Code != diag.UnusedImport })
	if fitting := diag.Fitting(f.Source, unused); asked && p.wants(organizeImports) && len(fitting) > 0 {
		all = append(all, codeAction{Title: "remove the imports that are not used", Kind: organizeImports, Edit: s.fixes(fitting)})
	}
	if s.RunTest != nil && s.client.TextDocument.CodeLens == nil && !asked {
		for _, e := range query.Tests(f.Tree) {
			if start, end := s.offset(d, p.Range.Start), s.offset(d, p.Range.End); e.Span.Start <= end && start <= e.Span.End {
				all = append(all, codeAction{Title: "run the test `" + e.Name + "`", Command: runTestCommand(d, e)})
			}
		}
	}
	return all, nil
}

// fixes is the edit that applies the first fix of each diagnostic.
func (s *server) fixes(ds []diag.Diagnostic) *workspaceEdit {
	var edits []diag.Edit
	for _, found := range ds {
		edits = append(edits, found.Fixes[0].Edits...)
	}
	return s.workspaceEdit(edits)
}

// wants tells whether the client wants actions of a kind.
func (p codeActionParams) wants(kind string) bool {
	return len(p.Context.Only) == 0 || slices.ContainsFunc(p.Context.Only, func(only string) bool {
		return only == "" || only == kind || strings.HasPrefix(kind, only+".")
	})
}
