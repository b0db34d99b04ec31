package check

// This file tells an editor what names there are, what they mean, and where they are
// documented.

import (
	"iter"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/source"
	"hewq/lang/types"
)

// A Symbol is a name as it is shown to somebody who looks for it.
type Symbol struct {
	Name   string
	Kind   SymbolKind
	Type   types.Type  // of a variable, a constant or a field; the type itself of a type
	Detail string      // a signature or a type, as it would be written
	Doc    string      // the documentation, as Markdown
	Span   source.Span // of the name where it is declared, if it is
	Object Object      // nil of a part of a tuple
}

// A SymbolKind is what a Symbol names.
type SymbolKind uint8

// The kinds of symbols.
const (
	VariableSymbol SymbolKind = iota
	ConstSymbol
	FuncSymbol
	MethodSymbol
	FieldSymbol
	TypeSymbol
	VariantSymbol
	TraitSymbol
	ModuleSymbol
)

// Bindings are the variables that inputs have declared, by name. Moved ones are among them.
func (c *Checker) Bindings() []Symbol {
	var all []Symbol
	for l := range c.session.scope.locals.all() {
		all = append(all, c.symbol(l.Name, l))
	}
	return sorted(all)
}

// Visible are the names that an input can use, those of variants and modules among them.
func (c *Checker) Visible() []Symbol { return c.seenFrom(c.earlier(), c.session.scope.locals.all()) }

// VisibleIn are the names that a file can use outside of its functions, those of variants and modules among them.
func (c *Checker) VisibleIn(m *Module) []Symbol {
	return c.seenFrom(m.unit, func(func(*Local) bool) {})
}

// seenFrom are the names that have a meaning in a unit, which may be nil, and where there are variables.
func (c *Checker) seenFrom(u *unit, variables iter.Seq[*Local]) []Symbol {
	found := map[string]Object{}
	tables := []map[string]Object{c.universe.names}
	if core := c.coreUnit("core"); core != nil {
		tables = append(tables, core.names)
	}
	if u != nil {
		for _, m := range u.opened {
			tables = append(tables, openedNames(m))
		}
		for n, vs := range u.variants {
			found[n] = vs[0]
		}
		tables = append(tables, u.imports, u.names)
	}
	for _, v := range []*types.Variant{c.universe.some, c.universe.none, c.universe.ok, c.universe.err} {
		found[v.Name] = &Variant{v}
	}
	for _, t := range tables {
		maps.Copy(found, t)
	}
	for l := range variables {
		found[l.Name] = l
	}
	var all []Symbol
	for n, o := range found {
		if isTypable(n) {
			all = append(all, c.symbol(n, o))
		}
	}
	return sorted(all)
}

// Describe describes an object by its own name.
func (c *Checker) Describe(o Object) Symbol { return c.symbol(NameOf(o), o) }

// openedNames are the names of a module that need no prefix once it is imported.
func openedNames(u *unit) map[string]Object {
	names := map[string]Object{}
	for n, o := range u.names {
		if _, ok := o.(*TypeName); ok && u.public[n] {
			names[n] = o
		}
	}
	for n, vs := range u.variants {
		if u.public[vs[0].Def.Name] {
			names[n] = vs[0]
		}
	}
	return names
}

// isTypable tells whether a program can write a name: those of the core begin with two lines.
func isTypable(name string) bool {
	return name != "_" && !strings.HasPrefix(name, "__") && !strings.HasPrefix(name, "hew_")
}

// Paths are the modules that can be imported by path.
func (c *Checker) Paths() []string { return c.loader.Paths() }

// Exports are the public names of a module.
func (c *Checker) Exports(m *Module) []Symbol {
	var all []Symbol
	for n, o := range m.unit.names {
		if m.unit.public[n] && isTypable(n) {
			all = append(all, c.symbol(n, o))
		}
	}
	return sorted(all)
}

// Statics are what stands behind `::` or `.` of a type's name: variants and functions
// without a receiver.
func (c *Checker) Statics(t types.Type) []Symbol {
	var all []Symbol
	if def := types.DefOf(t); def != nil {
		for _, v := range def.Variants {
			all = append(all, c.symbol(v.Name, &Variant{v}))
		}
	}
	var funcs []Symbol
	for _, f := range c.methodsOf(t) {
		if !f.Receiver {
			funcs = append(funcs, c.symbol(f.Name, f))
		}
	}
	return append(all, sorted(funcs)...)
}

