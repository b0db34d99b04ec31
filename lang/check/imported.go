package check

// This file tells what an import brings into a file.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/types"
)

// imported notes what an import has found.
func (m *Module) imported(d *ast.ImportDecl, found *unit) {
	if m.Imports == nil {
		m.Imports = map[*ast.ImportDecl]*Module{}
	}
	m.Imports[d] = found.files[0]
}

// Entry is the first file of the module: several files of one directory are one module.
func (m *Module) Entry() *Module { return m.unit.files[0] }

// Files are the files of the module, in the order in which they were read.
func (m *Module) Files() []*Module { return m.unit.files }

// Opens tells whether a file that imports the module may write name without a prefix: a public type
// or trait of an embedded module or of one that it shows, or a variant of an enum there.
func (m *Module) Opens(name string) bool {
	return m.unit.embedded && (m.unit.opens(name) || slices.ContainsFunc(m.unit.shown, func(u *unit) bool { return u.opens(name) }))
}

func (u *unit) opens(name string) bool {
	switch u.names[name].(type) {
	case *TypeName, *Trait:
		return u.public[name]
	}
	return len(u.variants[name]) > 0
}

// Exports tells whether a file that imports all names of the module gets this one.
func (m *Module) Exports(name string) bool {
	return m.unit.public[name] || len(m.unit.variants[name]) > 0
}

// LambdaActor is the type of the handles of lambda actors.
func (p *Program) LambdaActor() *types.Def { return p.resolver.universe.duplex }

// Declares tells whether the type is one of the module.
func (m *Module) Declares(def *types.Def) bool {
	t, ok := m.unit.names[def.Name].(*TypeName)
	return ok && defOf(t) == def
}
