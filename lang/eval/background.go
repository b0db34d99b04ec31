package eval

// This file evaluates in the background of a prompt: tasks that live until the session ends.

import (
	"context"
	"errors"
	"time"

	"hewq/lang/ast"
	"hewq/lang/check"
	"hewq/lang/value"
)

// A Background is an evaluation beside the inputs of a Session.
type Background struct {
	task  *task
	scope *taskScope
	owned bool
	in    *check.Input
	names []string // of the variables that it has copies of, and that can change
	began time.Time
	took  time.Duration // once it has ended
	done  chan struct{}
}

// Start begins to evaluate what CheckBackground has checked, with copies of the variables that it
// uses. It does not wait for it. Unless the error is nil, nothing was begun.
func (s *Session) Start(ctx context.Context, in *check.Input) (*Background, error) {
	t := s.thread
	defer t.flush()
	defer s.begin(ctx)()
	b := &Background{in: in, owned: in.Type != nil && s.program.prog.Closes(in.Type), done: make(chan struct{})}
	err := t.guard(func() {
		s.share(ctx)
		fork := in.Block.Stmts[0].(*ast.ExprStmt).X.(*ast.ForkExpr)
		l := s.program.lowerer(in.Module.File, "input", nil)
		l.slots, l.pool, l.typed, l.eager, l.lasting = s.slots, s.sites, true, true, true
		for v := range s.kept {
			l.drops[v] = l.program.owned(v) // what has resources is moved, all else is copied
		}
		l.top, l.max = s.top, s.top
		plan, at, args := l.background(fork)
		b.names = l.copied(s.program.info.Lambdas[s.program.info.Forks[fork].Closure])
		s.program.deepen(l.deep)
		s.widen(l.max)
		s.process.prepare(t.root)
		given := make([]value.Value, len(args))
		for i, x := range args {
			given[i] = x(s.frame)
		}
		owner := s.process.newThread()
		owner.onMain = true
		owner.native.Within(t.native.Owner)
		b.scope = owner.openScope(at)
		b.began = time.Now()
		b.task = b.scope.start(owner.root, plan, at, given)
		s.process.system.Enter()
		go b.await() // ends with the task, which Stop and the end of the session end
	})
	s.program.forgetLeaves(in.Block)
	s.sites.recycle(true)
	if err != nil {
		return nil, err
	}
	return b, nil
}

// background lowers what a task of the prompt does, and what it is given.
func (l *lowerer) background(e *ast.ForkExpr) (*taskPlan, site, []expr) {
	result := l.typ(l.info.Forks[e].Result)
	p := &taskPlan{copy: l.sharer(result)}
	at := l.site(e)
	_, args := l.forked(e, p)
	p.code.name = "the background"
	return p, at, args
}

// copied names the variables that are copied for a task and that can change.
func (l *lowerer) copied(closure *check.Lambda) []string {
	var names []string
	for _, v := range closure.Captures {
		if v.Mutable || l.sharer(l.typ(v.Type)) != nil {
			names = append(names, v.Name)
		}
	}
	return names
}

// await waits for the task.
func (b *Background) await() {
	defer close(b.done)
	ps := b.scope.owner.process
	b.scope.join(b.scope.owner.root)
	b.scope.leave()
	b.took = time.Since(b.began)
	ps.system.Exit()
}

// Done is closed when the evaluation has ended.
func (b *Background) Done() <-chan struct{} { return b.done }

// Stop ends the evaluation wherever it waits. It does not wait for that.
func (b *Background) Stop() { b.scope.stop() }

// Copies names the variables that the evaluation has copies of: what it changes there is not seen outside.
func (b *Background) Copies() []string { return b.names }

// Took is how long the evaluation took, which must have ended.
func (b *Background) Took() time.Duration { return b.took }

// Began is when the evaluation began.
func (b *Background) Began() time.Time { return b.began }

// errBackgroundExit is why an evaluation in the background has no value after exit(n).
var errBackgroundExit = errors.New("exit ends an input, not what runs in the background")

// Take gives the value of an evaluation that has ended as a variable; nil if it has none. The
// error is a *Fault if the evaluation failed, and context.Canceled if it was stopped.
func (s *Session) Take(b *Background, name string) (*check.Local, error) {
	switch b.task.ending() {
	case taskFailed:
		if fault, ok := b.task.failure.(*Fault); ok {
			if n := len(fault.Stack); n > 0 {
				fault.Stack = fault.Stack[:n-1] // the place where the task began
			}
			return nil, fault
		}
		return nil, errBackgroundExit
	case taskDone:
		v := b.task.claim()
		if b.in.Type == nil {
			return nil, nil
		}
		l := &check.Local{Name: name, Type: b.in.Type}
		s.keep(l)
		s.widen(s.top)
		s.frame.s[s.slots[l]] = v
		if b.owned {
			s.program.follow.Own(l)
			s.ends = append(s.ends, s.closing(l))
		}
		return l, nil
	}
	return nil, context.Canceled
}
