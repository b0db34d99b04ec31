package check

// This file checks what generic functions are called with if values of their type parameters
// go to actors or tasks, where functions and generators must not go, or into channels and streams,
// which carry no resources.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/types"
)

// A crossing is a type parameter of which a function hands something to an actor or a task, or puts
// it into a channel. The methods of an impl share its parameters, so they do not say which function it
// is.
type crossing struct {
	in     ast.Node
	param  *types.Param
	queued bool // it goes into a channel
}

// An instance is a type argument of a call.
type instance struct {
	callee crossing
	name   string // of the function
	arg    types.Type
	caller ast.Node
	at     source.Span
}

// instantiated notes the type arguments of a call.
func (c *Checker) instantiated(at ast.Node, f *Func, args []types.Type) {
	if f.Decl == nil {
		return
	}
	for i, p := range f.TypeParams {
		c.instanced.add(instance{crossing{f.Decl, p, false}, f.Name, args[i], c.owning(), c.span(at)})
	}
}

// owning is the function that is being checked, nil outside of functions.
func (c *Checker) owning() ast.Node {
	if c.fn == nil {
		return nil
	}
	return c.fn.root.owner
}

// crosses notes the type parameters in t, of which the function in hands on something.
func (c *Checker) crosses(in ast.Node, t types.Type) { c.goes(in, t, false) }

// goes is crosses, or notes what goes into channels.
func (c *Checker) goes(in ast.Node, t types.Type, queued bool) {
	c.anyPartOrElem(t, func(t types.Type) bool {
		if p, ok := t.(*types.Param); ok {
			c.crossing[crossing{in, p, queued}] = true
		}
		return false
	})
}

// crossings reports the calls that give a function or a generator to a parameter that crosses,
// in the function itself or in one that it calls.
func (c *Checker) crossings() {
	for again := true; again; {
		before := len(c.crossing)
		for i := range c.instanced.each() {
			for _, queued := range []bool{false, true} {
				if i.callee.queued = queued; c.crossing[i.callee] {
					c.goes(i.caller, i.arg, queued)
				}
			}
		}
		again = len(c.crossing) > before
	}
	reported := map[source.Span]bool{}
	for i := range c.instanced.each() {
		if i.callee.queued = true; c.crossing[i.callee] && !reported[i.at] && c.hasResource(i.arg) {
			reported[i.at] = true
			d := c.reportAt(i.at, diag.NotSendable, "`%s` puts what it gets into a channel, which carries no `%s`", i.name, c.normalize(i.arg))
			help(d, "send it in a message to an actor, or make it where it is received")
		}
		if i.callee.queued = false; c.crossing[i.callee] && !reported[i.at] && !c.sendable(i.arg) {
			reported[i.at] = true
			c.reportAt(i.at, diag.NotSendable, "`%s` hands what it gets to an actor or a task, where `%s` cannot go: functions and generators stay where they were made", i.name, c.normalize(i.arg))
		}
	}
	c.instanced = list[instance]{}
}
