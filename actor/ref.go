package actor

import (
	"context"
	"slices"
	"sync"
)

// A Ref is an actor, to those who send to it. It stays valid when the actor has ended. Its
// methods may be called from any goroutine.
type Ref struct {
	system   *System
	id       uint64
	behavior Behavior
	older    *Ref // guarded by the system, as is younger
	younger  *Ref
	behind   *Ref // in the line for a worker, guarded by the system
	owner    *Supervisor

	started bool // used by who runs the actor, as is called
	called  bool // the message that it handles came by Call, on the goroutine of the caller

	mu      sync.Mutex
	box     mailbox
	senders []*Sender // that wait for room, first come first served
	rested  int64     // when it began to wait for messages, on the system's clock
	state   state
	settled bool  // the message that it handles has done all that others can see
	stop    bool  // ends when the message that it handles is done
	killed  bool  // what ends it is no crash
	finish  bool  // takes no more messages, and ends when those that wait are handled
	over    bool  // End has returned
	ties    *ties // with other actors, nil if there are none
	cause   error
	done    chan struct{}
	onEnd   []func(cause error)
}

// A state tells whether a worker is with an actor.
type state uint8

const (
	running state = iota // a worker has it, or is about to
	waiting              // for a message
	ended
)

// A Sender waits for room in a mailbox, with a message.
type Sender struct {
	message any
	sent    chan error // with room for the answer; nil if the sender does not wait for it
}

// Spawn starts an actor. It fails with ErrStopped when the system is shut down.
func (s *System) Spawn(b Behavior, o Mailbox) (*Ref, error) {
	r := new(Ref)
	return r, s.SpawnAs(r, b, o)
}

// SpawnAs is Spawn with a Ref that is part of something else, zero before.
func (s *System) SpawnAs(r *Ref, b Behavior, o Mailbox) error {
	r.system, r.id, r.behavior = s, s.lastID.Add(1), b
	r.box.options = o
	s.mu.Lock()
	if s.stopped {
		s.mu.Unlock()
		r.state, r.over = ended, true
		return ErrStopped
	}
	if o.Forgotten != nil {
		s.hold(r)
	} else {
		s.live.add(r)
	}
	s.mu.Unlock()
	s.observe(Event{Kind: Spawned, Ref: r})
	if o.Lazy {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.state, r.rested = waiting, r.system.Now()
		return nil
	}
	s.schedule(r)
	return nil
}

// ID is the number of the actor: 1 of the first that the system has spawned.
func (r *Ref) ID() uint64 { return r.id }

// Behavior is what the actor does.
func (r *Ref) Behavior() Behavior { return r.behavior }

// Called tells whether the goroutine that handles a message is that of who called the actor. It is
// for the behavior, while it handles the message.
func (r *Ref) Called() bool { return r.called }

// Queued is how many messages wait.
func (r *Ref) Queued() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.box.len()
}

// Idle tells whether the actor waits for messages, or is about to.
func (r *Ref) Idle() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.idle()
}

func (r *Ref) idle() bool {
	return r.state == waiting || r.settled && r.box.len() == 0 && !r.stop && !r.finish
}

// Settled makes the actor idle in the middle of Receive, unless more messages wait. It is for the
// behavior, before it answers: a caller that has the answer finds the actor idle.
func (r *Ref) Settled() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.settled = true
}

// Alive tells whether the actor has not ended.
func (r *Ref) Alive() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.state != ended
}

// Done is closed when the actor has ended.
func (r *Ref) Done() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.done == nil {
		r.done = make(chan struct{})
		if r.over {
			close(r.done)
		}
	}
	return r.done
}

// OnEnd has f called once when the actor has ended, with what crashed it or nil. It is called
// at once if that was before.
func (r *Ref) OnEnd(f func(cause error)) {
	r.mu.Lock()
	if !r.over {
		r.onEnd = append(r.onEnd, f)
		r.mu.Unlock()
		return
	}
	cause := r.cause
	r.mu.Unlock()
	f(cause)
}

// Send puts a message into the mailbox. When that is full it does what the policy says: wait
// until there is room or ctx ends, drop a message, or fail with ErrFull. ErrStopped tells that
// the actor has ended. dropped is the message that the policy drops, which may be m; the caller
// has it then. Unless there is an error, m is the caller's no more.
func (r *Ref) Send(ctx context.Context, m any) (dropped any, err error) {
	w, dropped, err := r.put(m, waits)
	if w == nil {
		return dropped, err
	}
	return nil, r.Await(ctx, w)
}

// Submit is Send that does not wait: if there is no room, it gives a Sender, which the caller gives
// to Await.
func (r *Ref) Submit(m any) (w *Sender, dropped any, err error) { return r.put(m, waits) }