// Members are the fields and methods of a value of type t, and the children of a supervisor.
func (c *Checker) Members(t types.Type) []Symbol {
	t = c.normalize(t)
	var all []Symbol
	for _, f := range c.fieldsOf(t) {
		s := Symbol{Name: f.Name, Kind: FieldSymbol, Type: f.Type, Detail: f.Name + ": " + f.Type.String()}
		if def := types.DefOf(t); def != nil {
			s.Object = &Field{Name: f.Name, Type: f.Type, Def: def}
			s.Span = c.PlaceOf(s.Object)
			s.Doc = docBefore(s.Span)
		}
		all = append(all, s)
	}
	if v := c.supervisorOf(t); v != nil {
		for _, child := range v.Children {
			all = append(all, c.Describe(child))
		}
	}
	var methods []Symbol
	for _, f := range c.methodsOf(t) {
		if f.Receiver && isTypable(f.Name) {
			s := c.symbol(f.Name, f)
			s.Kind = MethodSymbol
			methods = append(methods, s)
		}
	}
	return append(all, sorted(methods)...)
}

// fieldsOf are the fields of a record or a tuple.
func (c *Checker) fieldsOf(t types.Type) []types.Field {
	switch t := t.(type) {
	case *types.Named:
		var fields []types.Field
		sub := types.Bind(t.Def.Params, t.Args)
		for _, f := range t.Def.Fields {
			fields = append(fields, types.Field{Name: f.Name, Type: sub.Apply(f.Type)})
		}
		return fields
	case *types.Tuple:
		var fields []types.Field
		for i, e := range t.Elems {
			fields = append(fields, types.Field{Name: strconv.Itoa(i), Type: e})
		}
		return fields
	}
	return nil
}

// methodsOf are the functions in the impls of t, those its traits have by default, and what an actor receives.
func (c *Checker) methodsOf(t types.Type) []*Func {
	var all []*Func
	add := func(f *Func) {
		if !slices.ContainsFunc(all, func(g *Func) bool { return g.Name == f.Name }) {
			all = append(all, f)
		}
	}
	addTrait := func(r *types.TraitRef) {
		if tr := c.prog.traits[r.Trait]; tr != nil {
			for _, f := range tr.Methods {
				add(f)
			}
		}
	}
	if a := c.actorOf(t); a != nil {
		for _, f := range a.Receives {
			add(f)
		}
	}
	if d, ok := t.(*types.Dyn); ok {
		for _, r := range d.Traits {
			addTrait(r)
		}
		return all
	}
	for _, im := range c.implsOf(t) {
		if _, ok := c.matches(im, t); !ok {
			continue
		}
		for _, f := range im.methods {
			add(f)
		}
		if im.trait == nil || c.prog.traits[im.trait.Trait] == nil {
			continue
		}
		for _, f := range c.prog.traits[im.trait.Trait].Methods {
			if f.Decl != nil && f.Decl.Body != nil {
				add(f)
			}
		}
	}
	return all
}

// Lookup finds what a path of names means: a name of an input, a member of a module, a
// method or a field of a type or of a variable, a method of a basic type.
func (c *Checker) Lookup(path ...string) (Symbol, bool) {
	at, ok := c.named(path[0])
	if !ok {
		return at, false
	}
	return c.LookupIn(at, path[1:]...)
}

// LookupIn finds what a path of names means behind a symbol.
func (c *Checker) LookupIn(at Symbol, path ...string) (Symbol, bool) {
	ok := true
	for _, name := range path {
		if !ok {
			break
		}
		var in []Symbol
		switch o := at.Object.(type) {
		case *Module:
			in = c.Exports(o)
		case *TypeName:
			in = append(c.Statics(o.Type), c.Members(o.Type)...)
		case *Trait:
			for _, f := range o.Methods {
				in = append(in, c.symbol(f.Name, f))
			}
		default:
			if at.Type != nil {
				in = c.Members(at.Type)
			}
		}
		i := slices.IndexFunc(in, func(s Symbol) bool { return s.Name == name })
		if ok = i >= 0; ok {
			at = in[i]
		}
	}
	return at, ok
}

// named finds a name of Visible, or a module by the last word of its path even if nothing has
// imported it.
func (c *Checker) named(name string) (Symbol, bool) {
	if l := c.session.scope.locals.get(name); l != nil {
		return c.symbol(name, l), true
	}
	for _, s := range c.Visible() {
		if s.Name == name {
			return s, true
		}
	}
	return c.Unimported(name)
}

