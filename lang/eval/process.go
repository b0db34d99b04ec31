package eval

// This file has the process: what changes while a program runs.

import (
	"context"
	"sync"
	"sync/atomic"

	"hewq/actor"
	"hewq/lang/flow"
	"hewq/native"
)

// A process is a program that runs: its surroundings, its threads and how it ends. All its threads
// use it at once; lowering does not know it.
type process struct {
	program  *program
	env      *native.Env
	options  Options
	system   *actor.System
	messages messagePool
	shared   bool // the writers of env are for several threads
	links    mainLinks
	tasks    taskTable
	main     *thread
	prompt   func()          // is called instead when an input is stuck; nil in a program
	ctx      context.Context // of all threads
	cancel   context.CancelFunc
	ending   sync.Once
	status   int         // that an actor asked for
	ended    atomic.Bool // an actor has ended the program
	exited   atomic.Bool // by exit: nothing is closed
	last     lastTime
	over     atomic.Bool // main has ended, and the actors are being stopped
	left     atomic.Bool // main has ended, and its end is that of the program: actors do nothing more
}

func newProcess(a *flow.Analysis, env *native.Env) *process {
	ps := &process{program: newProgram(a), env: env}
	ps.system = actor.NewSystem(ps.observe, ps.stuck)
	return ps
}

func (ps *process) newThread() *thread {
	t := &thread{}
	ps.start(t, &frame{})
	return t
}

// start makes a thread of t, with root as its first frame.
func (ps *process) start(t *thread, root *frame) {
	t.process, t.ctx, t.root = ps, ps.ctx, root
	if t.estate == nil {
		t.estate = new(estate)
	}
	t.native.Owner = &t.estate.owner
	*root = frame{thread: t, stop: &t.stop, next: noFrame}
	if ps.ctx != nil && ps.ctx.Err() != nil {
		t.stop.Or(mustStop)
	}
}

func (ps *process) flush() {
	if out, ok := ps.env.Stdout.(interface{ Flush() error }); ok {
		// A reader that went away must not end the program before its defers ran; the next
		// write tells it.
		_ = out.Flush()
	}
}

// report tells people what the program does not know of.
func (ps *process) report(text string) {
	ps.flush()
	// A failure here cannot be reported.
	_, _ = ps.env.Stderr.Write([]byte(text))
}

// exit ends the program as exit does: nothing is closed.
func (ps *process) exit(status int) {
	if ps.prompt == nil {
		ps.exited.Store(true)
		ps.end(status)
	}
}

// end ends the program with a status.
func (ps *process) end(status int) {
	if ps.prompt != nil {
		return // it is the actor's end alone
	}
	ps.ending.Do(func() {
		ps.status = status
		ps.ended.Store(true)
		ps.cancel()
	})
}
