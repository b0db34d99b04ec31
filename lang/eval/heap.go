package eval

// This file counts what the fields of an actor hold, for those with `#[max_heap]`.
//
// What a function holds while it handles a message is not counted, but the arguments of the message
// are.

import (
	"fmt"

	"hewq/lang/shape"
	"hewq/lang/types"
)

// A heap is the limit of an actor's fields.
type heap struct {
	limit  int64
	fields *shape.Shape             // of the record
	args   map[*code][]*shape.Shape // of each receive function
}

func (l *lowerer) heapOf(limit int64, state types.Type) *heap {
	if limit == 0 {
		return nil
	}
	return &heap{limit: limit, fields: l.shape(state), args: map[*code][]*shape.Shape{}}
}

// check ends the actor, whose message m is about to be handled or has just been, if it holds too
// much.
func (h *heap) check(c *cell, m *message) {
	if h == nil {
		return
	}
	defer c.thread.root.endless(c.plan.at)
	n := h.fields.Measure(c.state)
	if m != nil {
		for i, s := range h.args[m.code] {
			n += s.Measure(m.args[i])
		}
	}
	if n > h.limit {
		c.thread.root.trapAs(codeHeap, c.plan.at, fmt.Sprintf("heap exceeded: actor `%s` holds %d bytes and may hold %d", c.plan.name, n, h.limit))
	}
}