// Unimported is a module by the last word of its path, or by its path, whether or not anything has imported it.
func (c *Checker) Unimported(name string) (Symbol, bool) {
	for _, p := range c.loader.Paths() {
		if p != name && !strings.HasSuffix(p, "::"+name) {
			continue
		}
		if m, err := c.loader.Load(p, nil); err == nil {
			c.diags = nil
			return c.symbol(name, c.loadQuietly(func() *unit { return c.load(m) }).files[0]), true
		}
	}
	return Symbol{}, false
}

// loadQuietly loads a module outside of any check.
func (c *Checker) loadQuietly(load func() *unit) *unit {
	u := load()
	c.drain()
	c.diags = nil
	return u
}

// symbol describes o.
func (c *Checker) symbol(name string, o Object) Symbol {
	s := Symbol{Name: name, Object: o}
	switch o := o.(type) {
	case *Local:
		s.Kind, s.Type, s.Span, s.Detail = VariableSymbol, o.Type, o.Span, o.Type.String()
	case *Const:
		s.Kind, s.Type = ConstSymbol, o.Type
		s.Span = o.Module.File.Span(o.Decl)
		s.Detail = "const " + o.Name + ": " + typeText(o.Type)
	case *Func:
		s.Kind, s.Detail = FuncSymbol, o.String()
		if o.Decl != nil && o.Module != nil {
			s.Span = o.Module.File.Span(o.Decl)
		}
	case *Variant:
		s.Kind, s.Detail = VariantSymbol, o.text()
		s.Span = c.PlaceOf(o)
	case *Child:
		s.Kind, s.Type, s.Span, s.Detail = FieldSymbol, o.Type, o.span, o.text()
	case *Label:
		s.Span, s.Detail = o.Span, "label @"+o.Name
		return s
	case *Field:
		s.Kind, s.Type, s.Detail = FieldSymbol, o.Type, o.Name+": "+typeText(o.Type)
		s.Span = c.PlaceOf(o)
	case *TypeParam:
		s.Kind, s.Type, s.Span, s.Detail = TypeSymbol, o.Param, o.Span, "type parameter "+o.text()
		return s
	case *TypeName:
		s.Kind, s.Type, s.Detail = TypeSymbol, o.Type, o.text()
		s.Span = c.PlaceOf(o)
	case *Trait:
		s.Kind, s.Detail = TraitSymbol, "trait "+o.Name
		if o.Decl != nil {
			s.Span = o.in.File.Span(o.Decl)
		}
	case *Module:
		s.Kind, s.Detail = ModuleSymbol, "module "+o.Path
		s.Span = source.Span{File: o.Source}
		s.Doc = moduleDoc(o.Source.Text)
		return s
	}
	if _, ok := o.(*Local); !ok && s.Span.Known() {
		s.Doc = docBefore(s.Span)
	}
	if f, ok := o.(*Func); ok && s.Doc == "" && f.impl != nil && f.impl.trait != nil {
		if t := c.prog.traits[f.impl.trait.Trait]; t != nil && t.Methods[name] != nil && t.Methods[name] != f {
			s.Doc = c.symbol(name, t.Methods[name]).Doc
		}
	}
	return s
}

// declaredAt is where a type is declared.
func (c *Checker) declaredAt(def *types.Def) source.Span {
	if d := c.declared[def]; d != nil {
		return d.span
	}
	return source.Span{}
}

// text is the parameter with its bounds.
func (p *TypeParam) text() string { return bounded(p.Param) }

// bounded is a type parameter with its bounds, as it is declared.
func bounded(p *types.Param) string {
	var text strings.Builder
	text.WriteString(p.Name)
	for i, r := range p.Bounds {
		if i == 0 {
			text.WriteString(": ")
		} else {
			text.WriteString(" + ")
		}
		text.WriteString(r.String())
	}
	return text.String()
}

