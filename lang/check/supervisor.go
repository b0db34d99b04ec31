package check

// This file checks supervisors: their declarations, and access to their children.

import (
	"slices"
	"strings"
	"time"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/source"
	"hewq/lang/token"
	"hewq/lang/types"
)

// A Supervisor is a declared supervisor.
type Supervisor struct {
	Name     string
	Type     types.Type // of the address of such a supervisor: LocalPid<Name>
	Decl     *ast.SupervisorDecl
	Module   *Module
	Children []*Child // in order of declaration
	Order    []int    // in which they are started: those that others are wired to come first

	Strategy  string // "one_for_one", …
	Intensity int
	Within    time.Duration
}

// A Child is a child of a supervisor, or a pool of such.
type Child struct {
	Name       string
	Pool       bool
	Actor      *Actor      // nil of a supervisor, or if it is unknown
	Supervisor *Supervisor // nil of an actor
	Type       types.Type  // of the address
	Spawn      *Spawn      // has the arguments
	Restart    string      // "permanent", "transient" or "temporary"
	Shutdown   string      // a duration, "infinity" or "brutal_kill"; "" if nothing is said
	Wired      []int       // for each argument the child whose address it is, else -1

	decl *ast.Child
	span source.Span // of its name there
}

// addSupervisor makes a supervisor known as the type of its addresses.
func (c *Checker) addSupervisor(m *Module, item *ast.Item, d *ast.SupervisorDecl, public bool) {
	def := c.addType(m, item, d.Name, types.Supervisor, nil, public)
	c.prog.supervisors[def] = &Supervisor{
		Name: d.Name, Type: &types.Named{Def: def}, Decl: d, Module: m,
		Strategy: "one_for_one", Intensity: 10, Within: 5 * time.Second,
	}
	if len(d.Params) > 0 {
		c.unsupported(d.Params[0], "parameters of supervisors", "")
	}
}

// supervisorOf is the supervisor that a value of type t is the address of, nil if it is none.
func (r *resolver) supervisorOf(t types.Type) *Supervisor {
	if def := types.DefOf(r.normalize(t)); def != nil && def.Shape == types.Supervisor {
		return r.prog.supervisors[def]
	}
	return nil
}

// Supervisor is the supervisor that a value of type t is the address of, nil if it is none.
func (p *Program) Supervisor(t types.Type) *Supervisor { return p.resolver.supervisorOf(t) }

// HasSupervisors tells whether a module declares a supervisor: the end of main is the end of the
// program then.
func (p *Program) HasSupervisors() bool { return len(p.supervisors) > 0 }

// children finds the types of a supervisor's children, and its settings.
func (c *Checker) children(v *Supervisor) {
	for _, member := range v.Decl.Members {
		switch {
		case member.Strategy != "":
			c.strategy(v, member)
		case member.Restarts != "":
			c.intensity(v, member)
		case member.Child != nil:
			c.child(v, member.Child)
		}
	}
	c.order(v)
	c.pools(v)
}

var (
	strategies = []string{"one_for_one", "one_for_all", "rest_for_one", "simple_one_for_one"}
	restarts   = []string{"permanent", "temporary", "transient"}
	shutdowns  = []string{"infinity", "brutal_kill"} // beside durations
)

// Settings are the words that may stand behind those of supervisors and mailboxes.
var Settings = map[string][]string{
	"strategy": strategies, "restart": restarts, "shutdown": shutdowns,
	"overflow": policies, "fallback": {PolicyBlock, PolicyDropNew, PolicyDropOld, PolicyFail},
}

func (c *Checker) strategy(v *Supervisor, member *ast.SupervisorMember) {
	if !slices.Contains(strategies, member.Strategy) {
		d := c.report(member, diag.UnknownName, "there is no strategy `%s`", member.Strategy)
		if c.suggest(d, member.Strategy, strategies); len(d.Help) == 0 {
			help(d, "there are `%s`", strings.Join(strategies, "`, `"))
		}
		return
	}
	v.Strategy = member.Strategy
}

func (c *Checker) intensity(v *Supervisor, member *ast.SupervisorMember) {
	n, err := token.DecodeInt(member.Restarts)
	if err != nil || n > 1<<31 {
		c.report(member, diag.BadLiteral, "`%s` is not a number of restarts", member.Restarts)
		return
	}
	v.Intensity = int(n)
	switch d, err := token.DecodeDuration(member.Within); {
	case err != nil:
		c.report(member, diag.BadLiteral, "`%s` is not a length of time", member.Within)
	case d == 0:
		upstream(c.report(member, diag.BadLiteral, "restarts are counted within some time, not within `%s`", member.Within), "E_SUPERVISOR_INTENSITY_WINDOW")
	default:
		v.Within = d
	}
}

