package eval

// This file has what arrives on a connection sent to an actor.

import (
	"slices"

	"hewq/lang/check"
	"hewq/lang/types"
	"hewq/lang/value"
	"hewq/native"
)

func attachIntrinsics() map[string]intrinsic {
	return map[string]intrinsic{"connection.attach": attach}
}

// attach lowers `conn.attach(handler)`.
func attach(l *lowerer, c *call) expr {
	conn, handler := c.args[0].x, c.args[1].x
	onData, onClose := l.handlerOf(c.args[1], "on_data"), l.handlerOf(c.args[1], "on_close")
	return func(f *frame) value.Value {
		h := conn(f).Handle()
		to := value.Ref[cell](handler(f))
		if h == nil {
			return unit
		}
		ps := f.thread.process
		if r, ok := h.Go.(native.Resource); ok {
			to.thread.own(r)
		}
		h.Go.(native.Feed).Deliver(ps.ctx, &delivery{to: to, onData: onData, onClose: onClose, over: ps.system.Source()})
		return unit
	}
}

// handlerOf is a receive function of the actor that x is the address of.
func (l *lowerer) handlerOf(x operand, name string) *code {
	a := l.program.prog.Actor(x.typ)
	i := slices.IndexFunc(a.Receives, func(f *check.Func) bool { return f.Name == name })
	return l.program.function(a.Receives[i], x.typ.(*types.Named).Args)
}

// A delivery sends what arrives to an actor.
type delivery struct {
	to              *cell
	onData, onClose *code
	over            func() // tells the system that nothing more comes from outside
}

// Data sends bytes to the actor's on_data.
func (d *delivery) Data(data []byte) error {
	m := &message{code: d.onData}
	m.few[0] = value.FromBytes(&value.Bytes{B: data})
	m.args = m.few[:1]
	return d.send(m)
}

// End sends the actor's on_close.
func (d *delivery) End() { _ = d.send(&message{code: d.onClose}) } // an actor that has ended need not know

// Over ends what may arrive.
func (d *delivery) Over() { d.over() }

// send waits for room in the mailbox. Meanwhile the system must not take the sender for an actor
// that is at work.
func (d *delivery) send(m *message) error {
	s := d.to.thread.process.system
	s.Enter()
	defer s.Exit()
	dropped, err := d.to.Send(d.to.thread.process.ctx, m)
	if lost, ok := dropped.(*message); ok {
		lost.refuse()
		if lost.moves != nil {
			t := d.to.thread.process.newThread() // this goroutine has none
			if err := t.conclude(lost.moves.losing(0, lost.args)); err != nil {
				t.tellClosing(err)
			}
		}
	}
	return err
}
