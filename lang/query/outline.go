package query

// This file lists what a file declares.

import (
	"strings"

	"hewq/lang/ast"
	"hewq/lang/source"
	"hewq/lang/token"
)

// A Kind is what an Entry declares.
type Kind uint8

// The kinds of entries.
const (
	FuncEntry Kind = iota
	MethodEntry
	ReceiveEntry // a `receive fn` of an actor
	InitEntry
	ConstEntry
	TypeEntry // a type with fields
	AliasEntry
	FieldEntry
	EnumEntry
	VariantEntry
	TraitEntry
	ImplEntry
	ActorEntry
	SupervisorEntry
	ChildEntry
	MachineEntry
	StateEntry
	EventEntry
)

// An Entry is a declaration and those in it.
type Entry struct {
	Name     string
	Detail   string // a signature or a type, as it is written, on one line; may be empty
	Kind     Kind
	Span     source.Span // all of the declaration, with its attributes
	NameSpan source.Span // the name, within Span
	Children []Entry
}

// Outline lists what a file declares, in the order of the text. What could not be read is left out, and imports are.
func Outline(f *ast.File) []Entry {
	o := outliner{f}
	var all []Entry
	for _, item := range f.Items {
		if e, ok := o.decl(item.Decl); ok {
			e.Span = f.Span(item)
			all = append(all, e)
		}
	}
	return all
}

type outliner struct{ file *ast.File }

// entry is a declaration with a name that stands in n.
func (o outliner) entry(kind Kind, n ast.Node, name string) Entry {
	return Entry{Name: name, Kind: kind, Span: o.file.Span(n), NameSpan: o.named(n, name)}
}

// named is where a name stands first in n.
func (o outliner) named(n ast.Node, name string) source.Span {
	for _, t := range o.file.TokensOf(n) {
		if t.Value == name && t.Type == token.Ident {
			return source.Span{File: o.file.Source, Start: t.Start(), End: t.End()}
		}
	}
	return source.Span{File: o.file.Source, Start: n.Start(), End: n.Start()}
}

// text is what stands from start to end, on one line.
func (o outliner) text(start, end int) string {
	return strings.Join(strings.Fields(source.Span{File: o.file.Source, Start: start, End: end}.Text()), " ")
}

// written is how a node is written, "" for none.
func (o outliner) written(n ast.Node) string { return o.text(n.Start(), n.End()) }

func (o outliner) decl(d ast.Decl) (Entry, bool) {
	switch d := d.(type) {
	case *ast.ConstDecl:
		e := o.entry(ConstEntry, d, d.Name)
		if d.Type != nil {
			e.Detail = o.written(d.Type)
		}
		return e, true
	case *ast.AliasDecl:
		e := o.entry(AliasEntry, d, d.Name)
		if d.Type != nil {
			e.Detail = o.written(d.Type)
		}
		return e, true
	case *ast.TypeDecl:
		e := o.entry(TypeEntry, d, d.Name)
		e.Children = o.members(d.Members)
		return e, true
	case *ast.RecordDecl:
		e := o.entry(TypeEntry, d, d.Name)
		e.Children = o.fields(d.Fields)
		return e, true
	case *ast.EnumDecl:
		return o.enum(d), true
	case *ast.TraitDecl:
		e := o.entry(TraitEntry, d, d.Name)
		e.Children = o.members(d.Members)
		return e, true
	case *ast.ImplDecl:
		return o.impl(d)
	case *ast.FuncDecl:
		return o.function(FuncEntry, d), true
	case *ast.ActorDecl:
		return o.actor(d), true
	case *ast.SupervisorDecl:
		e := o.entry(SupervisorEntry, d, d.Name)
		for _, m := range d.Members {
			if m.Child != nil {
				c := o.entry(ChildEntry, m.Child, m.Child.Name)
				c.Detail = strings.Join(m.Child.Actor, "::")
				e.Children = append(e.Children, c)
			}
		}
		return e, true
	case *ast.MachineDecl:
		return o.machine(d), true
	case *ast.ExternDecl:
		return Entry{}, false
	}
	return Entry{}, false
}

