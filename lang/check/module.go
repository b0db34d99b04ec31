package check

// This file loads modules and brings what they export into the modules that import them.

import (
	"errors"
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/module"
	"hewq/lang/source"
	"hewq/native"
)

// declare makes a unit of files and declares what is in them. The bodies of its functions
// are checked by drain.
func (c *Checker) declare(path string, files []*ast.File, bound *native.Module) *unit {
	u := c.newUnit(path, files, bound)
	if all := c.earlier(); all != nil {
		u.earlier = all
		u.opened = slices.Clone(all.opened)
	}
	c.fill(u)
	return u
}

func (c *Checker) newUnit(path string, files []*ast.File, bound *native.Module) *unit {
	n := 0
	for _, f := range files {
		n += len(f.Items)
	}
	u := &unit{
		path: path, embedded: bound != nil,
		names: make(map[string]Object, n), public: make(map[string]bool, n), places: make(map[string]source.Span, n),
		imports: map[string]Object{}, variants: map[string][]*Variant{},
	}
	for _, f := range files {
		u.files = append(u.files, &Module{Path: path, Source: f.Source, File: f, Native: bound, Scope: u.names, unit: u})
	}
	return u
}

// fill declares what is in the files of u: first the names, then what they stand for.
func (c *Checker) fill(u *unit) {
	c.answers.declare(func() {
		for _, m := range u.files {
			c.in(context{here: m}, func() { c.declareNames(m) })
		}
		for _, m := range u.files {
			c.in(context{here: m}, func() { c.declareImports(m) })
		}
		for _, m := range u.files {
			c.in(context{here: m}, func() { c.declareTypes(m) })
		}
	})
	for _, m := range u.files {
		c.in(context{here: m}, func() { c.declareFuncs(m) })
	}
	for _, m := range u.files {
		c.bodies = append(c.bodies, func() { c.in(context{here: m}, func() { c.checkDecls(m) }) })
		c.prog.Modules = append(c.prog.Modules, m)
	}
}

// load makes a unit of a module that the loader found.
func (c *Checker) load(m *module.Unit) *unit {
	if u, ok := c.units[m]; ok {
		return u
	}
	c.diags = append(c.diags, m.Diagnostics...)
	u := c.newUnit(m.Path, m.Files, m.Native)
	c.units[m] = u
	c.fill(u)
	return u
}

// coreUnit is the embedded module at path that every program knows without importing it, nil
// if there is none or if it is being declared just now.
func (c *Checker) coreUnit(path string) *unit {
	if u, ok := c.core[path]; ok {
		return u
	}
	c.core[path] = nil
	m, err := c.loader.Load(path, nil)
	if err != nil {
		return nil
	}
	u := c.newUnit(m.Path, m.Files, m.Native)
	c.units[m] = u
	c.diags = append(c.diags, m.Diagnostics...)
	c.core[path] = u
	c.fill(u)
	return u
}

// declareImports loads what a file imports.
func (c *Checker) declareImports(m *Module) {
	for _, item := range m.File.Items {
		d, ok := item.Decl.(*ast.ImportDecl)
		if !ok {
			continue
		}
		c.importDecl(d)
		if imported, ok := m.unit.imports[lastWord(strings.Join(d.Path, "::"))].(*Module); ok && item.Visibility != "" && m.unit.embedded {
			m.unit.shown = append(m.unit.shown, imported.unit)
		}
	}
}

func (c *Checker) importDecl(d *ast.ImportDecl) {
	if d.File != "" {
		c.importFile(d)
		return
	}
	path := strings.Join(d.Path, "::")
	found, err := c.loader.Load(path, c.here.Source)
	if errors.Is(err, module.ErrNotFound) && len(d.Path) > 1 && len(d.Names) == 0 && !d.Glob {
		last := len(d.Path) - 1
		if outer, outerErr := c.loader.Load(strings.Join(d.Path[:last], "::"), c.here.Source); outerErr == nil {
			u := c.load(outer)
			if _, ok := u.names[d.Path[last]]; ok {
				c.here.imported(d, u)
				c.markPart(d, d.Path, last-1, u.files[0])
				c.importName(d, u, d.Path[last], d.Alias)
				return
			}
		}
	}
	if err != nil {
		c.importFailed(d, path, err)
		return
	}
	u := c.load(found)
	c.here.imported(d, u)
	c.markPart(d, d.Path, len(d.Path)-1, u.files[0])
	switch {
	case d.Glob:
		c.importAll(d, u)
	case d.Names != nil:
		for _, n := range d.Names {
			c.importName(n, u, n.Name, n.Alias)
		}
		if name := d.Path[len(d.Path)-1]; c.here.unit.imports[name] == nil {
			c.here.unit.imports[name] = u.files[0]
		}
	default:
		c.importModule(d, u, d.Alias, d.Path[len(d.Path)-1])
	}
}

