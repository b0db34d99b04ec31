package parser

import (
	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
)

// ParseFile parses a file. The tree is always whole: what cannot be read stands in it as a
// BadDecl or BadStmt and is reported, in the order of the source.
func ParseFile(src *source.File) (*ast.File, []diag.Diagnostic) {
	l := scan(src)
	c := newComplaints(src, l)
	defer c.grammar.lock()()
	f := &ast.File{Source: src, Tokens: c.tokens}
	for !l.Peek().EOF() {
		f.Items = append(f.Items, c.item(l))
	}
	c.collect(f)
	c.tidy()
	return f, c.diagnostics()
}

// scan splits a source into tokens.
func scan(src *source.File) *tokens {
	lex := token.NewLexer(src)
	l, err := lexer.Upgrade(lex, token.ElidedTypes()...)
	if err != nil {
		panic("internal error: the lexer failed: " + err.Error())
	}
	return l
}

// item reads a declaration; what is none it skips.
func (c *complaints) item(l *tokens) *ast.Item {
	start := l.MakeCheckpoint()
	item, err := c.grammar.item(l)
	if err == nil {
		return item
	}
	if err == participle.NextMatch {
		err = wanted(l, names["Decl"])
	}
	c.add(err)
	l.LoadCheckpoint(start)
	skipItem(l, position(err))
	bad := &ast.BadDecl{Err: err}
	bad.Cover(l, start.RawCursor())
	return &ast.Item{Decl: bad, Span: bad.Span}
}
