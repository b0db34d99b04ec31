package check

// This file keeps what was found of the parts of declared types: each use of a variable asks again,
// and a type may have thousands of parts.

import "hewq/lang/types"

// A question is one that is asked of the parts of a type.
type question int

// The questions whose answers are kept.
const (
	noQuestion question = iota
	movesPart
	hasResource
	questions
)

// An answer is what is known of a question.
type answer int

const (
	unknown answer = iota
	yes
	no
)

// An answers has what was found of values of declared types. None are kept while types are still declared.
type answers struct {
	known     map[*types.Def]*[questions]answer
	declaring int
}

// declare declares types, whose parts are not known before its end.
func (a *answers) declare(types func()) {
	a.declaring++
	types()
	a.declaring--
}

// asked is anyPart for a question whose answers are kept.
func (r *resolver) asked(t types.Type, about question, f func(types.Type) bool) bool {
	if n, ok := r.normalize(t).(*types.Named); ok {
		for _, a := range n.Args { // alone, so that the answer is kept
			if arg, ok := r.normalize(a).(*types.Named); ok && len(arg.Args) == 0 {
				(&parts{r: r, holds: f, about: about}).any(arg)
			}
		}
	}
	return (&parts{r: r, holds: f, about: about}).any(t)
}

// kept is the answer for a type without arguments: the one that is known, or what find finds. Inside
// of other types, which may be parts of t in turn, only a yes is sure.
func (p *parts) kept(t *types.Named, find func() bool) bool {
	all := p.r.answers
	if p.about == noQuestion || len(t.Args) > 0 || all.declaring > 0 {
		return find()
	}
	d := all.known[t.Def]
	if d == nil {
		d = new([questions]answer)
		all.known[t.Def] = d
	}
	if known := d[p.about]; known != unknown {
		return known == yes
	}
	outermost := len(p.path) == 0
	switch found := find(); {
	case found:
		d[p.about] = yes
	case outermost:
		d[p.about] = no
	}
	return d[p.about] == yes
}
