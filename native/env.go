package native

// This file holds the state that modules keep for a program and for each actor.

import (
	"context"
	"io"
	"reflect"
	"slices"
	"sync"
	"time"
)

// An Env is what a running program shares with its native modules. It is safe for use from
// several goroutines.
type Env struct {
	Args   []string                         // of the program, its name first
	Lookup func(name string) (string, bool) // an environment variable; never nil
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer

	Failures Failures // of modules' calls

	// Trace gives where the module with a path, such as "std::net::quic", tells what happens; nil
	// if no module does.
	Trace func(module string) io.Writer
	Begun time.Time // of the program: traces count from it

	// Seed gives a seed for numbers by chance that the program has not seeded itself, another one at
	// each call; nil if modules shall find one by chance. It may be called from any goroutine.
	Seed func() uint64

	// Files notes which files the program uses; nil if that is not asked for.
	Files *Files

	// Network, if not nil, has the sockets of the program in place of the system's.
	Network Network

	// Virtual is set when the program runs in virtual time: that passes as soon as all its goroutines
	// wait, and a wait for something outside of the program would hold it up.
	Virtual bool

	mu     sync.Mutex // guards states
	states map[reflect.Type]any
	endMu  sync.Mutex // guards ends and lists; new of State may call OnEnd
	ends   []func(Ending)
	lists  []func() []Live

	ownMu     sync.Mutex // guards owned, and what each Owner has
	owned     map[Resource]owning
	lastOwned uint64
}

// State is the T that the program keeps for a module; new makes it at the first call.
func State[T any](e *Env, new func(*Env) *T) *T {
	e.mu.Lock()
	defer e.mu.Unlock()
	key := reflect.TypeFor[T]()
	if s, ok := e.states[key]; ok {
		return s.(*T)
	}
	s := new(e)
	if e.states == nil {
		e.states = map[reflect.Type]any{}
	}
	e.states[key] = s
	return s
}

// An Ending is the time that modules have to close what they hold when a program ends. They
// return before its context ends, which may be never; each has limits of its own.
type Ending struct {
	context.Context

	// Hurry ends when the user has asked for the end and waits for it: what takes seconds is
	// cut short then.
	Hurry context.Context
}

// OnEnd has f called once when the program ends, however it ends, last registered first.
func (e *Env) OnEnd(f func(Ending)) {
	e.endMu.Lock()
	defer e.endMu.Unlock()
	e.ends = append(e.ends, f)
}

// End runs what OnEnd registered. The evaluator calls it once.
func (e *Env) End(ending Ending) {
	e.endMu.Lock()
	ends := slices.Clone(e.ends)
	e.ends = nil
	e.endMu.Unlock()
	for _, f := range slices.Backward(ends) {
		f(ending)
	}
}

// An Actor is the state that modules keep for one actor, main being one, and the resources that
// the actor owns. Only the actor's own goroutine uses the state.
type Actor struct {
	*Owner // nil of one that owns nothing

	// Note says in whole lines why the latest call of a module failed: people read it when the
	// actor fails next. It is empty after a call that did not fail.
	Note string

	// Failure is the call that Note is about, or the latest that failed in a result which says that
	// it did. It is nil after a call that did not fail, and where a failure is nothing to tell.
	Failure *Failure

	states map[reflect.Type]any
}

// Local is the T that the calling actor keeps for a module, zero at the first call.
func Local[T any](c *Call) *T {
	key := reflect.TypeFor[T]()
	if s, ok := c.Actor.states[key]; ok {
		return s.(*T)
	}
	s := new(T)
	if c.Actor.states == nil {
		c.Actor.states = map[reflect.Type]any{}
	}
	c.Actor.states[key] = s
	return s
}
