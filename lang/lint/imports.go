package lint

// This file warns of imports that nothing uses.

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
	"hewq/lang/types"
)

// words are the names that the files of a module write outside of their imports.
type words struct {
	names    map[string]bool
	prefixes map[string]bool // with a dot or `::` behind
}

func (w *words) add(f *ast.File) {
	skip := map[int]int{} // where an import begins, and where it ends
	for _, item := range f.Items {
		if d, ok := item.Decl.(*ast.ImportDecl); ok {
			skip[d.Start()] = d.End()
		}
	}
	end := 0
	for i := range f.Tokens() {
		t := &f.Tokens()[i]
		if until, ok := skip[t.Start()]; ok {
			end = until
		}
		if t.Type != token.Ident && t.Type != token.Keyword || t.Start() < end {
			continue
		}
		w.names[t.Value] = true
		if i+1 < len(f.Tokens()) && (f.Tokens()[i+1].Value == "." || f.Tokens()[i+1].Value == "::") {
			w.prefixes[t.Value] = true
		}
	}
}

// unusedImports warns of what m imports and no file of its module uses.
func (l *linter) unusedImports(m *check.Module) {
	if l.part || len(m.Imports) == 0 {
		return
	}
	w := &words{map[string]bool{}, map[string]bool{}}
	for _, f := range m.Files() {
		w.add(f.File)
	}
	for _, item := range m.File.Items {
		d, ok := item.Decl.(*ast.ImportDecl)
		found := m.Imports[d]
		if !ok || found == nil || item.Visibility != "" {
			continue
		}
		if len(d.Names) > 0 {
			l.unusedNames(item, d, found, w)
		} else if !l.importUsed(d, found, w) {
			l.unusedImport(item, d)
		}
	}
}

// importUsed tells whether something uses the module that d imports whole, or the one name of it.
func (l *linter) importUsed(d *ast.ImportDecl, found *check.Module, w *words) bool {
	name := d.Alias
	if name == "" && len(d.Path) > 0 {
		name = d.Path[len(d.Path)-1]
	}
	if !d.Glob && d.File == "" && found.Path != strings.Join(d.Path, "::") {
		return w.names[name] // it is the name of something in the module
	}
	if w.prefixes[name] {
		return true
	}
	all := d.Glob || d.File != "" && d.Alias == ""
	for word := range w.names {
		if found.Opens(word) || all && found.Exports(word) {
			return true
		}
	}
	return l.livesOn(found)
}

// livesOn tells whether the file has values of types of the module, calls its functions, or may need
// one of its impls.
func (l *linter) livesOn(found *check.Module) bool {
	uses := false
	for _, m := range l.here.Files() {
		ast.Inspect(m.File, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				call := l.info.Calls[n]
				uses = uses || call != nil && call.Func != nil && call.Func.Module != nil && belongs(call.Func.Module, found)
			case ast.Expr:
				def := types.DefOf(l.info.Types[n])
				uses = uses || def != nil && found.Declares(def)
			}
			return !uses
		})
	}
	return uses || !found.Embedded() && hasForeignImpl(found)
}

// belongs tells whether what m declares is that of a module that was found. The methods of strings are
// those of std::string, and so on: hewq knows them without an import, Hew does not know all of them.
func belongs(m, found *check.Module) bool {
	return m.Entry() == found || found.Embedded() && m.Path == "core::"+strings.TrimPrefix(found.Path, "std::")
}

// hasForeignImpl tells whether a module gives a trait to a type that it does not declare.
func hasForeignImpl(m *check.Module) bool {
	for _, f := range m.Files() {
		for _, item := range f.File.Items {
			d, ok := item.Decl.(*ast.ImplDecl)
			if !ok {
				continue
			}
			of := d.Type
			if d.For != nil {
				of = d.For
			}
			n, named := of.(*ast.NamedType)
			if !named || len(n.Path) != 1 || m.Scope[n.Path[0]] == nil {
				return true
			}
		}
	}
	return false
}

// unusedNames warns of the names in a list of names that nothing uses.
func (l *linter) unusedNames(item *ast.Item, d *ast.ImportDecl, found *check.Module, w *words) {
	var unused []*ast.ImportName
	for _, n := range d.Names {
		name := n.Name
		if n.Alias != "" {
			name = n.Alias
		}
		if !w.names[name] && !l.namesTrait(found, n.Name) {
			unused = append(unused, n)
		}
	}
	if len(unused) == len(d.Names) {
		if !w.prefixes[d.Path[len(d.Path)-1]] {
			l.unusedImport(item, d)
		}
		return
	}
	for _, n := range unused {
		r := l.report(l.span(n), diag.UnusedImport, "`"+l.text(n)+"` is imported and never used")
		r.Fixes = append(r.Fixes, diag.Replace("remove `"+l.text(n)+"` from the import", l.listed(d, n), ""))
	}
}

// namesTrait tells whether a name of a module is a trait, whose methods may be called without naming
// it.
func (l *linter) namesTrait(m *check.Module, name string) bool {
	_, ok := m.Scope[name].(*check.Trait)
	return ok
}

// listed is a name in a list with the comma that goes with it.
func (l *linter) listed(d *ast.ImportDecl, n *ast.ImportName) source.Span {
	at := l.span(n)
	if n != d.Names[len(d.Names)-1] {
		for i, o := range d.Names {
			if o == n {
				at.End = d.Names[i+1].Start()
			}
		}
		return at
	}
	at.Start = d.Names[len(d.Names)-2].End()
	return at
}

// unusedImport warns of an import, of which nothing is used.
func (l *linter) unusedImport(item *ast.Item, d *ast.ImportDecl) {
	what := strings.TrimSuffix(strings.TrimSpace(strings.TrimPrefix(l.text(d), "import")), ";")
	r := l.report(l.span(d), diag.UnusedImport, "`"+what+"` is imported and never used")
	r.Fixes = append(r.Fixes, diag.Replace("remove the import of `"+what+"`", l.wholeLine(l.span(item)), ""))
}

// wholeLine is a span with the rest of its line, if nothing else stands there.
func (l *linter) wholeLine(at source.Span) source.Span {
	text := at.File.Text
	start, end := at.Start, at.End
	for start > 0 && (text[start-1] == ' ' || text[start-1] == '\t') {
		start--
	}
	for end < len(text) && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r') {
		end++
	}
	if (start == 0 || text[start-1] == '\n') && end < len(text) && text[end] == '\n' {
		at.Start, at.End = start, end+1
	}
	return at
}
