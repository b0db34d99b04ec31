package check

// This file drops what is only an echo: a name that stands in the text that could not be read
// is unknown elsewhere, and a type cannot be inferred where something else is wrong.

import (
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
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
	var unread []damage
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
		return slices.Contains(echoes, d.Code) && slices.ContainsFunc(unread, func(u damage) bool { return u.echoes(d) })
	})
}

// A damage is a part of a file that a syntax error may echo in.
type damage struct {
	at    source.Span
	words map[string]bool // the names in what could not be read, which it may have declared; nil for all names
}

// echoes tells whether d may come of the damage.
func (u damage) echoes(d diag.Diagnostic) bool {
	if d.Span.File != u.at.File || d.Span.Start < u.at.Start || u.at.End < d.Span.Start {
		return false
	}
	switch d.Code {
	case diag.UnknownName, diag.UnknownType, diag.UnknownTrait:
		return u.words == nil || u.words[d.Span.Text()]
	}
	return true
}

// damaged are the parts of a file that a syntax error may echo in: all of it if a declaration
// could not be read, else the declarations with such a statement.
func damaged(f *ast.File) []damage {
	var all []damage
	for _, item := range f.Items {
		if bad, ok := item.Decl.(*ast.BadDecl); ok {
			if declaresNothing(f, bad) {
				continue
			}
			return []damage{{at: source.Span{File: f.Source, Start: 0, End: len(f.Source.Text)}}}
		}
		u, bad, open := damage{at: f.Span(item), words: map[string]bool{}}, false, false
		ast.Inspect(item, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BadStmt:
				bad = true
				for _, t := range f.TokensOf(n) {
					u.words[t.Value] = true
				}
			case *ast.Block:
				open = open || !n.Closed
			}
			return true
		})
		if open {
			u.words = nil
		}
		if bad || open {
			all = append(all, u)
		}
	}
	return all
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

// declaresNothing tells whether only marks stand in the place of a declaration, such as one `}` too many,
// or a comment without its end.
func declaresNothing(f *ast.File, bad *ast.BadDecl) bool {
	return !slices.ContainsFunc(f.TokensOf(bad), func(t token.Token) bool {
		return !token.IsElided(t.Type) && t.Value != "}" && t.Value != ";" && !strings.HasPrefix(t.Value, "/*")
	})
}
