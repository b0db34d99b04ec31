package check

// This file notes what words of the text mean that the tables of Info have no node for, for editors.

import (
	"slices"
	"sort"

	"hewq/lang/ast"
	"hewq/lang/source"
	"hewq/lang/types"
)

// A Mark is what a word of the text means: a part of a path, an import, the name of an argument, of a field, of
// a type.
type Mark struct {
	Span     source.Span // of the word
	Object   Object
	Declares bool // the object is declared here
}

// A Field is a field of a record, an actor or a variant, as an Object.
type Field struct {
	Name    string
	Type    types.Type // over the parameters of Def
	Def     *types.Def
	Variant *types.Variant // nil of a record
}

// A TypeParam is a type parameter as an Object.
type TypeParam struct {
	Name  string
	Param *types.Param
	Span  source.Span // where it is declared, if it is known
}

// A Label is the label of a loop as an Object.
type Label struct {
	Name string      // without the `@`
	Span source.Span // of the name where it is declared
}

func (*Label) object()     {}
func (*Field) object()     {}
func (*TypeParam) object() {}

// marks are the marks of the files that are not embedded, if they are asked for.
type marks struct {
	all    []Mark
	params map[*types.Param]*TypeParam
}

// KeepMarks has the checker note Marks from now on, and keep what it finds out about a file with mistakes: a
// later Check is not to follow then.
func (c *Checker) KeepMarks() {
	c.marks = &marks{params: map[*types.Param]*TypeParam{}}
}

// Marks are the marks of all files that were checked but the embedded ones, in no order. The last one counts
// where several have the same span.
func (c *Checker) Marks() []Mark {
	if c.marks == nil {
		return nil
	}
	return c.marks.all
}

// marking tells whether marks are wanted of the text that is being checked.
func (c *Checker) marking() bool {
	return c.marks != nil && c.here != nil && !c.here.unit.embedded
}

// markAt notes what the text at a place means.
func (c *Checker) markAt(at source.Span, o Object) {
	if c.marking() && o != nil {
		c.marks.all = append(c.marks.all, Mark{Span: at, Object: o})
	}
}

// markDeclared notes that o is declared at a place.
func (c *Checker) markDeclared(at source.Span, o Object) {
	if c.marking() {
		c.marks.all = append(c.marks.all, Mark{Span: at, Object: o, Declares: true})
	}
}

// markFirst notes what the first word of n that is name means.
func (c *Checker) markFirst(n ast.Node, name string, o Object) {
	if c.marking() && o != nil {
		c.markAt(c.nameSpan(n, name), o)
	}
}

// markAlias notes what the name behind `as` means, which is the last word of n; "" if there is none.
func (c *Checker) markAlias(n ast.Node, alias string, o Object) {
	if !c.marking() || alias == "" {
		return
	}
	for _, t := range slices.Backward(c.here.File.TokensOf(n)) {
		if t.Value == alias {
			c.markAt(source.Span{File: c.here.Source, Start: t.Start(), End: t.End()}, o)
			return
		}
	}
}

// markLast notes what name means, which ends e: a name or a path, unless e stands for a part of something else.
func (c *Checker) markLast(e ast.Expr, name string, o Object) {
	if c.marking() && o != nil && e.End()-e.Start() >= len(name) {
		if at := c.lastName(e, name); at.Text() == name {
			c.markAt(at, o)
		}
	}
}

// markPart notes what the part of a path at index i means; n begins with the path, or with words before it.
func (c *Checker) markPart(n ast.Node, path []string, i int, o Object) {
	if !c.marking() || o == nil {
		return
	}
	tokens := c.here.File.Tokens()
	from := sort.Search(len(tokens), func(i int) bool { return tokens[i].Start() >= n.Start() })
	for part := 0; from < len(tokens) && tokens[from].Start() < n.End(); from++ {
		t := &tokens[from]
		if t.Value != path[part] {
			continue
		}
		if part == i {
			c.markAt(source.Span{File: c.here.Source, Start: t.Start(), End: t.End()}, o)
			return
		}
		part++
	}
}

