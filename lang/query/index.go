package query

// This file finds the words of a program that mean something.

import (
	"sort"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/source"
)

// index finds the words of all files of the program but the embedded ones.
func (f *File) index() {
	f.words = map[*source.File][]Occurrence{}
	for _, m := range f.checker.Marks() {
		f.add(Occurrence{Span: m.Span, Object: m.Object, Declares: m.Declares})
	}
	for _, m := range f.prog.Modules {
		if !m.Embedded() {
			i := &indexer{f: f, m: m, info: f.prog.Info}
			ast.Inspect(m.File, i.visit)
		}
	}
	for src, all := range f.words {
		f.words[src] = distinct(all)
	}
}

func (f *File) add(o Occurrence) {
	if o.Span.Known() && o.Span.Start < o.Span.End {
		f.words[o.Span.File] = append(f.words[o.Span.File], o)
	}
}

// distinct sorts occurrences and keeps the last of those with one span. Where a word declares a variable and names a
// field, the variable stays.
func distinct(all []Occurrence) []Occurrence {
	sort.SliceStable(all, func(i, j int) bool {
		a, b := all[i].Span, all[j].Span
		return a.Start < b.Start || a.Start == b.Start && a.End < b.End
	})
	kept := all[:0]
	for _, o := range all {
		if n := len(kept); n > 0 && kept[n-1].Span.Start == o.Span.Start {
			last := kept[n-1]
			_, field := last.Object.(*check.Field)
			_, variable := o.Object.(*check.Local)
			o.Short = last.Short || field && variable && o.Declares
			o.Declares, o.Writes = o.Declares || last.Declares && last.Object == o.Object, o.Writes || last.Writes
			kept[n-1] = o
			continue
		}
		kept = append(kept, o)
	}
	return kept
}

// An indexer walks the tree of one file.
type indexer struct {
	f      *File
	m      *check.Module
	info   *check.Info
	writes map[ast.Expr]bool
}

// use notes that the last word of e, which is name, means o.
func (i *indexer) use(e ast.Expr, name string, o check.Object) {
	if o == nil {
		return
	}
	end := e.End()
	start := end - len(name)
	if start < e.Start() || i.m.Source.Text[start:end] != name {
		return
	}
	i.f.add(Occurrence{Span: source.Span{File: i.m.Source, Start: start, End: end}, Object: o, Writes: i.writes[e]})
}

func (i *indexer) visit(n ast.Node) bool {
	if n == nil {
		return false
	}
	if l := i.info.Defs[n]; l != nil && l.Span.File == i.m.Source {
		i.f.add(Occurrence{Span: l.Span, Object: l, Declares: true, Writes: true})
	}
	switch n := n.(type) {
	case *ast.AssignStmt:
		i.written(n.Target)
	case *ast.Name:
		i.name(n)
	case *ast.FieldExpr:
		i.field(n)
	case *ast.ContextVariant:
		i.use(n, n.Name, i.info.Uses[n])
	case *ast.CallExpr:
		i.call(n)
	}
	return true
}

// written notes that a place is assigned to.
func (i *indexer) written(target ast.Expr) {
	if i.writes == nil {
		i.writes = map[ast.Expr]bool{}
	}
	i.writes[target] = true
}

func (i *indexer) name(n *ast.Name) {
	if field := i.info.State[n]; field != nil {
		i.use(n, n.Name, i.fieldOf(field))
		return
	}
	i.use(n, n.Name, i.info.Uses[n])
}

func (i *indexer) field(n *ast.FieldExpr) {
	if o := i.info.Uses[n]; o != nil {
		i.use(n, n.Name, o)
		return
	}
	i.use(n, n.Name, i.fieldOf(n))
}

// fieldOf is the field that an expression names; nil, of no type, if it names none.
func (i *indexer) fieldOf(n *ast.FieldExpr) check.Object {
	at, ok := i.info.Fields[n]
	if !ok {
		return nil
	}
	if f := i.f.checker.FieldOf(i.info.Types[n.X], at); f != nil {
		return f
	}
	return nil
}

// call notes what is called, where Uses does not say it.
func (i *indexer) call(n *ast.CallExpr) {
	call := i.info.Calls[n]
	if call == nil {
		return
	}
	var o check.Object
	switch {
	case call.Func != nil:
		o = call.Func
	case call.Variant != nil:
		o = &check.Variant{Variant: call.Variant}
	case call.Kind == check.CallRecord:
		o = i.f.checker.ObjectOf(i.info.Types[n])
	}
	callee := n.Func
	if in, ok := callee.(*ast.InstanceExpr); ok {
		callee = in.X
	}
	switch callee := callee.(type) {
	case *ast.Name:
		i.use(callee, callee.Name, o)
	case *ast.FieldExpr:
		i.use(callee, callee.Name, o)
	}
}

// An identity tells objects apart, also those of different Files.
type identity struct {
	file  string
	start int
	name  string // of what is declared nowhere
	kind  check.SymbolKind
}

// identityOf is the identity of an object.
//
// A method of an impl is the one that its trait declares: they have one name.
func (f *File) identityOf(o check.Object) identity {
	if fn, ok := o.(*check.Func); ok && fn.Trait != nil && fn.Trait.Methods[fn.Name] != nil {
		o = fn.Trait.Methods[fn.Name]
	}
	if at := f.checker.PlaceOf(o); at.Known() {
		return identity{file: at.File.Name, start: at.Start}
	}
	s := f.checker.Describe(o)
	return identity{name: s.Name, kind: s.Kind, start: -1}
}
