package format

// This file writes the expressions that begin with a word of their own.

import "hewq/lang/ast"

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
		p.begin("(")
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