// pathExpr is the expression that a path in n stands for, and its first name. Unless marks are wanted, its parts have the place at, that of n.
func (c *Checker) pathExpr(n ast.Node, at ast.Span, path []string) (first *ast.Name, whole ast.Expr) {
	first = &ast.Name{Span: at, Name: path[0]}
	if c.marking() {
		place := c.nameSpan(n, path[0])
		at.Set(place.Start, place.End)
		first.Span = at
	}
	whole = first
	for _, name := range path[1:] {
		if c.marking() {
			at.Set(first.Start(), c.nameSpan(n, name).End)
		}
		whole = &ast.FieldExpr{Span: at, X: whole, Name: name}
	}
	return first, whole
}

// markVariant notes that the last part of a path at the beginning of n means a variant.
func (c *Checker) markVariant(n ast.Node, path []string, v *types.Variant) {
	if c.marking() {
		c.markPart(n, path, len(path)-1, &Variant{v})
	}
}

// markRecord notes that the last part of a path at the beginning of n means the declared type t.
func (c *Checker) markRecord(n ast.Node, path []string, t types.Type) {
	if !c.marking() {
		return
	}
	if o := c.typeNameOf(t); o != nil {
		c.markPart(n, path, len(path)-1, o)
	}
}

// markField notes that the first word of n that is its name means a field.
func (c *Checker) markField(n ast.Node, def *types.Def, v *types.Variant, f types.Field) {
	if c.marking() {
		c.markFirst(n, f.Name, &Field{Name: f.Name, Type: f.Type, Def: def, Variant: v})
	}
}

// declareField notes that n declares a field.
func (c *Checker) declareField(n ast.Node, def *types.Def, v *types.Variant, f types.Field) {
	if c.marking() {
		c.markDeclared(c.nameSpan(n, f.Name), &Field{Name: f.Name, Type: f.Type, Def: def, Variant: v})
	}
}

// markParams notes where type parameters are declared.
func (c *Checker) markParams(params []*types.Param, decls []*ast.TypeParam) {
	if !c.marking() {
		return
	}
	for i, d := range decls {
		if i < len(params) {
			at := c.nameSpan(d, d.Name)
			c.marks.params[params[i]] = &TypeParam{params[i].Name, params[i], at}
			c.markDeclared(at, c.marks.params[params[i]])
		}
	}
}

// markParam notes that the first word of n that is its name means a type parameter.
func (c *Checker) markParam(n ast.Node, p *types.Param) {
	if !c.marking() {
		return
	}
	if o := c.marks.params[p]; o != nil {
		c.markFirst(n, p.Name, o)
	}
}

// markSelf notes that `Self` at the beginning of n means t.
func (c *Checker) markSelf(n ast.Node, t types.Type) {
	if !c.marking() {
		return
	}
	if o := c.typeNameOf(t); o != nil {
		c.markFirst(n, "Self", o)
	}
}

// markLabel notes that n, the loop l itself or what leaves it, names its label.
func (c *Checker) markLabel(n ast.Node, l *loop) {
	if !c.marking() || l.label == "" {
		return
	}
	named := func(n ast.Node) source.Span {
		at := c.nameSpan(n, l.label)
		at.Start++
		return at
	}
	o := &Label{Name: l.label[1:], Span: named(l.stmt)}
	if n == l.stmt {
		c.markDeclared(o.Span, o)
	} else {
		c.markAt(named(n), o)
	}
}

// markArgument notes what the name of an argument of spawn means.
func (c *Checker) markArgument(arg *ast.Arg, a *Actor, i int) {
	if arg.Name != "" {
		c.markGiven(arg, arg.Name, a, i)
	}
}

// markGiven notes what the first word of n that is name means, which gives an actor something at its start: the parameter of init at an
// index, or the field.
func (c *Checker) markGiven(n ast.Node, name string, a *Actor, i int) {
	switch {
	case !c.marking():
	case a.Init == nil:
		if i < len(a.State.Fields) {
			c.markField(n, a.State, nil, a.State.Fields[i])
		}
	case i+1 < len(a.Init.Params):
		c.markFirst(n, name, a.Init.Params[i+1])
	}
}
