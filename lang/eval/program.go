package eval

// This file has the lowered program, and lowers all of it where it must not wait for a call.

import (
	"sync/atomic"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/flow"
	"hewq/lang/shape"
)

// A program is a checked program as far as it is lowered: what lowering makes and reads. It refers
// to no process and no thread. One goroutine at a time lowers; what threads read meanwhile, sites,
// nested and the methods of dyns, they can read while it does.
type program struct {
	prog    *check.Program
	info    *check.Info
	follow  *flow.Analysis
	flow    *flow.Facts
	codes   map[string]*code
	sites   siteTable
	free    []site            // of code that is gone
	body    *code             // that is being lowered
	leaves  map[ast.Node]bool // whether a return, break, continue or `?` can leave the node
	looking map[*check.Func]looking
	yields  map[ast.Node]bool // whether a yield stands in the node
	consts  map[*check.Const]*constant
	types   *shape.Table

	counters map[ast.Node]*atomic.Int64 // of what is lowered for these nodes; nil if nothing is counted
	sampled  bool                       // what is lowered tells a Sampler where it ends

	intrinsics map[string]intrinsic
	nested     atomic.Int64 // the deepest nesting of closures in any function lowered so far

	coroutines bool // generators are, also those that could be resumed

	parallel   bool // it has actors or tasks: all is lowered before it runs
	pending    []*code
	dynMethods []*dynMethod
	dynShown   bool    // dyn values are displayed somewhere
	tested     *tested // nil unless a test runs that may give an Err
	plans      map[string]*plan
	trees      map[*check.Supervisor]*treePlan
}

func newProgram(a *flow.Analysis) *program {
	prog := a.Program()
	p := &program{
		prog:    prog,
		info:    prog.Info,
		follow:  a,
		flow:    a.Facts,
		codes:   map[string]*code{},
		leaves:  map[ast.Node]bool{},
		looking: map[*check.Func]looking{},
		yields:  map[ast.Node]bool{},
		consts:  map[*check.Const]*constant{},
		types:   shape.NewTable(facts{prog}),

		parallel: prog.Parallel(),
		plans:    map[string]*plan{},
		trees:    map[*check.Supervisor]*treePlan{},

		intrinsics: intrinsicTable(),
	}
	p.sites.add(Call{})
	return p
}

// later notes a code that may be called, for complete.
func (p *program) later(c *code) *code {
	if p.parallel {
		p.pending = append(p.pending, c)
	}
	return c
}

// complete lowers all that can be called.
func (p *program) complete() {
	for {
		p.lowerPending()
		p.prepareDyns() // also where no function is new: a type may be
		if len(p.pending) == 0 {
			return
		}
	}
}

// lowerPending lowers what later has noted.
func (p *program) lowerPending() {
	for len(p.pending) > 0 {
		c := p.pending[len(p.pending)-1]
		p.pending = p.pending[:len(p.pending)-1]
		c.ready()
	}
}

// share makes a program that one thread alone has run complete for several, from now on.
func (p *program) share() {
	if p.parallel {
		return
	}
	p.parallel = true
	for _, c := range p.codes {
		if c.lower != nil {
			p.pending = append(p.pending, c)
		}
	}
}
