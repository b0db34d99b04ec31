package parser

// This file reads what is typed at a prompt, and splits sources for highlighting.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
)

// Tokens splits a source into its tokens, comments included, whether or not it can be
// parsed.
func Tokens(src *source.File) []token.Token {
	all := token.Read(src)
	return all[:len(all)-1]
}

// Input is what was typed at a prompt. The last statement may be an expression without `;`
// (ast.ExprStmt), whose value is wanted.
type Input struct {
	Items  []*ast.Item
	Stmts  []ast.Stmt
	Tokens []token.Token
}

// File is what src, which was typed, declares.
func (in *Input) File(src *source.File) *ast.File {
	return ast.NewFile(src, in.Items, func() []token.Token { return in.Tokens })
}

// ParseInput parses declarations and statements typed at a prompt. A `;` that is missing at
// the end is no mistake. With incomplete more text after src could put right what ds
// complains of.
func ParseInput(src *source.File) (in *Input, ds []diag.Diagnostic, incomplete bool) {
	in, c := parseInput(src)
	if len(c.found) == 1 && c.found[0].closer == "`;`" && c.found[0].atEnd {
		ended := source.New(src.Name, src.Text+"\n;")
		whole, again := parseInput(ended)
		switch {
		case len(again.found) == 0:
			return whole, nil, false
		case !again.found[0].open:
			// What is wrong is not at the end.
			return in, within(again.diagnostics(), ended, src), false
		}
	}
	return in, c.diagnostics(), len(c.found) > 0 && c.found[0].open
}

// within gives diagnostics of a source as those of another one, which it begins with.
func within(ds []diag.Diagnostic, from, to *source.File) []diag.Diagnostic {
	move := func(at *source.Span) {
		if at.File == from {
			*at = source.Span{File: to, Start: min(at.Start, len(to.Text)), End: min(at.End, len(to.Text))}
		}
	}
	for i := range ds {
		move(&ds[i].Span)
		for j := range ds[i].Notes {
			move(&ds[i].Notes[j].Span)
		}
		for _, f := range ds[i].Fixes {
			for j := range f.Edits {
				move(&f.Edits[j].Span)
			}
		}
	}
	return ds
}

func parseInput(src *source.File) (*Input, *complaints) {
	all := token.Read(src)
	toks := all[:len(all)-1]
	in, c := &Input{Tokens: toks}, newComplaints(src, toks)
	l, unlock := c.begin(all)
	defer unlock()
	for !l.Peek().EOF() {
		if declares(l) {
			in.Items = append(in.Items, c.item(l))
		} else if s := c.stmt(l); s != nil {
			in.Stmts = append(in.Stmts, s)
		}
	}
	for _, item := range in.Items {
		c.collect(item)
	}
	for _, s := range in.Stmts {
		c.collect(s)
	}
	c.tidy()
	return in, c
}

// stmt reads a statement that stands in no block, nil if there is none.
func (c *complaints) stmt(l *tokens) ast.Stmt {
	s, err := guarded(c.grammar.parseStmt, l)
	if err == nil {
		return s
	}
	if !l.Peek().EOF() {
		c.add(wanted(l, "a statement"))
		l.Next()
	}
	return nil
}
