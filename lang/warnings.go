package lang

// This file asks a program what it was probably not meant to do.

import (
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/lint"
	"hewq/lang/module"
	"hewq/lang/source"
	"hewq/native"
)

// Warnings tells what the program was probably not meant to do, in all its files but those of the
// standard library, sorted by place; those with a code in allowed are left out. It takes a twentieth
// of the time of Load, which does nothing for it.
func (p *Program) Warnings(allowed ...diag.Code) []diag.Diagnostic {
	ds := lint.Program(p.followed.Program(), lint.Options{Part: p.part()})
	return slices.DeleteFunc(ds, func(d diag.Diagnostic) bool { return slices.Contains(allowed, d.Code) })
}

// part tells whether the program is a file of a module that has more of them, which nothing has read.
func (p *Program) part() bool {
	return p.followed.Program().Main == nil && module.IsPart(p.src.Name)
}

// Runnable says why the program, right as it is, cannot be run: it has no `main`. It gives nothing for
// others.
func (p *Program) Runnable() []diag.Diagnostic {
	prog := p.followed.Program()
	if prog.Main != nil {
		return nil
	}
	d := diag.Diagnostic{Code: diag.NoMain, Message: p.src.Name + " has no function `main`: there is nothing to run"}
	i := slices.IndexFunc(prog.Modules, func(m *check.Module) bool { return m.Source == p.src })
	for _, item := range prog.Modules[i].File.Items {
		f, ok := item.Decl.(*ast.FuncDecl)
		switch {
		case !ok:
		case strings.EqualFold(f.Name, "main"):
			d.Span = lint.NameOf(prog.Modules[i], f)
			d.Help = []string{"the name is `main`, in small letters"}
			d.Fixes = []diag.Fix{diag.Replace("write `main`", d.Span, "main")}
			return []diag.Diagnostic{d}
		case ast.IsTest(item.Attributes):
			d.Help = []string{"`hewq test` runs its tests"}
		}
	}
	if d.Help == nil {
		d.Help = []string{"a program begins at `fn main() { … }`"}
	}
	return []diag.Diagnostic{d}
}

// Explain gives what hewq says of the example of a code: its errors, else why it cannot be run, else
// its warnings.
func Explain(doc diag.CodeDoc, modules []native.Module) []diag.Diagnostic {
	p, ds := Load(source.New("example.hew", doc.Example), modules)
	switch {
	case len(ds) > 0:
		return ds
	case doc.Running:
		return p.Runnable()
	}
	return p.Warnings()
}
