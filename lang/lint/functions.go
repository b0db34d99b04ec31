package lint

// This file warns of functions that nothing calls.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
)

// functions are those without a receiver, and who names whom.
type functions struct {
	all   []function
	roots []*check.Func                 // what is called from outside, and what methods and constants name
	names map[*check.Func][]*check.Func // what a function names
}

// A function is a declaration that may be unused.
type function struct {
	fn *check.Func
	at source.Span // its name
}

func newFunctions() functions { return functions{names: map[*check.Func][]*check.Func{}} }

// declares notes a function of a file.
func (l *linter) declares(f *check.Func, item *ast.Item) {
	outside := f.Name == "main" || f.Name[0] == '_' || item.Visibility != "" || f.Extern != "" || ast.IsTest(item.Attributes)
	if outside || l.part {
		l.roots = append(l.roots, f)
		return
	}
	l.all = append(l.all, function{f, NameOf(l.here, f.Decl)})
}

// NameOf is where the name of a function stands in its declaration.
func NameOf(m *check.Module, d *ast.FuncDecl) source.Span {
	toks := m.File.TokensOf(d)
	for i := range toks {
		if t := &toks[i]; t.Type == token.Ident && t.Value == d.Name {
			return source.Span{File: m.Source, Start: t.Start(), End: t.Start() + len(d.Name)}
		}
	}
	return m.File.Span(d)
}

// reaches notes that the code around names f.
func (l *linter) reaches(f *check.Func) {
	switch {
	case f.Module == nil || f.Module.Embedded():
	case l.fn == nil:
		l.roots = append(l.roots, f)
	default:
		l.names[l.fn] = append(l.names[l.fn], f)
	}
}

// unusedFunctions warns of the functions that cannot be reached.
func (l *linter) unusedFunctions() {
	reached := map[*check.Func]bool{}
	for next := l.roots; len(next) > 0; {
		f := next[len(next)-1]
		next = next[:len(next)-1]
		if !reached[f] {
			reached[f] = true
			next = append(next, l.names[f]...)
		}
	}
	for _, f := range l.all {
		if !reached[f.fn] {
			d := l.report(f.at, diag.UnusedFunction, "function `"+f.fn.Name+"` is never called")
			d.Help = append(d.Help, "remove it, or begin its name with `_` if this is meant: `_"+f.fn.Name+"`")
		}
	}
}
