package check

// This file checks spawn: of actors, of supervisors, and of one more actor for a pool.

import (
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// A Spawn is the meaning of a SpawnExpr, or of a child of a supervisor.
type Spawn struct {
	Actor      *Actor      // nil of a supervisor
	Supervisor *Supervisor // nil of an actor
	Type       types.Type  // of the address
	Args       []ast.Expr  // for the parameters of init, or for the fields; nil where the default counts

	Child *Child   // whose arguments these are: of a supervisor, nil if it is none
	Pool  ast.Expr // the supervisor that gets one more actor, nil if that has no supervisor
}

// spawn is `spawn Name(field: value)`.
func (c *Checker) spawn(e *ast.SpawnExpr) types.Type {
	if t, ok := c.spawnInPool(e); ok {
		return t
	}
	s := c.spawned(e)
	if s == nil {
		c.otherArgs(e)
		return invalid
	}
	if s.Supervisor != nil {
		c.info.Spawns[e] = s
		if len(e.Args) > 0 {
			c.report(e.Args[0], diag.WrongArgCount, "supervisor `%s` takes no arguments", s.Supervisor.Name)
			c.otherArgs(e)
		}
		return s.Type
	}
	c.spawnArgs(e, s, nil)
	return s.Type
}

// spawned finds what a spawn names; nil if that is wrong, and reported.
func (c *Checker) spawned(e *ast.SpawnExpr) *Spawn {
	o := c.object(e.Actor[0])
	for i, part := range e.Actor[1:] {
		m, ok := o.(*Module)
		if !ok {
			name := e.Actor[i]
			d := c.reportAt(c.nameSpan(e, name), diag.UnknownName, "there is no module `%s`", name)
			c.suggest(d, name, c.visible(func(o Object) bool { _, ok := o.(*Module); return ok }))
			return nil
		}
		if o = c.member(m, part, c.nameSpan(e, part)); o == nil {
			return nil
		}
	}
	c.markPart(e, e.Actor, len(e.Actor)-1, o)
	t, ok := o.(*TypeName)
	if ok && isInvalid(t.Type) {
		return nil
	}
	var a *Actor
	if ok {
		a = c.actorOf(t.Type)
		if v := c.supervisorOf(t.Type); v != nil {
			return &Spawn{Supervisor: v, Type: v.Type}
		}
	}
	if a == nil {
		name := e.Actor[len(e.Actor)-1]
		if f, ok := o.(*Func); ok {
			d := c.report(e, diag.NotCallable, "`spawn` starts actors, and `%s` is a function", name)
			note(d, c.placeOf(f), "`%s` is declared here", name)
			help(d, "a function runs in the background as a task: `scope { fork %s(…); }`", name)
			return nil
		}
		d := c.report(e, diag.UnknownName, "there is no actor `%s`", name)
		c.suggest(d, name, c.visible(func(o Object) bool {
			t, ok := o.(*TypeName)
			return ok && (c.actorOf(t.Type) != nil || c.supervisorOf(t.Type) != nil)
		}))
		return nil
	}
	if n := len(a.State.Params); len(e.TypeArgs) != n {
		if len(e.TypeArgs) == 0 {
			d := c.report(e, diag.WrongTypeArgCount, "actor `%s` has %d type parameter(s)", a.Name, n)
			help(d, "write them: `spawn %s<…>(…)`", a.Name)
		} else {
			c.report(e, diag.WrongTypeArgCount, "actor `%s` has %d type parameter(s), but %d are given", a.Name, n, len(e.TypeArgs))
		}
		return nil
	}
	args := c.typs(e.TypeArgs)
	for i, arg := range args {
		if !c.sendable(arg) {
			c.report(e.TypeArgs[i], diag.NotSendable, "actor `%s` cannot be of `%s`: functions and generators stay with the actor that made them", a.Name, arg)
			return nil
		}
	}
	return &Spawn{Actor: a, Type: &types.Named{Def: types.DefOf(a.Type), Args: args}}
}

// otherArgs checks the arguments of a spawn for what is wrong inside them.
func (c *Checker) otherArgs(e *ast.SpawnExpr) {
	for _, arg := range e.Args {
		c.expr(arg.Value, nil)
	}
}

// spawnArgs checks the arguments of spawn: those of init if the actor has one, else its fields.
// Those of the names in given have a value already, which only a pool's may be replaced.
func (c *Checker) spawnArgs(e *ast.SpawnExpr, s *Spawn, given []string) {
	a := s.Actor
	names, wants := a.arguments(s.Type)
	s.Args = make([]ast.Expr, len(names))
	c.info.Spawns[e] = s
	meant := map[string]bool{} // names that were misspelled
	wrong := 0                 // other arguments that may be meant for what has none
	for i, arg := range e.Args {
		at := i
		if arg.Name != "" {
			at = slices.Index(names, arg.Name)
		}
		if at < 0 || at >= len(names) {
			c.expr(arg.Value, nil)
			if near := diag.Nearest(arg.Name, names); near != "" {
				meant[near] = true
			} else {
				wrong++
			}
			if arg.Name == "" {
				c.report(arg, diag.WrongArgCount, "actor `%s` takes %d argument(s)", a.Name, len(names))
			} else {
				d := c.report(arg, diag.UnknownField, "actor `%s` takes no `%s`", a.Name, arg.Name)
				c.suggest(d, arg.Name, names)
			}
			continue
		}
		if s.Args[at] != nil || (s.Child == nil || !s.Child.Pool) && slices.Contains(given, names[at]) {
			c.report(arg, diag.DuplicateName, "`%s` is given twice", names[at])
		}
		s.Args[at] = arg.Value
		c.markArgument(arg, a, at)
		c.check(arg.Value, wants[at])
		if !c.sendable(wants[at]) {
			c.report(arg.Value, diag.NotSendable, "`%s` cannot be handed to an actor: functions and generators stay with the actor that made them", wants[at])
		}
		c.spent(arg, s, wants[at])
	}
	var missing []string
	for i, arg := range s.Args {
		if arg == nil && !meant[names[i]] && !slices.Contains(given, names[i]) && (a.Init != nil || a.Default(i) == nil) {
			missing = append(missing, "`"+names[i]+"`")
		}
	}
	if len(missing) > wrong {
		d := c.report(e, diag.MissingField, "`spawn %s` lacks %s", a.Name, strings.Join(missing, ", "))
		note(d, a.self.Span, "actor `%s` is declared here", a.Name)
		help(d, "give each by its name: `spawn %s(%s: …)`", a.Name, strings.Trim(missing[0], "`"))
	}
}

// spent reports an argument for an actor of a pool that could not be started again with it.
func (c *Checker) spent(arg *ast.Arg, s *Spawn, t types.Type) {
	if s.Pool == nil || s.Child.Restart == "temporary" {
		return
	}
	owned := c.anyPartOrElem(t, func(t types.Type) bool {
		def := types.DefOf(t)
		return def != nil && def.Resource && def.Shape != types.Opaque
	})
	if owned {
		d := c.report(arg.Value, diag.NotSendable, "the first actor uses this `%s` up: the supervisor could not start the actor again with it", t)
		help(d, "write `restart: temporary` at pool `%s`, or let the actor make its own", s.Child.Name)
	}
}

// arguments are the names and types of what spawn gives an actor with addresses of type t.
func (a *Actor) arguments(t types.Type) (names []string, wants []types.Type) {
	sub := types.Bind(a.State.Params, t.(*types.Named).Args)
	if a.Init != nil {
		for _, p := range a.Init.Params[1:] {
			names, wants = append(names, p.Name), append(wants, sub.Apply(p.Type))
		}
		return names, wants
	}
	for _, f := range a.State.Fields {
		names, wants = append(names, f.Name), append(wants, sub.Apply(f.Type))
	}
	return names, wants
}

// Spawning are what `spawn` takes for an actor to whose addresses t belongs: the parameters of its init, else its fields.
func (c *Checker) Spawning(t types.Type) []types.Field {
	var all []types.Field
	if a := c.actorOf(t); a != nil {
		names, wants := a.arguments(c.normalize(t))
		for i, name := range names {
			all = append(all, types.Field{Name: name, Type: wants[i]})
		}
	}
	return all
}

// spawnInPool is `spawn supervisor.pool(field: value)`: one more actor for a pool, like the others
// but for what the arguments say. ok is false if the spawn is none.
func (c *Checker) spawnInPool(e *ast.SpawnExpr) (t types.Type, ok bool) {
	last := len(e.Actor) - 1
	if last < 1 {
		return nil, false
	}
	name, of := c.pathExpr(e, e.Span, e.Actor[:last])
	if l := c.local(name.Name); l != nil {
		c.markPart(e, e.Actor, 0, l)
	} else if c.state(name) == nil {
		return nil, false
	}
	x := c.settled(c.expr(of, nil))
	v := c.supervisorOf(x)
	if v == nil {
		c.otherArgs(e)
		if !isInvalid(x) {
			c.report(e, diag.NotCallable, "`%s` is not a supervisor: there is nothing to spawn in it", strings.Join(e.Actor[:last], "."))
		}
		return invalid, true
	}
	child := v.child(e.Actor[last])
	if child == nil || !child.Pool || child.Actor == nil {
		c.otherArgs(e)
		if child == nil {
			c.noChild(e, v, e.Actor[last])
		} else if !child.Pool {
			d := c.report(e, diag.NotCallable, "`%s` of supervisor `%s` is a single child, which it starts itself", child.Name, v.Name)
			note(d, v.Module.File.Span(child.decl), "it is declared here")
		}
		return invalid, true
	}
	c.markPart(e, e.Actor, last, child)
	s := &Spawn{Actor: child.Actor, Type: child.Type, Pool: of, Child: child}
	names, _ := child.Actor.arguments(child.Type)
	c.spawnArgs(e, s, child.given(names))
	return s.Type, true
}
