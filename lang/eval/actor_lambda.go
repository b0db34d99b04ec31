package eval

// This file runs lambda actors: `actor |x: T| { … }`, and what is done with their handles.

import (
	"errors"

	"hewq/actor"
	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/shape"
	"hewq/lang/types"
	"hewq/lang/value"
)

// A lambda is what all lambda actors of one place in the program have in common. The slots of
// its code are the parameters, the captures and the handle of the actor itself.
type lambda struct {
	code   *code
	params int
	self   int          // slot of the handle, -1 if it is not used
	pack   *shape.Shape // of the message, if the one parameter is a tuple
}

// actorLambda lowers the making of a lambda actor, which gets copies of what it captures.
func (l *lowerer) actorLambda(e *ast.ActorExpr) expr {
	body := l.info.ActorLambdas[e]
	info := l.info.Lambdas[body]
	inner := l.program.lowerer(l.file, "actor in "+l.name, l.subst)
	inner.eager = true
	for i, p := range info.Params {
		inner.slots[p] = i
	}
	lam := &lambda{params: len(info.Params), self: -1}
	var ends []partEnd
	if lam.params == 1 {
		lam.pack = l.packingOf(l.typ(info.Params[0].Type))
	}
	from := make([]expr, len(info.Captures))
	captured := make([]types.Type, len(info.Captures))
	for i, v := range info.Captures {
		captured[i] = l.typ(v.Type)
		inner.slots[v] = lam.params + i
		from[i] = l.captured(e, v)
		if l.drops[v] && l.flow.Moves[body] {
			from[i] = emptied(l.slots[v], from[i])
			ends = append(ends, partEnd{i, l.closer(l.typ(v.Type))})
		}
	}
	moves := l.luggage(captured)
	inner.top = lam.params + len(info.Captures)
	if info.Self != nil {
		lam.self = inner.top
		inner.slots[info.Self] = lam.self
		inner.top++
	}
	inner.max = inner.top
	lam.code = &code{name: inner.name}
	inner.lambdaBody(lam.code, body, info)
	l.lasting = true
	p := &plan{name: "lambda actor in " + l.name, lambda: lam, ends: ends, at: l.site(e)}
	p.mailbox.Lazy, p.quiet = true, len(ends) == 0
	at, scope := l.site(e), -1
	if n := len(l.scopes); n > 0 {
		scope = l.scopes[n-1]
	}
	return func(f *frame) value.Value {
		c := &cell{plan: p}
		f.thread.process.start(&c.thread, &c.root)
		c.thread.cell = c
		c.given = make([]value.Value, len(from))
		for i, x := range from {
			c.given[i] = x(f)
		}
		moves.handOver(c.given, &c.thread)
		f.spawn(c, at)
		if scope >= 0 {
			s := value.Ref[taskScope](f.s[scope])
			s.actors = append(s.actors, c)
		}
		return value.FromRef(c)
	}
}

// captured reads a variable for a lambda actor.
func (l *lowerer) captured(e ast.Expr, v *check.Local) expr {
	slot, ok := l.slots[v]
	if !ok {
		l.bug(e, "`%s` has no slot", v.Name)
	}
	return l.handed(l.typ(v.Type), local(slot), l.site(e))
}

// call handles a message. The code has the arguments then, and closes them.
func (p *lambda) call(c *cell, f *frame, m *message) value.Value {
	nf := f.enter(p.code, c.plan.at)
	if p.pack != nil {
		nf.s[0] = p.pack.Make(m.args)
	} else {
		copy(nf.s[:p.params], m.args)
	}
	m.moves = nil
	copy(nf.s[p.params:], c.given)
	if p.self >= 0 {
		nf.s[p.self] = value.FromRef(c)
	}
	return p.code.body(nf)
}

// packingOf is the tuple type t; nil if t is another type. A tuple is sent as its parts, just as the
// arguments of a function with several parameters are, so the sender treats both alike.
func (l *lowerer) packingOf(t types.Type) *shape.Shape {
	if _, ok := types.Resolve(t).(*types.Tuple); !ok {
		return nil
	}
	return l.shape(t)
}