// child adds a child to a supervisor. Its arguments are checked with the bodies of functions.
func (c *Checker) child(v *Supervisor, d *ast.Child) {
	child := &Child{Name: d.Name, Pool: d.Pool, Type: invalid, Restart: "permanent", decl: d, span: c.nameSpan(d, d.Name)}
	if old := v.child(d.Name); old != nil {
		r := c.reportAt(child.span, diag.DuplicateName, "supervisor `%s` has two children `%s`", v.Name, d.Name)
		upstream(r, "E_SUPERVISOR_DUPLICATE_CHILD")
		note(r, old.span, "`%s` is first declared here", d.Name)
		return
	}
	v.Children = append(v.Children, child)
	c.markDeclared(child.span, child)
	spawn := &ast.SpawnExpr{Span: d.Span, Actor: d.Actor, TypeArgs: d.TypeArgs, Args: d.Args}
	if child.Spawn = c.spawned(spawn); child.Spawn != nil {
		child.Actor, child.Supervisor, child.Type = child.Spawn.Actor, child.Spawn.Supervisor, child.Spawn.Type
	}
	for _, clause := range d.Clauses {
		if clause.Shutdown != "" {
			child.Shutdown = clause.Shutdown
			if _, timed := child.ShutdownTime(); !timed && !slices.Contains(shutdowns, clause.Shutdown) {
				r := c.report(clause, diag.UnknownName, "`shutdown:` takes a duration, `infinity` or `brutal_kill`, not `%s`", clause.Shutdown)
				c.suggest(r, clause.Shutdown, shutdowns)
			}
		}
		if clause.Restart != "" {
			if child.Restart = clause.Restart; !slices.Contains(restarts, clause.Restart) {
				r := c.report(clause, diag.UnknownName, "`restart:` takes `permanent`, `transient` or `temporary`, not `%s`", clause.Restart)
				c.suggest(r, clause.Restart, restarts)
			}
		}
	}
	here := c.here
	c.bodies = append(c.bodies, func() {
		f := &function{owner: child.decl, result: void}
		c.in(context{here: here}.inBody(f, &scope{}), func() { c.childArgs(v, child, spawn) })
	})
}

// pools checks that a pool is the only child, of a supervisor with the strategy for that.
func (c *Checker) pools(v *Supervisor) {
	const code = "E_SUPERVISOR_STRATEGY_POOL_MISMATCH"
	simple, pools := v.Strategy == "simple_one_for_one", 0
	for _, child := range v.Children {
		switch {
		case child.Pool && !simple:
			d := c.report(child.decl, diag.BadOperator, "`%s` is a pool, which needs `strategy: simple_one_for_one`", child.Name)
			upstream(d, code)
			help(d, "make it a `child`, or change the strategy of supervisor `%s`", v.Name)
		case !child.Pool && simple:
			upstream(c.report(child.decl, diag.BadOperator, "with `simple_one_for_one` supervisor `%s` has one `pool` and no other child", v.Name), code)
		case child.Pool:
			pools++
		}
	}
	if simple && pools != 1 && len(v.Children) == pools {
		d := c.reportAt(c.nameSpan(v.Decl, v.Name), diag.BadOperator, "with `simple_one_for_one` supervisor `%s` has one `pool`, not %d", v.Name, pools)
		upstream(d, code)
	}
}

// order finds the order in which children are started: that of their declarations, but for those
// that others are wired to.
func (c *Checker) order(v *Supervisor) {
	needs := make([][]int, len(v.Children))
	for i, child := range v.Children {
		for _, w := range child.wires() {
			if at := v.index(w.sibling); at >= 0 {
				needs[i] = append(needs[i], at)
			}
		}
	}
	started := make([]bool, len(v.Children))
	for len(v.Order) < len(v.Children) {
		before := len(v.Order)
		for i := range v.Children {
			if !started[i] && !slices.ContainsFunc(needs[i], func(at int) bool { return !started[at] }) {
				started[i] = true
				v.Order = append(v.Order, i)
			}
		}
		if len(v.Order) > before {
			continue
		}
		var names []string
		for i, child := range v.Children {
			if !started[i] {
				names = append(names, "`"+child.Name+"`")
				v.Order = append(v.Order, i)
			}
		}
		d := c.reportAt(c.nameSpan(v.Decl, v.Name), diag.BadOperator,
			"the children %s of supervisor `%s` are wired to each other: none can be started first", strings.Join(names, ", "), v.Name)
		upstream(d, "E_SUPERVISOR_WIRED_CYCLE")
	}
}

// A wire gives an argument of a child the address of a sibling.
type wire struct {
	at             *ast.Wire
	param, sibling string
}

func (child *Child) wires() []wire {
	var all []wire
	for _, clause := range child.decl.Clauses {
		for _, w := range clause.WiredTo {
			sibling := w.Sibling
			if sibling == "" {
				sibling = w.Param
			}
			all = append(all, wire{w, w.Param, sibling})
		}
	}
	return all
}