// String is the function's signature as it is declared.
func (f *Func) String() string {
	var b strings.Builder
	def := types.DefOf(f.Owner)
	acts := def != nil && def.Shape == types.Actor // its receiver is not written
	switch {
	case acts && f.Name == "init":
		b.WriteString("init")
	case f.Message:
		b.WriteString("receive fn " + f.Name)
	default:
		b.WriteString("fn " + f.Name)
	}
	if own := f.TypeParams[len(f.TypeParams)-f.ownParams():]; len(own) > 0 {
		b.WriteByte('<')
		for i, p := range own {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(bounded(p))
		}
		b.WriteByte('>')
	}
	b.WriteByte('(')
	if f.Sig != nil {
		for i, t := range f.Sig.Params {
			if acts && i == 0 {
				continue
			}
			if text := b.String(); !strings.HasSuffix(text, "(") {
				b.WriteString(", ")
			}
			name := ""
			if i < len(f.Params) {
				name = f.Params[i].Name
			}
			switch {
			case i == 0 && f.Receiver:
				if f.VarSelf {
					b.WriteString("var ")
				}
				b.WriteString("self")
			case name != "":
				b.WriteString(name + ": " + t.String())
			default:
				b.WriteString(t.String())
			}
		}
	}
	b.WriteByte(')')
	if f.Sig != nil && f.Sig.Result != nil && !types.Is(f.Sig.Result, types.Unit) {
		b.WriteString(" -> " + f.Sig.Result.String())
	}
	return b.String()
}

func (v *Variant) text() string {
	text := v.Def.Name + "::" + v.Name
	if len(v.Fields) == 0 {
		return text
	}
	var parts []string
	for _, f := range v.Fields {
		if v.Named {
			parts = append(parts, f.Name+": "+f.Type.String())
		} else {
			parts = append(parts, f.Type.String())
		}
	}
	if v.Named {
		return text + " { " + strings.Join(parts, ", ") + " }"
	}
	return text + "(" + strings.Join(parts, ", ") + ")"
}

// text is the child as it is declared, without arguments.
func (child *Child) text() string {
	word := "child "
	if child.Pool {
		word = "pool "
	}
	return word + child.Name + ": " + strings.Join(child.decl.Actor, "::")
}

// text is the head of the type's declaration.
func (t *TypeName) text() string {
	def := defOf(t)
	if t.kind != "" {
		return t.kind + " " + t.Name
	}
	if basic, ok := types.Resolve(t.Type).(*types.Basic); ok && basic.Name == t.Name {
		return "type " + t.Name
	}
	if def == nil || def.Name != t.Name {
		return "type " + t.Name + " = " + typeText(t.Type)
	}
	kind := "type "
	switch def.Shape {
	case types.Enum:
		kind = "enum "
	case types.Actor:
		kind = "actor "
	case types.Supervisor:
		kind = "supervisor "
	}
	name := t.Name
	if len(def.Params) > 0 {
		var ps []string
		for _, p := range def.Params {
			ps = append(ps, p.Name)
		}
		name += "<" + strings.Join(ps, ", ") + ">"
	}
	return kind + name
}

// typeText is a type in words that may still be unknown.
func typeText(t types.Type) string {
	if t == nil {
		return "?"
	}
	return t.String()
}

// docBefore is the documentation in the lines before the one where s starts.
func docBefore(s source.Span) string {
	if !s.Known() {
		return ""
	}
	text := s.File.Text[:min(s.Start, len(s.File.Text))]
	lines := strings.Split(text, "\n")
	var doc []string
	for _, line := range slices.Backward(lines[:len(lines)-1]) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#[") {
			continue
		}
		rest, ok := strings.CutPrefix(line, "///")
		if !ok {
			break
		}
		doc = append(doc, strings.TrimPrefix(rest, " "))
	}
	slices.Reverse(doc)
	return strings.TrimSpace(strings.Join(doc, "\n"))
}

// moduleDoc is the documentation at the beginning of a module.
func moduleDoc(text string) string {
	var doc []string
	for line := range strings.Lines(text) {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), "//!")
		if !ok {
			break
		}
		doc = append(doc, strings.TrimPrefix(rest, " "))
	}
	return strings.TrimSpace(strings.Join(doc, "\n"))
}

func sorted(all []Symbol) []Symbol {
	sort.Slice(all, func(i, j int) bool { return all[i].Name < all[j].Name })
	return all
}

// TypeAt checks an input as far as it is right, without making anything known, and gives the
// type of the expression that ends at a byte offset; nil if it cannot be found.
func (c *Checker) TypeAt(file *ast.File, stmts []ast.Stmt, end int) types.Type {
	c.begin()
	in, u := c.input(file, stmts)
	c.drain()
	var t types.Type
	look := func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok && e.End() == end {
				if known := c.info.Types[e]; known != nil && !isInvalid(known) && t == nil {
					t = c.final(known)
				}
			}
			return true
		})
	}
	for _, item := range file.Items {
		look(item)
		c.prune(item)
	}
	for _, s := range stmts {
		look(s)
	}
	c.Release(in)
	c.forget(u)
	return t
}
