package check

// This file checks the awaiting of methods of modules, such as a read from a connection. They
// wait without `await` too; with it, they can be given a time.

import (
	"hewq/lang/ast"
	"hewq/lang/types"
)

// waits tells whether a call can be awaited because its method waits.
func (call *Call) waits() bool {
	return call != nil && call.Func != nil && (call.Func.Within != "" || call.Func.Builtin.Waits)
}

// within is `await x.f(…) | after d`, where f waits: a call of the function that takes the time.
func (c *Checker) within(e *ast.TimeoutExpr, call *Call) types.Type {
	f, ok := call.Func.Module.unit.names[call.Func.Within].(*Func)
	if !ok {
		return invalid
	}
	c.need(f)
	limited := &ast.CallExpr{Span: e.Span}
	args := append([]ast.Expr{call.Recv}, call.Args...)
	c.info.Calls[limited] = &Call{Func: f, Args: append(args, e.After)}
	c.info.Types[limited] = f.Sig.Result
	c.info.Within[e] = limited
	return f.Sig.Result
}
