package query

// This file finds the names that a place can use.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/check"
)

// localsAt are the variables that code at an offset can use, the innermost first. One that another of the same name
// hides is left out.
func (f *File) localsAt(offset int) []*check.Local {
	w := localWalk{f: f, offset: offset}
	for _, item := range f.Tree.Items {
		if item.Start() <= offset && offset <= item.End() {
			ast.Inspect(item, w.visit)
		}
	}
	var found []*check.Local
	for _, l := range slices.Backward(w.found) {
		if !slices.ContainsFunc(found, func(other *check.Local) bool { return other.Name == l.Name }) {
			found = append(found, l)
		}
	}
	return found
}

// A localWalk collects the variables that are declared before an offset in what holds it.
type localWalk struct {
	f      *File
	offset int
	found  []*check.Local
}

// visit looks into what may declare variables for the offset.
func (w *localWalk) visit(n ast.Node) bool {
	if n == nil {
		return false
	}
	holds := n.Start() <= w.offset && w.offset <= n.End()
	switch n := n.(type) {
	case *ast.VarStmt:
		if n.End() <= w.offset {
			w.declared(n)
			return false
		}
	case *ast.LetStmt:
		if n.End() <= w.offset {
			w.patterns(n.Pattern)
			return false
		}
	case *ast.ForStmt:
		if holds && n.Body != nil && n.Body.Start() < w.offset {
			w.patterns(n.Pattern)
		}
	case *ast.IfExpr:
		if holds && n.Let != nil && n.Then != nil && n.Then.Start() < w.offset && w.offset < n.Then.End() {
			w.patterns(n.Let)
		}
	case *ast.WhileStmt:
		if holds && n.Let != nil && n.Body != nil && n.Body.Start() < w.offset {
			w.patterns(n.Let)
		}
	case *ast.MatchArm:
		if holds && n.Pattern != nil && n.Pattern.End() <= w.offset {
			w.patterns(n.Pattern)
		}
	case *ast.SelectArm:
		if holds && n.Pattern != nil && n.Body != nil && n.Body.Start() <= w.offset {
			w.patterns(n.Pattern)
		}
	case *ast.Param, *ast.LambdaParam:
		w.declared(n)
	case *ast.ExprStmt:
		if fork, ok := n.X.(*ast.ForkExpr); ok && n.End() <= w.offset {
			w.declared(fork)
		}
	}
	return holds
}

// patterns adds what a pattern binds.
func (w *localWalk) patterns(p ast.Pattern) {
	if p == nil {
		return
	}
	ast.Inspect(p, func(n ast.Node) bool {
		if n != nil {
			w.declared(n)
		}
		return n != nil
	})
}

func (w *localWalk) declared(n ast.Node) {
	if l := w.f.prog.Info.Defs[n]; l != nil && l.Name != "_" {
		w.found = append(w.found, l)
	}
}

// membersAt are the fields and functions of the actor around an offset, which its functions name without a receiver.
func (f *File) membersAt(offset int) []check.Symbol {
	for _, item := range f.Tree.Items {
		d, ok := item.Decl.(*ast.ActorDecl)
		if !ok || offset < item.Start() || item.End() < offset {
			continue
		}
		return f.checker.OwnMembers(d)
	}
	return nil
}

// visible are all names that code at an offset can use; a name stands once, with its innermost meaning.
func (f *File) visible(offset int) []check.Symbol {
	var all []check.Symbol
	seen := map[string]bool{}
	add := func(s check.Symbol) {
		if !seen[s.Name] {
			seen[s.Name] = true
			all = append(all, s)
		}
	}
	for _, l := range f.localsAt(offset) {
		add(f.checker.Describe(l))
	}
	for _, s := range f.membersAt(offset) {
		add(s)
	}
	if f.module != nil {
		for _, s := range f.checker.VisibleIn(f.module) {
			add(s)
		}
	}
	return all
}