// childArgs checks the arguments of a child and what it is wired to.
func (c *Checker) childArgs(v *Supervisor, child *Child, e *ast.SpawnExpr) {
	for _, arg := range e.Args {
		if arg.Name == "" {
			d := c.report(arg, diag.WrongArgCount, "the arguments of children have names")
			help(d, "write `name: %s`", c.span(arg.Value).Text())
			return
		}
	}
	switch {
	case child.Supervisor != nil && len(e.Args) > 0:
		c.report(e.Args[0], diag.WrongArgCount, "supervisor `%s` takes no arguments", child.Supervisor.Name)
	case child.Supervisor == v:
		c.report(child.decl, diag.RecursiveType, "supervisor `%s` cannot be a child of itself", v.Name)
	case child.Actor == nil:
		c.otherArgs(e)
	default:
		names, wants := child.Actor.arguments(child.Type)
		child.Wired = make([]int, len(names))
		for i := range child.Wired {
			child.Wired[i] = -1
		}
		var given []string
		for _, w := range child.wires() {
			given = append(given, w.param)
			c.wire(v, child, w, names, wants)
		}
		if child.Pool {
			given = append(given, names...) // who spawns in it may say what is missing here
		}
		child.Spawn.Child = child
		c.spawnArgs(e, child.Spawn, given)
	}
	c.finish()
	c.checked = append(c.checked, Body{Module: c.here, Child: e})
}

// wire checks one clause of `wired_to`.
func (c *Checker) wire(v *Supervisor, child *Child, w wire, names []string, wants []types.Type) {
	sibling, at := v.child(w.sibling), slices.Index(names, w.param)
	switch {
	case sibling == nil:
		d := c.report(w.at, diag.UnknownName, "supervisor `%s` has no child named `%s`", v.Name, w.sibling)
		upstream(d, "E_SUPERVISOR_WIRED_TO_UNKNOWN_SIBLING")
		c.suggest(d, w.sibling, v.names())
	case at < 0:
		d := c.report(w.at, diag.UnknownField, "actor `%s` takes no `%s`", child.Actor.Name, w.param)
		upstream(d, "E_SUPERVISOR_WIRED_TO_TYPE_MISMATCH")
		c.suggest(d, w.param, names)
	case sibling.Pool:
		upstream(c.report(w.at, diag.TypeMismatch, "`%s` is a pool: no child can be wired to it", w.sibling), "E_SUPERVISOR_WIRED_TO_TYPE_MISMATCH")
	case !types.Identical(c.normalize(wants[at]), c.normalize(sibling.Type)) && !isInvalid(sibling.Type):
		d := c.report(w.at, diag.TypeMismatch, "`%s` of actor `%s` is of type `%s`, and `%s` is a `%s`",
			w.param, child.Actor.Name, wants[at], w.sibling, sibling.Type)
		upstream(d, "E_SUPERVISOR_WIRED_TO_TYPE_MISMATCH")
	default:
		child.Wired[at] = v.index(w.sibling)
		if w.at.Sibling != "" {
			c.markAt(source.Span{File: c.here.Source, Start: w.at.End() - len(w.sibling), End: w.at.End()}, sibling)
		}
		c.markGiven(w.at, w.param, child.Actor, at)
	}
}

// given are the names of the arguments that a pool has for its actors.
func (child *Child) given(names []string) []string {
	var given []string
	for _, name := range names {
		if slices.ContainsFunc(child.decl.Args, func(a *ast.Arg) bool { return a.Name == name }) {
			given = append(given, name)
		}
	}
	return given
}

func (v *Supervisor) index(name string) int {
	return slices.IndexFunc(v.Children, func(child *Child) bool { return child.Name == name })
}

func (v *Supervisor) child(name string) *Child {
	if i := v.index(name); i >= 0 {
		return v.Children[i]
	}
	return nil
}

func (v *Supervisor) names() []string {
	var names []string
	for _, child := range v.Children {
		names = append(names, child.Name)
	}
	return names
}

// childOf is `supervisor.child`: the address of the actor that has the place of the child.
func (c *Checker) childOf(e *ast.FieldExpr, v *Supervisor) types.Type {
	child := v.child(e.Name)
	if child == nil {
		c.noChild(e, v, e.Name)
		return invalid
	}
	c.info.Fields[e] = v.index(e.Name)
	c.markLast(e, e.Name, child)
	return child.Type
}

func (c *Checker) noChild(at ast.Node, v *Supervisor, name string) {
	d := c.reportAt(c.nameSpan(at, name), diag.UnknownField, "supervisor `%s` has no child named `%s`", v.Name, name)
	c.suggest(d, name, v.names())
	note(d, v.Module.File.Span(v.Decl), "`%s` is declared here", v.Name)
}

// ShutdownTime is how long a child may take to end, if that is a length of time.
func (child *Child) ShutdownTime() (d time.Duration, ok bool) {
	d, err := token.DecodeDuration(child.Shutdown)
	return d, err == nil && child.Shutdown != "" && '0' <= child.Shutdown[0] && child.Shutdown[0] <= '9'
}
