// Package check finds the meaning of every name and the type of every expression of a
// program, and what is wrong with it.
package check

import (
	"fmt"
	"sort"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/module"
	"hewq/lang/source"
	"hewq/lang/types"
)

// Check checks a file and the modules it imports. The diagnostics are sorted, those of the
// parser for imported modules among them; the Program may run only if there are none.
func Check(file *ast.File, loader module.Loader) (*Program, []diag.Diagnostic) {
	c := New(loader)
	return c.Check(file)
}

// A Checker holds what is known of all modules that were checked. It must not be used from
// several goroutines.
type Checker struct {
	context
	reports
	*resolver

	loader   module.Loader
	library  *library // what the embedded modules have, nil until a report asks; see known
	info     *Info
	units    map[*module.Unit]*unit
	core     map[string]*unit // by path; nil if there is no such module
	declared map[*types.Def]*declaration
	places   map[Object]source.Span   // where functions, constants and traits are declared
	bodies   []func()                 // what is checked once every signature is known
	negated  map[*ast.Literal]bool    // integer literals with a minus before them
	looks    map[*ast.BinaryExpr]bool // which of those asked for look like durations
	endless  map[*types.Def]bool      // reported as, or with, a type that holds itself
	crossing map[crossing]bool        // what goes from generic functions to actors and tasks
	holding  map[*types.Param]bool    // whether the type that has it holds its values by value

	instanced list[instance] // of the calls of generic functions
	checked   []Body         // that the pass has not seen
	pass      Pass           // nil for none

	dispatched map[*Func]bool // signatures of traits that are called: lowering chooses the methods
	receivers  []types.Type   // what these are called on, where it is known

	session session
	marks   *marks // nil for none
}

// reports are what is wrong with what is being checked.
type reports struct {
	diags []diag.Diagnostic
	unmet map[lack]bool // bounds that were reported of types outside of functions
	lost  source.Span   // an expression without a type

	told   map[told]int // the reports about names that mean nothing, by their place in diags
	async  bool         // an `async fn` was reported: so was what awaits it
	misfit ast.Node     // what the last report of a value of another type than is wanted was about
}

// New makes a Checker that finds modules through loader.
func New(loader module.Loader) *Checker {
	info := newInfo()
	c := &Checker{
		loader:   loader,
		info:     info,
		units:    map[*module.Unit]*unit{},
		core:     map[string]*unit{},
		declared: map[*types.Def]*declaration{},
		places:   map[Object]source.Span{},
		negated:  map[*ast.Literal]bool{},
		looks:    map[*ast.BinaryExpr]bool{},
		endless:  map[*types.Def]bool{},
		crossing: map[crossing]bool{},
		holding:  map[*types.Param]bool{},
		session:  newSession(),

		dispatched: map[*Func]bool{},
	}
	u, prog := newUniverse(), &Program{
		Info: info, impls: newImplTable(), traits: map[*types.Trait]*Trait{}, actors: map[*types.Def]*Actor{},
		supervisors: map[*types.Def]*Supervisor{}, states: map[*types.Def]bool{}, tests: map[string]*TestFunc{}, loader: loader,
	}
	kept := &answers{known: map[*types.Def]*[questions]answer{}}
	c.resolver = &resolver{universe: u, prog: prog, answers: kept, load: c.coreUnit}
	prog.resolver = &resolver{universe: u, prog: prog, answers: kept, load: func(path string) *unit { return c.core[path] }}
	for _, o := range c.universe.names {
		if t, ok := o.(*Trait); ok {
			c.prog.traits[t.Trait] = t
		}
	}
	return c
}

// Program is all that was checked so far.
func (c *Checker) Program() *Program { return c.prog }

// A declaration is what is known of a declared type beside its Def.
type declaration struct {
	unit *unit
	span source.Span // of the name
}

// CheckPart checks a file together with the others of its module, of which it is one, as the main module of a
// program. It is for what only looks at the program.
func (c *Checker) CheckPart(file *ast.File, others []*ast.File) (*Program, []diag.Diagnostic) {
	c.begin()
	c.declare("", append([]*ast.File{file}, others...), nil)
	return c.prog, c.end(nil)
}

