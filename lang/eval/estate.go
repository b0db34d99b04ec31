package eval

// This file ends what is left of actors that are not known any more.

import "hewq/native"

// An estate is what has to be ended when a thread is over. It does not refer to the thread: an
// actor that waits for messages is collected as garbage when it cannot be sent any, and then
// its estate is all there is.
type estate struct {
	owner native.Owner
	halt  interrupt
}

// settle ends the estate of an actor that was collected: what it owned is closed.
func (ps *process) settle(e *estate) {
	ps.env.EndOwner(ps.ctx, &e.owner, native.Done)
	e.halt.mu.Lock()
	defer e.halt.mu.Unlock()
	if e.halt.cancel != nil {
		e.halt.cancel()
	}
}
