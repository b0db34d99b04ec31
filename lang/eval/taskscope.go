package eval

// This file has the scopes of structured tasks: who waits for whom, and who is cancelled when
// a task fails.

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"
)

// A taskScope is a `scope { }` block that is running: the owner of its tasks, and a context of
// its own for what the body waits for.
type taskScope struct {
	owner *thread
	outer *taskScope // of the same thread
	at    site
	saved context.Context // of the owner, before and after
	body  context.Context // of the owner, in the scope

	cancelBody context.CancelFunc
	tasks      context.Context
	cancel     context.CancelFunc // of the tasks

	timer  *time.Timer // of the deadline; nil if there is none
	actors []*cell     // lambda actors that end with the scope

	mu        sync.Mutex
	running   int           // tasks
	idle      chan struct{} // closed when the last one has ended; nil if that is not awaited
	failed    *task         // the first that gave an error: its siblings are cancelled
	failure   any           // the panic value of the first that trapped or called exit
	expired   bool          // the deadline of the scope has passed
	cancelled bool          // tasks do not start any more
	held      bool          // it counts as active until the owner has left
	over      bool          // the owner has left
	unclaimed []*task       // ended, with resources in results that were not awaited
}

// openScope makes the innermost scope of the thread.
func (t *thread) openScope(at site) *taskScope {
	t.mayWait() // what interrupts the actor ends its tasks
	s := &taskScope{owner: t, outer: t.scope, at: at, saved: t.ctx}
	s.tasks, s.cancel = context.WithCancel(t.ctx)
	s.body, s.cancelBody = context.WithCancel(t.ctx)
	t.ctx = s.body
	t.scope = s
	return s
}

// around runs the body of a scope, which waits for its tasks however it is left. late tells that
// the deadline had passed before all was done.
func (s *taskScope) around(f *frame, body stmt) (left ctl, late bool) {
	ended := false
	defer func() {
		if ended {
			return
		}
		s.stop()
		s.join(f)
		f.leave(s.unclaimedResults())
		s.leave()
		if s.owner.target == s {
			_ = recover() // the scope is what the deadline ends
			s.owner.resume(s)
			late = true
		}
	}()
	left = body(f)
	s.join(f)
	s.unclaimedResults().all(f)
	ended = true
	s.leave()
	if s.failure != nil {
		f.thread.raise(s.failure)
	}
	f.pollContext() // what ended the tasks may end the owner as well
	return left, s.expired
}

// stop cancels the tasks.
func (s *taskScope) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cancelTasks()
}

// hold counts the scope as active until the owner has left: who is cancelled is woken by a
// context, which the system cannot see.
func (s *taskScope) hold() {
	if !s.held {
		s.held = true
		s.owner.process.system.Enter()
	}
}

// cancelTask has one task end.
func (s *taskScope) cancelTask(t *task) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hold()
	t.cancel()
}

// cancelTasks has all tasks end.
func (s *taskScope) cancelTasks() {
	s.hold()
	s.cancelled = true
	s.cancel()
}

// interrupt has the owner leave the scope, and its tasks end.
func (s *taskScope) interrupt() {
	s.cancelTasks()
	s.owner.root.stop.Or(mustStop)
	s.cancelBody()
}

// join waits until all tasks have ended. Those that are cancelled end by themselves, so this
// needs no context.
func (s *taskScope) join(f *frame) {
	s.mu.Lock()
	if s.running == 0 {
		s.mu.Unlock()
		return
	}
	idle := make(chan struct{})
	s.idle = idle
	s.mu.Unlock()
	t := s.owner
	t.flush()
	f.waitsFor(s.at, &wait{kind: waitTasks})
	t.process.system.Exit()
	<-idle
	t.goesOn()
}

// unclaimedResults are the steps that close the resources in results that were not awaited. Those of
// the task that was forked last come first.
func (s *taskScope) unclaimedResults() steps {
	all := s.unclaimed
	s.unclaimed = nil
	slices.SortFunc(all, func(a, b *task) int { return cmp.Compare(b.id, a.id) })
	var closing steps
	for _, t := range all {
		if !t.taken {
			closing = append(closing, func(f *frame) { t.plan.close.close(f, t.at, t.result) })
		}
	}
	return closing
}

