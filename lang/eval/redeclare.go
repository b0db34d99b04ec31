package eval

// This file keeps up with declarations that take the place of others, as those of a prompt do.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/check"
)

// renew makes all functions follow the impls that there are now. What they call by name stays
// what it was when they were checked. Closures that were made stay as they are. It tells whether
// it could.
func (m *machine) renew() bool {
	if m.parallel {
		return false // threads run what was lowered
	}
	for _, c := range m.codes {
		m.unlower(c)
	}
	clear(m.types.displays)
	clear(m.types.closers)
	for _, t := range m.dyns {
		t.forget()
	}
	return true
}

// retire drops what was made of declarations that nothing can reach any more.
func (m *machine) retire(gone check.Retired) {
	if m.parallel || len(gone.Funcs)+len(gone.Consts) == 0 {
		return
	}
	for key, c := range m.codes {
		if slices.Contains(gone.Funcs, c.fn) {
			m.unlower(c)
			delete(m.codes, key)
		}
	}
	for _, f := range gone.Funcs {
		delete(m.types.ids, any(f))
		m.forgetLeaves(f.Decl)
	}
	for _, k := range gone.Consts {
		if known := m.consts[k]; known != nil {
			m.unlower(known.body)
			delete(m.consts, k)
		}
		m.forgetLeaves(k.Decl)
	}
}

// forgetLeaves drops what the survey found out about n.
func (m *machine) forgetLeaves(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		delete(m.leaves, n)
		return true
	})
}
