package check

// This file knows what earlier inputs of a prompt have declared, and which of them can still be
// used.

import (
	"slices"

	"hewq/lang/ast"
)

// A session is what a Checker knows of the inputs that it has checked before.
//
// An input stays alive while one of its names has its meaning, while a later declaration uses it,
// and for ever once a closure or a function value has captured it. Inputs with types, traits or
// impls stay: values and their methods may need them. What is not alive is retired.
type session struct {
	unit  *unit         // all that they declared and imported, nil if nothing yet; see Checker.earlier
	late  *unit         // of a file, which unit lacks: most files are checked alone
	scope *scope        // their variables
	owner *ast.FuncDecl // the function whose variables these would be

	alive   map[*unit]*life
	retired Retired // since it was taken

	begun      bool          // inputs are checked, not a file alone
	background *ast.ForkExpr // what is checked for the background of a prompt; nil for nothing
	replacing  bool          // the input that is checked has an impl that replaces an earlier one
}

// A life is what keeps the functions and constants of an input alive.
type life struct {
	uses   []*unit // of earlier inputs, which its declarations need
	users  int     // of the later inputs that are alive
	pinned bool    // a value may need it
}

// Retired are declarations that nothing can reach any more.
type Retired struct {
	Funcs  []*Func
	Consts []*Const
}

func newSession() session {
	return session{
		scope: &scope{},
		owner: &ast.FuncDecl{Name: "input"},
		alive: map[*unit]*life{},
	}
}

// begin prepares for the check of a file or an input.
func (s *session) begin() { s.background, s.replacing = nil, false }

// inputOf is the unit of an input that declares o, nil of anything else.
func (s *session) inputOf(o Object) *unit {
	var m *Module
	switch o := o.(type) {
	case *Func:
		m = o.Module
	case *Const:
		m = o.Module
	}
	if m == nil || s.alive[m.unit] == nil {
		return nil
	}
	return m.unit
}

// use notes that the declarations of an input need what another one declares.
func (s *session) use(by, used *unit) {
	l := s.alive[by]
	if by == used || slices.Contains(l.uses, used) {
		return
	}
	l.uses = append(l.uses, used)
	s.alive[used].users++
}

// remember makes what u declares and imports known to what is checked later, and gives the inputs
// that no name means any more.
func (s *session) remember(u *unit) (gone []*unit) {
	all := s.unit
	var replaced []*unit
	replace := func(name string) {
		if old := s.inputOf(all.names[name]); old != nil {
			replaced = append(replaced, old)
		}
		if t, ok := all.names[name].(*TypeName); ok {
			for v, vs := range all.variants {
				if vs[0].Def == defOf(t) {
					delete(all.variants, v)
				}
			}
		}
		delete(all.names, name)
		delete(all.imports, name)
		delete(all.variants, name)
	}
	for n, o := range u.names {
		replace(n)
		all.names[n], all.public[n], all.places[n] = o, u.public[n], u.places[n]
	}
	for n, o := range u.imports {
		replace(n)
		all.imports[n] = o
	}
	for n, vs := range u.variants {
		if old := s.inputOf(all.names[n]); old != nil {
			replaced = append(replaced, old)
		}
		delete(all.names, n)
		all.variants[n] = vs
	}
	for _, m := range u.opened {
		if !slices.Contains(all.opened, m) {
			all.opened = append(all.opened, m)
		}
	}
	for _, old := range replaced {
		gone = s.retire(old, gone)
	}
	return gone
}

// retire adds u to gone if nothing can reach it, and then what only u used.
func (s *session) retire(u *unit, gone []*unit) []*unit {
	l := s.alive[u]
	if l == nil || l.pinned || l.users > 0 || !u.plain() {
		return gone
	}
	for n, o := range u.names {
		if s.unit.names[n] == o {
			return gone
		}
	}
	delete(s.alive, u)
	for _, o := range u.names {
		switch o := o.(type) {
		case *Func:
			s.retired.Funcs = append(s.retired.Funcs, o)
		case *Const:
			s.retired.Consts = append(s.retired.Consts, o)
		}
	}
	gone = append(gone, u)
	for _, used := range l.uses {
		s.alive[used].users--
		gone = s.retire(used, gone)
	}
	return gone
}

// take gives what was retired since it was called last.
func (s *session) take() Retired {
	gone := s.retired
	s.retired = Retired{}
	return gone
}

// plain tells whether u declares functions and constants only.
func (u *unit) plain() bool {
	for _, m := range u.files {
		for _, item := range m.File.Items {
			switch item.Decl.(type) {
			case *ast.FuncDecl, *ast.ConstDecl, *ast.ImportDecl:
			default:
				return false
			}
		}
	}
	return true
}
