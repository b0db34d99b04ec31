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
func (p *program) renew() bool {
	if p.parallel {
		return false // threads run what was lowered
	}
	for _, c := range p.codes {
		p.unlower(c)
	}
	for s := range p.types.All {
		code, _ := s.Host.(*typeCode)
		if code == nil {
			continue
		}
		code.closer, code.shown = nil, nil
		if code.boxed != nil {
			code.boxed.forget()
		}
	}
	return true
}

// retire drops what was made of declarations that nothing can reach any more.
func (p *program) retire(gone check.Retired) {
	if p.parallel || len(gone.Funcs)+len(gone.Consts) == 0 {
		return
	}
	for key, c := range p.codes {
		if slices.Contains(gone.Funcs, c.fn) {
			p.unlower(c)
			delete(p.codes, key)
		}
	}
	for _, f := range gone.Funcs {
		p.types.Forget(f)
		delete(p.looking, f)
		p.forgetLeaves(f.Decl)
	}
	for _, k := range gone.Consts {
		if known := p.consts[k]; known != nil {
			p.unlower(known.body)
			delete(p.consts, k)
		}
		p.forgetLeaves(k.Decl)
	}
}

// forgetLeaves drops what the survey found out about n.
func (p *program) forgetLeaves(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		delete(p.leaves, n)
		return true
	})
}
