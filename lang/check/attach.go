package check

// This file checks what is handed to an actor as it arrives on a connection.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// attach is the intrinsic that has an actor receive what arrives on a connection.
const attach = "connection.attach"

// attaches checks that values of type t are addresses of actors that a connection can be attached
// to.
func (c *Checker) attaches(e ast.Expr, t types.Type) {
	a := c.actorOf(t)
	if a == nil {
		if !isInvalid(t) {
			c.report(e, diag.TypeMismatch, "a connection is attached to an actor, and `%s` is none", t)
		}
		return
	}
	for _, want := range []struct {
		name   string
		params []types.Type
		help   string
	}{
		{"on_data", []types.Type{types.Of(types.Bytes)}, "receive fn on_data(data: bytes) { … }"},
		{"on_close", nil, "receive fn on_close() { … }"},
	} {
		i := slices.IndexFunc(a.Receives, func(f *Func) bool { return f.Name == want.name })
		if i >= 0 {
			sig := a.Receives[i].Sig
			if types.Is(sig.Result, types.Unit) && slices.EqualFunc(sig.Params[1:], want.params, types.Identical) {
				continue
			}
		}
		d := c.report(e, diag.MissingMethod, "actor `%s` cannot handle a connection: it has no `%s` that fits", a.Name, want.name)
		note(d, a.self.Span, "actor `%s` is declared here", a.Name)
		help(d, "declare `%s` in it", want.help)
	}
}