// TrySend is Send that fails with ErrFull where that would wait.
func (r *Ref) TrySend(m any) (dropped any, err error) {
	_, dropped, err = r.put(m, gives)
	return dropped, err
}

// Offer is TrySend that fails with ErrFull where that would drop a message.
func (r *Ref) Offer(m any) error {
	_, _, err := r.put(m, yields)
	return err
}

// Post is Send that never waits: a message for which there is no room stands in line for it, with
// those of senders that wait.
func (r *Ref) Post(m any) (dropped any, err error) {
	_, dropped, err = r.put(m, stands)
	return dropped, err
}

// An otherwise is what becomes of a message for which there is no room now.
type otherwise int

const (
	waits  otherwise = iota // somebody waits with it, for what put gives
	stands                  // it stands in line
	gives                   // it is given up
	yields                  // it is given up, and drops no other
)

// put puts a message into the mailbox. It gives the one that is dropped.
func (r *Ref) put(m any, rest otherwise) (w *Sender, dropped any, err error) {
	r.mu.Lock()
	if r.state == ended || r.stop || r.finish {
		r.mu.Unlock()
		return nil, nil, ErrStopped
	}
	if rest == yields && r.box.len() >= r.box.capacity() {
		r.mu.Unlock()
		return nil, nil, ErrFull
	}
	switch outcome, old := r.box.put(m); outcome {
	case queued:
		if r.state == waiting {
			r.state = running
			r.mu.Unlock()
			r.system.schedule(r)
			return nil, nil, nil
		}
	case replaced:
		dropped = old
	case refused:
		r.mu.Unlock()
		return nil, nil, ErrFull
	case full:
		if rest == gives {
			r.mu.Unlock()
			return nil, nil, ErrFull
		}
		s := &Sender{message: m}
		if rest == waits {
			s.sent = make(chan error, 1)
			w = s
		}
		r.senders = append(r.senders, s)
	}
	r.mu.Unlock()
	return w, dropped, nil
}

// Withdraw takes back a message that was posted or sent. It tells whether it could: no more if
// the actor has begun with it, or has ended.
func (r *Ref) Withdraw(m any) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if i, ok := r.box.find(m); ok {
		r.box.remove(i)
		r.admit()
		return true
	}
	i := slices.IndexFunc(r.senders, func(w *Sender) bool { return w.sent == nil && w.message == m })
	if i < 0 {
		return false
	}
	r.senders = slices.Delete(r.senders, i, i+1)
	return true
}

// Await waits until there is room for the message of w, or ctx ends. The goroutine that makes room also makes
// the waiting one active again.
func (r *Ref) Await(ctx context.Context, w *Sender) error {
	r.system.Exit()
	select {
	case err := <-w.sent:
		return err
	case <-ctx.Done():
	}
	r.mu.Lock()
	i := slices.Index(r.senders, w)
	if i >= 0 {
		r.senders = slices.Delete(r.senders, i, i+1)
	}
	r.mu.Unlock()
	if i < 0 {
		return <-w.sent
	}
	r.system.Enter()
	return ctx.Err()
}

// Stop ends the actor once the message that it handles is done; it is interrupted if the
// behavior is an Interrupter. Messages that wait are dropped.
func (r *Ref) Stop() {
	if i, ok := r.behavior.(Interrupter); r.halt() && ok {
		i.Interrupt()
	}
}

// halt is Stop that interrupts nothing. It tells whether there is something to interrupt, which may
// be so after it was called before.
func (r *Ref) halt() bool {
	r.mu.Lock()
	if r.state == ended || r.stop {
		busy := r.state == running
		r.mu.Unlock()
		return busy
	}
	r.stop = true
	return !r.wake()
}

// Finish ends the actor once the messages that wait are handled. It takes no new ones.
func (r *Ref) Finish() {
	r.mu.Lock()
	if r.state == ended || r.finish {
		r.mu.Unlock()
		return
	}
	r.finish = true
	r.wake()
}

// Finished reports whether the actor ends, or has ended, because of Finish, and was not stopped
// before it had handled its messages.
func (r *Ref) Finished() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.finish && !r.stop
}

// wake has a worker look at an actor that waits for messages; it tells whether it does. It
// unlocks r.
func (r *Ref) wake() (idle bool) {
	idle = r.state == waiting
	if idle {
		r.state = running
	}
	r.mu.Unlock()
	if idle {
		r.system.schedule(r)
	}
	return idle
}

// run handles messages until there are none. It is called by a worker.
func (r *Ref) run() {
	if !r.begin() {
		return
	}
	for {
		r.mu.Lock()
		if r.stop {
			cause := r.doom()
			r.mu.Unlock()
			r.end(cause)
			return
		}
		m, ok := r.box.take()
		if !ok && r.finish {
			r.mu.Unlock()
			r.end(nil)
			return
		}
		if !ok {
			r.state, r.rested = waiting, r.system.Now()
			r.mu.Unlock()
			return
		}
		r.settled = false
		r.admit()
		r.mu.Unlock()
		if err := r.behavior.Receive(m); err != nil {
			r.crash(err, m)
			return
		}
	}
}

