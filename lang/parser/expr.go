package parser

// This file reads expressions: operators by their precedence, and what stands after an operand.

import (
	"github.com/alecthomas/participle/v2"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/token"
)

// precedence of the binary operators, all left-associative.
var precedence = map[string]int{
	"..": 1, "..=": 1,
	"||": 2,
	"&&": 3,
	"==": 4, "!=": 4, "is": 4,
	"<": 5, "<=": 5, ">": 5, ">=": 5,
	"|":  6,
	"^":  7,
	"&":  8,
	"<<": 9, ">>": 9,
	"+": 10, "-": 10, "&+": 10, "&-": 10,
	"*": 11, "/": 11, "%": 11, "&*": 11,
}

// Precedence is how tightly a binary operator binds, compared with others; 0 if op is none.
func Precedence(op string) int { return precedence[op] }

var assignment = map[string]bool{
	"=": true, "+=": true, "-=": true, "*=": true, "/=": true, "%=": true,
	"&=": true, "|=": true, "^=": true, "<<=": true, ">>=": true,
}

// operator is the operator here and the number of its tokens: `>` is joined with the `>`
// and `=` that directly follow it.
func operator(l *tokens) (string, int) {
	t := l.Peek()
	if t.Type != token.Punct && t.Type != token.Keyword {
		return "", 0
	}
	if t.Value != ">" {
		return t.Value, 1
	}
	a := ahead(l)
	op := a.Next().Value
	for n := a.Peek(); len(op) < 3 && adjacent(t, n) && (n.Value == ">" || n.Value == "="); t, n = n, a.Peek() {
		op += n.Value
		a.Next()
		if n.Value == "=" {
			break
		}
	}
	return op, len(op)
}

// parseExpr reads an expression with operators that bind tighter than min.
func (g *grammar) parseExpr(l *tokens, min int, s structs) (ast.Expr, error) {
	start := l.RawCursor()
	var x ast.Expr
	if v := l.Peek().Value; v != ".." && v != "..=" || precedence[v] <= min { // else a range without a lower end
		var err error
		if x, err = g.parseUnary(l, s); err != nil {
			return nil, err
		}
	}
	for {
		op, n := operator(l)
		prec := precedence[op]
		if prec <= min {
			return x, nil
		}
		for range n - 1 {
			l.Next()
		}
		mark := l.Next()
		if op == "<" && l.Peek().Value == "-" && adjacent(mark, l.Peek()) {
			return nil, &mistake{
				code: diag.Syntax, start: mark.Start(), end: mark.Start() + len("<-"),
				message: "`<-` is not an operator", help: "a message is sent by a call: `target.handler(message)`; `a < -1` compares",
			}
		}
		x1, err := g.parseRight(l, x, op, prec, s)
		if err != nil {
			return nil, err
		}
		x1.Cover(l.since(start))
		x = x1
	}
}

type coverer interface {
	ast.Expr
	Cover([]token.Token)
}

// parseRight reads what stands right of operator op and makes the node.
func (g *grammar) parseRight(l *tokens, left ast.Expr, op string, prec int, s structs) (coverer, error) {
	if (op == ".." || op == "..=") && l.Peek().Value == "]" {
		return &ast.RangeExpr{Op: op, Lo: left}, nil
	}
	if s != anyStruct && l.Peek().Value == "{" { // the block of the statement, not an operand
		return nil, wanted(l, "an expression")
	}
	timeout := op == "|" && l.Peek().Value == "after"
	if timeout {
		l.Next()
	}
	right, err := need(func(l *tokens) (ast.Expr, error) { return g.parseExpr(l, prec, s) }, l, "an expression")
	switch {
	case err != nil:
		return nil, err
	case timeout:
		return &ast.TimeoutExpr{X: left, After: right}, nil
	case op == ".." || op == "..=":
		return &ast.RangeExpr{Op: op, Lo: left, Hi: right}, nil
	}
	return &ast.BinaryExpr{Op: op, Left: left, Right: right}, nil
}

func (g *grammar) parseUnary(l *tokens, s structs) (ast.Expr, error) {
	defer g.leave()
	if err := g.enter(l); err != nil {
		return nil, err
	}
	t := l.Peek()
	switch {
	case t.Type == token.Punct && (t.Value == "!" || t.Value == "-" || t.Value == "~" || t.Value == "*"):
	case t.Type == token.Keyword && (t.Value == "await" || t.Value == "await_restart"):
	case t.Type == token.Ident && t.Value == "clone" && operandFollows(l):
	default:
		return g.parsePostfix(l, s)
	}
	start := l.RawCursor()
	l.Next()
	x, err := need(func(l *tokens) (ast.Expr, error) { return g.parseUnary(l, s) }, l, "an expression")
	if err != nil {
		return nil, err
	}
	u := &ast.UnaryExpr{Op: t.Value, X: x}
	u.Cover(l.since(start))
	return u, nil
}

