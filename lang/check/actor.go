package check

// This file checks actors: their declarations, spawn, messages and await.

import (
	"slices"
	"strings"

	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// An Actor is a declared actor. Its functions are methods of a record with its fields, which
// they name without a prefix.
type Actor struct {
	Name   string
	Type   types.Type // of the address of such an actor: LocalPid<Name>
	Decl   *ast.ActorDecl
	Module *Module
	State  *types.Def // the record

	Init     *Func   // nil if it has none
	Receives []*Func // in order of declaration
	Starts   []*Func // #[on(start)]
	Stops    []*Func // #[on(stop)]
	Crash    *Func   // #[on(crash)], nil if it has none
	Periodic []Periodic
	MaxHeap  int64 // bytes that its fields may have, 0 if there is no limit

	methods map[string]*Func
	self    *Local // the receiver of its functions
}

// addActor makes an actor known as the type of its addresses.
func (c *Checker) addActor(m *Module, item *ast.Item, d *ast.ActorDecl, public bool) {
	def := c.addType(m, item, d.Name, types.Actor, d.TypeParams, public)
	state := &types.Def{Name: d.Name, Module: def.Module, Shape: types.Record, Params: def.Params}
	args := make([]types.Type, len(def.Params))
	for i, p := range def.Params {
		args[i] = p
	}
	a := &Actor{
		Name: d.Name, Type: &types.Named{Def: def, Args: args}, Decl: d, Module: m, State: state,
		methods: map[string]*Func{},
	}
	c.prog.actors[def], c.prog.states[state] = a, true
	c.actorAttributes(a, item)
}

// actorOf is the actor that a value of type t is the address of, nil if it is none.
func (r *resolver) actorOf(t types.Type) *Actor {
	if def := types.DefOf(r.normalize(t)); def != nil && def.Shape == types.Actor {
		return r.prog.actors[def]
	}
	return nil
}

// Actor is the actor that a value of type t is the address of, nil if it is none.
func (p *Program) Actor(t types.Type) *Actor { return p.resolver.actorOf(t) }

// IsState tells whether def is the record with the fields of an actor: all functions of the
// actor share it.
func (p *Program) IsState(def *types.Def) bool { return def != nil && p.states[def] }

// Parallel tells whether the program may do several things at a time: a module declares an actor
// or a supervisor, makes a lambda actor, or forks a task.
func (p *Program) Parallel() bool {
	return len(p.actors) > 0 || len(p.supervisors) > 0 || p.spawns || p.tasks
}

// address is `LocalPid<A>`: an actor's name means its address wherever a type is written.
func (c *Checker) address(t *ast.NamedType) types.Type {
	if h := c.actorHandle(t.Args[0].Type); h != nil {
		return h
	}
	x := c.typ(t.Args[0].Type)
	if _, isParam := x.(*types.Param); !isParam && !isInvalid(x) && c.actorOf(x) == nil && c.supervisorOf(x) == nil {
		c.report(t, diag.UnknownType, "`LocalPid` needs an actor, and `%s` is none", x)
		return invalid
	}
	return x
}

// actorFields gives an actor its fields.
func (c *Checker) actorFields(a *Actor) {
	for _, member := range a.Decl.Members {
		if f := member.Field; f != nil {
			c.addField(a.State, f, f.Name, f.Type)
		}
	}
	m := c.here
	c.bodies = append(c.bodies, func() { c.in(context{here: m}, func() { c.linearFields(a) }) })
}

// linearFields refuses fields whose values must be consumed: a crash would lose them (specification,
// 3.7.8.4, path 3).
func (c *Checker) linearFields(a *Actor) {
	for _, member := range a.Decl.Members {
		if member.Field == nil {
			continue
		}
		for _, f := range a.State.Fields {
			if of := c.prog.Linear(f.Type); of != nil && f.Name == member.Field.Name {
				d := c.report(member.Field, diag.NotConsumed, "field `%s` has a value of the linear type `%s`, which a crash of the actor would lose", f.Name, of.Name)
				help(d, "make `%s` a `#[resource]` as well, with a `close` method for that case", of.Name)
			}
		}
	}
}

// actorFuncs finds the signatures of an actor's functions.
func (c *Checker) actorFuncs(a *Actor) {
	d := a.Decl
	c.scope.actor = a
	self := &types.Named{Def: a.State, Args: a.Type.(*types.Named).Args}
	a.self = &Local{Name: "this actor", Type: self, Span: c.nameSpan(d, d.Name), Mutable: true, Param: true}
	for _, member := range d.Members {
		switch {
		case member.Receive != nil:
			f := c.actorFunc(a, member.Receive)
			f.Message = true
			if member.Receive.Gen {
				c.streams(f, member.Receive)
			}
			c.receiveAttributes(a, member, f)
			c.sendables(f, member.Receive)
			a.Receives = append(a.Receives, f)
		case member.Method != nil:
			c.hook(a, member, c.actorFunc(a, member.Method))
		case member.Init != nil:
			decl := &ast.FuncDecl{Span: member.Init.Span, Name: "init", Signature: ast.Signature{Params: member.Init.Params}, Body: member.Init.Body}
			a.Init = c.actorFunc(a, decl)
			a.Init.Message = true
		case member.Mailbox != nil:
			c.mailbox(member.Mailbox)
		}
	}
	c.coalesces(a)
}

// actorFunc declares a function of an actor, whose receiver is the record with the fields.
func (c *Checker) actorFunc(a *Actor, d *ast.FuncDecl) *Func {
	f := &Func{Name: d.Name, Module: a.Module, Decl: d, Owner: a.Type, TypeParams: a.State.Params, Receiver: true, VarSelf: true}
	c.places[f] = c.nameSpan(d, d.Name)
	c.markDeclared(c.places[f], f)
	if old := a.methods[d.Name]; old != nil {
		r := c.report(d, diag.DuplicateName, "actor `%s` has two functions `%s`", a.Name, d.Name)
		note(r, c.places[old], "`%s` is first declared here", d.Name)
	}
	c.signature(f, nil)
	f.Receiver, f.VarSelf = true, true
	self := *a.self
	self.Owner = d
	f.Params = append([]*Local{&self}, f.Params...)
	f.Sig = &types.Func{Params: append([]types.Type{self.Type}, f.Sig.Params...), Result: f.Sig.Result}
	a.methods[d.Name] = f
	return f
}

// What a mailbox that is full does with a message.
const (
	PolicyBlock    = "block"
	PolicyDropNew  = "drop_new"
	PolicyDropOld  = "drop_old"
	PolicyFail     = "fail"
	PolicyCoalesce = "coalesce"
)

var policies = []string{PolicyBlock, PolicyDropNew, PolicyDropOld, PolicyFail, PolicyCoalesce}

// mailbox checks the declaration of a mailbox.
func (c *Checker) mailbox(m *ast.Mailbox) {
	for o := m.Overflow; o != nil; o = o.Fallback {
		if !slices.Contains(policies, o.Policy) {
			d := c.report(o, diag.UnknownName, "there is no overflow policy `%s`", o.Policy)
			c.suggest(d, o.Policy, policies)
		}
	}
}

// sendables checks that parameters and the result of a receive function may cross actors.
func (c *Checker) sendables(f *Func, d *ast.FuncDecl) {
	for i, p := range f.Params[1:] {
		if !c.sendable(p.Type) {
			c.report(d.Params[i], diag.NotSendable, "`%s` cannot be sent to an actor: functions and generators stay with the actor that made them", p.Type)
		}
	}
	if !c.sendable(f.Sig.Result) {
		r := c.report(d.Result, diag.NotSendable, "`%s` cannot be sent back: functions and generators stay with the actor that made them", f.Sig.Result)
		upstream(r, "E_DUPLEX_NON_SEND")
	}
}

// sendable tells whether a value of type t may cross actors.
func (c *Checker) sendable(t types.Type) bool {
	c.crosses(c.owning(), t)
	return !c.anyPartOrElem(t, func(t types.Type) bool {
		switch t.(type) {
		case *types.Func, *types.Dyn:
			return true
		}
		return types.DefOf(t) == c.universe.generator
	})
}

// queueActor has the bodies of an actor's functions checked.
func (c *Checker) queueActor(a *Actor) {
	for _, r := range a.Decl.Supers {
		c.promises(a, r)
	}
	for _, f := range a.methods {
		c.queue(f)
	}
	c.fieldDefaults(a)
}

// fieldDefaults checks the values that fields have unless spawn says otherwise.
func (c *Checker) fieldDefaults(a *Actor) {
	for i, f := range a.fields() {
		if f.Value == nil {
			continue
		}
		decl := &ast.ConstDecl{Span: f.Span, Name: f.Name, Type: f.Type, Value: f.Value}
		c.in(c.inBody(&function{owner: decl, result: a.State.Fields[i].Type}, &scope{}), func() {
			c.check(f.Value, a.State.Fields[i].Type)
			c.finish()
		})
	}
}

// fields are the declarations of a.State.Fields.
func (a *Actor) fields() []*ast.ActorField {
	var fields []*ast.ActorField
	for _, member := range a.Decl.Members {
		if member.Field != nil && len(fields) < len(a.State.Fields) && member.Field.Name == a.State.Fields[len(fields)].Name {
			fields = append(fields, member.Field)
		}
	}
	return fields
}

// Default is the value that the field i has unless spawn says otherwise, nil if there is none.
func (a *Actor) Default(i int) ast.Expr { return a.fields()[i].Value }

// Mailbox is the declaration of the actor's mailbox, nil if it has none.
func (a *Actor) Mailbox() *ast.Mailbox {
	for _, member := range a.Decl.Members {
		if member.Mailbox != nil {
			return member.Mailbox
		}
	}
	return nil
}

// actor is the actor whose function is being checked, nil outside of one.
func (c *Checker) actor() *Actor {
	for s := c.scope; s != nil; s = s.outer {
		if s.actor != nil {
			return s.actor
		}
	}
	return nil
}

// state is the field of the actor that a name means, nil if it means none.
func (c *Checker) state(e *ast.Name) *ast.FieldExpr {
	if known, ok := c.info.State[e]; ok {
		return known
	}
	a := c.actor()
	if a == nil || c.fn == nil || c.local(e.Name) != nil || c.inActorLambda() {
		return nil
	}
	for _, f := range a.State.Fields {
		if f.Name == e.Name {
			field := &ast.FieldExpr{Span: e.Span, X: c.thisRecord(e), Name: e.Name}
			c.info.State[e] = field
			return field
		}
	}
	return nil
}

// thisRecord is an expression for the record with the fields of the actor, where e stands.
func (c *Checker) thisRecord(e ast.Expr) *ast.Name {
	root := c.fn
	for root.outer != nil {
		root = root.outer
	}
	self := root.fn.Params[0]
	name := &ast.Name{Name: self.Name}
	if n, ok := e.(*ast.Name); ok {
		name.Span = n.Span
	}
	c.record(name, c.useLocal(name, self))
	return name
}

// stateMutable checks that a field of the actor may be assigned.
func (c *Checker) stateMutable(at ast.Expr, e *ast.Name) {
	a := c.actor()
	for i, f := range a.State.Fields {
		if f.Name != e.Name || a.fields()[i].Kind != "let" || c.fn.root.fn == a.Init {
			continue
		}
		d := c.report(at, diag.NotMutable, "cannot assign to `%s`: it is an immutable field of actor `%s`", e.Name, a.Name)
		note(d, a.Module.File.Span(a.fields()[i]), "`%s` is declared here", e.Name)
		help(d, "declare it with `var`")
	}
}

// callOwn is a call of a function of the actor whose function it stands in.
func (c *Checker) callOwn(e *ast.CallExpr, at *ast.Name, f *Func, want types.Type) types.Type {
	if f.Streams {
		c.args(e, nil, nil)
		d := c.report(e, diag.BadOperator, "`%s` streams to others: the actor itself would wait for itself", f.Name)
		help(d, "write a `gen fn` without `receive` for both")
		return invalid
	}
	self := c.thisRecord(at)
	call := &Call{Recv: self}
	c.info.Calls[e] = call
	t := c.info.Types[self]
	return c.invoke(e, call, found{fn: f, args: t.(*types.Named).Args}, t, c.argsOf(e, f), want)
}

// send is a call of a receive function by way of an address.
func (c *Checker) send(e *ast.CallExpr, f *ast.FieldExpr, a *Actor, x types.Type) types.Type {
	fn := a.methods[f.Name]
	if fn == nil || !slices.Contains(a.Receives, fn) {
		c.args(e, nil, nil)
		if fn != nil {
			d := c.reportAt(c.nameSpan(f, f.Name), diag.PrivateItem, "`%s` of actor `%s` is not a receive function: only the actor itself can call it", f.Name, a.Name)
			note(d, c.places[fn], "`%s` is declared here", f.Name)
			help(d, "what others may call is a `receive fn %s(…)`", f.Name)
			return invalid
		}
		if f.Name == "tell" || f.Name == "send" || f.Name == "ask" || f.Name == "to_remote_via" {
			d := c.reportAt(c.nameSpan(f, f.Name), diag.NotSupported, "`%s` of the address of an actor is not supported by hewq yet", f.Name)
			help(d, "call a receive function of actor `%s`: `%s.f(…)`", a.Name, c.span(f.X).Text())
			return invalid
		}
		d := c.reportAt(c.nameSpan(f, f.Name), diag.UnknownMethod, "actor `%s` receives no `%s`", a.Name, f.Name)
		var names []string
		for _, r := range a.Receives {
			names = append(names, r.Name)
		}
		if !c.suggestAt(d, f, f.Name, names) && len(names) > 0 && len(names) <= maxListed {
			help(d, "it receives `%s`", strings.Join(names, "`, `"))
		}
		return invalid
	}
	by := c.waiter(e)
	sub := types.Bind(a.State.Params, x.(*types.Named).Args)
	sig := sub.Apply(fn.Sig).(*types.Func)
	call := &Call{Kind: CallSend, Func: fn, Recv: f.X, TypeArgs: x.(*types.Named).Args}
	call.Args = c.argsOf(e, fn)
	c.info.Calls[e] = call
	result := c.argTypes(e, call.Args, &types.Func{Params: sig.Params[1:], Result: sig.Result}, fn)
	if types.Is(result, types.Never) || isInvalid(result) {
		return result
	}
	if fn.Streams {
		return c.streamed(e, call, result)
	}
	if types.Is(sig.Result, types.Unit) {
		if by == bySelect {
			d := c.report(e, diag.BadSelect, "select arm source requires a receive handler with a return type")
			note(d, c.places[fn], "`%s` sends no reply", f.Name)
			return invalid
		}
		if by != byNothing {
			d := c.report(e, diag.BadOperator, "`%s` of actor `%s` sends no reply: there is nothing to await", f.Name, a.Name)
			if by == byJoin {
				help(d, "call it before the `join`, which waits for replies")
			} else {
				help(d, "call it without `await`")
			}
			return invalid
		}
		return void
	}
	if by == byNothing {
		d := c.report(e, diag.BadOperator, "actor ask `%s::%s` requires `await`", a.Name, f.Name)
		help(d, "write `await %s.%s(…)`, a `Result<%s, AskError>`", c.span(f.X).Text(), f.Name, sig.Result)
		return invalid
	}
	call.Kind = CallAsk
	if _, own := f.X.(*ast.ThisExpr); own {
		d := c.report(e, diag.SelfAsk, "actor `%s` asks itself: it would wait for its own reply for ever", a.Name)
		help(d, "call the function: `%s(…)`", f.Name)
	}
	return named(c.universe.result, sig.Result, c.rareType("AskError"))
}

// Awaited is what `await e` waits for: e without parentheses and without the braces of a block that
// is nothing else.
func Awaited(e ast.Expr) ast.Expr {
	for {
		e = ast.Unparen(e)
		b, ok := e.(*ast.Block)
		if !ok || len(b.Stmts) != 1 || b.Tail() == nil {
			return e
		}
		e = b.Tail()
	}
}

// await is `await x`, where x asks an actor or waits for a channel.
func (c *Checker) await(e *ast.UnaryExpr, want types.Type) types.Type {
	ask, _ := Awaited(e.X).(*ast.CallExpr)
	var t types.Type
	c.in(c.waits(ask, byAwait), func() { t = c.expr(e.X, want) })
	if isInvalid(t) || types.Is(t, types.Never) {
		return t
	}
	if result := TaskResult(c.normalize(t)); result != nil {
		return result
	}
	call := c.info.Calls[ask]
	if !call.waits() && (call == nil || call.Kind != CallAsk && !c.toHandle(call)) {
		d := c.report(e, diag.BadOperator, "there is nothing to await: this is `%s`", c.normalize(t))
		help(d, "`await` is for replies of actors, tasks, and what waits for a channel or a connection of `std::net`")
		if e == c.limited {
			c.helpLimited(d, call)
		} else {
			fix(d, "remove `await`", c.cut(e.Start(), e.X.Start()))
		}
		return invalid
	}
	return t
}

// helpLimited says how a call that cannot be awaited is limited in time: by a method of its own, or as a task.
func (c *Checker) helpLimited(d *diag.Diagnostic, call *Call) {
	if call != nil && call.Recv != nil && call.Func != nil {
		t, limited := c.known0(call.Recv), call.Func.Name+"_timeout"
		if slices.ContainsFunc(c.methodsOf(t), func(f *Func) bool { return f.Name == limited }) {
			help(d, "`%s` has a limit: `%s`", limited, c.signatureOf(t, limited))
			return
		}
	}
	help(d, "a call is limited in time as a task: `scope { fork x = f(…); match await x | after 1s { … } }`")
}

// timeout is `await x | after d`.
func (c *Checker) timeout(e *ast.TimeoutExpr, want types.Type) types.Type {
	await, ok := e.X.(*ast.UnaryExpr)
	if !ok || await.Op != "await" {
		c.expr(e.X, nil)
		c.expr(e.After, nil)
		c.report(e, diag.BadOperator, "`| after` on a non-await expression: only what is awaited can time out")
		return invalid
	}
	c.check(e.After, types.Of(types.Duration))
	inside := c.context
	inside.limited = await
	var t types.Type
	c.in(inside, func() { t = c.expr(e.X, nil) })
	if isInvalid(t) || types.Is(t, types.Never) {
		return t
	}
	ask, _ := Awaited(await.X).(*ast.CallExpr)
	return c.deadlined(e, c.info.Calls[ask], t)
}

// this is the address of the actor whose function it stands in.
func (c *Checker) this(e *ast.ThisExpr) types.Type {
	a := c.actor()
	if c.notTheirs(e, "this") {
		return invalid
	}
	if a == nil {
		c.report(e, diag.UnknownName, "`this` means the address of an actor, in its functions only")
		return invalid
	}
	return a.Type
}
