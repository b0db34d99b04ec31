package check

// This file checks generators: gen functions and blocks, and yield.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// generatorOf is the result of a gen function that yields values of type t.
func (c *Checker) generatorOf(t types.Type) types.Type { return c.generator(t, void) }

// generator is the type of a generator, whose methods lowering needs: it is closed at the end of
// its scope.
func (c *Checker) generator(yields, result types.Type) types.Type {
	c.coreUnit(c.universe.paths[c.universe.generator])
	return named(c.universe.generator, yields, result)
}

// genExpr is `gen { }`: a generator that has a copy of what the block uses.
func (c *Checker) genExpr(e *ast.GenExpr) types.Type {
	if a := c.actor(); a != nil && c.fn != nil && slices.Contains(a.Receives, c.fn.root.fn) {
		d := c.report(e, diag.OutsideGenerator, "a `gen` block cannot stand in a receive function, which would be left in the middle of a message")
		upstream(d, "E_GENBLOCK_IN_ACTOR_RECEIVE")
		help(d, "write a function `gen fn` outside of the actor and call it here")
		return invalid
	}
	yields := c.fresh(e)
	closure := &ast.LambdaExpr{Span: e.Span, Move: true, Block: e.Body}
	c.info.Gens[e] = closure
	c.record(closure, c.closure(&function{yields: yields}, closure, nil))
	result := c.info.Lambdas[closure].Sig.Result
	if v, ok := types.Resolve(yields).(*types.Var); ok && v.Lit == types.NoLiteral && !yieldsIn(e.Body) {
		if t := c.normalize(result); types.Is(t, types.Unit) || types.Is(t, types.Never) {
			d := c.report(e, diag.TypeUnknown, "this `gen` block yields nothing and has no value")
			upstream(d, "E_EMPTY_GENERATOR")
			help(d, "add `yield value;`")
			return invalid
		}
		c.unify(v, never)
	}
	return c.generator(yields, result)
}

// yieldsIn tells whether a block has a yield of its own.
func yieldsIn(b *ast.Block) (found bool) {
	ast.Inspect(b, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.YieldExpr:
			found = true
		case *ast.LambdaExpr, *ast.GenExpr:
			return false
		}
		return !found
	})
	return found
}

// yieldExpr is `yield value`.
func (c *Checker) yieldExpr(e *ast.YieldExpr) types.Type {
	want := c.fn.yields
	if want == nil {
		if e.Value != nil {
			c.expr(e.Value, nil)
		}
		d := c.report(e, diag.OutsideGenerator, "`yield` outside of generator function")
		if c.fn.lambda != nil {
			help(d, "a closure is not a generator: `gen { … }` is")
		} else {
			help(d, "declare the function with `gen fn`")
		}
		return invalid
	}
	if e.Value == nil {
		if !c.unify(want, void) {
			c.report(e, diag.TypeMismatch, "expected `%s`, found nothing: `yield` needs a value here", want)
		}
		return void
	}
	c.check(e.Value, want)
	return void
}