// begin calls Start if that was not done yet. It tells whether the actor goes on. m are messages
// that it has taken.
func (r *Ref) begin(m ...any) bool {
	if !r.started {
		r.started = true
		if err := r.behavior.Start(); err != nil {
			r.end(err, m...)
			return false
		}
	}
	return true
}

// Begin has the calling goroutine call Start, if the actor was spawned lazily and has not
// started yet.
func (r *Ref) Begin() {
	r.mu.Lock()
	if r.state != waiting {
		r.mu.Unlock()
		return
	}
	r.state = running
	r.mu.Unlock()
	if r.begin() {
		r.rest()
	}
}

// rest makes the actor wait for messages, or has a worker handle those that came.
func (r *Ref) rest() {
	r.mu.Lock()
	if r.box.len() == 0 && !r.stop && !r.finish {
		r.state, r.rested = waiting, r.system.Now()
		r.mu.Unlock()
		return
	}
	r.mu.Unlock()
	r.system.schedule(r)
}

// Call is Send by somebody who will wait until the message is handled: if the actor waits for
// messages and no other actor is about to handle one, the calling goroutine handles this one
// itself. It is to be preferred where the wait need not end before. handling tells whether the
// goroutine handles the message of an actor already, which it got from a mailbox.
func (r *Ref) Call(ctx context.Context, m any, handling bool) (dropped any, err error) {
	others := r.system.pending.Load()
	if handling {
		others--
	}
	r.mu.Lock()
	if r.state != waiting || r.stop || r.finish || others > 0 {
		r.mu.Unlock()
		return r.Send(ctx, m)
	}
	r.state, r.settled = running, false
	r.mu.Unlock()
	if !r.begin(m) {
		return nil, nil
	}
	r.called = true
	err = r.behavior.Receive(m)
	r.called = false
	if err != nil {
		r.crash(err, m)
	} else {
		r.rest()
	}
	return nil, nil
}

// admit lets the first waiting sender put its message where one was taken.
func (r *Ref) admit() {
	if len(r.senders) == 0 {
		return
	}
	w := r.senders[0]
	r.senders[0] = nil
	r.senders = r.senders[1:]
	r.box.push(w.message)
	if w.sent != nil {
		r.system.Enter()
		w.sent <- nil
	}
}

// Kill is Stop that ends what the message does which is being handled, if the behavior is a Killer.
func (r *Ref) Kill() {
	r.mu.Lock()
	r.killed = true
	r.mu.Unlock()
	r.Stop()
	if k, ok := r.behavior.(Killer); ok {
		k.Kill()
	}
}

// Killed tells whether the actor was, or is being, ended by Kill.
func (r *Ref) Killed() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.killed
}

// Owner is the supervisor that stops the actor, nil if there is none.
func (r *Ref) Owner() *Supervisor {
	r.system.mu.Lock()
	defer r.system.mu.Unlock()
	return r.owner
}

// crash ends the actor because of a message. An error of one that was interrupted is no crash.
func (r *Ref) crash(cause error, m any) {
	r.mu.Lock()
	if r.killed {
		cause = nil
	}
	r.mu.Unlock()
	r.end(cause, m)
}

// end ends the actor. m are messages that it has taken and not handled.
func (r *Ref) end(cause error, m ...any) {
	r.mu.Lock()
	r.state, r.settled, r.cause = ended, false, cause
	rest := append(m, r.box.drain()...)
	senders, links := r.senders, r.links()
	r.senders, r.ties = nil, nil
	r.mu.Unlock()
	tell := func() {
		for _, m := range rest {
			r.behavior.Drop(m)
		}
		for _, w := range senders {
			if w.sent == nil {
				r.behavior.Drop(w.message)
				continue
			}
			r.system.Enter()
			w.sent <- ErrStopped
		}
	}
	r.behavior.End(cause, tell)

	s := r.system
	s.mu.Lock()
	if r.box.options.Forgotten != nil {
		delete(s.loose, r.id)
	} else {
		s.live.remove(r)
	}
	s.mu.Unlock()
	kind := Stopped
	if cause != nil {
		kind = Crashed
	}
	s.observe(Event{Kind: kind, Ref: r, Cause: cause})
	r.cut(links)
	r.mu.Lock()
	told := r.onEnd
	r.onEnd, r.over = nil, true
	if r.done != nil {
		close(r.done)
	}
	r.mu.Unlock()
	for _, f := range told {
		f(cause)
	}
}
