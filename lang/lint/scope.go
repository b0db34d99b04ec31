package lint

// This file knows which variables are in scope, and warns of those that hide another one.

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
)

// A scope is the variables that are known where the walk stands.
type scope struct {
	locals []*check.Local // the innermost last
	begin  int            // where those of the innermost block begin
}

// scoped runs f in a block of its own.
func (l *linter) scoped(f func()) {
	outer := l.begin
	l.begin = len(l.locals)
	f()
	l.locals = l.locals[:l.begin]
	l.begin = outer
}

// known makes a variable known.
func (l *linter) known(local *check.Local) { l.locals = append(l.locals, local) }

// pattern declares the variables of a pattern, if there is one.
func (l *linter) pattern(p ast.Pattern) {
	if p != nil {
		l.variablesOf(p, false)
	}
}

// variablesOf declares the variables of a pattern. Those of a `for` may hide others.
func (l *linter) variablesOf(p ast.Pattern, loop bool) {
	ast.Inspect(p, func(n ast.Node) bool {
		if local := l.info.Defs[n]; local != nil {
			l.declare(n, local, nil, loop)
		}
		return true
	})
}

// shadowed warns of a variable that hides one of a block around.
func (l *linter) shadowed(local *check.Local) {
	if l.input {
		return
	}
	for i := l.begin - 1; i >= 0; i-- {
		if outer := l.locals[i]; outer.Name == local.Name {
			d := l.report(local.Span, diag.ShadowedVariable, "`"+local.Name+"` hides a variable of the same name")
			d.Notes = append(d.Notes, diag.Note{Span: outer.Span, Message: "this `" + local.Name + "` cannot be named in the inner block"})
			d.Help = append(d.Help, "give one of them another name; a name that begins with `_` may hide another one")
			return
		}
	}
}
