package lint

// This file warns of variables that nothing reads, and of those declared with `var` that never change.

import (
	"regexp"
	"slices"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/source"
)

// variables are those of the function around, and what is done with them.
type variables struct {
	declared []variable
	reads    map[*check.Local]bool
	writes   map[*check.Local][]source.Span // names that are assigned to
	parts    map[*check.Local]bool          // something in them is assigned to
}

// A variable is a declaration with the value that it gets; nil if that is a part of another one.
type variable struct {
	node  ast.Node
	local *check.Local
	value ast.Expr
}

func newVariables() variables {
	return variables{reads: map[*check.Local]bool{}, writes: map[*check.Local][]source.Span{}, parts: map[*check.Local]bool{}}
}

// declare makes a variable known. What a `for` declares may hide another one.
func (l *linter) declare(n ast.Node, local *check.Local, value ast.Expr, loop bool) {
	if local.Name == "_" {
		return
	}
	if local.Name[0] != '_' {
		l.declared = append(l.declared, variable{n, local, value})
		if !loop && !slices.Contains(l.locals[l.begin:], local) {
			l.shadowed(local)
		}
	}
	l.known(local)
}

// read notes what a name means that is not assigned to.
func (l *linter) read(n *ast.Name) {
	switch o := l.info.Uses[n].(type) {
	case *check.Local:
		l.reads[o] = true
		l.usesHandle(n, o)
	case *check.Func:
		l.reaches(o)
	}
}

// assign looks at `target op value`. A variable that is only assigned to is not read.
func (l *linter) assign(s *ast.AssignStmt) {
	n, ok := ast.Unparen(s.Target).(*ast.Name)
	local, isLocal := l.info.Uses[n].(*check.Local)
	if !ok || !isLocal || s.Op != "=" {
		if root := l.info.Root(s.Target); root != nil {
			l.parts[root] = true // Hew wants `var` for an element of a collection, too
		}
		l.walk(s.Target)
		l.walk(s.Value)
		return
	}
	l.writes[local] = append(l.writes[local], l.span(n))
	l.gives(s.Value, local)
	l.walk(s.Value)
}

// unusedVariables warns of the variables of a function, whose end this is.
func (l *linter) unusedVariables() {
	if !l.input {
		for i, v := range l.declared {
			seen := slices.ContainsFunc(l.declared[:i], func(o variable) bool { return o.local == v.local })
			switch {
			case seen: // in another alternative of a pattern
			case !l.reads[v.local]:
				l.unused(v)
			case v.local.Mutable && !v.local.Assigned && !v.local.FieldAssigned && !l.parts[v.local]:
				l.unchanged(v)
			}
		}
	}
	l.declared = l.declared[:0]
	clear(l.reads)
	clear(l.writes)
	clear(l.parts)
}

// unused warns of a variable that nothing reads, unless what gives it its value has an effect, or the
// end of its scope does.
func (l *linter) unused(v variable) {
	if v.value != nil && l.hasEffect(v.value) || l.prog.Ownership(v.local.Type) != check.Free {
		return
	}
	name := v.local.Name
	message := "`" + name + "` is never used"
	if len(l.writes[v.local]) > 0 {
		message = "`" + name + "` is assigned to, but its value is never used"
	}
	d := l.report(v.local.Span, diag.UnusedVariable, message)
	d.Help = append(d.Help, "a name that begins with `_` says that this is meant: `_"+name+"`")
	if regexp.MustCompile(`\b_` + name + `\b`).MatchString(l.here.Source.Text) {
		return // something else has that name
	}
	fix := diag.Fix{Title: "write `_" + name + "`"}
	for _, o := range l.declared {
		if o.local == v.local {
			fix.Edits = append(fix.Edits, l.renamed(o))
		}
	}
	for _, at := range l.writes[v.local] {
		fix.Edits = append(fix.Edits, diag.Edit{Span: at, Text: "_" + name})
	}
	d.Fixes = append(d.Fixes, fix)
}

// renamed puts `_` before the name of a variable where it is declared.
func (l *linter) renamed(v variable) diag.Edit {
	at := v.local.Span
	switch n := v.node.(type) {
	case *ast.FieldPattern: // `{ x }` stands for `{ x: x }`
		return diag.Edit{Span: l.span(n), Text: n.Name + ": _" + n.Name}
	case *ast.NamePattern:
		at = l.span(n)
	}
	return diag.Edit{Span: source.Span{File: at.File, Start: at.Start, End: at.Start}, Text: "_"}
}

// unchanged warns of a `var` that keeps its first value.
func (l *linter) unchanged(v variable) {
	s, ok := v.node.(*ast.VarStmt)
	if !ok || s.Value == nil {
		return
	}
	d := l.report(v.local.Span, diag.UnchangedVar, "`"+v.local.Name+"` is declared with `var` and never changes")
	d.Help = append(d.Help, "declare it with `let`")
	start := s.Start()
	d.Fixes = append(d.Fixes, diag.Replace("write `let`", source.Span{File: l.here.Source, Start: start, End: start + len("var")}, "let"))
}
