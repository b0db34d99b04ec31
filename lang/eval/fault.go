package eval

// This file describes how a running program fails.

import (
	"fmt"

	"hewq/lang/source"
)

// A Fault is the end of a program that failed while running.
type Fault struct {
	Kind    Kind
	Message string
	Values  []Shown     // that the failure is about
	Exit    int         // status of the process
	Span    source.Span // what failed; it may stand in a stub, see At
	Stack   []Call      // what failed and where it was called from, innermost first
	Note    string      // what a module knows of the reason, in whole lines

	code int64 // of a crash hook
}

// A Kind tells faults apart.
type Kind uint8

// The kinds of faults.
const (
	Panic    Kind = iota // panic(message)
	Trap                 // the language forbids it: overflow, division by zero
	Abort                // a built-in function refused its arguments; an assertion failed
	Internal             // a bug in hewq
)

// A Call is a function with the place in it that ran.
type Call struct {
	Func string
	Span source.Span
}

// A Shown is a value that a program failed with.
type Shown struct {
	Name string `json:"name"` // "left" of an assertion, "value" of what was unwrapped, or the text of an operand
	Text string `json:"text"` // as the prompt shows it
}

// String names the kind as tools know it.
func (k Kind) String() string {
	return [...]string{Panic: "panic", Trap: "trap", Abort: "abort", Internal: "internal"}[k]
}

// Exit statuses of failed programs.
const (
	exitPanic = 101
	exitTrap  = 1
)

func (e *Fault) Error() string { return e.Message }

// An Exit is the end of a program that called exit.
type Exit struct{ Status int }

func (e *Exit) Error() string { return fmt.Sprintf("exit status %d", e.Status) }

// A site is a place in the program that can fail or call: an index into program.sites.
type site uint32

// siteAt makes a place known, in the function called name.
func (p *program) siteAt(span source.Span, name string) site {
	var at site
	if n := len(p.free); n > 0 {
		at, p.free = p.free[n-1], p.free[:n-1]
		p.sites.set(at, Call{name, span})
	} else {
		at = p.sites.add(Call{name, span})
	}
	if p.body != nil {
		p.body.sites = append(p.body.sites, at)
	}
	return at
}

// sitesOf makes what siteAt makes known the sites of c, until the result is called.
func (p *program) sitesOf(c *code) (done func()) {
	outer := p.body
	p.body = c
	return func() { p.body = outer }
}

// unlower takes the body of c back, and its sites.
func (p *program) unlower(c *code) {
	for _, at := range c.sites {
		p.sites.set(at, Call{})
	}
	p.free = append(p.free, c.sites...)
	c.need, c.body, c.lower, c.sites = unlowered, nil, c.again, nil
}

// fault makes the fault of kind k that happened at a site of f.
func (f *frame) fault(k Kind, at site, message string) *Fault {
	e := &Fault{Kind: k, Message: message, Exit: exitTrap}
	if k == Panic {
		e.Exit = exitPanic
	}
	ps := f.thread.process
	f.thread.failing = true
	e.Note = f.thread.native.Note
	ps.env.Failures.Shown(f.thread.native.Failure)
	e.Stack = ps.program.sites.calls(at)
	e.Span = e.Stack[0].Span
	for f = f.prev; f != nil && f.prev != nil; f = f.prev {
		e.Stack = append(e.Stack, ps.program.sites.at(f.at))
	}
	return e
}

// raise ends the thread by a failure that has happened elsewhere.
func (t *thread) raise(failure any) {
	_, t.failing = failure.(*Fault)
	panic(failure)
}

// trap ends the thread because the language forbids what it does.
//
//go:noinline
func (f *frame) trap(at site, message string) { panic(f.fault(Trap, at, message)) }

// trapAs is trap for what crash hooks know by a code.
func (f *frame) trapAs(code int64, at site, message string) {
	fault := f.fault(Trap, at, message)
	fault.code = code
	panic(fault)
}

// abort ends the thread because a built-in function cannot do what it was asked, with these values.
//
//go:noinline
func (f *frame) abort(at site, message string, values ...Shown) {
	fault := f.fault(Abort, at, message)
	fault.Values = values
	panic(fault)
}

//go:noinline
func (f *frame) overflow(at site) { f.trapAs(codeOverflow, at, "integer overflow") }

//go:noinline
func (f *frame) divisionByZero(at site) { f.trapAs(codeDivision, at, "division by zero") }

//go:noinline
func (f *frame) vecRange(at site, i, n int64) {
	f.trapAs(codeIndex, at, fmt.Sprintf("index out of range: index %d, length %d", i, n))
}

//go:noinline
func (f *frame) vecBounds(at site) { f.abort(at, "PANIC: Vec index out of bounds") }

// vecMissing is vecBounds for code that knows the index and the length.
func (f *frame) vecMissing(at site, _, _ int64) { f.vecBounds(at) }

// mostBytes is the largest thing that is made at once. What the computer cannot give would end
// hewq itself, and a session with it.
const (
	mostBytes = 8 << 30
	valueSize = 16 // of an element, in bytes
)

// room traps if n things of some bytes each are too much.
func (f *frame) room(at site, n int64, size int) {
	if size > 0 && n > mostBytes/int64(size) {
		f.trap(at, fmt.Sprintf("out of memory: %d elements of %d B", n, size))
	}
}
