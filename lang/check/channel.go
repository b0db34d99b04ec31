package check

// This file checks what channels and streams carry, and what can be awaited of them.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// queueModules are the types of channels and streams, which are known without an import, with
// their modules.
var queueModules = map[string]string{
	"Sender": "std::channel::channel", "Receiver": "std::channel::channel",
	"Stream": "std::stream", "Sink": "std::stream",
}

// queueType finds a type of channels or streams by its name, nil if it is none.
func (c *Checker) queueType(name string) Object {
	path, ok := queueModules[name]
	if !ok {
		return nil
	}
	m, err := c.loader.Load(path, c.here.Source)
	if err != nil {
		return nil
	}
	return c.load(m).names[name]
}

// intrinsicOf is the intrinsic that a call means, "" if it means none.
func intrinsicOf(call *Call) string {
	if call == nil || call.Func == nil {
		return ""
	}
	return call.Func.Intrinsic
}

// carries checks the elements of a channel where it is made.
func (c *Checker) carries(at ast.Node, f *Func, args []types.Type) {
	if f.Intrinsic != "channel.new" || isInvalid(args[0]) {
		return
	}
	elem := args[0]
	c.crosses(c.owning(), elem)
	c.goes(c.owning(), elem, true)
	if p := c.unqueueable(elem); p != nil {
		d := c.report(at, diag.NotSendable, "Channel<%s> is not supported: a channel carries no `%s`", elem, p)
		help(d, "numbers, strings, bytes, and records, tuples and enums of such can be sent")
	}
}

// unqueueable is t, or the part of it, that no channel carries; nil if there is none.
func (c *Checker) unqueueable(t types.Type) types.Type {
	t = c.normalize(t)
	switch def := types.DefOf(t); {
	case def == nil:
	case def == c.universe.option, def == c.universe.result, def == c.universe.instant, def.Shape == types.Actor, def.Shape == types.Supervisor:
		return t
	}
	var bad types.Type
	c.anyPart(t, func(part types.Type) bool {
		switch p := part.(type) {
		case *types.Func, *types.Dyn, *types.Array, *types.Slice:
			bad = part
		case *types.Named:
			if p.Def.Shape == types.Collection || p.Def.Resource {
				bad = part
			}
		}
		return bad != nil
	})
	return bad
}

// cloneable checks what is cloned: what has a resource has one owner, but for senders, of which
// a channel has several.
func (c *Checker) cloneable(at ast.Node, t types.Type) {
	if !c.canClone(t) {
		d := c.report(at, diag.MissingImpl, "`%s` cannot be cloned: it has a resource, and that has one owner", t)
		help(d, "pass it on with a move, or make another one")
	}
}

func (r *resolver) canClone(t types.Type) bool {
	return !r.anyPartOrElem(t, func(t types.Type) bool {
		if d, ok := t.(*types.Dyn); ok {
			return r.ownedBehind(d)
		}
		n, ok := t.(*types.Named)
		return ok && (n.Def.Resource || n.Def.Linear) && !isSender(n.Def)
	})
}

// deadlined gives `await x | after d` its type, where x was awaited and is of type t: what
// receives tells apart that nothing came in time.
func (c *Checker) deadlined(e *ast.TimeoutExpr, call *Call, t types.Type) types.Type {
	_, task := types.IsNamed(c.info.Types[e.X.(*ast.UnaryExpr).X], "Task")
	switch {
	case task:
	case call == nil || call.Kind == CallAsk:
		return t
	case call.Func != nil && call.Func.Within != "":
		return c.within(e, call)
	case call.Func == nil || !call.Func.Builtin.Timed:
		c.unsupported(e, "`| after` behind anything but a reply of an actor and a `recv`", "")
		return invalid
	}
	late, ok := c.rare("TimeoutError").(*TypeName)
	if !ok {
		return invalid
	}
	return named(c.universe.result, t, late.Type)
}