// parcel lowers the arguments of a message for a lambda actor whose messages are of type t, and
// gives what moves with them.
func (l *lowerer) parcel(t types.Type, args []ast.Expr) (take func(f *frame, m *message), moves *luggage) {
	tuple, isTuple := types.Resolve(t).(*types.Tuple)
	if !isTuple || len(args) != 1 {
		exprs := l.sentAll(args)
		if isUnit(t) {
			return func(f *frame, _ *message) {
				for _, x := range exprs {
					x(f)
				}
			}, nil
		}
		return func(f *frame, m *message) { m.take(f, exprs) }, l.luggage(l.typesOf(args))
	}
	x, read := l.sent(args[0]), l.fieldReader(t)
	parts := make([]func(value.Value) value.Value, len(tuple.Elems))
	for i := range parts {
		parts[i] = read(i)
	}
	return func(f *frame, m *message) {
		whole := x(f)
		m.args = make([]value.Value, len(parts))
		for i, part := range parts {
			m.args[i] = part(whole)
		}
	}, l.luggage(tuple.Elems)
}

// messageType is the type of the messages that a handle sends.
func messageType(handle types.Type) types.Type { return types.Resolve(handle).(*types.Named).Args[0] }

// tell lowers a message for a lambda actor; its value tells whether it was sent.
func (l *lowerer) tell(e *ast.CallExpr, info *check.Call) expr {
	at, to := l.site(e), l.expr(info.Recv)
	take, moves := l.parcel(messageType(l.typeOf(info.Recv)), info.Args)
	back := l.luggage([]types.Type{l.replyOf(info)})
	return func(f *frame) value.Value {
		c := value.Ref[cell](to(f))
		m := &message{moves: moves, back: back}
		take(f, m)
		m.handOver(c)
		return f.outcome(at, f.sent(at, m, c))
	}
}

// The tags of SendError that hewq uses.
const (
	sendFull   = 0
	sendClosed = 1
)

// outcome is the Result of sending a message.
func (f *frame) outcome(at site, err error) value.Value {
	switch {
	case err == nil:
		return okUnit
	case errors.Is(err, actor.ErrStopped):
		return value.Variant1(tagErr, value.Unit(sendClosed))
	case errors.Is(err, actor.ErrFull):
		return value.Variant1(tagErr, value.Unit(sendFull))
	}
	f.pollContext()
	f.trapAs(codeUnsent, at, "the message was not sent: "+err.Error())
	return unit
}

// okUnit is `Ok(())`.
var okUnit = value.Variant1(tagOk, unit)

func duplexIntrinsics() map[string]intrinsic {
	return map[string]intrinsic{
		"duplex.try_send": trySend,
		"duplex.close": func(_ *lowerer, c *call) expr {
			x := c.args[0].x
			return func(f *frame) value.Value {
				value.Ref[cell](x(f)).Finish()
				return okUnit
			}
		},
	}
}

func trySend(l *lowerer, c *call) expr {
	to, at := c.args[0].x, c.at
	take, moves := l.parcel(messageType(c.args[0].typ), []ast.Expr{c.node.Args[0].Value})
	back := l.luggage([]types.Type{l.replyOf(&check.Call{Recv: c.node.Func.(*ast.FieldExpr).X})})
	return func(f *frame) value.Value {
		cell := value.Ref[cell](to(f))
		m := &message{moves: moves, back: back}
		take(f, m)
		m.handOver(cell)
		dropped, err := cell.TrySend(m)
		f.unsent(at, m, dropped, err)
		return f.outcome(at, err)
	}
}

// closed lowers `await handle.close()`: it waits until the actor has handled what it was sent.
func (l *lowerer) closed(e *ast.CallExpr) expr {
	handle := l.expr(l.info.Calls[e].Recv)
	at := l.site(e)
	return func(f *frame) value.Value {
		c := value.Ref[cell](handle(f))
		c.Finish()
		f.awaitEnd(at, &c.Ref)
		return okUnit
	}
}
