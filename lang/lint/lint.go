// Package lint finds what a program that may run was probably not meant to do: names that nothing
// uses, failures that nothing looks at, code that nothing reaches.
//
// It walks the trees of a checked program once, with what check knows of them, and changes
// nothing. All that it reports are warnings.
package lint

import (
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/source"
)

// Options say what Program looks at.
type Options struct {
	// Part tells that the file which was asked for is one of several of a module: others, which were
	// not read, may use what it imports and declares.
	Part bool
}

// Program gives the warnings about all files of a program but the embedded ones, sorted by place. What
// a comment `// hewq:allow CODE` silences is left out.
func Program(prog *check.Program, o Options) []diag.Diagnostic {
	l := newLinter(prog)
	l.part = o.Part
	for _, m := range l.prog.Modules {
		if !m.Embedded() {
			l.module(m)
		}
	}
	l.unusedFunctions()
	l.uncheckedHandles()
	return l.done()
}

// Input gives the warnings about the statements of an input that its author can act on before the
// next one: what is not used yet may be used by that. visible tells whether the prompt knows a variable.
func Input(prog *check.Program, in *check.Input, visible func(name string) bool) []diag.Diagnostic {
	l := newLinter(prog)
	l.input, l.visible = true, visible
	l.module(in.Module)
	l.here = in.Module
	l.block(in.Block)
	return l.done()
}

// A linter looks at one program.
type linter struct {
	prog  *check.Program
	info  *check.Info
	part  bool
	input bool // what is looked at was typed at a prompt
	visit func(ast.Node) bool

	here    *check.Module // whose text is looked at
	fn      *check.Func   // the function without a receiver around, nil elsewhere
	fields  []string      // of the actor around
	loops   int           // around
	visible func(name string) bool

	scope
	variables
	functions
	effects
	handles
	texts

	ds []diag.Diagnostic
}

func newLinter(prog *check.Program) *linter {
	l := &linter{prog: prog, info: prog.Info}
	l.visit = l.node
	l.variables = newVariables()
	l.functions = newFunctions()
	l.effects = newEffects()
	l.handles = newHandles()
	l.texts = newTexts()
	return l
}

// done are the warnings that no comment silences.
func (l *linter) done() []diag.Diagnostic { return diag.Sort(silenced(l.ds)) }

// report adds a warning, to which fixes and notes may be added before the next one.
func (l *linter) report(at source.Span, code diag.Code, message string) *diag.Diagnostic {
	l.ds = append(l.ds, diag.Diagnostic{Code: code, Severity: diag.Warning, Span: at, Message: message})
	return &l.ds[len(l.ds)-1]
}

// span is where n stands.
func (l *linter) span(n ast.Node) source.Span { return l.here.File.Span(n) }

// text is what n is written as.
func (l *linter) text(n ast.Node) string { return l.span(n).Text() }
