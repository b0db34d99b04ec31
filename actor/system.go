// Package actor runs actors: each has a mailbox and handles one message at a time. It knows
// nothing of Hew.
//
// An actor that has nothing to do costs its mailbox and a few words; only one that handles
// messages has a goroutine, which it may block. A System knows how many of its goroutines can
// go on without an event from outside. When that is none, all is done or all are stuck.
package actor

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"
	"weak"
)

// Errors of sending and asking.
var (
	ErrStopped = errors.New("the actor has stopped")
	ErrFull    = errors.New("the mailbox is full")
)

// A Behavior is what an actor does. Its methods are called by one goroutine at a time, Start
// first and End last. Go panics must not leave them.
type Behavior interface {
	// Start prepares the actor, before its first message. An error crashes it.
	Start() error

	// Receive handles a message. An error crashes the actor; the message is then dropped.
	Receive(m any) error

	// Drop is told of a message that was sent and that the actor will not handle: it has ended. It
	// is called in the midst of End.
	Drop(m any)

	// End is told that the actor handles no more messages. cause is nil if it was stopped. It calls
	// drop once, which calls Drop for the messages that are left and tells senders that wait.
	End(cause error, drop func())
}

// An Interrupter is a Behavior that can be interrupted.
type Interrupter interface {
	// Interrupt is called by Stop, while a message is handled: what that waits for is of no use
	// any more. It may be called by any goroutine, and must not block.
	Interrupt()
}

// A Killer is a Behavior that can be ended in the middle of a message.
type Killer interface {
	// Kill is called by Ref.Kill, perhaps while a message is handled: that comes to its end as
	// soon as possible. It may be called by any goroutine, and must not block.
	Kill()
}

// A System runs actors.
type System struct {
	observe func(Event)
	stuck   func()

	active  atomic.Int64 // goroutines that need no event of the system to go on
	sources atomic.Int64 // what may send messages from outside: timers
	lastID  atomic.Uint64
	clock   clock

	mu      sync.Mutex // guards what follows; never held while a Behavior runs
	live    list
	loose   map[uint64]weak.Pointer[Ref] // that live too, as long as somebody refers to them
	calm    []chan struct{}              // closed when active is 0
	stopped bool
	running sync.WaitGroup // workers
	workers
}

// An Event is something that happened to an actor.
type Event struct {
	Kind  EventKind
	Ref   *Ref
	Cause error // of Crashed
	Old   *Ref  // of Restarted: the actor whose place Ref has
}

// An EventKind tells what happened.
type EventKind uint8

// What happens to actors.
const (
	Spawned EventKind = iota
	Stopped
	Crashed
	Restarted // after it was spawned: its supervisor has it in the place of another one
)

// NewSystem makes a System whose caller is active. observe, if not nil, is called by the
// goroutine that something happens in, and must not block.
//
// stuck, if not nil, is called in a goroutine of its own when nothing is active, nothing comes
// from outside and no caller waits for calm: what waits then waits until its context ends.
func NewSystem(observe func(Event), stuck func()) *System {
	if observe == nil {
		observe = func(Event) {}
	}
	if stuck == nil {
		stuck = func() {}
	}
	s := &System{observe: observe, stuck: stuck}
	s.active.Store(1)
	s.clock.begun = time.Now()
	return s
}

// Enter makes the calling goroutine, or one that is about to start, active. Exit ends that.
func (s *System) Enter() { s.active.Add(1) }

// Exit ends what Enter began; also while a goroutine waits for an event of the system.
func (s *System) Exit() {
	if s.leave() > 0 {
		s.waits()
	}
}

// leave is Exit by a goroutine after which no other needs to be called.
func (s *System) leave() (active int64) {
	active = s.active.Add(-1)
	if active == 0 {
		s.settle()
	}
	return active
}

// settle tells those who wait for calm.
func (s *System) settle() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.active.Load() > 0 {
		return
	}
	if len(s.calm) == 0 && s.sources.Load() == 0 && !s.stopped {
		go s.stuck() // ends by itself; nothing else can run
	}
	s.active.Add(int64(len(s.calm))) // they go on
	for _, c := range s.calm {
		close(c)
	}
	s.calm = nil
}

// Calm waits until nothing can go on without an event from outside: all messages are handled,
// or all who handle one wait for each other. The caller does not count. Calm fails when ctx
// ends.
func (s *System) Calm(ctx context.Context) error {
	c := make(chan struct{})
	s.mu.Lock()
	s.calm = append(s.calm, c)
	s.mu.Unlock()
	s.leave() // the caller is not a worker, so no worker has to take its place
	select {
	case <-c:
		return nil
	case <-ctx.Done():
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.Index(s.calm, c)
	if i < 0 {
		return nil
	}
	s.calm = slices.Delete(s.calm, i, i+1)
	s.Enter()
	return ctx.Err()
}

// Source tells that messages may come from outside until end is called, as those of a timer.
func (s *System) Source() (end func()) {
	s.sources.Add(1)
	return sync.OnceFunc(func() {
		s.Enter() // what waits for it alone is stuck once it is gone
		s.sources.Add(-1)
		s.leave()
	})
}

// Stuck tells whether nothing can go on, ever: nothing is active and nothing comes from outside.
func (s *System) Stuck() bool { return s.active.Load() == 0 && s.sources.Load() == 0 }

// Busy tells whether anybody but the caller is active.
func (s *System) Busy() bool { return s.active.Load() > 1 }

// Live are the actors that have not ended, in the order in which they were spawned.
func (s *System) Live() []*Ref {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all()
}

// Shutdown stops all actors and waits until they have ended; children are stopped by their
// supervisors. It fails when ctx ends; Live then has those that did not come. Nothing can be
// spawned afterwards.
func (s *System) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	s.stopped = true
	refs := s.all()
	var free []*Ref
	for _, r := range refs {
		if r.owner == nil {
			free = append(free, r)
		}
	}
	s.mu.Unlock()
	for _, r := range free {
		r.Stop()
	}
	for _, r := range refs {
		select {
		case <-r.Done():
		case <-ctx.Done():
			s.dismiss()
			return ctx.Err()
		}
	}
	s.dismiss()
	s.running.Wait()
	return nil
}

// dismiss ends the workers that have nothing to do. Others end when they have done their work.
func (s *System) dismiss() {
	s.mu.Lock()
	idle := s.idle
	s.idle = nil
	if s.watched != nil {
		s.watched.Stop()
	}
	s.mu.Unlock()
	for _, w := range idle {
		close(w.wake)
	}
}

// own notes that v will stop r.
func (s *System) own(r *Ref, v *Supervisor) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r.owner = v
}

// A list is refs by age.
type list struct{ first, last *Ref }

func (l *list) add(r *Ref) {
	if r.older = l.last; r.older != nil {
		r.older.younger = r
	} else {
		l.first = r
	}
	l.last = r
}

func (l *list) remove(r *Ref) {
	if r.older != nil {
		r.older.younger = r.younger
	} else {
		l.first = r.younger
	}
	if r.younger != nil {
		r.younger.older = r.older
	} else {
		l.last = r.older
	}
	r.older, r.younger = nil, nil
}

func (l *list) all() []*Ref {
	var refs []*Ref
	for r := l.first; r != nil; r = r.younger {
		refs = append(refs, r)
	}
	return refs
}
