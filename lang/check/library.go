package check

// This file knows what the embedded modules declare, public names and methods, without checking
// them. It is made of their stubs when the first report asks for it: right programs never do.

import (
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/types"
)

// A library is what the embedded modules that a program can import declare.
type library struct {
	paths []string
	items map[string][]*entry // by name: what a module has
	parts map[string][]*entry // by name: methods, fields and variants, which belong to a type
}

// An entry is a public name of a module, or of one of its types.
type entry struct {
	module string // "std::sort"
	name   string
	kind   entryKind
	owner  string        // the type that it belongs to, of a part
	fn     *ast.FuncDecl // of a function or a method
	file   *ast.File     // where it is declared
}

// An entryKind is what an entry names.
type entryKind uint8

const (
	funcEntry entryKind = iota
	typeEntry
	traitEntry
	constEntry
	methodEntry
	fieldEntry
	variantEntry
)

// known is the library, made at the first call.
func (c *Checker) known() *library {
	if c.library != nil {
		return c.library
	}
	l := &library{paths: c.loader.Paths(), items: map[string][]*entry{}, parts: map[string][]*entry{}}
	c.library = l
	for _, path := range l.paths {
		m, err := c.loader.Load(path, nil)
		if err != nil {
			continue
		}
		for _, f := range m.Files {
			for _, item := range f.Items {
				l.add(path, f, item)
			}
		}
	}
	return l
}

// add notes what an item declares.
func (l *library) add(path string, f *ast.File, item *ast.Item) {
	public := item.Visibility != ""
	one := func(name string, kind entryKind, fn *ast.FuncDecl) {
		if public {
			l.items[name] = append(l.items[name], &entry{module: path, name: name, kind: kind, fn: fn, file: f})
		}
	}
	part := func(owner, name string, kind entryKind, fn *ast.FuncDecl) {
		l.parts[name] = append(l.parts[name], &entry{module: path, name: name, kind: kind, owner: owner, fn: fn, file: f})
	}
	members := func(owner string, all []*ast.Member) {
		for _, m := range all {
			switch {
			case m.Method != nil:
				part(owner, m.Method.Name, methodEntry, m.Method)
			case m.Field != nil:
				part(owner, m.Field.Name, fieldEntry, nil)
			}
		}
	}
	switch d := item.Decl.(type) {
	case *ast.FuncDecl:
		one(d.Name, funcEntry, d)
	case *ast.ConstDecl:
		one(d.Name, constEntry, nil)
	case *ast.AliasDecl:
		one(d.Name, typeEntry, nil)
	case *ast.TypeDecl:
		one(d.Name, typeEntry, nil)
		members(d.Name, d.Members)
	case *ast.RecordDecl:
		one(d.Name, typeEntry, nil)
		for _, field := range d.Fields {
			part(d.Name, field.Name, fieldEntry, nil)
		}
	case *ast.EnumDecl:
		one(d.Name, typeEntry, nil)
		for _, v := range d.Variants {
			part(d.Name, v.Name, variantEntry, nil)
		}
	case *ast.TraitDecl:
		one(d.Name, traitEntry, nil)
	case *ast.ImplDecl:
		of := d.Type
		if d.For != nil {
			of = d.For
		}
		if n, ok := of.(*ast.NamedType); ok {
			members(n.Path[len(n.Path)-1], d.Members)
		}
	}
}

// takes tells whether a function or a method could be called with arguments of these types, the
// receiver among them. An unknown type fits everything.
func (e *entry) takes(args ...types.Type) bool {
	if e.fn == nil || len(e.fn.Params) != len(args) {
		return false
	}
	for i, p := range e.fn.Params {
		if i == 0 && p.Type == nil {
			continue // a receiver
		}
		if !fitsWritten(p.Type, args[i], e.fn.TypeParams) || e.bound(p.Type) {
			return false
		}
	}
	return true
}

// bound tells whether a type that is written is a parameter of the function that must implement something.
func (e *entry) bound(w ast.Type) bool {
	name, ok := w.(*ast.NamedType)
	if !ok || len(name.Path) != 1 {
		return false
	}
	return slices.ContainsFunc(e.fn.TypeParams, func(p *ast.TypeParam) bool { return p.Name == name.Path[0] && len(p.Bounds) > 0 }) ||
		slices.ContainsFunc(e.fn.Where, func(b *ast.Bound) bool {
			of, ok := b.Type.(*ast.NamedType)
			return ok && len(of.Path) == 1 && of.Path[0] == name.Path[0]
		})
}

// gives tells whether the result of a function is written as a type that want fits.
func (e *entry) gives(want types.Type) bool {
	if e.fn == nil || e.fn.Result == nil {
		return false
	}
	return fitsWritten(e.fn.Result, want, e.fn.TypeParams)
}

// fitsWritten compares a type with one that is written in a stub, whose parameters fit all types.
func fitsWritten(w ast.Type, t types.Type, params []*ast.TypeParam) bool {
	t = types.Resolve(t)
	if v, ok := t.(*types.Var); ok {
		name, _ := w.(*ast.NamedType)
		switch {
		case v.Lit == types.NoLiteral:
			return true
		case name == nil || len(name.Path) != 1:
			return false
		case v.Lit == types.IntLiteral:
			return name.Path[0] == "i64" || isParam(name.Path[0], params)
		}
		return name.Path[0] == "f64" || isParam(name.Path[0], params)
	}
	switch w := w.(type) {
	case *ast.NamedType:
		name := w.Path[len(w.Path)-1]
		if len(w.Path) == 1 && isParam(name, params) {
			return true
		}
		switch t := t.(type) {
		case *types.Basic:
			return t.Name == name && len(w.Args) == 0
		case *types.Named:
			if t.Def.Name != name || len(t.Args) != len(w.Args) {
				return false
			}
			for i, a := range w.Args {
				if !fitsWritten(a.Type, t.Args[i], params) {
					return false
				}
			}
			return true
		}
	case *ast.TupleType:
		if len(w.Types) == 0 {
			return types.Is(t, types.Unit)
		}
		tuple, ok := t.(*types.Tuple)
		if !ok || len(tuple.Elems) != len(w.Types) {
			return false
		}
		for i, e := range w.Types {
			if !fitsWritten(e, tuple.Elems[i], params) {
				return false
			}
		}
		return true
	case *ast.FuncType:
		f, ok := t.(*types.Func)
		return ok && len(f.Params) == len(w.Params)
	}
	return false
}

func isParam(name string, params []*ast.TypeParam) bool {
	return slices.ContainsFunc(params, func(p *ast.TypeParam) bool { return p.Name == name })
}

// modulesNamed are the modules whose path ends with words, such as "quic" or "net::quic".
func (l *library) modulesNamed(words string) []string {
	var found []string
	for _, p := range l.paths {
		if p == words || strings.HasSuffix(p, "::"+words) {
			found = append(found, p)
		}
	}
	return found
}