// importFile imports a file by its name: what it exports is known without a prefix.
func (c *Checker) importFile(d *ast.ImportDecl) {
	name := unquote(d.File)
	found, err := c.loader.LoadFile(name, c.here.Source)
	if err != nil {
		c.importFailed(d, name, err)
		return
	}
	u := c.load(found)
	c.here.imported(d, u)
	c.markFirst(d, d.File, u.files[0])
	if d.Names != nil {
		for _, n := range d.Names {
			c.importName(n, u, n.Name, n.Alias)
		}
		return
	}
	if d.Alias != "" {
		c.importModule(d, u, d.Alias, "")
		return
	}
	c.importAll(d, u)
}

// importModule makes a module known by an alias, or by the last word of its path.
func (c *Checker) importModule(d *ast.ImportDecl, u *unit, alias, name string) {
	c.markAlias(d, alias, u.files[0])
	if alias == "" {
		alias = name
	}
	here := c.here.unit
	if old, ok := here.imports[alias].(*Module); ok && old.unit != u {
		r := c.report(d, diag.DuplicateName, "two imported modules share the short name `%s`", alias)
		note(r, here.places["import "+alias], "`%s` is imported here first", alias)
		help(r, "import one of them `as` another name")
		return
	}
	here.imports[alias] = u.files[0]
	here.places["import "+alias] = c.span(d)
	if u.embedded {
		here.opened = append(here.opened, u) // its types need no prefix
		here.opened = append(here.opened, u.shown...)
	}
}

// shownType is the type that `module.name` means in a file that does not import that module, but one
// that shows it: what its functions fail with must have a name.
func (c *Checker) shownType(module, name string) *TypeName {
	for _, u := range c.here.unit.opened {
		if t, ok := u.names[name].(*TypeName); ok && u.public[name] && lastWord(u.path) == module {
			return t
		}
	}
	return nil
}

// importName makes one name of a module known.
func (c *Checker) importName(n ast.Node, u *unit, name, alias string) {
	o := c.member(u.files[0], name, c.nameSpan(n, name))
	if o == nil {
		return
	}
	c.markFirst(n, name, o)
	c.markAlias(n, alias, o)
	if alias == "" {
		alias = name
	}
	c.addImport(n, alias, o)
	if t, ok := o.(*TypeName); ok {
		for v, vs := range u.variants {
			if d := defOf(t); d != nil && vs[0].Def == d {
				c.here.unit.variants[v] = append(c.here.unit.variants[v], vs[0])
			}
		}
	}
}

// importAll makes every public name of a module known.
func (c *Checker) importAll(n ast.Node, u *unit) {
	for _, name := range publicNames(u) {
		c.addImport(n, name, u.names[name])
	}
	c.here.unit.opened = append(c.here.unit.opened, u)
}

func (c *Checker) addImport(n ast.Node, name string, o Object) {
	here := c.here.unit
	if old, ok := here.imports[name]; ok && old != o {
		d := c.report(n, diag.DuplicateName, "`%s` is imported twice, from different modules", name)
		note(d, here.places["import "+name], "it is imported here first")
		help(d, "import one of them `as` another name")
		return
	}
	here.imports[name] = o
	here.places["import "+name] = c.span(n)
}

// importFailed reports an import that found nothing.
func (c *Checker) importFailed(n *ast.ImportDecl, path string, err error) {
	// What the import would have made known must not be reported as well.
	for _, in := range n.Names {
		name := in.Name
		if in.Alias != "" {
			name = in.Alias
		}
		c.here.unit.imports[name] = &TypeName{Name: name, Type: invalid}
	}
	if len(n.Path) > 0 {
		name := n.Path[len(n.Path)-1]
		if n.Alias != "" {
			name = n.Alias
		}
		c.here.unit.imports[name] = &TypeName{Name: name, Type: invalid}
	}
	var both *module.AmbiguousError
	switch {
	case errors.As(err, &both):
		d := c.report(n, diag.UnknownModule, "module `%s` is ambiguous: %s", path, both)
		help(d, "Rename or remove one of them")
	case errors.Is(err, module.ErrNotFound):
		d := c.report(n, diag.UnknownModule, "there is no module `%s`", path)
		c.helpModule(d, n, path)
	default:
		c.report(n, diag.UnknownModule, "module `%s` cannot be read: %v", path, err)
	}
}

// lastWord is the name by which a module is known once it is imported.
func lastWord(path string) string { return path[strings.LastIndex(path, ":")+1:] }
