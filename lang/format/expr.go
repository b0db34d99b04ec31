package format

// This file writes expressions.

import (
	"hewq/lang/ast"
	"hewq/lang/token"
)

// expr writes an expression as it stands, with its parentheses.
func (p *printer) expr(n ast.Expr) {
	switch n := n.(type) {
	case *ast.Literal:
		p.literal()
	case *ast.Name, *ast.ThisExpr, *ast.ContextName:
		p.copy()
	case *ast.FString:
		p.fstring(n)
	case *ast.ContextVariant:
		p.word(".")
		p.copy()
	case *ast.QualifiedName:
		p.qualified(n.Type)
	case *ast.TupleExpr:
		p.tuple(n)
	case *ast.ArrayExpr:
		p.array(n)
	case *ast.BytesExpr:
		p.words("bytes")
		enclosed(p, "[", n.Elems, "]", p.whole)
	case *ast.MapExpr:
		enclosed(p, "{", n.Entries, "}", p.mapEntry)
	case *ast.FieldExpr:
		p.receiver(n.X)
		p.copy()
		p.copy()
	case *ast.CallExpr:
		p.expr(n.Func)
		enclosed(p, "(", n.Args, ")", p.arg)
	case *ast.IndexExpr:
		p.receiver(n.X)
		p.begin("[")
		p.subscript(n.Index)
		p.close("]")
	case *ast.InstanceExpr:
		p.receiver(n.X)
		p.accept("::")
		enclosed(p, "<", n.TypeArgs, ">", p.typ)
	case *ast.CastExpr:
		p.receiver(n.X)
		p.spaced("as")
		p.typ(n.Type)
	case *ast.TryExpr:
		p.receiver(n.X)
		p.word("?")
	case *ast.StructExpr:
		p.structExpr(n)
	case *ast.UnaryExpr:
		p.unary(n)
	case *ast.BinaryExpr:
		p.operand(n.Left, n.Op, false)
		p.gap = space
		p.operator(n.Op)
		p.gap = space
		p.operand(n.Right, n.Op, true)
	case *ast.RangeExpr:
		p.rangeExpr(n)
	case *ast.TimeoutExpr:
		p.expr(n.X)
		p.spaced("|")
		p.words("after")
		p.expr(n.After)
	default:
		p.flush()
		indent := p.indent
		if p.indent = p.lineOfNext(); p.gap == broken {
			p.gap = brk
		}
		p.control(n)
		p.indent = indent
	}
}

func (p *printer) fstring(n *ast.FString) {
	p.copy()
	for _, part := range n.Parts {
		if part.X == nil {
			p.copy()
			continue
		}
		p.begin("{")
		if p.gap == tight && p.textAt(p.next) == "{" { // `{{` would be something else
			p.gap = space
		}
		p.whole(part.X)
		if part.Debug {
			p.word(":")
			p.word("?")
		}
		p.close("}")
	}
	p.copy()
}

func (p *printer) tuple(n *ast.TupleExpr) {
	p.begin("(")
	commas(p, n.Elems, p.whole)
	if len(n.Elems) == 1 && p.lastComma(n) {
		p.write(",")
	}
	p.close(")")
}

// lastComma tells whether n has a comma before its closing bracket.
func (p *printer) lastComma(n *ast.TupleExpr) bool {
	closed := false
	toks := p.tree.TokensOf(n)
	for i := len(toks) - 1; i >= 0; i-- {
		switch t := &toks[i]; {
		case t.Type == token.LastComma:
			return true
		case token.IsElided(t.Type):
		case closed:
			return false
		default:
			closed = true
		}
	}
	return false
}

func (p *printer) array(n *ast.ArrayExpr) {
	p.begin("[")
	commas(p, n.Elems, p.whole)
	if n.Count != nil {
		p.words(";")
		p.whole(n.Count)
	}
	p.close("]")
}

func (p *printer) mapEntry(n *ast.MapEntry) {
	p.expr(n.Key)
	p.words(":")
	p.whole(n.Value)
}

func (p *printer) arg(n *ast.Arg) {
	if n.Name != "" {
		p.copy()
		p.words(":")
	}
	p.whole(n.Value)
}

// subscript writes what stands in the brackets of an index.
func (p *printer) subscript(n ast.Expr) {
	n = p.strip(n, plainExpr)
	if r, ok := n.(*ast.RangeExpr); ok {
		p.ends(r, tight)
		return
	}
	p.expr(n)
}

func (p *printer) rangeExpr(n *ast.RangeExpr) {
	if n.Lo == nil || n.Hi == nil {
		p.ends(n, tight)
	} else {
		p.ends(n, space)
	}
}

// ends writes a range with a gap around the dots.
func (p *printer) ends(n *ast.RangeExpr, around gap) {
	if n.Lo != nil {
		p.operand(n.Lo, n.Op, false)
		p.gap = around
	}
	p.word(n.Op)
	if n.Hi != nil {
		p.gap = around
		p.operand(n.Hi, n.Op, true)
	}
}

func (p *printer) structExpr(n *ast.StructExpr) {
	p.expr(n.Type)
	p.gap = space
	p.padded(func() {
		commas(p, n.Fields, p.init)
		if n.Base != nil {
			p.rest(len(n.Fields) > 0, true)
			p.whole(n.Base)
		}
	})
}

func (p *printer) init(n *ast.FieldInit) {
	p.copy()
	p.words(":")
	p.whole(n.Value)
}

// inits writes fields in braces, nothing between them if there are none.
func (p *printer) inits(fields []*ast.FieldInit) {
	if len(fields) == 0 {
		p.begin("{")
		p.close("}")
		return
	}
	p.padded(func() { commas(p, fields, p.init) })
}

func (p *printer) unary(n *ast.UnaryExpr) {
	p.word(n.Op)
	if token.RolesOf(n.Op) != 0 || n.Op == "clone" {
		p.gap = space
	}
	p.unaryOperand(n.X)
}
