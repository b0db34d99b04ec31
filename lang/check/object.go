package check

// This file tells the names of objects, where they are declared, and which belong together.

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/source"
	"hewq/lang/types"
)

// NameOf is the name by which an object is declared, the last word of the path of a module.
func NameOf(o Object) string {
	switch o := o.(type) {
	case *Local:
		return o.Name
	case *Func:
		return o.Name
	case *Const:
		return o.Name
	case *Variant:
		return o.Name
	case *TypeName:
		return o.Name
	case *Trait:
		return o.Name
	case *Field:
		return o.Name
	case *Child:
		return o.Name
	case *Label:
		return o.Name
	case *TypeParam:
		return o.Name
	case *Module:
		if o.Path == "" {
			return strings.TrimSuffix(filepath.Base(o.Source.Name), ".hew")
		}
		return lastWord(o.Path)
	}
	return ""
}

// PlaceOf is where the name of an object stands in its declaration; the start of its file for a module, nowhere if
// it is built in.
func (c *Checker) PlaceOf(o Object) source.Span {
	switch o := o.(type) {
	case *Local:
		return o.Span
	case *Func:
		return c.placeOf(o)
	case *Variant:
		return c.partPlace(o.Def, o.Name, "")
	case *Field:
		if o.Variant != nil {
			return c.partPlace(o.Def, o.Variant.Name, o.Name)
		}
		return c.partPlace(o.Def, "", o.Name)
	case *TypeParam:
		return o.Span
	case *Child:
		return o.span
	case *Label:
		return o.Span
	case *Module:
		return source.Span{File: o.Source}
	case *TypeName:
		if def := defOf(o); def != nil && def.Name == o.Name {
			return c.declaredAt(def)
		}
	}
	return c.places[o]
}

// partPlace is where a variant of a declared type stands, or a field of it or of a variant; nowhere if that is not
// known.
func (c *Checker) partPlace(def *types.Def, variant, field string) source.Span {
	d := c.declared[def]
	if d == nil {
		for actorDef, a := range c.prog.actors {
			if a.State == def {
				d = c.declared[actorDef]
			}
		}
	}
	if d == nil {
		return source.Span{}
	}
	i := slices.IndexFunc(d.unit.files, func(m *Module) bool { return m.Source == d.span.File })
	if i < 0 {
		return source.Span{}
	}
	m := d.unit.files[i]
	var at source.Span
	c.in(context{here: m}, func() {
		for _, item := range m.File.Items {
			if item.Start() <= d.span.Start && d.span.Start < item.End() {
				at = c.partIn(item.Decl, variant, field)
			}
		}
	})
	return at
}

// partIn is where the declaration d has a variant, or a field of it or of a variant.
func (c *Checker) partIn(d ast.Decl, variant, field string) source.Span {
	switch d := d.(type) {
	case *ast.TypeDecl:
		for _, m := range d.Members {
			if m.Field != nil && m.Field.Name == field {
				return c.nameSpan(m.Field, field)
			}
		}
	case *ast.RecordDecl:
		for _, f := range d.Fields {
			if f.Name == field {
				return c.nameSpan(f, field)
			}
		}
		if i, err := strconv.Atoi(field); err == nil && i < len(d.Types) {
			return c.span(d.Types[i])
		}
	case *ast.ActorDecl:
		for _, m := range d.Members {
			if m.Field != nil && m.Field.Name == field {
				return c.nameSpan(m.Field, field)
			}
		}
	case *ast.EnumDecl:
		for _, v := range d.Variants {
			if v.Name != variant {
				continue
			}
			if field == "" {
				return c.nameSpan(v, v.Name)
			}
			for _, f := range v.Fields {
				if f.Name == field {
					return c.nameSpan(f, field)
				}
			}
			if i, err := strconv.Atoi(field); err == nil && i < len(v.Types) {
				return c.span(v.Types[i])
			}
		}
	}
	return source.Span{}
}

// typeNameOf is the name that declares the type of values of t, nil if there is none.
func (c *Checker) typeNameOf(t types.Type) *TypeName {
	def := types.DefOf(t)
	if def == nil || c.declared[def] == nil {
		return nil
	}
	o, _ := c.declared[def].unit.names[def.Name].(*TypeName)
	return o
}

// ObjectOf is the declared type that values of t are of, as an Object; nil of all other types.
func (c *Checker) ObjectOf(t types.Type) Object {
	if o := c.typeNameOf(c.normalize(t)); o != nil {
		return o
	}
	return nil
}

// FieldOf is the field at index i of a record, an actor's fields, or a tuple: nil of a tuple and of others.
func (c *Checker) FieldOf(t types.Type, i int) *Field {
	def := types.DefOf(t)
	if def == nil || i < 0 || i >= len(def.Fields) {
		return nil
	}
	f := def.Fields[i]
	return &Field{Name: f.Name, Type: f.Type, Def: def}
}

// OwnMembers are the fields and the functions of an actor, which its functions name without a receiver.
func (c *Checker) OwnMembers(d *ast.ActorDecl) []Symbol {
	var all []Symbol
	for _, a := range c.prog.actors {
		if a.Decl != d {
			continue
		}
		for _, f := range a.State.Fields {
			all = append(all, c.Describe(&Field{Name: f.Name, Type: f.Type, Def: a.State}))
		}
		var methods []Symbol
		for _, f := range a.methods {
			methods = append(methods, c.Describe(f))
		}
		all = append(all, sorted(methods)...)
	}
	return all
}

// SameOwner tells whether two functions are methods of one type, or of one trait.
func SameOwner(a, b *Func) bool {
	if a.Owner == nil || b.Owner == nil {
		return a.Owner == nil && b.Owner == nil && a.Trait == b.Trait
	}
	return types.DefOf(a.Owner) != nil && types.DefOf(a.Owner) == types.DefOf(b.Owner) || types.Identical(a.Owner, b.Owner)
}
