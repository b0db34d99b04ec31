package check

// This file finds what names mean.

import (
	"slices"
	"sort"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/types"
)

// A unit is a module with the names it declares and imports.
type unit struct {
	path     string
	files    []*Module
	names    map[string]Object
	public   map[string]bool
	places   map[string]source.Span
	imports  map[string]Object
	variants map[string][]*Variant // of the enums it declares
	opened   []*unit               // modules whose public types and variants need no prefix
	shown    []*unit               // modules that an embedded one opens for those that import it: `pub import`
	embedded bool
	earlier  *unit // checked before by the same Checker: its names are known here too
}

// A scope is what a block, function or declaration adds to the names around it.
type scope struct {
	outer  *scope
	locals locals
	params map[string]*types.Param // type parameters

	self  types.Type // what `Self` is, nil if that is said further out
	trait *Trait     // the trait that is being declared or implemented
	impl  *impl
	actor *Actor     // whose functions are declared or checked here
	block *ast.Block // whose variables are declared here, nil if it is no block's scope
}

// local finds a variable of the function or of those around it.
func (c *Checker) local(name string) *Local {
	for s := c.scope; s != nil; s = s.outer {
		if l := s.locals.get(name); l != nil {
			return l
		}
	}
	return nil
}

// typeParam finds a type parameter.
func (c *Checker) typeParam(name string) *types.Param {
	for s := c.scope; s != nil; s = s.outer {
		if p, ok := s.params[name]; ok {
			return p
		}
	}
	return nil
}

// self is what `Self` means, nil outside of impls, traits and types.
func (c *Checker) self() *scope {
	for s := c.scope; s != nil; s = s.outer {
		if s.self != nil {
			return s
		}
	}
	return nil
}

// bind makes l known by its name in the current scope. Two variables of one name in the same
// scope are reported, but for those that start with `_`.
func (c *Checker) bind(l *Local) {
	if l.Name == "_" {
		return
	}
	s := c.scope
	if old := s.locals.get(l.Name); old != nil && l.Name[0] != '_' {
		d := c.reportAt(l.Span, diag.DuplicateName, "variable `%s` is already defined in this scope", l.Name)
		note(d, old.Span, "`%s` is first declared here", l.Name)
	}
	s.locals.set(l)
}

// object finds what a name means that is no variable: in the module, in what it imports,
// among the built-in names, among the variants of its enums. Nil if nothing.
//
//go:noinline
func (c *Checker) object(name string) Object {
	return c.find(name, func(Object) bool { return true })
}

// typeObject finds what a name means where a type or a trait is meant: a module or a
// variant of that name does not count.
func (c *Checker) typeObject(name string) Object {
	return c.find(name, func(o Object) bool {
		switch o.(type) {
		case *TypeName, *Trait:
			return true
		}
		return false
	})
}

// find finds the first meaning of a name that is accepted.
func (c *Checker) find(name string, accept func(Object) bool) Object {
	for u := c.here.unit; u != nil; u = u.earlier {
		if o, ok := u.names[name]; ok && accept(o) {
			return o
		}
		if o, ok := u.imports[name]; ok && accept(o) {
			return o
		}
		if vs := u.variants[name]; len(vs) > 0 && accept(vs[0]) {
			return vs[0]
		}
	}
	if core := c.coreUnit("core"); core != nil {
		if o, ok := core.names[name]; ok && accept(o) {
			return o
		}
	}
	if o, ok := c.universe.names[name]; ok && accept(o) {
		return o
	}
	for _, m := range c.here.unit.opened {
		if vs := m.variants[name]; len(vs) > 0 && m.public[vs[0].Def.Name] {
			return vs[0]
		}
	}
	if o := c.rare(name); o != nil && accept(o) {
		return o
	}
	return nil
}

// rare finds a name that hardly a program uses: in an embedded module that is read only then,
// or a module that needs no import.
func (c *Checker) rare(name string) Object {
	if c.here.unit.embedded || c.openedType(name) != nil {
		return nil
	}
	if name == "math" || name == "random" {
		if m, err := c.loader.Load("std::"+name, c.here.Source); err == nil {
			return c.load(m).files[0]
		}
	}
	for _, open := range openModules {
		if slices.Contains(open.names, name) {
			if m, err := c.loader.Load(open.path, c.here.Source); err == nil {
				return c.load(m).names[name]
			}
		}
	}
	if o := c.queueType(name); o != nil {
		return o
	}
	for _, path := range []string{"core::more", "core::vec", "core::duplex"} {
		if u := c.coreUnit(path); u != nil {
			if o, ok := u.names[name]; ok && u.public[name] {
				return o
			}
		}
	}
	return nil
}

// openModules are modules with names that need no import.
var openModules = []struct {
	path  string
	names []string
}{
	{"std::failure", []string{"CrashInfo", "CrashAction", "CrashNotification", "CrashKind"}},
	{"std::link_monitor", []string{"LinkError", "link", "unlink"}},
}

// visible are the names that could have been meant instead of one that is unknown.
func (c *Checker) visible(keep func(Object) bool) []string {
	var names []string
	for s := c.scope; s != nil; s = s.outer {
		for l := range s.locals.all() {
			if keep(l) {
				names = append(names, l.Name)
			}
		}
	}
	tables := []map[string]Object{c.universe.names}
	for u := c.here.unit; u != nil; u = u.earlier {
		tables = append(tables, u.names, u.imports)
		for n, vs := range u.variants {
			if keep(vs[0]) {
				names = append(names, n)
			}
		}
	}
	if core := c.coreUnit("core"); core != nil {
		tables = append(tables, core.names)
	}
	for _, t := range tables {
		for n, o := range t {
			if keep(o) {
				names = append(names, n)
			}
		}
	}
	sort.Strings(names)
	return names
}

// member finds a name in a module. A name that is not public is reported.
func (c *Checker) member(m *Module, name string, at source.Span) Object {
	u := m.unit
	o, ok := u.names[name]
	if !ok {
		if vs := u.variants[name]; len(vs) > 0 {
			return vs[0]
		}
		if what, ok := concurrentTypes[name]; ok && u.embedded {
			d := c.reportAt(at, diag.NotSupported, "%s are not supported by hewq yet", what)
			help(d, "%s", instead(name))
			return nil
		}
		d := c.reportAt(at, diag.UnknownName, "module `%s` has no `%s`", u.path, name)
		c.helpMember(d, u, name)
		return nil
	}
	if !u.shows(name) && u != c.here.unit {
		d := c.reportAt(at, diag.PrivateItem, "`%s` is private to module `%s`", name, u.path)
		note(d, u.places[name], "`%s` is declared here, without `pub`", name)
	}
	return o
}

func publicNames(u *unit) []string {
	var names []string
	for n := range u.names {
		if u.public[n] {
			names = append(names, n)
		}
	}
	sort.Strings(names)
	return names
}

// suggest adds help with the name that was probably meant.
func (c *Checker) suggest(d *diag.Diagnostic, name string, candidates []string) {
	near, certain := diag.Meant(name, candidates)
	if near == "" {
		return
	}
	help(d, "did you mean `%s`?", near)
	if certain && d.Span.Text() == name {
		fix(d, "write `"+near+"`", diag.Edit{Span: d.Span, Text: near})
	}
}