// Check checks a file as the main module of a program. What was checked before by the same
// Checker, if nothing was wrong with it, is part of the program: its names are known, and may
// be declared again. A file with errors leaves nothing behind.
func (c *Checker) Check(file *ast.File) (*Program, []diag.Diagnostic) {
	c.begin()
	c.info.makeRoom(file)
	u := c.declare("", []*ast.File{file}, nil)
	ds := c.end(nil)
	if f, ok := u.names["main"].(*Func); ok {
		c.prog.Main = f
	}
	if len(ds) > 0 {
		if c.marks == nil {
			c.forget(u)
		}
	} else {
		c.earlier()
		c.session.late = u
	}
	return c.prog, ds
}

// begin prepares for a file, end checks all bodies and gives what is wrong.
func (c *Checker) begin() {
	c.context, c.reports = context{}, reports{unmet: map[lack]bool{}, told: map[told]int{}}
	c.bodies, c.instanced, c.checked, c.receivers, c.proofs = nil, list[instance]{}, nil, nil, nesting{}
	c.session.begin()
}

func (c *Checker) end(in *Input) []diag.Diagnostic {
	c.coreUnit("core") // has what shows values
	for more := true; more; more = c.provide() {
		c.drain()
	}
	c.crossings()
	c.passed(in)
	if len(c.diags) == 0 && c.lost.Known() {
		c.reportAt(c.lost, diag.TypeUnknown, "the type of this cannot be found; this is a bug in hewq")
	}
	return diag.Sort(c.withoutEchoes())
}

// drain checks the bodies of functions, and of those that become known on the way.
func (c *Checker) drain() {
	for len(c.bodies) > 0 {
		body := c.bodies[0]
		c.bodies = c.bodies[1:]
		body()
	}
}

// span is where n stands.
//
//go:noinline
func (c *Checker) span(n ast.Node) source.Span {
	if n == nil {
		return source.Span{File: c.here.Source}
	}
	return c.here.File.Span(n)
}

// report adds a diagnostic about n; notes may be added to the result before the next report.
func (c *Checker) report(n ast.Node, code diag.Code, format string, args ...any) *diag.Diagnostic {
	return c.reportAt(c.span(n), code, format, args...)
}

func (c *Checker) reportAt(at source.Span, code diag.Code, format string, args ...any) *diag.Diagnostic {
	c.diags = append(c.diags, diag.Diagnostic{Code: code, Span: at, Message: fmt.Sprintf(format, args...)})
	return &c.diags[len(c.diags)-1]
}

// placeOf is where a function is declared, nowhere for a built-in one.
func (c *Checker) placeOf(f *Func) source.Span {
	if at, ok := c.places[f]; ok || f.Decl == nil || f.Module == nil {
		return at
	}
	var at source.Span
	c.in(context{here: f.Module}, func() { at = c.nameSpan(f.Decl, f.Name) })
	return at
}

// note, help and upstream are called in hundreds of places, when a mistake is told; inlined they would make the binary
// 80 KB larger.
//
//go:noinline
func note(d *diag.Diagnostic, at source.Span, format string, args ...any) {
	if at.Known() {
		d.Notes = append(d.Notes, diag.Note{Span: at, Message: fmt.Sprintf(format, args...)})
	}
}

//go:noinline
func help(d *diag.Diagnostic, format string, args ...any) {
	d.Help = append(d.Help, fmt.Sprintf(format, args...))
}

// upstream says how Hew's own compiler calls the mistake, so that readers can look it up.
//
//go:noinline
func upstream(d *diag.Diagnostic, code string) {
	d.Notes = append(d.Notes, diag.Note{Message: "Hew's own compiler calls this " + code})
}

// nameSpan is where name stands in n, which begins with other words: the `f` of `fn f()`.
func (c *Checker) nameSpan(n ast.Node, name string) source.Span {
	tokens := c.here.File.Tokens()
	from := sort.Search(len(tokens), func(i int) bool { return tokens[i].Start() >= n.Start() })
	for end := n.End(); from < len(tokens) && tokens[from].Start() < end; from++ {
		if t := &tokens[from]; t.Value == name {
			return source.Span{File: c.here.Source, Start: t.Start(), End: t.Start() + len(name)}
		}
	}
	return c.span(n)
}
