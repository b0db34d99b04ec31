package check

// This file checks closures.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// lambdaExpr is `|x| body`.
func (c *Checker) lambdaExpr(e *ast.LambdaExpr, want types.Type) types.Type {
	return c.closure(&function{}, e, want)
}

// closure checks the body of f, which is e, and gives its type.
func (c *Checker) closure(f *function, e *ast.LambdaExpr, want types.Type) types.Type {
	w, _ := want.(*types.Func)
	lambda := &Lambda{Sig: &types.Func{}}
	c.info.Lambdas[e] = lambda
	f.owner, f.lambda = e, lambda
	c.in(c.inClosure(f), func() {
		c.lambdaParams(e, lambda, w, want == types.Type(invalid))
		c.lambdaBody(e, lambda, w)
	})
	sig := lambda.Sig
	c.later(func() {
		lambda.Sig = c.final(sig).(*types.Func)
		c.capturing(e, lambda)
	})
	return sig
}

// lambdaParams declares the parameters of a closure. With lost what it is given to was reported, so
// nothing is known of them.
func (c *Checker) lambdaParams(e *ast.LambdaExpr, lambda *Lambda, w *types.Func, lost bool) {
	for i, p := range e.Params {
		var t types.Type
		switch {
		case p.Type != nil:
			t = c.typ(p.Type)
			if w != nil && i < len(w.Params) {
				c.unify(w.Params[i], t)
			}
		case w != nil && i < len(w.Params):
			t = w.Params[i]
		case lost:
			t = invalid
		default:
			t = c.fresh(p)
		}
		l := c.declareLocal(p, p.Name, t, p.Var)
		l.Param = true
		lambda.Params = append(lambda.Params, l)
		lambda.Sig.Params = append(lambda.Sig.Params, t)
	}
}

// lambdaBody checks the body; the result is what is written, what is wanted, or what it is.
func (c *Checker) lambdaBody(e *ast.LambdaExpr, lambda *Lambda, want *types.Func) {
	switch {
	case e.Result != nil:
		lambda.Sig.Result = c.typ(e.Result)
	case want != nil && len(want.Params) == len(e.Params):
		lambda.Sig.Result = want.Result
	default:
		lambda.Sig.Result = c.fresh(e)
	}
	result := lambda.Sig.Result
	c.fn.result = result
	body := e.Body
	if e.Block != nil {
		body = e.Block
	}
	if b, ok := body.(*ast.Block); ok && e.Block != nil {
		c.functionBody(b, result, e.Result)
		if v, unknown := types.Resolve(result).(*types.Var); unknown && b.Tail() == nil && v.Lit == types.NoLiteral {
			c.unify(v, void)
		}
		return
	}
	if types.Is(c.normalize(result), types.Unit) {
		c.expr(body, discard)
		return
	}
	got := c.check(body, result)
	if v, unknown := types.Resolve(result).(*types.Var); unknown && types.Is(got, types.Never) {
		c.unify(v, void)
	}
}

// capture notes a variable of the function around the closure.
func (l *Lambda) capture(v *Local) {
	if !slices.Contains(l.Captures, v) {
		l.Captures = append(l.Captures, v)
	}
}

// capturing checks that a closure says so if it moves what it captures.
func (c *Checker) capturing(e *ast.LambdaExpr, lambda *Lambda) {
	if e.Move {
		return
	}
	for _, l := range lambda.Captures {
		if c.moveCaptured(l.Type) {
			d := c.report(e, diag.MoveNeeded, "this closure captures `%s` of type `%s`, which is moved into it: `move` is required", l.Name, l.Type)
			note(d, l.Span, "`%s` is declared here", l.Name)
			help(d, "write `move |…|`")
			return
		}
	}
}
