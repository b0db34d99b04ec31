package query

// This file finds which types have which traits.

import (
	"context"
	"slices"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/source"
)

// TypeNamed is the declaration of the type, the actor or the trait that the word at an offset names. It may be in an embedded module.
func (f *File) TypeNamed(offset int) (Callable, bool) { return f.declarationAt(offset, typeOrTrait) }

func typeOrTrait(o check.Object) bool {
	switch o.(type) {
	case *check.TypeName, *check.Trait:
		return true
	}
	return false
}

// Supertypes are the traits of the type or the trait that is declared at an offset of the file with a name: those of its impls in all
// programs below folders and in those that are open, and those that its declaration names.
func (w *Workspace) Supertypes(ctx context.Context, name string, offset int, dirs []string) ([]Callable, error) {
	return w.related(ctx, name, offset, dirs, func(r relation) (is, has source.Span) { return r.trait, r.of })
}

// Subtypes are the types that have the trait that is declared at an offset of the file or the embedded module with a name, and the
// traits that extend it.
func (w *Workspace) Subtypes(ctx context.Context, name string, offset int, dirs []string) ([]Callable, error) {
	return w.related(ctx, name, offset, dirs, func(r relation) (is, has source.Span) { return r.of, r.trait })
}

// A relation says that a type has a trait, or that a trait extends one. Its spans are the names.
type relation struct{ of, trait source.Span }

// related are the declarations of what ends gives as the first, in the relations where the second names what is declared at an offset.
func (w *Workspace) related(ctx context.Context, name string, offset int, dirs []string, ends func(relation) (is, has source.Span)) ([]Callable, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	id, word, f, err := w.declared(name, offset)
	if err != nil || word == "" {
		return nil, err
	}
	var all []Callable
	for _, in := range w.search(ctx, f, id, word, dirs) {
		for _, r := range relations(in.tree) {
			is, has := ends(r)
			if !slices.ContainsFunc(in.uses, func(o Occurrence) bool { return o.Span == has }) {
				continue
			}
			g, err := w.file(in.tree.Source.Name)
			if err != nil {
				continue
			}
			o, ok := g.occurrence(is.Start)
			if !ok || !typeOrTrait(o.Object) {
				continue
			}
			c, ok := g.declaration(o.Object)
			if ok && !slices.ContainsFunc(all, func(other Callable) bool { return other.NameSpan == c.NameSpan }) {
				all = append(all, c)
			}
		}
	}
	return all, ctx.Err()
}

// declared is the identity and the name of what is declared at an offset of the file or the embedded module with a name. The File is nil
// of the latter, and the word empty if nothing is declared there.
func (w *Workspace) declared(name string, offset int) (id identity, word string, f *File, err error) {
	if stub := w.Stub(name); stub != nil {
		return identity{file: name, start: offset}, wordAt(stub.Text, offset), nil, nil
	}
	if f, err = w.file(name); err != nil {
		return identity{}, "", nil, err
	}
	o, ok := f.occurrence(offset)
	if !ok {
		return identity{}, "", f, nil
	}
	return f.identityOf(o.Object), check.NameOf(o.Object), f, nil
}

// relations are all that the declarations of a file say.
func relations(tree *ast.File) []relation {
	var all []relation
	add := func(n ast.Node, name string, supers []*ast.TraitRef) {
		of := outliner{tree}.named(n, name)
		for _, s := range supers {
			all = append(all, relation{of, lastOf(tree, s, s.Path)})
		}
	}
	for _, item := range tree.Items {
		switch d := item.Decl.(type) {
		case *ast.ImplDecl:
			trait, isPath := d.Type.(*ast.NamedType)
			of, _ := d.For.(*ast.NamedType)
			if isPath && of != nil {
				all = append(all, relation{lastOf(tree, of, of.Path), lastOf(tree, trait, trait.Path)})
			}
		case *ast.TraitDecl:
			add(d, d.Name, d.Supers)
		case *ast.ActorDecl:
			add(d, d.Name, d.Supers)
		}
	}
	return all
}

// lastOf is the last word of the path that n begins with.
func lastOf(tree *ast.File, n ast.Node, path []string) source.Span {
	at := source.Span{File: tree.Source, Start: n.Start(), End: n.Start()}
	part := 0
	for _, t := range tree.TokensOf(n) {
		if part < len(path) && t.Value == path[part] {
			at.Start, at.End = t.Start(), t.End()
			part++
		}
	}
	return at
}

// Implementations are the places that implement what the word at an offset of f names: of a trait the types of its impls, of a method of
// a trait the methods of the impls, of a type the impls that it has.
func (w *Workspace) Implementations(ctx context.Context, f *File, offset int, dirs []string) []source.Span {
	w.mu.Lock()
	defer w.mu.Unlock()
	o, ok := f.occurrence(offset)
	if !ok {
		return nil
	}
	var spans []source.Span
	for _, in := range w.search(ctx, f, f.identityOf(o.Object), check.NameOf(o.Object), dirs) {
		switch o.Object.(type) {
		case *check.Func:
			spans = append(spans, in.methods()...)
		case *check.TypeName, *check.Trait:
			spans = append(spans, in.impls()...)
		}
	}
	return spans
}

// methods are the uses that declare methods with bodies outside of traits.
func (in usesIn) methods() []source.Span {
	entries := Outline(in.tree)
	var all []source.Span
	for _, use := range in.uses {
		if !use.Declares {
			continue
		}
		if i := slices.IndexFunc(entries, func(e Entry) bool { return e.Span.Start <= use.Span.Start && use.Span.End <= e.Span.End }); i >= 0 && entries[i].Kind != TraitEntry {
			all = append(all, use.Span)
		}
	}
	return all
}

// impls are the names of types in the impls that the uses stand in the heads of.
func (in usesIn) impls() []source.Span {
	var all []source.Span
	for _, item := range in.tree.Items {
		d, ok := item.Decl.(*ast.ImplDecl)
		if !ok {
			continue
		}
		of, isPath := d.For.(*ast.NamedType)
		trait, isTrait := d.Type.(*ast.NamedType)
		if d.For == nil {
			of, isPath, isTrait = trait, isTrait, false
		}
		heads := []source.Span{}
		if isPath {
			heads = append(heads, lastOf(in.tree, of, of.Path))
		}
		if isTrait {
			heads = append(heads, lastOf(in.tree, trait, trait.Path))
		}
		if slices.ContainsFunc(in.uses, func(o Occurrence) bool { return slices.Contains(heads, o.Span) }) {
			at := d.Type
			if d.For != nil {
				at = d.For
			}
			all = append(all, in.tree.Span(at))
		}
	}
	return all
}
