// Package native is the seam between Hew and Go: a Module is a stub in Hew with the
// signatures and a table of Go functions with the behaviour.
package native

import (
	"context"
	"reflect"

	"hewq/lang/source"
	"hewq/lang/value"
)

// A Module is a standard module: its stub declares in Hew what its table does in Go.
type Module struct {
	Path  string       // as imported: "std::net::quic"
	Image string       // the module's Hew source and its parsed form, which `go generate` makes of the stub
	Stub  string       // the Hew source where there is no image: it is parsed at every start
	Funcs func() Funcs // makes the table when the program imports the module; nil if it has none

	// Settings are the environment variables of hewq's own, `HEWQ_…`, that the module reads.
	Settings []string
}

// Funcs are the Go functions of a module, by extern name: "hew_quic_new_server".
type Funcs map[string]Binding

// A Binding is one Go function as Hew calls it.
type Binding struct {
	Call   func(*Call) (value.Value, error)
	Params []reflect.Type // for a test that compares with the stub
	Result reflect.Type   // nil for none
	Waits  bool           // the call can block: the evaluator flushes stdout first
	Awaits string         // what for, if so: see the function Waits
	Opens  bool           // the result stands for a Resource, which the calling actor owns
	Closes bool           // the call closes the Resource that its first argument stands for

	// GiveBack takes the []byte that a call returned when it is not used any more; nil if the
	// function does not want it. It may not be called for every result.
	GiveBack func(*Env, []byte)
}

// Closes marks a function that closes the Resource that its first argument stands for.
func Closes(b Binding) Binding {
	b.Closes = true
	return b
}

// Lends marks a function that lends its results: it makes new ones of what back is given.
func Lends(b Binding, back func(*Env, []byte)) Binding {
	b.GiveBack = back
	return b
}

// A Call is one call of a native function. It is valid until the function returns.
//
// Its context ends when the calling actor stops or the user interrupts; a function that
// waits returns the context's error then.
type Call struct {
	context.Context
	Site  source.Span   // the call expression
	Stack Stack         // where the calls around it are; nil if that is not known
	Args  []value.Value // as the stub declares them
	Actor *Actor        // the caller's state of modules
	Env   *Env          // the program's

	// Unwinds is set when the caller was stopped or interrupted in the middle of what it did, and only
	// what is deferred still runs.
	Unwinds bool

	// Last is set when the call closes something at the end of the program, perhaps with many others one
	// after the other. A function that waits should not make them wait each for its own time then:
	// what it does may go on behind the caller, and ends with the program.
	Last bool
}

// A Stack knows the calls that are under way.
type Stack interface {
	// Script is the innermost place that is not in a standard module: that of at, or of the calls
	// that led there.
	Script(at source.Span) source.Span
}

// Place is the place of the script's own call: Site is in the stub of the module as a rule.
func (c *Call) Place() source.Span {
	if c.Stack == nil {
		return c.Site
	}
	return c.Stack.Script(c.Site)
}