// function is a function, its detail what stands between its name and its body.
func (o outliner) function(kind Kind, d *ast.FuncDecl) Entry {
	e := o.entry(kind, d, d.Name)
	end := d.End()
	if d.Body != nil {
		end = d.Body.Start()
	}
	e.Detail = strings.TrimSuffix(o.text(e.NameSpan.End, max(end, e.NameSpan.End)), ";")
	return e
}

func (o outliner) fields(fields []*ast.Field) []Entry {
	var all []Entry
	for _, f := range fields {
		e := o.entry(FieldEntry, f, f.Name)
		if f.Type != nil {
			e.Detail = o.written(f.Type)
		}
		all = append(all, e)
	}
	return all
}

func (o outliner) members(members []*ast.Member) []Entry {
	var all []Entry
	for _, m := range members {
		switch {
		case m.Method != nil:
			e := o.function(MethodEntry, m.Method)
			e.Span = o.file.Span(m)
			all = append(all, e)
		case m.Type != nil:
			all = append(all, o.entry(AliasEntry, m.Type, m.Type.Name))
		case m.Field != nil:
			e := o.fields([]*ast.Field{m.Field})[0]
			e.Span = o.file.Span(m)
			all = append(all, e)
		}
	}
	return all
}

func (o outliner) enum(d *ast.EnumDecl) Entry {
	e := o.entry(EnumEntry, d, d.Name)
	for _, v := range d.Variants {
		if v.Name == "" {
			continue
		}
		c := o.entry(VariantEntry, v, v.Name)
		c.Detail = strings.TrimRight(o.text(c.NameSpan.End, max(v.End(), c.NameSpan.End)), ";, ")
		c.Children = o.fields(v.Fields)
		e.Children = append(e.Children, c)
	}
	return e
}

// impl is named as it is written: `impl Display for Point`.
func (o outliner) impl(d *ast.ImplDecl) (Entry, bool) {
	if d.Type == nil {
		return Entry{}, false
	}
	at := d.Type
	name := "impl " + o.written(d.Type)
	if d.For != nil {
		at = d.For
		name += " for " + o.written(d.For)
	}
	return Entry{Name: name, Kind: ImplEntry, Span: o.file.Span(d), NameSpan: o.file.Span(at), Children: o.members(d.Members)}, true
}

func (o outliner) actor(d *ast.ActorDecl) Entry {
	e := o.entry(ActorEntry, d, d.Name)
	for _, m := range d.Members {
		var c Entry
		switch {
		case m.Receive != nil:
			c = o.function(ReceiveEntry, m.Receive)
		case m.Method != nil:
			c = o.function(MethodEntry, m.Method)
		case m.Init != nil:
			c = o.entry(InitEntry, m.Init, "init")
			if m.Init.Body != nil {
				c.Detail = o.text(c.NameSpan.End, max(m.Init.Body.Start(), c.NameSpan.End))
			}
		case m.Field != nil:
			c = o.entry(FieldEntry, m.Field, m.Field.Name)
			if m.Field.Type != nil {
				c.Detail = o.written(m.Field.Type)
			}
		default:
			continue
		}
		c.Span = o.file.Span(m)
		e.Children = append(e.Children, c)
	}
	return e
}

func (o outliner) machine(d *ast.MachineDecl) Entry {
	e := o.entry(MachineEntry, d, d.Name)
	for _, m := range d.Members {
		for _, event := range m.Events {
			c := o.entry(EventEntry, event, event.Name)
			c.Children = o.fields(event.Fields)
			e.Children = append(e.Children, c)
		}
		if m.State != nil {
			e.Children = append(e.Children, o.state(m.State))
		}
	}
	return e
}

func (o outliner) state(s *ast.State) Entry {
	e := o.entry(StateEntry, s, s.Name)
	for _, m := range s.Members {
		switch {
		case m.State != nil:
			e.Children = append(e.Children, o.state(m.State))
		case m.Field != nil:
			e.Children = append(e.Children, o.fields([]*ast.Field{m.Field})...)
		}
	}
	return e
}
