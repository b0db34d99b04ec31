package query

// This file finds where imports lead.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/source"
)

// A Link is the name of a module in an import.
type Link struct {
	Span source.Span  // the path, or the name of the file with its quotes
	To   *source.File // the module, or the first file of one that is a folder
}

// Links are the modules that the imports of the file name and that there are, in order.
func (f *File) Links() []Link {
	f.workspace.mu.Lock()
	defer f.workspace.mu.Unlock()
	var all []Link
	for _, item := range f.Tree.Items {
		d, ok := item.Decl.(*ast.ImportDecl)
		if !ok {
			continue
		}
		for _, o := range f.occurrences() {
			m, isModule := o.Object.(*check.Module)
			if !isModule || o.Span.Start < d.Start() || d.End() < o.Span.End {
				continue
			}
			// The path begins with the second word of the import.
			at := source.Span{File: f.Source, Start: f.Tree.TokensOf(d)[1].Start(), End: o.Span.End}
			all = append(all, Link{at, m.Source})
			break
		}
	}
	return all
}
