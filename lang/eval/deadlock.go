package eval

// This file ends an input at a prompt that waits for what cannot come.

import (
	"context"
	"sync/atomic"
)

// An inputRun is an input that runs.
type inputRun struct {
	cancel context.CancelFunc
	waits  atomic.Pointer[wait] // what it waited for when it was ended as stuck; else nil
}

// stuck ends the input that runs, if it waits: there is nothing else at a prompt.
func (s *Session) stuck() {
	r := s.running.Load()
	if r == nil || !s.process.system.Stuck() {
		return
	}
	if w := s.thread.wait.Load(); w != nil {
		r.waits.Store(w)
		r.cancel()
	}
}

// deadlock is err, or what is said of an input that was ended as stuck.
func (r *inputRun) deadlock(ps *process, err error) error {
	w := r.waits.Load()
	if err == nil || w == nil {
		return err
	}
	c := ps.program.sites.at(w.calls[0])
	return &Fault{
		Kind: Trap, Exit: exitTrap, Message: "deadlock: nobody can end this wait",
		Note: "the input waits " + w.what(true) + "\n", Span: c.Span, Stack: []Call{c},
	}
}
