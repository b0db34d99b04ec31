package check

// This file tells where the code stands that is being checked.

import "hewq/lang/ast"

// A context is what the code around a piece of code means for it. It is read where it is needed,
// as `c.fn` or `c.scope`, and changed by Checker.in alone: as a parameter it would stand in the
// signature of nearly every method, and most of them would only hand it on.
type context struct {
	here  *Module // whose text is being checked
	scope *scope  // type parameters and locals
	fn    *function

	loops    []*loop           // in the function around the code, the innermost last
	unsafe   bool              // native functions may be called
	scopes   int               // `scope { }` blocks around the code
	deadline *ast.DeadlineExpr // of the innermost of them
	header   *ast.ForStmt      // whose pattern is being checked
	given    ast.Expr          // the value of a `let` or a `var` without a type
	limited  *ast.UnaryExpr    // the `await` before `| after`
	naming   string            // the variable that gets the closure or the actor being checked
	waited   waited            // the call whose value something waits for
}

// waited is a call and what waits for its value.
type waited struct {
	call *ast.CallExpr
	by   waiter
}

// A waiter is what waits for the value of a call.
type waiter int

const (
	byNothing waiter = iota
	byAwait
	byJoin   // a branch of `join`
	bySelect // the source of an arm of `select`
)

// in runs f in context x. Nothing else changes the context.
//
//go:noinline
func (c *Checker) in(x context, f func()) {
	outer := c.context
	c.context = x
	f()
	c.context = outer
}

// nested is the context of a block: a scope inside the current one.
func (x context) nested() context { return x.withScope(&scope{outer: x.scope}) }

func (x context) withScope(s *scope) context {
	x.scope = s
	return x
}

// inBody is the context of the body of f, in a scope of the module: what stands around a function
// means nothing in it.
func (x context) inBody(f *function, s *scope) context {
	f.root = f
	return context{here: x.here, scope: s, fn: f}
}

// inClosure is the context of the body of f, a closure in the current function.
func (x context) inClosure(f *function) context {
	f.outer, f.root, f.fn, f.name = x.fn, x.fn.root, x.fn.fn, x.naming
	return context{here: x.here, scope: &scope{outer: x.scope}, fn: f, unsafe: x.unsafe}
}

// waits is the context of a call whose value something waits for.
func (x context) waits(call *ast.CallExpr, by waiter) context {
	x.waited = waited{call, by}
	return x
}

// waiter is what waits for the value of a call.
func (c *Checker) waiter(call *ast.CallExpr) waiter {
	if c.waited.call != call {
		return byNothing
	}
	return c.waited.by
}

// A nesting counts calls inside of each other.
type nesting struct{ depth int }

// within runs f unless it would be deeper than depth.
func (n *nesting) within(depth int, f func()) {
	if n.depth < depth {
		n.depth++
		f()
		n.depth--
	}
}
