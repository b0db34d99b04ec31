package check

// This file refuses what hewq reads but cannot run.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// concurrentTypes are types of Hew that come with what hewq cannot run.
var concurrentTypes = map[string]string{
	"ActorRef":       "`ActorRef`",
	"AsyncGenerator": "generators",
	"Rc":             "reference counted values", "Weak": "reference counted values",
	"SendHalf": "halves of pairs", "RecvHalf": "halves of pairs",
	"MonitorRef": "monitors", "Node": "distributed nodes",
	"CancellationToken": "cancellation tokens",
	"LookupError":       "distributed nodes",
}

// concurrentNames are functions of Hew that come with what hewq cannot run.
var concurrentNames = map[string]string{
	"monitor": "monitors", "demonitor": "monitors",
	"supervisor_child": "`supervisor_child`", "duplex_pair": "`duplex_pair`",
	"is_cancelled": "cancellation tokens", "Node": "distributed nodes", "LocalPid": "`LocalPid` as a value", "Rc": "reference counted values",
}

// instead is what to use in the place of a name that hewq cannot run, "" if there is nothing.
func instead(name string) string {
	switch name {
	case "ActorRef":
		return "use `LocalPid<…>`"
	case "monitor", "demonitor", "MonitorRef":
		return "no function could receive what a monitor tells: `#[on(crash)]` of a supervisor's child hears of crashes, `link(pid)` crashes together with an actor"
	case "supervisor_child":
		return "name the child: `supervisor.child`"
	case "duplex_pair", "SendHalf", "RecvHalf":
		return "two channels of `std::channel` do the same, one for each direction"
	}
	return ""
}

// unsupported reports a construct by its name, with what to use instead if there is
// something.
func (c *Checker) unsupported(n ast.Node, what, instead string) *diag.Diagnostic {
	d := c.report(n, diag.NotSupported, "%s are not supported by hewq yet", what)
	if len(what) > 0 && (what[0] == '`' || what[len(what)-1] == '`') {
		d.Message = what + " is not supported by hewq yet"
	}
	if instead != "" {
		help(d, "%s", instead)
	}
	return d
}

// addMachine reports a machine, and keeps the names that it declares from being reported as unknown.
func (c *Checker) addMachine(m *Module, item *ast.Item, d *ast.MachineDecl, public bool) {
	c.reportAt(c.nameSpan(item, d.Name), diag.NotSupported, "machines are not supported by hewq yet")
	declare := func(n ast.Node, kind, name string, public bool) {
		if name != "" && m.unit.names[name] == nil {
			o := &TypeName{Name: name, Type: invalid, kind: kind}
			m.unit.names[name], m.unit.public[name] = o, public
			if n != nil {
				at := c.nameSpan(n, name)
				m.unit.places[name], c.places[o] = at, at
				c.markDeclared(at, o)
			}
		}
	}
	declare(d, "machine", d.Name, public)
	declare(nil, "", d.Name+"Event", true)
	for _, member := range d.Members {
		if member.State != nil {
			declare(member.State, "state", member.State.Name, true)
		}
		for _, e := range member.Events {
			declare(e, "event", e.Name, true)
		}
	}
	for _, member := range d.Members {
		if t := member.Transition; t != nil {
			path := slices.Concat([]string{t.Event}, t.From, t.To)
			for i, name := range path {
				c.markPart(t, path, i, m.unit.names[name])
			}
		}
	}
}

// unsupportedExpr reports an expression that hewq cannot run. What is in it is not looked at.
func (c *Checker) unsupportedExpr(e ast.Expr) types.Type {
	what, instead := "this expression", ""
	switch e := e.(type) {
	case *ast.EmitExpr:
		what = "`emit`"
	case *ast.ContextName:
		what = "names with `@`"
	case *ast.UnaryExpr:
		if t := c.expr(e.X, nil); isInvalid(t) {
			return invalid
		}
		if e.Op == "*" {
			c.dereference(e)
			return invalid
		}
		what = "`" + e.Op + "`"
	case *ast.QualifiedName:
		what = "qualified names"
	}
	c.unsupported(e, what, instead)
	return invalid
}
