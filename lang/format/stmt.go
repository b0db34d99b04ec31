package format

// This file writes blocks and statements.

import (
	"hewq/lang/ast"
	"hewq/lang/token"
)

// block writes a block: each statement on a line of its own.
func (p *printer) block(n *ast.Block) {
	if len(n.Stmts) == 0 && !p.commentedUpTo(n.End()) {
		p.word("{")
		p.dropMarks()
		p.word("}")
		return
	}
	p.open()
	units(p, n, n.Stmts, every(line), p.stmt)
	p.shut()
}

func (p *printer) stmt(n ast.Stmt) {
	switch n := n.(type) {
	case *ast.LetStmt:
		p.letStmt(n)
	case *ast.VarStmt:
		p.words("var")
		p.copy()
		p.typed(n.Type)
		p.assigned(n.Value)
		p.mark(";")
	case *ast.WhileStmt:
		p.label(n.Label)
		p.words("while")
		p.condition(n.Let, n.Cond)
		p.then(n.Body)
	case *ast.ForStmt:
		p.forStmt(n)
	case *ast.LoopStmt:
		p.label(n.Label)
		p.word("loop")
		p.then(n.Body)
	case *ast.DeferStmt:
		p.words("defer")
		p.leading(n.Value)
		if _, ok := n.Value.(*ast.Block); !ok || p.goesOn() {
			p.mark(";")
		} else {
			p.drop(";")
		}
	case *ast.ExprStmt:
		p.leading(n.X)
		if n.Semi {
			p.mark(";")
		}
	case *ast.AssignStmt:
		p.expr(n.Target)
		p.gap = space
		p.operator(n.Op)
		p.gap = space
		p.whole(n.Value)
		p.mark(";")
	}
}

// goesOn tells whether what stands behind a `;` could belong to the expression before it. A parenthesis that could
// stays.
func (p *printer) goesOn() bool {
	if !p.at(";") {
		return false
	}
	i := p.solid(p.next)
	for p.textAt(i) == ";" {
		i = p.solid(i + 1)
	}
	if p.textAt(i) == "(" {
		p.stays = p.toks[i].Start()
	}
	return i < len(p.toks) && p.toks[i].Type != token.Ident && p.toks[i].Type != token.Keyword && p.toks[i].Value != "}"
}

func (p *printer) letStmt(n *ast.LetStmt) {
	p.words("let")
	p.pattern(n.Pattern)
	if n.Try {
		p.word("?")
	}
	p.typed(n.Type)
	p.assigned(n.Value)
	if n.Else != nil {
		p.otherwise(n.Else)
	}
	p.mark(";")
}

func (p *printer) forStmt(n *ast.ForStmt) {
	p.label(n.Label)
	p.words("for")
	if n.Await {
		p.words("await")
	}
	p.pattern(n.Pattern)
	p.spaced("in")
	p.head(n.Value)
	p.then(n.Body)
}

// label writes the label of a loop, if it has one.
func (p *printer) label(name string) {
	if name != "" {
		p.copy()
		p.words(":")
	}
}

// condition writes what stands between `if` or `while` and the block.
func (p *printer) condition(let ast.Pattern, x ast.HeadExpr) {
	if let != nil {
		p.words("let")
		p.pattern(let)
		p.spaced("=")
	}
	p.head(x)
}

// then writes a block after what it belongs to.
func (p *printer) then(n *ast.Block) {
	p.spaceOrLine()
	p.block(n)
}

// otherwise writes `else` and its block or `if`.
func (p *printer) otherwise(n ast.Else) {
	p.spaceOrLine()
	p.word("else")
	p.gap = space
	p.expr(n)
}

// operator writes an operator of one or several tokens.
func (p *printer) operator(op string) {
	for written := 0; written < len(op); {
		t := p.peek()
		if t.Type == token.EOF {
			panic(surprise{"the file ends within an operator"})
		}
		written += len(t.Value)
		p.copy()
	}
}
