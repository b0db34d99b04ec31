package check

// This file refuses what hewq reads but cannot run.

import (
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

// unsupportedDecl reports a declaration and keeps its name from being reported as unknown.
func (c *Checker) unsupportedDecl(m *Module, item *ast.Item, name, what string, public bool) {
	at := c.nameSpan(item, name)
	c.reportAt(at, diag.NotSupported, "%s are not supported by hewq yet", what)
	if m.unit.names[name] == nil {
		m.unit.names[name] = &TypeName{Name: name, Type: invalid}
		m.unit.public[name] = public
		m.unit.places[name] = at
	}
}

// machineNames keeps the names that a machine declares from being reported as unknown.
func (c *Checker) machineNames(m *Module, d *ast.MachineDecl) {
	hide := func(name string) {
		if name != "" && m.unit.names[name] == nil {
			m.unit.names[name] = &TypeName{Name: name, Type: invalid}
			m.unit.public[name] = true
		}
	}
	hide(d.Name + "Event")
	for _, member := range d.Members {
		if member.State != nil {
			hide(member.State.Name)
		}
		for _, e := range member.Events {
			hide(e.Name)
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