// leave makes the scope around this one the innermost scope again. All tasks have ended.
func (s *taskScope) leave() {
	if s.timer != nil {
		s.timer.Stop()
		s.owner.process.system.Exit()
	}
	s.mu.Lock()
	s.over = true
	if s.held {
		s.owner.process.system.Exit()
	}
	s.mu.Unlock()
	s.cancelBody()
	s.cancel()
	for _, c := range s.actors {
		c.Finish()
	}
	t := s.owner
	t.scope = s.outer
	if t.ctx == s.body || !t.stopping {
		t.ctx = s.saved
	}
	if !t.stopping && s.expired {
		t.reconsider()
	}
}

// add takes in a task that is about to start; false if the scope is cancelled.
func (s *taskScope) add() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cancelled {
		return false
	}
	s.running++
	return true
}

// ended notes how a task has ended. The scope is locked; the task does not touch it afterwards.
func (s *taskScope) ended(t *task) {
	switch {
	case t.failure != nil && s.failure == nil:
		s.failure = t.failure
		s.interrupt()
	case t.gaveError() && s.failed == nil:
		s.failed = t
		s.cancelTasks()
	}
	if t.outcome == taskDone && t.plan.close != nil {
		s.unclaimed = append(s.unclaimed, t)
	}
	s.running--
	if s.running == 0 && s.idle != nil {
		s.owner.process.system.Enter() // for the owner, which goes on now
		close(s.idle)
	}
}

// limit gives the scope a deadline. Its owner can go on without anybody, so it counts as active.
func (s *taskScope) limit(d time.Duration) {
	s.owner.process.system.Enter()
	s.timer = time.AfterFunc(d, s.expire)
}

// expire ends the scope: its deadline has passed.
func (s *taskScope) expire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		return
	}
	s.expired = true
	s.interrupt()
}

// interrupted tells why the scope must end: what to panic with, or that its deadline passed.
func (s *taskScope) interrupted() (failure any, expired bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failure, s.expired
}

// first is the task whose error has cancelled the others, nil if there is none.
func (s *taskScope) first() *task {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failed
}

// cancellable tells whether what the thread waits for may be cut short though the program goes on.
func (t *thread) cancellable() bool {
	return t.task != nil || t.scope != nil || t.process.prompt != nil || t.generator != nil && t.generator.owner.cancellable()
}

// unwind has the thread leave what it must end: all it does, or the outermost of its scopes that
// must end.
func (t *thread) unwind() {
	if t.process.exited.Load() {
		panic(exit{t.process.status}) // of an actor; like exit in the own code it runs nothing any more
	}
	if t.process.options.Break.came() {
		t.process.cancel()
	}
	ends, outside := t.endangered()
	if ends != nil && outside == nil {
		if failure, _ := ends.interrupted(); failure != nil {
			t.raise(failure)
		}
		t.target = ends
	}
	t.stopping, t.ended = true, cmp.Or(t.ctx.Err(), errKilled)
	if ps := t.process; ps.last.Context != nil && ps.ctx.Err() != nil {
		t.ctx, t.release = context.WithCancel(ps.last.Context)
	} else {
		t.ctx, t.release = context.WithTimeout(context.WithoutCancel(t.ctx), endTime)
	}
	panic(stopped{})
}

// endangered gives the outermost scope of the thread that must end, nil if there is none, and
// why the thread itself must, nil if it need not.
func (t *thread) endangered() (ends *taskScope, outside error) {
	ctx := t.ctx
	for s := t.scope; s != nil; s = s.outer {
		ctx = s.saved
		if failure, expired := s.interrupted(); failure != nil || expired {
			ends = s
		}
	}
	return ends, ctx.Err()
}

// resume goes on after a scope that its deadline has ended.
func (t *thread) resume(s *taskScope) {
	t.release()
	t.ctx, t.stopping, t.target, t.ended = s.saved, false, nil, nil
	t.reconsider()
}

// reconsider sets the stop flag anew when one reason for it is gone. Who sets it has noted the
// reason before.
func (t *thread) reconsider() {
	t.root.stop.And(^mustStop)
	if ends, outside := t.endangered(); ends != nil || outside != nil || t.process.options.Break.came() {
		t.root.stop.Or(mustStop)
	}
}
