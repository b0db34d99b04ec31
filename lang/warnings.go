package lang

// This file asks a program what it was probably not meant to do.

import (
	"slices"
	"strings"

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
	if p.followed.Program().Main != nil {
		return nil
	}
	d := diag.Diagnostic{
		Code: diag.NoMain, Span: source.Span{File: p.src},
		Message: "there is no function `main`, so there is nothing to run",
	}
	near := ""
	for _, m := range p.followed.Program().Modules {
		for name := range m.Scope {
			if !m.Embedded() && m.Source == p.src && strings.EqualFold(name, "main") {
				near = name
			}
		}
	}
	if near != "" {
		d.Help = append(d.Help, "a program begins at `main`, in small letters; there is `"+near+"`")
	} else {
		d.Help = append(d.Help, "a program begins at `fn main() { … }`")
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
