package native

// This file is what people can ask about handles: at a prompt, and in traces.

import "slices"

// A Fact is one thing that is known of what a handle stands for, in words for people.
type Fact struct{ Name, Text string }

// A Telling is a handle's Go type that knows Facts. Facts changes nothing, does not wait, and may
// be called from any goroutine, also when the handle is closed.
type Telling interface {
	Facts() []Fact
}

// A Watched is a handle's Go type that can tell what happens to it, as it happens.
type Watched interface {
	// Watch calls tell with a line, without newline, for each thing that happens from now on, until
	// stop is called or all is over. tell is called by one goroutine at a time and may wait. Watch
	// gives the name that the lines use, and fails when nothing can happen any more.
	Watch(tell func(line string)) (name string, stop func(), err error)
}

// A Live is a handle that is open, or that its module still knows something of.
type Live struct {
	Handle any    // a handle's Go type
	Name   string // by which traces know it; "" for none
	Depth  int    // 0, or one more than that of the handle that it is part of, which stands before it
}

// OnList adds f to what tells which handles of a module are open.
func (e *Env) OnList(f func() []Live) {
	e.endMu.Lock()
	defer e.endMu.Unlock()
	e.lists = append(e.lists, f)
}

// Handles are the handles of all modules that are open, whichever actor has them.
func (e *Env) Handles() []Live {
	e.endMu.Lock()
	lists := slices.Clone(e.lists)
	e.endMu.Unlock()
	var all []Live
	for _, f := range lists {
		all = append(all, f()...)
	}
	return all
}
