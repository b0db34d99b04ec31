package doc

// This file collects what a module declares, with its documentation.

import (
	"slices"
	"strings"

	"hewq/lang/ast"
)

// A Module is what is documented of a module.
type Module struct {
	Path  string // `std::fs`, or the name of a file
	Doc   string // Markdown
	Items []*Item
}

// An Item is something that a module declares, or a part of that.
type Item struct {
	Name      string // of a part without that of its owner
	Kind      Kind
	Signature string // as it is declared, without its body
	Doc       string // Markdown; may be empty
	Line      int    // in the source, from 1
	Public    bool
	Parts     []*Item // of a type, in the order of the source: fields and variants, and methods
}

// A Kind is a sort of Item.
type Kind string

// The kinds.
const (
	Function   Kind = "function"
	Method     Kind = "method"
	Type       Kind = "type"
	Enum       Kind = "enum"
	Trait      Kind = "trait"
	Constant   Kind = "constant"
	Field      Kind = "field"
	Variant    Kind = "variant"
	Actor      Kind = "actor"
	Supervisor Kind = "supervisor"
	Machine    Kind = "machine"
)

// ModuleOf collects what files declare, which are one module.
func ModuleOf(path string, files ...*ast.File) *Module {
	m := &moduleReader{module: &Module{Path: path}, types: map[string]*Item{}, traits: map[string]*Item{}}
	for _, f := range files {
		m.file, m.comments = f, commentsOf(f)
		if text := joined(commentLines(m.comments.own)); text != "" {
			m.module.Doc = strings.TrimSpace(m.module.Doc + "\n\n" + text)
		}
		for _, item := range f.Items {
			m.item(item)
		}
	}
	for _, in := range m.impls {
		m.file, m.comments = in.file, in.comments
		m.impl(in.decl)
	}
	return m.module
}

type moduleReader struct {
	module   *Module
	file     *ast.File
	comments *comments
	types    map[string]*Item
	traits   map[string]*Item
	impls    []impl
}

// An impl is read when all types are known.
type impl struct {
	file     *ast.File
	comments *comments
	decl     *ast.ImplDecl
}

// add adds an item that a declaration stands for.
func (m *moduleReader) add(item *ast.Item, kind Kind, signature string) *Item {
	it := &Item{Name: itemName(item), Kind: kind, Signature: signature, Public: item.Visibility != ""}
	m.describe(it, item)
	m.module.Items = append(m.module.Items, it)
	return it
}

// describe adds the documentation of n, and where it is.
func (m *moduleReader) describe(it *Item, n ast.Node) {
	it.Doc = joined(m.comments.before(n))
	it.Line = m.file.Source.LineAt(n.Start())
}

func (m *moduleReader) item(item *ast.Item) {
	switch d := item.Decl.(type) {
	case *ast.FuncDecl:
		m.add(item, Function, m.function(d))
	case *ast.ConstDecl:
		m.add(item, Constant, m.text(d.Start(), d.End()))
	case *ast.AliasDecl:
		m.types[d.Name] = m.add(item, Type, m.text(d.Start(), d.End()))
	case *ast.TypeDecl:
		it := m.add(item, Type, m.head(d))
		m.types[d.Name] = it
		m.members(it, d.Members)
	case *ast.RecordDecl:
		m.types[d.Name] = m.add(item, Type, m.text(d.Start(), d.End()))
	case *ast.EnumDecl:
		it := m.add(item, Enum, m.head(d))
		m.types[d.Name] = it
		for _, v := range d.Variants {
			if v.Name != "" {
				m.part(it, v, v.Name, Variant, strings.TrimRight(m.text(v.Start(), v.End()), ";,"), true)
			}
		}
	case *ast.TraitDecl:
		it := m.add(item, Trait, m.head(d))
		m.traits[d.Name] = it
		m.members(it, d.Members)
	case *ast.ActorDecl:
		it := m.add(item, Actor, m.head(d))
		for _, member := range d.Members {
			switch {
			case member.Receive != nil:
				m.part(it, member, member.Receive.Name, Method, "receive "+m.function(member.Receive), true)
			case member.Method != nil:
				m.part(it, member, member.Method.Name, Method, m.function(member.Method), false)
			case member.Field != nil:
				m.part(it, member, member.Field.Name, Field, m.text(member.Field.Start(), member.Field.End()), false)
			}
		}
	case *ast.SupervisorDecl:
		m.add(item, Supervisor, m.head(d))
	case *ast.MachineDecl:
		m.add(item, Machine, m.head(d))
	case *ast.ImplDecl:
		m.impls = append(m.impls, impl{m.file, m.comments, d})
	}
}

// impl adds the methods of a block to their type, which may be built in.
func (m *moduleReader) impl(d *ast.ImplDecl) {
	of, trait := d.Type, (*Item)(nil)
	if d.For != nil {
		of, trait = d.For, m.traits[typeName(d.Type)]
	}
	name := typeName(of)
	if name == "" {
		return
	}
	it := m.types[name]
	if it == nil {
		it = &Item{Name: name, Kind: Type, Signature: m.text(of.Start(), of.End()), Public: true, Line: m.file.Source.LineAt(d.Start())}
		m.types[name] = it
		m.module.Items = append(m.module.Items, it)
	}
	for _, member := range d.Members {
		if member.Method == nil || slices.ContainsFunc(it.Parts, func(p *Item) bool { return p.Name == member.Method.Name }) {
			continue
		}
		part := m.part(it, member, member.Method.Name, Method, m.function(member.Method), member.Visibility != "" || d.For != nil)
		if owner := m.text(of.Start(), of.End()); d.For == nil && !strings.HasPrefix(it.Signature, "type") && owner != it.Signature {
			part.Signature += " // of " + owner
		}
		if trait == nil {
			continue
		}
		for _, p := range trait.Parts {
			if p.Name == part.Name && part.Doc == "" {
				part.Doc, part.Signature, part.Line = p.Doc, p.Signature, p.Line
			}
		}
	}
}

func (m *moduleReader) members(it *Item, members []*ast.Member) {
	for _, member := range members {
		switch {
		case member.Method != nil:
			m.part(it, member, member.Method.Name, Method, m.function(member.Method), it.Kind == Trait || member.Visibility != "")
		case member.Field != nil:
			m.part(it, member, member.Field.Name, Field, strings.TrimRight(m.text(member.Field.Start(), member.Field.End()), ";,"), true)
		}
	}
}

func (m *moduleReader) part(of *Item, n ast.Node, name string, kind Kind, signature string, public bool) *Item {
	p := &Item{Name: name, Kind: kind, Signature: signature, Public: public}
	m.describe(p, n)
	of.Parts = append(of.Parts, p)
	return p
}

// text is a part of the source.
func (m *moduleReader) text(from, to int) string { return m.file.Source.Text[from:to] }

// function is a function without its body.
func (m *moduleReader) function(d *ast.FuncDecl) string {
	end := d.End()
	if d.Body != nil {
		end = d.Body.Start()
	}
	return strings.TrimRight(m.text(d.Start(), end), " \n;")
}

// head is a declaration up to its braces.
func (m *moduleReader) head(d ast.Decl) string {
	for _, t := range m.file.TokensOf(d) {
		if t.Value == "{" {
			return strings.TrimSpace(m.text(d.Start(), t.Start()))
		}
	}
	return m.text(d.Start(), d.End())
}
