package eval

// This file runs tasks: threads of their own that a scope owns.

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"

	"hewq/actor"
	"hewq/lang/value"
)

// A task is a thread that evaluates one call or block. Its address is the value of its handle.
type task struct {
	thread thread
	root   frame
	scope  *taskScope
	plan   *taskPlan
	id     int
	at     site // of the fork
	args   []value.Value
	cancel context.CancelFunc
	done   actor.Signal

	// What follows is guarded by the scope.
	outcome outcome
	result  value.Value // of taskDone
	failure any         // the panic value of taskFailed
	taken   bool        // somebody has the resources in the result
}

// An outcome is how a task ended.
type outcome uint8

const (
	taskRunning outcome = iota
	taskDone
	taskCancelled
	taskFailed // it trapped, or called exit
)

// A taskPlan is what all tasks of one fork have in common.
type taskPlan struct {
	name   string // "" if the fork has none
	code   *code
	copy   func(value.Value) value.Value // of the result, nil if it can be shared
	close  *closer                       // of results that are not taken; nil if they have no resources
	moves  *luggage                      // what moves with the arguments
	failed string                        // the key of the type of errors; "" if the result is no Result
}

// String names the task to people.
func (t *task) String() string {
	if t.plan.name == "" {
		return "a task"
	}
	return "task `" + t.plan.name + "`"
}

// taskDepth is how many calls a task counts for in the depth of calls: tasks that fork tasks
// without end must not take all memory.
const taskDepth = 20

// start makes a task of scope s and runs it, unless the scope is cancelled.
func (s *taskScope) start(f *frame, p *taskPlan, at site, args []value.Value) *task {
	owner := s.owner
	ps := owner.process
	t := &task{scope: s, plan: p, at: at, args: args}
	if !s.add() {
		t.outcome = taskCancelled
		t.done.Give()
		f.shed(p.moves.losing(at, args))
		return t
	}
	ps.start(&t.thread, &t.root)
	t.root.depth = f.depth + taskDepth
	t.thread.task, t.thread.cell, t.thread.onMain = t, owner.cell, true
	t.thread.native.Within(owner.native.Owner)
	t.thread.ctx, t.cancel = context.WithCancel(s.tasks)
	ps.tasks.add(t)
	ps.system.Enter()
	go t.run() // the scope waits for it
	return t
}

// run evaluates the task.
func (t *task) run() {
	ps := t.thread.process
	defer ps.system.Exit()
	release := context.AfterFunc(t.thread.ctx, func() { t.thread.stop.Or(mustStop) })
	var result value.Value
	err := t.thread.guard(func() {
		nf := t.root.enter(t.plan.code, t.at)
		copy(nf.s, t.args)
		t.args = nil
		result = t.plan.code.body(nf)
		if t.plan.copy != nil {
			result = t.thread.root.copied(t.plan.copy, result, t.at)
		}
	})
	err = t.thread.dropAll(err)
	if t.args != nil { // it was cancelled before it began
		if failed := t.thread.conclude(t.plan.moves.losing(t.at, t.args)); failed != nil {
			t.thread.tellClosing(failed)
		}
	}
	release()
	t.cancel()
	ps.tasks.remove(t)
	t.end(result, err)
}

// end notes how the task has ended and wakes who waits for it.
func (t *task) end(result value.Value, err error) {
	var fault *Fault
	var left *Exit
	s := t.scope
	s.mu.Lock()
	switch {
	case err == nil:
		t.outcome, t.result = taskDone, result
	case errors.As(err, &fault):
		fault.Stack = append(fault.Stack, t.thread.process.program.sites.at(t.at))
		t.outcome, t.failure = taskFailed, fault
	case errors.As(err, &left):
		t.outcome, t.failure = taskFailed, exit{left.Status}
	default:
		t.outcome = taskCancelled
	}
	s.ended(t)
	t.done.Give()
	s.mu.Unlock()
}

// gaveError tells whether the result is an error.
func (t *task) gaveError() bool {
	return t.outcome == taskDone && t.plan.failed != "" && t.result.Tag() == tagErr
}

// ending is how the task has ended. It must have.
func (t *task) ending() outcome {
	t.scope.mu.Lock()
	defer t.scope.mu.Unlock()
	return t.outcome
}

// claim is the result, which the caller has from now on.
func (t *task) claim() value.Value {
	t.scope.mu.Lock()
	defer t.scope.mu.Unlock()
	t.taken = true
	return t.result
}

// A taskTable has the tasks that run.
type taskTable struct {
	mu   sync.Mutex
	last int
	live map[*task]bool
}

func (tt *taskTable) add(t *task) {
	tt.mu.Lock()
	defer tt.mu.Unlock()
	if tt.live == nil {
		tt.live = map[*task]bool{}
	}
	tt.last++
	t.id, tt.live[t] = tt.last, true
}

func (tt *taskTable) remove(t *task) {
	tt.mu.Lock()
	defer tt.mu.Unlock()
	delete(tt.live, t)
}

// all are the tasks that run, in the order in which they were forked.
func (tt *taskTable) all() []*task {
	tt.mu.Lock()
	defer tt.mu.Unlock()
	var all []*task
	for t := range tt.live {
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b *task) int { return cmp.Compare(a.id, b.id) })
	return all
}
