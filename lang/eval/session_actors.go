package eval

// This file has the actors of a prompt: they live across inputs.

import (
	"context"
	"slices"

	"hewq/actor"
)

// share prepares for actors before the first input that may have some. They live until the
// session ends, whatever becomes of the input.
func (s *Session) share(ctx context.Context) {
	if s.program.parallel || !s.program.prog.Parallel() {
		return
	}
	s.process.ctx, s.process.cancel = context.WithCancel(context.WithoutCancel(ctx))
	s.program.share()
}

// endActors stops the actors when the session ends, once they have handled what was sent to them.
func (s *Session) endActors(ctx context.Context) error {
	calm, cancel := context.WithTimeout(ctx, drainTime)
	defer cancel()
	// What is still under way then is interrupted.
	_ = s.process.system.Calm(calm)
	if s.process.system.Busy() {
		s.process.cancel()
		s.process.interrupt()
	}
	defer s.process.cancel()
	return s.process.system.Shutdown(ctx)
}

// watched is the session to a Waiting.
func (s *Session) watched() *watched {
	return &watched{process: s.process, main: s.thread, name: "the input", rests: func() bool { return !s.busy.Load() }}
}

// Actors are those that have not ended, and supervisors, in the order in which they were spawned.
func (s *Session) Actors() []ActorInfo {
	var all []ActorInfo
	for _, d := range s.watched().look(s.process.system.Live()) {
		if d.actor == nil {
			continue
		}
		info := infoOf(d.actor)
		info.Does = d.text(d.does(true))
		if v := d.actor.Owner(); v != nil {
			info.Parent = v.ID()
		}
		all = append(all, info)
	}
	return all
}

// Lives tells whether an actor of that number has not ended.
func (s *Session) Lives(id uint64) bool {
	return slices.ContainsFunc(s.process.system.Live(), func(r *actor.Ref) bool { return r.ID() == id })
}

// Kill ends an actor in the middle of what it does, and waits until it has ended, ctx ends or five
// seconds have passed. It tells whether there is one of that number.
func (s *Session) Kill(ctx context.Context, id uint64) bool {
	for _, r := range s.process.system.Live() {
		if r.ID() != id {
			continue
		}
		ctx, cancel := context.WithTimeout(ctx, endTime)
		defer cancel()
		r.Kill()
		select {
		case <-r.Done():
		case <-ctx.Done():
		}
		return true
	}
	return false
}

var _ actor.Killer = (*cell)(nil)
