package query

// This file has what is known of one file.

import (
	"slices"
	"sort"
	"sync"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
	"hewq/lang/types"
)

// A File is a source with what is known of it. It never changes: when a text does, Workspace.File gives another.
type File struct {
	Source *source.File
	Tree   *ast.File

	workspace *Workspace
	checker   *check.Checker
	prog      *check.Program
	module    *check.Module // that of the file
	ds        []diag.Diagnostic
	reads     []string // the other files that the answers depend on, but those of embedded modules

	indexing sync.Once
	words    map[*source.File][]Occurrence // of all files of the program that are not embedded, each sorted
	counting sync.Mutex                    // is locked before that of the workspace
	counts   *counts                       // nil before something asked for them
}

// Diagnostics are the errors of the file, or the warnings if there are no errors in the whole program, sorted. Those
// about other files are left out.
func (f *File) Diagnostics() []diag.Diagnostic {
	return slices.DeleteFunc(slices.Clone(f.ds), func(d diag.Diagnostic) bool { return d.Span.File != f.Source })
}

// An Occurrence is a word that means something.
type Occurrence struct {
	Span     source.Span
	Object   check.Object
	Declares bool // the object is declared here
	Writes   bool // it is assigned here
	Short    bool // it names a field and a variable at once: the `x` of the pattern `Point { x }`
}

// occurrences are the words of the file that mean something, sorted.
func (f *File) occurrences() []Occurrence {
	f.indexing.Do(f.index)
	return f.words[f.Source]
}

// occurrence is the word at an offset, or the one that ends there.
func (f *File) occurrence(offset int) (Occurrence, bool) {
	all := f.occurrences()
	i := sort.Search(len(all), func(i int) bool { return all[i].Span.End > offset })
	if i < len(all) && all[i].Span.Start <= offset {
		return all[i], true
	}
	if i > 0 && all[i-1].Span.End == offset {
		return all[i-1], true
	}
	return Occurrence{}, false
}

// A Subject is what a word means.
type Subject struct {
	Span   source.Span // of the word
	Symbol check.Symbol
	Type   types.Type // of the value that the word stands for here; nil if it stands for none
}

// At tells what the word at an offset means. The Span of its Symbol is the name in the declaration.
func (f *File) At(offset int) (Subject, bool) {
	f.workspace.mu.Lock()
	defer f.workspace.mu.Unlock()
	return f.at(offset)
}

func (f *File) at(offset int) (Subject, bool) {
	o, ok := f.occurrence(offset)
	if !ok {
		return Subject{}, false
	}
	s := Subject{Span: o.Span, Symbol: f.checker.Describe(o.Object)}
	s.Symbol.Span = f.checker.PlaceOf(o.Object)
	if fn, method := o.Object.(*check.Func); method && fn.Receiver {
		s.Symbol.Kind = check.MethodSymbol
	}
	if l, variable := o.Object.(*check.Local); variable {
		s.Type = l.Type
	} else if e := f.expr(o.Span); e != nil {
		s.Type = f.prog.Info.Types[e]
	}
	return s, true
}

// expr is the expression that ends with the word at a span, and is no more than a path to it.
func (f *File) expr(span source.Span) ast.Expr {
	var found ast.Expr
	f.descend(span.Start, func(n ast.Node) {
		switch e := n.(type) {
		case *ast.Name, *ast.FieldExpr, *ast.ContextVariant:
			if e.End() == span.End {
				found = e.(ast.Expr)
			}
		}
	})
	return found
}

// descend visits the nodes of the file that hold the byte at an offset, the outermost first.
func (f *File) descend(offset int, visit func(ast.Node)) { descend(f.Tree, offset, visit) }

// descend visits the nodes of a tree that hold the byte at an offset, the outermost first.
func descend(tree *ast.File, offset int, visit func(ast.Node)) {
	for _, item := range tree.Items {
		if item.End() <= offset {
			continue
		}
		if item.Start() > offset {
			break
		}
		ast.Inspect(item, func(n ast.Node) bool {
			if n == nil || n.Start() > offset || n.End() <= offset {
				return false
			}
			visit(n)
			return true
		})
	}
}

// TypeAt is the type of the smallest expression with the byte at an offset, and where it stands; nil if there is none, or if it has no
// value.
func (f *File) TypeAt(offset int) (source.Span, types.Type) {
	f.workspace.mu.Lock()
	defer f.workspace.mu.Unlock()
	return f.typeAt(offset)
}

func (f *File) typeAt(offset int) (at source.Span, t types.Type) {
	if tok := tokenAt(f.Tree, offset); tok == nil || token.IsElided(tok.Type) {
		return at, nil
	}
	f.descend(offset, func(n ast.Node) {
		t = nil // the `=` of a statement in a block has not the type of the block
		if e, ok := n.(ast.Expr); ok {
			if is := f.prog.Info.Types[e]; known(is) && !types.Is(is, types.Unit) && !types.Is(is, types.Never) {
				at, t = f.Tree.Span(n), is
			}
		}
	})
	return at, t
}

// known tells whether a type was found.
func known(t types.Type) bool {
	if t == nil {
		return false
	}
	_, open := types.Resolve(t).(*types.Var)
	return !open && !types.Is(t, types.Invalid)
}

// Definition is where the word at an offset is declared. It may be in an embedded module, whose File.Stub is true.
func (f *File) Definition(offset int) (source.Span, bool) {
	s, ok := f.At(offset)
	return s.Symbol.Span, ok && s.Symbol.Span.Known()
}

// TypeDefinition is where the type of the value at an offset is declared.
func (f *File) TypeDefinition(offset int) (source.Span, bool) {
	f.workspace.mu.Lock()
	defer f.workspace.mu.Unlock()
	s, ok := f.at(offset)
	t := s.Type
	if !ok || t == nil {
		_, t = f.typeAt(offset)
	}
	if t == nil {
		t = s.Symbol.Type
	}
	if t == nil {
		return source.Span{}, false
	}
	o := f.checker.ObjectOf(t)
	if o == nil {
		return source.Span{}, false
	}
	at := f.checker.PlaceOf(o)
	return at, at.Known()
}
