package flow

// This file follows calls: which arguments are lent, which belong to the function from then on.

import (
	"slices"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/diag"
	"hewq/lang/types"
)

// A lender tells why a variable does not own its value.
type lender struct {
	kind    lending
	refills bool // its parts may be taken if others take their place
}

type lending uint8

const (
	byCaller  lending = iota // a parameter that is lent
	asSelf                   // the receiver of a method
	asState                  // the fields of an actor
	asCapture                // what a closure has captured, but does not own
	toClosure                // a parameter of a closure that is lent
)

// parameters notes which parameters of f it owns.
func (m *mover) parameters(f *check.Func) {
	def := types.DefOf(f.Owner)
	for i, p := range f.Params {
		switch {
		case i == 0 && f.Receiver && m.prog.IsState(types.DefOf(p.Type)):
			m.lent[p] = lender{kind: asState, refills: true}
		case i == 0 && f.Receiver && (f.Consuming || closesOwner(f)):
			m.apart[p] = true
			m.keeps(f.Decl, p)
			m.facts.Parts[p] = def != nil && def.Resource && (closesOwner(f) || m.wanted[p]) // it takes the value apart
			m.settled(p)
		case i == 0 && f.Receiver:
			m.lent[p] = lender{kind: asSelf, refills: true}
		case lendsParam(f, i):
			m.lent[p] = lender{kind: byCaller}
		default:
			m.keeps(f.Decl, p)
		}
	}
}

// settled notes that a method which consumes its receiver does what the value asks for.
func (m *mover) settled(p *check.Local) {
	m.owed = slices.DeleteFunc(m.owed, func(l *check.Local) bool { return l == p })
}

// closesOwner tells whether f is the method that closes a resource.
func closesOwner(f *check.Func) bool {
	def := types.DefOf(f.Owner)
	return f.Name == "close" && f.Trait == nil && f.Receiver && def != nil && def.Resource
}

// lendsParam tells whether the caller of f keeps what it gives for parameter i: a collection or a
// closure, unless the parameter is declared with `consume`. For a method of a trait the trait's own
// declaration says it.
func lendsParam(f *check.Func, i int) bool {
	declared := f
	if f.Trait != nil {
		if of := f.Trait.Methods[f.Name]; of != nil && i < len(of.Params) {
			declared = of
		}
	}
	if f.Message || i >= len(declared.Params) {
		return false
	}
	p := declared.Params[i]
	return !p.Consumed && !f.Params[i].Consumed && Lends(p.Type)
}

// Lends tells whether values of type t are lent to functions, not given.
func Lends(t types.Type) bool {
	switch t := types.Resolve(t).(type) {
	case *types.Func, *types.Slice:
		return true
	case *types.Named:
		return t.Def.Shape == types.Collection
	}
	return false
}

// call follows a call.
func (m *mover) call(e *ast.CallExpr, how mode) {
	call := m.info.Calls[e]
	if call == nil {
		m.children(e)
		return
	}
	var list []operand
	switch {
	case call.Recv != nil:
		list = append(list, operand{call.Recv, m.receiver(call)})
	case call.Kind == check.CallValue:
		list = append(list, operand{e.Func, m.callee(e.Func)})
	}
	for i, a := range call.Args {
		list = append(list, operand{a, m.argument(call, i, a)})
		if call.Kind == check.CallValue && m.own(m.typeOf(a)) == check.Maybe {
			m.facts.Handed[a] = true
		}
	}
	m.operands(list)
	m.closesHandle(call)
	m.copiesParts(e, call)
	if i, ok := m.instance(e, call); ok {
		m.sum.calls = append(m.sum.calls, i)
	}
	if how != look && lends(call) && m.own(m.typeOf(e)) != check.Free && m.moved != nil {
		s, _ := m.spot(e)
		m.stays(e, m.typeOf(e), m.own(m.typeOf(e)), s)
	}
	if t, ok := m.info.Types[e]; ok && types.Is(t, types.Never) {
		m.moved = nil
	}
}

