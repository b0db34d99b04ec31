package check

// This file holds what the checker knows of traits and impls, for lowering to ask as well.

import "hewq/lang/types"

// A resolver finds which traits types have, and by which impls and methods. It looks at what is
// declared, and changes nothing but the unknown types that it is asked about.
type resolver struct {
	universe *universe
	prog     *Program
	answers  *answers
	load     func(path string) *unit // finds an embedded module with methods of built-in types; nil if there is none
	proofs   nesting                 // of impls that are looked for because of others
}

// known is a type without unknown parts, with its associated types found.
func (r *resolver) known(t types.Type) types.Type {
	if !isOpen(t) {
		return types.Resolve(t)
	}
	return r.settle(t, func(*types.Var) {})
}

func (r *resolver) knownAll(ts []types.Type) []types.Type {
	return r.settleAll(ts, func(*types.Var) {})
}
