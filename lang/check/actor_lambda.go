package check

// This file checks lambda actors: `actor |x: T| { … }`, and what is done with their handles.

import (
	"hewq/lang/ast"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// actorExpr is `actor |x: T| -> R { … }`, a handle of type `Duplex<T, R>`. It is checked as the
// closure that handles its messages.
func (c *Checker) actorExpr(e *ast.ActorExpr) types.Type {
	c.prog.spawns = true
	body := &ast.LambdaExpr{Span: e.Span, Move: e.Move, Params: e.Params, Result: e.Result, Block: e.Body}
	c.info.ActorLambdas[e] = body
	lambda := &Lambda{Sig: &types.Func{Result: void}}
	c.info.Lambdas[body] = lambda
	f := &function{owner: body, lambda: lambda, actor: true}
	var handle types.Type
	c.in(c.inClosure(f), func() {
		c.lambdaParams(body, lambda, nil, false)
		if e.Result != nil {
			lambda.Sig.Result = c.typ(e.Result)
			c.selfEscape(e.Result, lambda.Sig.Result)
		}
		handle = named(c.universe.duplex, messageOf(lambda.Sig.Params), lambda.Sig.Result)
		if f.name != "" && c.scope.locals.get(f.name) == nil {
			lambda.Self = &Local{Name: f.name, Type: handle, Span: c.span(e), Owner: body, Param: true}
			c.later(func() { lambda.Self.Type = c.final(handle) })
			c.bind(lambda.Self)
		}
		f.result = lambda.Sig.Result
		c.functionBody(e.Body, f.result, e.Result)
	})
	sig := lambda.Sig
	c.later(func() {
		lambda.Sig = c.final(sig).(*types.Func)
		c.actorCaptures(e, lambda)
		c.actorSends(e, lambda)
	})
	return handle
}

// messageOf is the type of the messages of a lambda actor with these parameters.
func messageOf(params []types.Type) types.Type {
	switch len(params) {
	case 0:
		return void
	case 1:
		return params[0]
	}
	return &types.Tuple{Elems: params}
}

// selfEscape reports a lambda actor whose replies are handles of lambda actors.
func (c *Checker) selfEscape(at ast.Node, result types.Type) {
	if types.DefOf(result) == c.universe.duplex {
		d := c.report(at, diag.NotSendable, "a lambda actor cannot reply with the handle of a lambda actor")
		upstream(d, "E_LAMBDA_SELF_ESCAPE")
		help(d, "leave the result out, and hand the handle on with a message")
	}
}

// actorCaptures checks what a lambda actor takes from the function around it: it must be able to
// cross actors, and is copied, or moved if the actor says so.
func (c *Checker) actorCaptures(e *ast.ActorExpr, lambda *Lambda) {
	for _, l := range lambda.Captures {
		switch {
		case !c.sendable(l.Type):
			d := c.report(e, diag.NotSendable, "cannot capture `%s` of type `%s` in an actor: functions and generators stay with the actor that made them", l.Name, l.Type)
			upstream(d, "E_DUPLEX_NON_SEND")
			note(d, l.Span, "`%s` is declared here", l.Name)
		case !e.Move && c.moveCaptured(l.Type) && !types.Is(l.Type, types.String) && !types.Is(l.Type, types.Bytes):
			d := c.report(e, diag.MoveNeeded, "this actor captures `%s` of type `%s`, which is moved into it: `move` is required", l.Name, l.Type)
			note(d, l.Span, "`%s` is declared here", l.Name)
			help(d, "write `actor move |…|`, or capture a `clone` of it")
		}
	}
}

// actorSends checks that messages and replies may cross actors.
func (c *Checker) actorSends(e *ast.ActorExpr, lambda *Lambda) {
	for i, t := range lambda.Sig.Params {
		if !c.sendable(t) {
			d := c.report(e.Params[i], diag.NotSendable, "`%s` cannot be sent to an actor: functions and generators stay with the actor that made them", t)
			upstream(d, "E_DUPLEX_NON_SEND")
		}
	}
	if e.Result != nil && !c.sendable(lambda.Sig.Result) {
		d := c.report(e.Result, diag.NotSendable, "`%s` cannot be sent back: functions and generators stay with the actor that made them", lambda.Sig.Result)
		upstream(d, "E_DUPLEX_NON_SEND")
	}
}

// inActorLambda tells whether the body of a lambda actor is being checked.
func (c *Checker) inActorLambda() bool {
	for f := c.fn; f != nil; f = f.outer {
		if f.actor {
			return true
		}
	}
	return false
}

// notTheirs reports what belongs to the actor that makes a lambda actor, whose body it stands in.
func (c *Checker) notTheirs(at ast.Node, name string) bool {
	a := c.actor()
	if a == nil || !c.inActorLambda() {
		return false
	}
	isField := false
	for _, f := range a.State.Fields {
		isField = isField || f.Name == name
	}
	if !isField && a.methods[name] == nil && name != "this" {
		return false
	}
	d := c.report(at, diag.NotSendable, "`%s` belongs to actor `%s`: the lambda actor made here is another one", name, a.Name)
	if isField {
		help(d, "capture a copy: `let own = %s;` before the actor", name)
	}
	return true
}

// tell sends a message to a lambda actor: `handle(x)` or `handle.send(x)`, whose value tells
// whether it was sent, or is the reply.
func (c *Checker) tell(e *ast.CallExpr, handle ast.Expr, t types.Type) types.Type {
	args := t.(*types.Named).Args
	call := &Call{Kind: CallSend, Recv: handle, Args: values(e)}
	c.info.Calls[e] = call
	result := c.settled(args[1])
	failure := "SendError"
	if !types.Is(result, types.Unit) {
		call.Kind, failure = CallAsk, "AskError"
		c.selfAsk(e, handle)
	}
	for _, a := range e.Args {
		if a.Name != "" {
			c.report(a, diag.WrongArgCount, "the arguments of a lambda actor have no names")
		}
	}
	sig := &types.Func{Params: []types.Type{args[0]}, Result: named(c.universe.result, result, c.rareType(failure))}
	switch m := c.settled(args[0]).(type) {
	case *types.Tuple:
		if len(e.Args) != 1 {
			sig.Params = m.Elems
		}
	case *types.Basic:
		if m.Kind == types.Unit && len(e.Args) == 0 {
			sig.Params = nil
		}
	}
	return c.args(e, sig, nil)
}

// selfAsk reports a lambda actor that waits for its own reply.
func (c *Checker) selfAsk(e ast.Node, handle ast.Expr) {
	name, ok := handle.(*ast.Name)
	if !ok {
		return
	}
	l, _ := c.info.Uses[name].(*Local)
	for f := c.fn; f != nil && l != nil; f = f.outer {
		if f.actor && f.lambda.Self == l {
			c.report(e, diag.SelfAsk, "lambda actor `%s` asks itself: it would wait for its own reply for ever", l.Name)
			return
		}
	}
}

// handleCall is a call of a handle by its name. Closures that are no actors cannot hold one.
func (c *Checker) handleCall(e *ast.CallExpr, t types.Type) types.Type {
	if name, ok := e.Func.(*ast.Name); ok {
		if l, ok := c.info.Uses[name].(*Local); ok && c.fn.lambda != nil && !c.fn.actor && l.Owner != c.fn.owner {
			d := c.report(e.Func, diag.NotSendable, "a closure captures `%s`, the handle of a lambda actor, and calls it", l.Name)
			upstream(d, "E_CLOSURE_CAPTURES_LAMBDA_HANDLE")
			note(d, l.Span, "`%s` is declared here", l.Name)
			help(d, "make the closure an actor: `actor |…| { … }`")
		}
	}
	return c.tell(e, e.Func, t)
}

// handleMethod is a method of a handle that the embedded stub cannot say, as its result depends
// on the actor. ok is false of any other.
func (c *Checker) handleMethod(e *ast.CallExpr, f *ast.FieldExpr, t types.Type) (result types.Type, ok bool) {
	if types.DefOf(t) != c.universe.duplex {
		return nil, false
	}
	switch f.Name {
	case "send":
		return c.tell(e, f.X, t), true
	case "recv", "try_recv", "send_half", "recv_half":
		c.args(e, nil, nil)
		c.unsupported(f, "`"+f.Name+"` of a handle", "")
		return invalid, true
	}
	return nil, false
}

// actorHandle is `LocalPid<Actor<M>>` or `LocalPid<Actor<M, R>>`: another name for the type of
// the handle of a lambda actor, `Duplex<M, R>`. It is nil if t means something else.
func (c *Checker) actorHandle(t ast.Type) types.Type {
	n, ok := t.(*ast.NamedType)
	if !ok || len(n.Path) != 1 || n.Path[0] != "Actor" || len(n.Args) < 1 || len(n.Args) > 2 || c.typeObject("Actor") != nil {
		return nil
	}
	args := []types.Type{c.typ(n.Args[0].Type), void}
	if len(n.Args) == 2 {
		args[1] = c.typ(n.Args[1].Type)
	}
	return named(c.universe.duplex, args...)
}

// toHandle tells whether a call is one of a handle: what it gives needs no `await`, but may have
// one.
func (c *Checker) toHandle(call *Call) bool {
	return call != nil && call.Recv != nil && types.DefOf(c.info.Types[call.Recv]) == c.universe.duplex
}

// handle tells whether t is that of something which is copied, but used up by one call.
func (r *resolver) handle(t types.Type) bool {
	return TaskResult(t) != nil || types.DefOf(t) == r.universe.duplex
}

// rareType is a type that a stub of hardly used names declares.
func (c *Checker) rareType(name string) types.Type {
	if t, ok := c.rare(name).(*TypeName); ok {
		return t.Type
	}
	return invalid
}
