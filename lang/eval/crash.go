package eval

// This file tells actors of crashes.

import (
	"errors"
	"strings"

	"hewq/lang/value"
)

// Codes of crashes, as `#[on(crash)]` gets them: upstream's.
const (
	codeUnknown = 0
	codePanic   = 101
	codeHeap    = 200
)

// trapCodes are the codes of traps, by what their messages begin with.
var trapCodes = []struct {
	message string
	code    int64
}{
	{heapExceeded, codeHeap},
	{"integer overflow", 201},
	{"division by zero", 202},
	{"shift", 204},
	{"index out of range", 205},
	{"the message was not sent", 206},
}

// heapExceeded is what the trap of an actor says that holds more than it may.
const heapExceeded = "heap exceeded"

// crashCode is the code of what crashed an actor.
func crashCode(cause error) int64 {
	var fault *Fault
	if !errors.As(cause, &fault) {
		return codeUnknown
	}
	if fault.Kind == Panic {
		return codePanic
	}
	for _, t := range trapCodes {
		if strings.HasPrefix(fault.Message, t.message) {
			return t.code
		}
	}
	return codeUnknown
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
