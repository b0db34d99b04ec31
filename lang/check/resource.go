package check

// This file checks that resources can be closed.

import (
	"hewq/lang/diag"
	"hewq/lang/types"
)

// closable checks the close method of a resource.
func (c *Checker) closable(t *TypeName) {
	def := defOf(t)
	if def == nil || !def.Resource {
		return
	}
	place := c.declared[def].span
	f := c.inherentMethod(t.Type, "close").fn
	switch {
	case f == nil || f.Trait != nil:
		d := c.reportAt(place, diag.BadResource, "resource `%s` has no `close` method", def.Name)
		help(d, "write `impl %s { fn close(self) { … } }`", def.Name)
	case !types.Is(f.Sig.Result, types.Unit):
		d := c.reportAt(c.places[f], diag.BadResource, "`close` of resource `%s` must return nothing: at the end of a scope nobody takes its result", def.Name)
		note(d, place, "`%s` is declared here", def.Name)
	}
}
