package check

// This file drops what is only an echo: a name that stands in the text that could not be read
// is unknown elsewhere, and a type cannot be inferred where something else is wrong.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
)

// echoes are the codes of what a missing declaration or statement leads to.
var echoes = []diag.Code{
	diag.UnknownName, diag.UnknownType, diag.UnknownTrait, diag.UnknownMethod, diag.UnknownField, diag.UnknownVariant,
	diag.TypeUnknown, diag.MissingReturn, diag.MissingMethod, diag.MissingField, diag.MissingImpl, diag.TypeMismatch,
	diag.UnknownLabel, diag.WrongArgCount, diag.OutsideLoop, diag.NonExhaustiveMatch, diag.BadResource, diag.NotMutable,
}

// memberEchoes are those of what a missing field or method leads to.
var memberEchoes = []diag.Code{
	diag.UnknownMethod, diag.UnknownField, diag.UnknownVariant, diag.MissingMethod, diag.MissingField, diag.MissingImpl,
}

// withoutEchoes are the diagnostics without echoes of what could not be read, and of each other.
func (c *Checker) withoutEchoes() []diag.Diagnostic {
	all := slices.Clone(c.diags)
	c.diags = slices.DeleteFunc(c.diags, func(d diag.Diagnostic) bool {
		return d.Code == diag.TypeUnknown && slices.ContainsFunc(all, func(other diag.Diagnostic) bool {
			return other.Code != diag.TypeUnknown && other.Span.File == d.Span.File &&
				other.Span.Start < d.Span.End && d.Span.Start < other.Span.End
		})
	})
	var unread []source.Span
	members := false
	for _, m := range c.prog.Modules {
		if slices.ContainsFunc(c.diags, func(d diag.Diagnostic) bool { return d.Span.File == m.Source }) && m.Native == nil {
			unread = append(unread, damaged(m.File)...)
			members = members || lacksMember(m.File)
		}
	}
	if members {
		c.diags = slices.DeleteFunc(c.diags, func(d diag.Diagnostic) bool { return slices.Contains(memberEchoes, d.Code) })
	}
	if len(unread) == 0 {
		return c.diags
	}
	return slices.DeleteFunc(c.diags, func(d diag.Diagnostic) bool {
		return slices.Contains(echoes, d.Code) && slices.ContainsFunc(unread, func(s source.Span) bool {
			return d.Span.File == s.File && s.Start <= d.Span.Start && d.Span.Start <= s.End
		})
	})
}

// damaged are the parts of a file that a syntax error may echo in: all of it if a declaration
// could not be read, else the declarations with such a statement.
func damaged(f *ast.File) []source.Span {
	var spans []source.Span
	for _, item := range f.Items {
		if _, ok := item.Decl.(*ast.BadDecl); ok {
			return []source.Span{{File: f.Source, Start: 0, End: len(f.Source.Text)}}
		}
		bad := false
		ast.Inspect(item, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BadStmt:
				bad = true
			case *ast.Block:
				bad = bad || !n.Closed
			}
			return !bad
		})
		if bad {
			spans = append(spans, f.Span(item))
		}
	}
	return spans
}

// lacksMember tells whether a field or method of a declaration could not be read.
func lacksMember(f *ast.File) bool {
	lacks := false
	for _, item := range f.Items {
		ast.Inspect(item, func(n ast.Node) bool {
			_, bad := n.(*ast.BadMember)
			lacks = lacks || bad
			return !lacks
		})
	}
	return lacks
}
