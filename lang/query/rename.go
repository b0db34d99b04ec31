package query

// This file renames.

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
)

// Renames is the word that Rename would rename for an offset. The error says why there is none.
func (f *File) Renames(offset int) (source.Span, error) {
	f.workspace.mu.Lock()
	defer f.workspace.mu.Unlock()
	o, err := f.renamed(offset)
	return o.Span, err
}

func (f *File) renamed(offset int) (Occurrence, error) {
	o, ok := f.occurrence(offset)
	if !ok {
		return o, errors.New("there is no name here")
	}
	name := o.Span.Text()
	if o.isAlias() {
		return o, nil
	}
	switch object := o.Object.(type) {
	case *check.Module:
		return o, fmt.Errorf("`%s` is a module, which has the name of its file: rename the file", name)
	case *check.Func:
		if object.Owner != nil && object.Trait != nil {
			if at := f.checker.PlaceOf(object.Trait); !at.Known() || at.File.Stub {
				return o, fmt.Errorf("`%s` is a method of the trait `%s` of the library, which keeps its name", name, object.Trait.Name)
			}
		}
		if object.Name == "main" && object.Owner == nil {
			return o, errors.New("`main` keeps its name: the program begins there")
		}
	}
	at := f.checker.PlaceOf(o.Object)
	switch {
	case !at.Known():
		return o, fmt.Errorf("`%s` belongs to the language", name)
	case at.File.Stub:
		return o, fmt.Errorf("`%s` is declared in %s, which is part of hewq", name, at.File.Name)
	case name == "Self" || name == "self":
		return o, fmt.Errorf("`%s` belongs to the language", name)
	}
	return o, nil
}

// isAlias tells whether a word is the name that an import of its file gives something, behind `as`.
func (o Occurrence) isAlias() bool {
	name := o.Span.Text()
	return token.IsName(name) && name != check.NameOf(o.Object) && name != "Self" && name != "self"
}

// Rename gives the edits, of one file or several, that give what the word at an offset of f names another name: in
// the program of f, and in all programs below folders and those that are open. The error says why it cannot be
// renamed, or why not to that name.
func (w *Workspace) Rename(ctx context.Context, f *File, offset int, to string, dirs []string) ([]diag.Edit, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	o, err := f.renamed(offset)
	if err != nil {
		return nil, err
	}
	switch {
	case !token.IsName(to):
		return nil, fmt.Errorf("`%s` is not a name", to)
	case to == "_" || to == "self" || to == "Self":
		return nil, fmt.Errorf("`%s` belongs to the language", to)
	}
	name := o.Span.Text()
	if to == name {
		return nil, nil
	}
	var uses []Occurrence
	if o.isAlias() {
		uses = f.named(o.Span.File, f.identityOf(o.Object))
	} else {
		uses = w.uses(ctx, f, o, dirs)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	id := f.identityOf(o.Object)
	var edits []diag.Edit
	for _, use := range uses {
		if use.Span.Text() != name {
			continue // by another name, that of an import or of the declaration
		}
		text := to
		if use.Short {
			if l, variable := use.Object.(*check.Local); variable && f.identityOf(l) == id {
				text = name + ": " + to
			} else {
				text = to + ": " + name
			}
		}
		edits = append(edits, diag.Edit{Span: use.Span, Text: text})
	}
	if at, ok := f.clash(o, to); ok {
		return nil, fmt.Errorf("there is a `%s` already, at line %d", to, at.Place().Line)
	}
	if s, ok := f.known(o, to); ok {
		return nil, fmt.Errorf("`%s` has a meaning already: `%s`", to, s.Detail)
	}
	r := renaming{name, to, map[string][]diag.Edit{}}
	for _, e := range edits {
		r.edits[e.Span.File.Name] = append(r.edits[e.Span.File.Name], e)
	}
	if err := w.keeps(ctx, r); err != nil {
		return nil, err
	}
	return edits, nil
}

// clash finds what has the name already where o is declared.
func (f *File) clash(o Occurrence, to string) (source.Span, bool) {
	if l, variable := o.Object.(*check.Local); variable {
		uses := f.named(o.Span.File, f.identityOf(l))
		for _, use := range uses {
			for _, other := range f.localsAt(use.Span.Start) {
				if other.Name == to {
					return other.Span, true
				}
			}
		}
		return source.Span{}, false
	}
	place := f.checker.PlaceOf(o.Object)
	for _, other := range f.words[place.File] {
		if !other.Declares || check.NameOf(other.Object) != to {
			continue
		}
		if sameSpace(o.Object, other.Object) {
			return other.Span, true
		}
	}
	return source.Span{}, false
}

// known finds what has the name already without being declared in a program, such as `println`, where o is declared outside of others.
func (f *File) known(o Occurrence, to string) (check.Symbol, bool) {
	switch o := o.Object.(type) {
	case *check.Func:
		if o.Owner != nil || o.Trait != nil {
			return check.Symbol{}, false
		}
	case *check.Const, *check.TypeName, *check.Trait, *check.Variant:
	default:
		return check.Symbol{}, false
	}
	if f.module == nil {
		return check.Symbol{}, false
	}
	visible := f.checker.VisibleIn(f.module)
	i := slices.IndexFunc(visible, func(s check.Symbol) bool { return s.Name == to })
	if i < 0 {
		return check.Symbol{}, false
	}
	return visible[i], true
}

// sameSpace tells whether two objects of one file may not have the same name.
func sameSpace(a, b check.Object) bool {
	switch a := a.(type) {
	case *check.Field:
		b, ok := b.(*check.Field)
		return ok && a.Def == b.Def && a.Variant == b.Variant
	case *check.Variant:
		b, ok := b.(*check.Variant)
		return ok && a.Def == b.Def
	case *check.TypeParam, *check.Child, *check.Label:
		return false
	case *check.Func:
		if a.Owner != nil {
			b, ok := b.(*check.Func)
			return ok && b.Owner != nil && check.SameOwner(a, b)
		}
	}
	switch b := b.(type) {
	case *check.Func:
		return b.Owner == nil && b.Trait == nil
	case *check.Const, *check.TypeName, *check.Trait:
		return true
	}
	return false
}
