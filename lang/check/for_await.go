package check

// This file checks `for await`.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// awaiting finds how a `for await` goes over a value of type x.
func (c *Checker) awaiting(s *ast.ForStmt, x types.Type) *Iter {
	if isInvalid(x) || types.Is(x, types.Never) {
		return &Iter{Kind: IterVec, Elem: invalid}
	}
	if recv := c.method(x, "recv"); recv.fn != nil && recv.fn.Builtin.Timed {
		next := &Call{Recv: s.Value}
		result := c.normalize(c.invoke(s.Value, next, recv, x, nil, nil))
		if args, ok := types.IsNamed(result, "Option"); ok {
			return &Iter{Kind: IterRecv, Next: next, Elem: args[0]}
		}
	}
	d := c.report(s.Value, diag.NotIterable, "`for await` is not valid over `%s`", x)
	if c.itemOf(x) != nil || types.DefOf(x) == c.universe.generator || types.Is(x, types.String) || types.Is(x, types.Bytes) {
		help(d, "use a plain `for` loop")
	} else {
		help(d, "it goes over what a channel or a stream delivers")
	}
	return &Iter{Kind: IterVec, Elem: invalid}
}
