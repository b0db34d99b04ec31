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
		p.word("[")
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
		p.control(n)
	}
}

// control writes the expressions that begin with a word of their own, and blocks.
func (p *printer) control(n ast.Expr) {
	switch n := n.(type) {
	case *ast.Block:
		p.block(n)
	case *ast.IfExpr:
		p.words("if")
		p.condition(n.Let, n.Cond)
		p.then(n.Then)
		if n.Else != nil {
			p.otherwise(n.Else)
		}
	case *ast.MatchExpr:
		p.match(n)
	case *ast.LambdaExpr:
		p.lambda(n)
	case *ast.ActorExpr:
		p.words("actor")
		if n.Move {
			p.words("move")
		}
		p.lambdaParams(n.Params)
		p.result(n.Result)
		p.then(n.Body)
	case *ast.SpawnExpr:
		p.words("spawn")
		p.path(len(n.Actor))
		p.made(n.TypeArgs, n.Args)
	case *ast.SelectExpr:
		p.selectExpr(n)
	case *ast.JoinExpr:
		p.join(n)
	case *ast.ScopeExpr:
		p.word("scope")
		p.then(n.Body)
	case *ast.ForkExpr:
		p.words("fork")
		if n.Name != "" {
			p.copy()
			p.spaced("=")
		}
		p.leading(n.X)
	case *ast.DeadlineExpr:
		p.word("after")
		p.word("(")
		p.whole(n.After)
		p.close(")")
		p.then(n.Body)
	case *ast.UnsafeExpr:
		p.word("unsafe")
		p.then(n.Body)
	case *ast.GenExpr:
		p.gen(n)
	case *ast.YieldExpr:
		p.word("yield")
		p.value(n.Value)
	case *ast.ReturnExpr:
		p.word("return")
		p.value(n.Value)
	case *ast.BreakExpr:
		p.word("break")
		p.target(n.Label)
		p.value(n.Value)
	case *ast.ContinueExpr:
		p.word("continue")
		p.target(n.Label)
	case *ast.EmitExpr:
		p.words("emit")
		p.copy()
		if p.within(n) {
			p.gap = space
			p.inits(n.Fields)
		}
	}
}

// value writes what follows `return` and the like, if something does.
func (p *printer) value(n ast.Expr) {
	if n != nil {
		p.gap = space
		p.whole(n)
	}
}

// target writes the label that a `break` names, if it does.
func (p *printer) target(label string) {
	if label != "" {
		p.gap = space
		p.copy()
	}
}

func (p *printer) fstring(n *ast.FString) {
	p.copy()
	for _, part := range n.Parts {
		if part.X == nil {
			p.copy()
			continue
		}
		p.word("{")
		if p.at("{") { // `{{` would be something else
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
	p.word("(")
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
	p.word("[")
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
	r, ok := n.(*ast.RangeExpr)
	if !ok {
		p.whole(n)
		return
	}
	p.ends(r, tight)
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
		p.word("{")
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

func (p *printer) match(n *ast.MatchExpr) {
	p.words("match")
	p.head(n.Value)
	p.spaceOrLine()
	p.open()
	for i, arm := range n.Arms {
		if i > 0 {
			p.gap = line
		}
		p.pattern(arm.Pattern)
		if arm.Guard != nil {
			p.spaced("if")
			p.whole(arm.Guard)
		}
		p.spaced("=>")
		p.leading(arm.Body)
		p.mark(",")
	}
	p.shut()
}

func (p *printer) lambda(n *ast.LambdaExpr) {
	if n.Move {
		p.words("move")
	}
	p.lambdaParams(n.Params)
	p.result(n.Result)
	if n.Block != nil {
		p.then(n.Block)
		return
	}
	p.gap = space
	p.leading(n.Body)
}

func (p *printer) lambdaParams(params []*ast.LambdaParam) {
	if p.accept("||") {
		return
	}
	enclosed(p, "|", params, "|", func(n *ast.LambdaParam) {
		if n.Var {
			p.words("var")
		}
		p.copy()
		p.typed(n.Type)
	})
}

// made writes the arguments of an actor that is started. Empty parentheses are left out.
func (p *printer) made(types []ast.Type, args []*ast.Arg) {
	if p.at("<") && len(types) > 0 {
		enclosed(p, "<", types, ">", p.typ)
	}
	if len(args) > 0 {
		enclosed(p, "(", args, ")", p.arg)
		return
	}
	if !p.at("(") {
		return
	}
	closing := p.solid(p.solid(p.next) + 1)
	if p.textAt(closing) != ")" { // what stands there is no list of arguments
		return
	}
	switch p.textAt(p.solid(closing + 1)) {
	case ".", "::", "(", "<": // belongs to what is made, not to its name
		p.word("(")
		p.word(")")
	default:
		p.drop("(")
		p.drop(")")
	}
}

func (p *printer) selectExpr(n *ast.SelectExpr) {
	p.words("select")
	p.open()
	for i, arm := range n.Arms {
		if i > 0 {
			p.gap = line
		}
		if arm.After != nil {
			p.words("after")
			p.expr(arm.After)
		} else {
			p.pattern(arm.Pattern)
			p.spaced("from")
			p.expr(arm.From)
		}
		p.spaced("=>")
		p.leading(arm.Body)
		p.mark(",")
	}
	p.shut()
}

// join writes each element in braces on a line of its own, and those in parentheses on one.
func (p *printer) join(n *ast.JoinExpr) {
	p.word("join")
	if p.at("(") {
		enclosed(p, "(", n.Elems, ")", p.whole)
		return
	}
	p.gap = space
	p.open()
	for i, x := range n.Elems {
		if i > 0 {
			p.gap = line
		}
		p.whole(x)
		p.mark(",")
	}
	p.shut()
}

// gen writes a block that has a simple statement or two on one line.
func (p *printer) gen(n *ast.GenExpr) {
	p.words("gen")
	if len(n.Body.Stmts) == 0 || len(n.Body.Stmts) > 2 || p.commentedUpTo(n.End()) || !simple(n.Body) {
		p.block(n.Body)
		return
	}
	p.word("{")
	for _, s := range n.Body.Stmts {
		p.dropMarks()
		p.gap = space
		p.stmt(s)
	}
	p.dropMarks()
	p.gap = space
	p.word("}")
}

// simple tells whether nothing in a block has lines of its own.
func simple(b *ast.Block) bool {
	ok := true
	ast.Inspect(b, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Block:
			ok = ok && n == b
		case *ast.MatchExpr, *ast.SelectExpr, *ast.JoinExpr, *ast.LambdaExpr, *ast.SpawnExpr, *ast.ForkExpr, *ast.TimeoutExpr, *ast.EmitExpr:
			ok = false
		}
		return ok
	})
	return ok
}