func (g *grammar) parsePostfix(l *tokens, s structs) (ast.Expr, error) {
	start := l.RawCursor()
	x, err := g.parsePrimary(l)
	for n := 1; err == nil; n++ {
		var y coverer
		switch t := l.Peek(); {
		case t.Type != token.Punct && t.Value != "as":
		case t.Value == "." || t.Value == "::":
			y, err = g.parseField(l, x)
		case t.Value == "(":
			var n *ast.CallExpr
			n, err = g.call(l)
			n.Func, y = x, n
		case t.Value == "[":
			var n *ast.IndexExpr
			n, err = g.index(l)
			n.X, y = x, n
		case t.Value == "?":
			l.Next()
			y = &ast.TryExpr{X: x}
		case t.Value == "as":
			var n *ast.CastExpr
			n, err = g.cast(l)
			n.X, y = x, n
		case t.Value == "<" && isPath(x) && typeArgsFollow(l):
			var n *ast.InstanceExpr
			n, err = g.instance(l)
			n.X, y = x, n
		case t.Value == "{" && isPath(x) && (fieldsFollow(l, s) || isInstance(x) && fieldsFollow(l, anyStruct)):
			var n *ast.StructExpr
			n, err = g.structExpr(l)
			n.Type, y = x, n
		}
		if y == nil {
			break
		}
		if n > maxLinks {
			return nil, g.tooDeep(l)
		}
		y.Cover(l.since(start))
		x = y
	}
	return x, err
}

// parseField reads `.name`, `::name` or `::<T>` after x.
func (g *grammar) parseField(l *tokens, x ast.Expr) (coverer, error) {
	a := ahead(l)
	sep := a.Next().Value
	if sep == "::" && a.value() == "<" {
		n, err := g.instance(l)
		n.X = x
		return n, err
	}
	l.Next()
	name := l.Peek()
	if name.Type != token.Ident && (name.Type != token.Int || sep != ".") && name.Value != "await" {
		return nil, wanted(l, "a name after `"+sep+"`")
	}
	l.Next()
	return &ast.FieldExpr{X: x, Name: name.Value, Colons: sep == "::"}, nil
}

// isPath tells whether x can name a type: `a::b`, `a.B`, `A<T>`, `.A`.
func isPath(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Name, *ast.ContextVariant, *ast.QualifiedName:
		return true
	case *ast.FieldExpr:
		return isPath(x.X)
	case *ast.InstanceExpr:
		return isPath(x.X)
	}
	return false
}

func isInstance(x ast.Expr) bool {
	_, ok := x.(*ast.InstanceExpr)
	return ok
}

func (g *grammar) parsePrimary(l *tokens) (ast.Expr, error) {
	t := l.Peek()
	switch t.Type {
	case token.Int, token.Float, token.Duration, token.String, token.RawString, token.ByteString, token.Char, token.Regex:
		return g.parseLiteral(l)
	case token.FStringStart:
		return g.fstring(l)
	case token.Label:
		start := l.RawCursor()
		l.Next()
		n := &ast.ContextName{Name: t.Value}
		n.Cover(l.since(start))
		return n, nil
	case token.Ident:
		return g.parseName(l)
	}
	if t.Value == "true" || t.Value == "false" {
		return g.parseLiteral(l)
	}
	if parse, ok := g.exprs[t.Value]; ok {
		return parse(l)
	}
	return nil, participle.NextMatch
}

func (g *grammar) parseLiteral(l *tokens) (ast.Expr, error) {
	start := l.RawCursor()
	n := &ast.Literal{Text: l.Next().Value}
	n.Cover(l.since(start))
	return n, nil
}

// parseName reads a name, or what a name that is a keyword in one place only starts there.
func (g *grammar) parseName(l *tokens) (ast.Expr, error) {
	a := ahead(l)
	name := a.Next().Value
	switch next := a.value(); {
	case name == "bytes" && next == "[":
		return g.bytes(l)
	case name == "join" && (next == "{" || next == "("):
		return g.join(l)
	case name == "after" && deadlineFollows(l):
		return g.deadline(l)
	case name == "emit" && a.Peek().Type == token.Ident:
		return g.emit(l)
	}
	start := l.RawCursor()
	l.Next()
	n := &ast.Name{Name: name}
	n.Cover(l.since(start))
	return n, nil
}

// parseBraces reads a map or a block.
func (g *grammar) parseBraces(l *tokens) (ast.Expr, error) {
	if mapFollows(l) {
		return g.mapping(l)
	}
	return g.block(l)
}
