// Package parser parses Hew. The grammar is in the tags of package ast, from which participle
// builds a parser for each production; here is what a tag cannot say: which production a word
// starts, operators, look-ahead, and what becomes of mistakes.
package parser

import (
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
)

// ParseFile parses a file. The tree is always whole: what cannot be read stands in it as a
// BadDecl, BadMember or BadStmt and is reported, in the order of the source. ParseFile is safe
// from several goroutines; they take turns.
func ParseFile(src *source.File) (*ast.File, []diag.Diagnostic) {
	f, c := parseFile(src, token.Read(src))
	if c.lacksQuote() {
		if again, cs := parseFile(src, token.ReadLines(src)); c.openString() || len(cs.found) <= len(c.found) {
			f, c = again, cs
		}
	}
	return f, c.diagnostics()
}

func parseFile(src *source.File, all []token.Token) (*ast.File, *complaints) {
	c := newComplaints(src, all[:len(all)-1])
	if len(c.found) == 0 {
		if items, ok := quick(src, all); ok {
			return ast.NewFile(src, items, c.all), c
		}
	}
	return c.file(all, builtQuick()), c
}

// file reads a file that may have mistakes: with fast, a declaration without any with that grammar.
func (c *complaints) file(all []token.Token, fast *grammar) *ast.File {
	f := ast.NewFile(c.src, nil, c.all)
	l, unlock := c.begin(all)
	defer unlock()
	if fast != nil {
		defer fast.lock()()
	}
	for !l.Peek().EOF() {
		item, ok := quickItem(fast, l)
		if !ok {
			item = c.item(l)
		}
		f.Items = append(f.Items, item)
	}
	c.collect(f)
	c.tidy()
	return f
}

// all are the tokens of the text.
func (c *complaints) all() []token.Token { return c.tokens }

// lacksQuote tells whether a missing quote may be the cause of the mistakes: something is wrong, and
// there is a string over several lines.
func (c *complaints) lacksQuote() bool {
	return len(c.found) > 0 && slices.ContainsFunc(c.tokens, func(t token.Token) bool {
		switch t.Type {
		case token.String, token.ByteString, token.Regex, token.FStringText, token.Invalid:
			return strings.Contains(t.Value, "\n")
		}
		return false
	})
}

// openString tells whether the text ends within a string.
func (c *complaints) openString() bool {
	last := c.tokens[len(c.tokens)-1]
	return last.Type == token.Invalid && strings.Contains(last.Value, "\n") && strings.IndexByte("/([{", last.Value[0]) < 0
}

// item reads a declaration; what is none it skips.
func (c *complaints) item(l *tokens) *ast.Item {
	start := l.makeCheckpoint()
	item, err := guarded(c.grammar.parseItem, l)
	if err == nil {
		return item
	}
	if err == participle.NextMatch {
		err = wanted(l, names["Decl"])
	}
	c.add(err)
	l.loadCheckpoint(start)
	skipItem(l, position(err))
	bad := &ast.BadDecl{Err: err}
	bad.Cover(l.since(start.raw))
	return &ast.Item{Decl: bad, Span: bad.Span}
}

// guarded parses, and turns a panic of participle into its error: participle panics where
// an alternative matches nothing, which only a text can show.
func guarded[N any](parse rule[N], l *tokens) (n N, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case participle.Error:
			err = r
		default:
			panic(r)
		}
	}()
	return parse(l)
}
