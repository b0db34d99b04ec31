package eval

// This file tells actors of crashes.

import (
	"errors"

	"hewq/lang/value"
)

// Codes of crashes, as `#[on(crash)]` gets them: upstream's.
const (
	codeUnknown  = 0
	codePanic    = 101
	codeHeap     = 200
	codeOverflow = 201
	codeDivision = 202
	codeShift    = 204
	codeIndex    = 205
	codeUnsent   = 206
)

// crashCode is the code of what crashed an actor.
func crashCode(cause error) int64 {
	var fault *Fault
	if !errors.As(cause, &fault) {
		return codeUnknown
	}
	if fault.Kind == Panic {
		return codePanic
	}
	return fault.code
}

// crashed runs the crash hook of an actor that has crashed. As upstream's it sees the fields that
// the next actor begins with, and may change them.
func (c *cell) crashed(of *incarnations, cause error) error {
	c.state = c.plan.record(of.fields)
	info := value.Scalars([]int64{crashCode(cause)})
	err := c.thread.guard(func() { c.run(c.thread.root, c.plan.crash, []value.Value{info}, nil) })
	of.fields = c.plan.values(c.state)
	c.state = value.Value{}
	return err
}

// values are the fields in the record of an actor.
func (p *plan) values(state value.Value) []value.Value {
	all := make([]value.Value, len(p.fields))
	for i := range all {
		all[i] = p.state.Parts[i].Of(state)
	}
	return all
}
