// Package flow finds out where each value goes: what is moved and where, which variable owns what
// is closed at the end of its scope, and what is used after it is gone.
//
// It looks at bodies whose types are known and gives facts about the tree, beside those of check.
// The rules are those of Hew's specification, 3.7.3 and 3.7.8.
package flow

import (
	"maps"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// Facts say what the evaluator does for the owners of values. Where a type depends on a type
// parameter, the evaluator decides for each instance whether there is something to close.
type Facts struct {
	// Moves has the names and fields whose value is moved out of its place, which is empty then;
	// of a closure, that its captures are.
	Moves map[ast.Expr]bool

	// From has, for a name in Moves that shows a part of another variable, where that is.
	From map[ast.Expr]Place

	// Handed has the names in Moves that a closure gets whose type is a type parameter: closures are
	// lent collections, so the variable keeps its value where the type is one.
	Handed map[ast.Expr]bool

	// Shared has, for a name or a closure that stays, the closures in it that belong to the caller as
	// well: none of the two may close what they have captured.
	Shared map[ast.Expr][]*check.Local

	// Drops has the variables of a scope that own what is closed at its end, in order of
	// declaration; those that still have it are closed, last first. The scope is an *ast.Block, the
	// body of an arm, or an *ast.FuncDecl or *ast.LambdaExpr for parameters and captures.
	Drops map[ast.Node][]*check.Local

	// Owned has the variables that are in Drops.
	Owned map[*check.Local]bool

	// Parts has the receivers of which only what is in their fields is closed: the method has done
	// the rest.
	Parts map[*check.Local]bool

	// Hidden has the variables that own what a pattern gives no name, and Rest those of the fields
	// that it does not mention.
	Hidden map[ast.Pattern]*check.Local
	Rest   map[ast.Pattern][]Rest

	// Temps has, for an expression or statement that is evaluated by itself, the expressions in it
	// whose values are closed at its end unless something took them.
	Temps map[ast.Node][]ast.Expr

	// Settles has, for an operand, the operands before it that are taken with it: until it is
	// computed, they are among the Temps.
	Settles map[ast.Expr][]ast.Expr

	// Kept has the operands of a call that a task makes which the call only looks at: the task closes
	// them after it.
	Kept map[*ast.ForkExpr][]ast.Expr

	// Given has the values of `if let` and `while let` that are closed where the pattern does not
	// fit, and Lent those that go back to their place then.
	Given, Lent map[ast.Expr]bool

	// Captures has the variables whose values a closure owns. A closure in Once hands them to its
	// body, which uses them up: it can be called once.
	Captures map[*ast.LambdaExpr][]*check.Local
	Once     map[*ast.LambdaExpr]bool

	closures bool // some closure owns what it has captured
}

// A Place is a part of a variable: the field of a field, and so on.
type Place struct {
	Root *check.Local
	Path []int
}

// A Rest is a field that a pattern does not mention, with the variable that owns it.
type Rest struct {
	Field int
	Local *check.Local
}

func newFacts() *Facts {
	return &Facts{
		Moves:    map[ast.Expr]bool{},
		From:     map[ast.Expr]Place{},
		Handed:   map[ast.Expr]bool{},
		Shared:   map[ast.Expr][]*check.Local{},
		Drops:    map[ast.Node][]*check.Local{},
		Owned:    map[*check.Local]bool{},
		Parts:    map[*check.Local]bool{},
		Hidden:   map[ast.Pattern]*check.Local{},
		Rest:     map[ast.Pattern][]Rest{},
		Temps:    map[ast.Node][]ast.Expr{},
		Settles:  map[ast.Expr][]ast.Expr{},
		Kept:     map[*ast.ForkExpr][]ast.Expr{},
		Given:    map[ast.Expr]bool{},
		Lent:     map[ast.Expr]bool{},
		Captures: map[*ast.LambdaExpr][]*check.Local{},
		Once:     map[*ast.LambdaExpr]bool{},
	}
}

// add takes over the facts about a body.
func (f *Facts) add(more *Facts) {
	maps.Copy(f.Moves, more.Moves)
	maps.Copy(f.From, more.From)
	maps.Copy(f.Shared, more.Shared)
	maps.Copy(f.Handed, more.Handed)
	maps.Copy(f.Drops, more.Drops)
	maps.Copy(f.Owned, more.Owned)
	maps.Copy(f.Parts, more.Parts)
	maps.Copy(f.Hidden, more.Hidden)
	maps.Copy(f.Rest, more.Rest)
	maps.Copy(f.Temps, more.Temps)
	maps.Copy(f.Settles, more.Settles)
	maps.Copy(f.Kept, more.Kept)
	maps.Copy(f.Given, more.Given)
	maps.Copy(f.Lent, more.Lent)
	maps.Copy(f.Captures, more.Captures)
	maps.Copy(f.Once, more.Once)
	f.closures = f.closures || more.closures
}

// reuse empties the facts about a body, unless there are so many that they would rather be forgotten.
func (f *Facts) reuse() bool {
	const few = 64
	if len(f.Moves)+len(f.From)+len(f.Handed)+len(f.Shared)+len(f.Drops)+len(f.Temps)+len(f.Settles) > few {
		return false
	}
	clear(f.Moves)
	clear(f.From)
	clear(f.Handed)
	clear(f.Shared)
	clear(f.Drops)
	clear(f.Owned)
	clear(f.Parts)
	clear(f.Hidden)
	clear(f.Rest)
	clear(f.Temps)
	clear(f.Settles)
	clear(f.Kept)
	clear(f.Given)
	clear(f.Lent)
	clear(f.Captures)
	clear(f.Once)
	f.closures = false
	return true
}

// An Analysis follows all that one Checker checks. It must not be used from several goroutines.
type Analysis struct {
	Facts *Facts

	prog    *check.Program
	known   map[*check.Func]*summary
	decls   map[ast.Node]*check.Func       // whose bodies are known
	owners  map[types.Type]check.Ownership // what is known of types until something else is checked
	spare   []*Facts                       // empty, for other bodies
	movers  []*mover                       // likewise
	session session
}

// New makes an Analysis of what c checks from now on.
func New(c *check.Checker) *Analysis {
	a := &Analysis{
		Facts:   newFacts(),
		prog:    c.Program(),
		known:   map[*check.Func]*summary{},
		decls:   map[ast.Node]*check.Func{},
		owners:  map[types.Type]check.Ownership{},
		session: newSession(),
	}
	c.Then(a)
	return a
}

// Program is what was checked.
func (a *Analysis) Program() *check.Program { return a.prog }

// Look follows bodies, and the input that they belong to.
func (a *Analysis) Look(bodies []check.Body, in *check.Input) []diag.Diagnostic {
	clear(a.owners)
	var ds []diag.Diagnostic
	var seen []*summary
	for _, b := range bodies {
		if b.Func != nil && a.known[b.Func] != nil {
			continue
		}
		s := a.follow(b)
		seen = append(seen, s)
		ds = append(ds, s.diags...)
	}
	if in != nil {
		s := a.input(in)
		seen = append(seen, s)
		ds = append(ds, s.diags...)
	}
	for _, s := range seen {
		ds = append(ds, a.instances(s)...)
	}
	return ds
}

// Closures tells whether a closure may own what it has captured. At a prompt a later input may make
// one.
func (a *Analysis) Closures() bool { return a.Facts.closures || a.session.begun }

// Need follows a function that is lowered, unless that was done.
func (a *Analysis) Need(f *check.Func) { a.summary(f) }

func (a *Analysis) summary(f *check.Func) *summary {
	if s := a.known[f]; s != nil {
		return s
	}
	if f.Decl == nil || f.Decl.Body == nil || f.Module == nil {
		s := &summary{}
		a.known[f] = s
		return s
	}
	return a.follow(check.Body{Module: f.Module, Func: f})
}

// follow follows a body. A variable that shows a part of another one owns it if something takes
// its value: where that comes out, the body is followed again.
func (a *Analysis) follow(b check.Body) *summary {
	s := &summary{}
	if b.Func != nil {
		a.known[b.Func] = s // it may call itself
		a.decls[b.Func.Decl] = b.Func
	}
	*s = *a.runs(b.Module, func(m *mover) {
		if b.Func != nil {
			m.function(b.Func)
			return
		}
		for _, arg := range b.Child.Args {
			m.alone(arg.Value, bind)
		}
	})
	return s
}

// facts are empty facts for a body.
func (a *Analysis) facts() *Facts {
	n := len(a.spare)
	if n == 0 {
		return newFacts()
	}
	f := a.spare[n-1]
	a.spare = a.spare[:n-1]
	return f
}

// runs follows something until it is known which variables own what they show.
func (a *Analysis) runs(in *check.Module, follow func(*mover)) *summary {
	wanted := map[*check.Local]bool{}
	for {
		before := len(wanted)
		m := a.mover(in, wanted)
		follow(m)
		done := len(wanted) == before
		if done {
			a.Facts.add(m.facts)
		}
		sum := m.sum
		m.done()
		if done {
			return sum
		}
	}
}

// Forget drops the facts about n and what is in it.
func (a *Analysis) Forget(n ast.Node) {
	f := a.Facts
	ast.Inspect(n, func(n ast.Node) bool {
		for _, l := range f.Drops[n] {
			delete(f.Owned, l)
			delete(f.Parts, l)
		}
		delete(f.Drops, n)
		delete(f.Temps, n)
		switch n := n.(type) {
		case *ast.FuncDecl:
			delete(a.known, a.decls[n])
			delete(a.decls, n)
		case *ast.LambdaExpr:
			a.forgetClosure(n)
		case *ast.GenExpr:
			a.forgetClosure(a.prog.Info.Gens[n])
		case *ast.ActorExpr:
			a.forgetClosure(a.prog.Info.ActorLambdas[n])
		case *ast.ForkExpr:
			delete(f.Kept, n)
			if fork := a.prog.Info.Forks[n]; fork != nil {
				a.forgetClosure(fork.Closure)
			}
		}
		if e, ok := n.(ast.Expr); ok {
			delete(f.Moves, e)
			delete(f.From, e)
			delete(f.Shared, e)
			delete(f.Handed, e)
			delete(f.Settles, e)
			delete(f.Given, e)
			delete(f.Lent, e)
		}
		if p, ok := n.(ast.Pattern); ok {
			delete(f.Hidden, p)
			delete(f.Rest, p)
		}
		return true
	})
}

// forgetClosure drops the facts about a closure, which the tree may not have.
func (a *Analysis) forgetClosure(e *ast.LambdaExpr) {
	if e == nil {
		return
	}
	delete(a.Facts.Drops, e)
	delete(a.Facts.Moves, e)
	delete(a.Facts.Shared, e)
	delete(a.Facts.Captures, e)
	delete(a.Facts.Once, e)
}
