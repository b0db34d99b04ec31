package parser

// This file reads statements, and the bodies that end them.

import (
	"github.com/alecthomas/participle/v2"

	"hewq/lang/ast"
	"hewq/lang/token"
)

// parseStmt reads a statement. One that it cannot read it skips: the error goes into the
// tree as a BadStmt, so that the statements after it are read too.
func (g *grammar) parseStmt(l *tokens) (ast.Stmt, error) {
	for l.Peek().Value == ";" {
		l.Next()
	}
	t := l.Peek()
	if t.EOF() || t.Value == "}" || l.begins(t) && declares(l) {
		return nil, participle.NextMatch
	}
	start := l.makeCheckpoint()
	s, err := g.parseOneStmt(l)
	switch {
	case err == nil:
		return s, nil
	case g.quick:
		return nil, errUnread
	}
	if err == participle.NextMatch {
		err = wanted(l, "a statement")
	}
	l.loadCheckpoint(start)
	skipStmt(l, position(err), expectation(err) == wantEnd)
	bad := &ast.BadStmt{Err: err}
	bad.Cover(l.since(start.raw))
	return bad, nil
}

func (g *grammar) parseOneStmt(l *tokens) (ast.Stmt, error) {
	key := l.Peek().Value
	if l.Peek().Type == token.Label {
		a := ahead(l)
		a.skip(1)
		if a.value() == ":" {
			a.skip(1)
			key = a.value()
		}
	}
	if key == "for" {
		if err := endless(l); err != nil {
			return nil, err
		}
	}
	if parse, ok := g.stmts[key]; ok {
		return parse(l)
	}
	start := l.RawCursor()
	var x ast.Expr
	var err error
	if key == "if" || key == "match" { // they end at their `}`, whatever follows
		x, err = g.exprs[key](l)
	} else {
		x, err = g.parseExpr(l, 0, anyStruct)
	}
	if err != nil {
		return nil, err
	}
	if op, n := operator(l); assignment[op] {
		for range n {
			l.Next()
		}
		value, err := need(func(l *tokens) (ast.Expr, error) { return g.parseExpr(l, 0, anyStruct) }, l, "an expression")
		if err != nil {
			return nil, err
		}
		if l.Peek().Value != ";" {
			return nil, wanted(l, "`;`")
		}
		l.Next()
		s := &ast.AssignStmt{Target: x, Op: op, Value: value}
		s.Cover(l.since(start))
		return s, nil
	}
	s := &ast.ExprStmt{X: x, Semi: l.Peek().Value == ";"}
	if s.Semi {
		l.Next()
	} else if end := l.Peek(); end.Value != "}" && !end.EOF() && !endsInBlock(x) {
		return nil, wanted(l, "`;`")
	}
	s.Cover(l.since(start))
	return s, nil
}

// endless is the error of `for {` and `for (;;)`, where a pattern should stand; it would be found much
// later.
func endless(l *tokens) error {
	a := ahead(l)
	a.skip(1)
	next := a.Peek()
	if a.Next(); next.Value == "{" && a.Peek().Type != token.Ident || next.Value == "(" && a.value() == ";" {
		return &participle.UnexpectedTokenError{Unexpected: next.Full(), Expect: "a pattern"}
	}
	return nil
}

// endsInBlock tells whether x needs no `;` or `,` after it.
func endsInBlock(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Block, *ast.IfExpr, *ast.MatchExpr, *ast.UnsafeExpr, *ast.ScopeExpr, *ast.SelectExpr, *ast.DeadlineExpr:
		return true
	case *ast.ForkExpr:
		return endsInBlock(x.X)
	}
	return false
}

// parseArmBody reads the body of a match arm and the comma after it. A block ends the arm.
func (g *grammar) parseArmBody(l *tokens) (ast.ArmBody, error) {
	var x ast.Expr
	var err error
	if l.Peek().Value == "{" && !mapFollows(l) {
		x, err = g.block(l)
	} else {
		x, err = g.parseExpr(l, 0, anyStruct)
	}
	if err != nil {
		return nil, err
	}
	if l.Peek().Value == "," {
		l.Next()
	} else if l.Peek().Value != "}" && !endsInBlock(x) {
		return nil, wanted(l, "`,` or `}`")
	}
	return x, nil
}

func (g *grammar) parseElse(l *tokens) (ast.Else, error) {
	defer g.leave()
	if err := g.enter(l); err != nil {
		return nil, err
	}
	switch l.Peek().Value {
	case "if":
		return g.exprs["if"](l)
	case "{":
		return g.block(l)
	}
	return nil, participle.NextMatch
}