// receiver tells what becomes of the receiver of a call.
func (m *mover) receiver(call *check.Call) mode {
	f := call.Func
	if f == nil {
		return look
	}
	switch {
	case f.Builtin.Takes:
		return hand
	case f.Consuming:
		return bind
	case !closesOwner(f):
		return look
	case f.Intrinsic != "":
		if s, ok := m.spot(call.Recv); !ok || s.path != "" || s.element || m.lent[s.root].kind != byCaller {
			return look // it can be closed again with what it is a part of
		}
	}
	return hand
}

// callee tells what becomes of a closure that is called.
func (m *mover) callee(e ast.Expr) mode {
	if n, ok := ast.Unparen(e).(*ast.Name); ok {
		if l, ok := m.info.Uses[n].(*check.Local); ok && m.once[l] {
			return bind
		}
	}
	return look
}

// argument tells what becomes of argument i of a call.
func (m *mover) argument(call *check.Call, i int, a ast.Expr) mode {
	switch call.Kind {
	case check.CallVariant, check.CallRecord:
		return bind
	case check.CallSend, check.CallAsk, check.CallStream:
		return m.sending(a)
	case check.CallValue:
		if Lends(m.typeOf(a)) {
			return look
		}
		return hand
	}
	f := call.Func
	if call.Recv != nil {
		i++
	}
	if f == nil || i >= len(f.Params) {
		return look
	}
	switch {
	case f.Intrinsic != "" || f.Extern != "":
		if !f.Builtin.Keeps(f.Params[i].Name) {
			return look
		}
		if isFunc(m.typeOf(a)) {
			m.lentClosure(a)
			return bind
		}
		return hand
	case i == 0 && f.Receiver:
		if f.Consuming || closesOwner(f) {
			return hand
		}
		return look
	case lendsParam(f, i):
		return look
	case isFunc(m.typeOf(a)):
		return bind
	}
	return hand
}

func isFunc(t types.Type) bool {
	_, ok := types.Resolve(t).(*types.Func)
	return ok
}

// sending tells what becomes of a value that is sent: all is gone afterwards but strings and bytes,
// which nothing can change for others, and what is copied.
func (m *mover) sending(e ast.Expr) mode {
	if t := m.info.Types[e]; t == nil || types.Is(t, types.String) || types.Is(t, types.Bytes) {
		return look
	}
	return bind
}

// closesHandle notes that a handle is of no use any more where it was closed.
func (m *mover) closesHandle(call *check.Call) {
	name, ok := call.Recv.(*ast.Name)
	if !ok || m.moved == nil || call.Func == nil || !call.Func.Consuming || !m.prog.IsDuplex(m.info.Types[name]) {
		return
	}
	if l, ok := m.info.Uses[name].(*check.Local); ok {
		m.moved[place{root: l}] = move{at: m.span(name)}
	}
}

// copiesParts reports a call that gives copies of what its receiver keeps.
func (m *mover) copiesParts(e *ast.CallExpr, call *check.Call) {
	if call.Func == nil || !call.Func.Builtin.Copies {
		return
	}
	switch t := m.typeOf(e); m.own(t) {
	case check.Maybe:
		m.copied(t, m.span(e))
	case check.Owned:
		if m.prog.Shareable(t) {
			return // as the senders of a channel are
		}
		d := m.report(e, diag.UseAfterMove, "`%s` would give what is in the collection a second owner", call.Func.Name)
		help(d, "look at the elements where they are, with `for` or `get`")
	}
}

// lentClosure reports a closure that one collection has and another takes in: it would end with the
// first one.
func (m *mover) lentClosure(e ast.Expr) {
	s, isPlace := m.spot(e)
	if m.moved == nil || !s.element && (isPlace || !m.shows(e)) {
		return
	}
	d := m.report(e, diag.UseAfterMove, "this closure belongs to its collection, so another one cannot keep it")
	help(d, "make the closure anew, or take it out with `pop()`")
}
