package actor

// This file supervises: it starts actors again when they end.

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Strategy tells which children are started again when one ends.
type Strategy uint8

// The strategies.
const (
	OneForOne  Strategy = iota // that child
	OneForAll                  // all of them
	RestForOne                 // that child and those that are started after it
)

// A Restart tells when a child is started again.
type Restart uint8

// When children are started again.
const (
	Permanent Restart = iota // always
	Transient                // when they crash
	Temporary                // never
)

// How long a child may take to end, if it is not a length of time.
const (
	Forever time.Duration = -1 // as long as it likes
	AtOnce  time.Duration = -2 // none: it is killed
)

// A Child is how an actor is started, and what happens when it ends.
type Child struct {
	// Start starts the actor; it is called by the supervisor, again for each restart. An error
	// ends the supervisor.
	Start func() (*Ref, error)

	// Crashed, if not nil, is called by the supervisor when the actor has crashed, before it is
	// started again. An error ends the supervisor.
	Crashed func(r *Ref, cause error) error

	Restart  Restart
	Shutdown time.Duration // how long it may take to end when it is stopped; 5 s if 0
}

// A Supervision is what a supervisor does.
type Supervision struct {
	Strategy  Strategy
	Intensity int           // so many restarts
	Within    time.Duration // in such a time are allowed; one more ends the supervisor
	Children  []Child       // in the order in which they are started; they are stopped last first

	// Over, if not nil, is called when the supervisor ends, with what made it give up or nil, before
	// it stops its children and before anybody else hears of it.
	Over func(cause error)

	Data any // what who starts the supervisor wants to find there again
}

// ErrIntensity makes a supervisor give up: its children crash too often.
var ErrIntensity = errors.New("too many restarts")

// An IntensityError is an ErrIntensity with what it counted.
type IntensityError struct {
	Intensity int           // restarts that are allowed
	Within    time.Duration // of each other
	Last      error         // why the last child crashed, nil if it ended without a crash
}

func (e *IntensityError) Error() string {
	return fmt.Sprintf("%v: more than %d within %s", ErrIntensity, e.Intensity, short(e.Within))
}

func (e *IntensityError) Unwrap() error { return ErrIntensity }

// What children get by default, and delays between restarts: the first crash of a child costs
// none, the second twice firstDelay, each more twice as much, until the child lives for as long
// as the supervisor counts restarts.
const (
	defaultShutdown = 5 * time.Second
	killTime        = time.Second // for a child that is killed
	firstDelay      = 100 * time.Millisecond
	longestDelay    = 30 * time.Second
)

// A Supervisor is an actor that starts others, its children, and stops them when it ends. When
// a child ends it may be started again: another actor then takes its place.
type Supervisor struct {
	Ref
	plan   Supervision
	ctx    context.Context
	cancel context.CancelFunc
	times  []time.Time // of the last restarts

	mu       sync.Mutex // guards what follows, and what is in the slots
	slots    []*slot    // in the order in which they are started
	next     int        // of Next
	over     bool
	restarts int
	counting []counting
}

// A slot is a place for a child.
type slot struct {
	Child
	ref     *Ref // the actor that has it, or had it last
	state   slotState
	cause   error // of the end of the actor before, nil if it did not crash
	since   time.Time
	delay   time.Duration // before the last restart
	cancel  func()        // of a restart that is due later, else nil
	waiters []*Reply[*Ref]
}

// A slotState tells whether a slot has an actor.
type slotState uint8

const (
	empty slotState = iota // it is about to be started
	up
	down // it will not be started any more
)

// A counting waits for a number of restarts.
type counting struct {
	number int
	reply  *Reply[int]
}

// Supervise starts a supervisor, a zero s, whose ctx ends what it waits for. Its children are
// started before Supervise returns, by the calling goroutine. If one cannot be started, the
// supervisor ends.
func (s *System) Supervise(ctx context.Context, v *Supervisor, plan Supervision) error {
	v.plan = plan
	v.ctx, v.cancel = context.WithCancel(ctx)
	for _, c := range plan.Children {
		v.slots = append(v.slots, &slot{Child: c})
	}
	if err := s.SpawnAs(&v.Ref, v, Mailbox{Lazy: true}); err != nil {
		v.cancel()
		return err
	}
	v.Begin()
	return nil
}

// A childEnded tells a supervisor that a child has ended.
type childEnded struct {
	slot  *slot
	ref   *Ref
	cause error
}

// A due tells a supervisor that a child is to be started again now.
type due struct{ slot *slot }

// An addition is a child for a supervisor.
type addition struct {
	child Child
	reply *Reply[*Ref]
}

// Start starts the children.
func (v *Supervisor) Start() error {
	for _, s := range v.slots {
		if err := v.start(s); err != nil {
			return err
		}
	}
	return nil
}

// Receive handles what has happened to a child.
func (v *Supervisor) Receive(m any) error {
	err := v.handle(m)
	v.mu.Lock()
	defer v.mu.Unlock()
	for i, s := range v.slots {
		if v.known(i) {
			v.settle(s)
		}
	}
	return err
}

func (v *Supervisor) handle(m any) error {
	switch m := m.(type) {
	case childEnded:
		return v.ended(m)
	case due:
		v.mu.Lock()
		still := m.slot.cancel != nil
		m.slot.cancel = nil
		v.mu.Unlock()
		if still {
			return v.restart(m.slot)
		}
	case addition:
		s := &slot{Child: m.child}
		v.mu.Lock()
		v.slots = append(v.slots, s)
		v.mu.Unlock()
		err := v.start(s)
		if s.ref == nil {
			m.reply.Give(nil, ErrStopped)
		} else {
			m.reply.Give(s.ref, nil)
		}
		return err
	}
	return nil
}

// Drop answers what the supervisor does not come to.
func (v *Supervisor) Drop(m any) {
	if m, ok := m.(addition); ok {
		m.reply.Give(nil, ErrStopped)
	}
}

// End stops the children, the last one first.
func (v *Supervisor) End(cause error, drop func()) {
	if cause == nil {
		drop()
	} else {
		defer drop()
	}
	if v.plan.Over != nil {
		v.plan.Over(cause)
	}
	v.mu.Lock()
	v.over = true
	slots := v.slots
	for _, s := range slots {
		v.settle(s)
	}
	counting := v.counting
	v.counting = nil
	v.mu.Unlock()
	for i := len(slots) - 1; i >= 0; i-- {
		v.stop(slots[i])
	}
	for _, c := range counting {
		c.reply.Give(0, ErrStopped)
	}
	v.cancel()
}

// Data is what who has started the supervisor keeps there.
func (v *Supervisor) Data() any { return v.plan.Data }

// Kill stops the supervisor, whose children end at once.
func (v *Supervisor) Kill() {
	v.cancel()
	v.Stop()
}

// start starts the child of a slot.
func (v *Supervisor) start(s *slot) error {
	ref, err := s.Start()
	if errors.Is(err, ErrStopped) {
		return nil // the system is shut down, and so will be the supervisor
	}
	if err != nil {
		return err
	}
	v.system.own(ref, v)
	v.mu.Lock()
	s.ref, s.state, s.since = ref, up, time.Now()
	v.settle(s)
	v.mu.Unlock()
	ref.OnEnd(func(cause error) {
		// If the supervisor has ended before, there is nothing to tell.
		_, _ = v.Post(childEnded{s, ref, cause})
	})
	return nil
}

// settle gives those who wait for a child the actor that has its place. v is locked.
func (v *Supervisor) settle(s *slot) {
	for _, w := range s.waiters {
		w.Give(s.ref, nil)
	}
	s.waiters = nil
}

// ended handles the end of a child that was not stopped.
func (v *Supervisor) ended(m childEnded) error {
	s := m.slot
	v.mu.Lock()
	if s.ref != m.ref || s.state != up {
		v.mu.Unlock()
		return nil
	}
	s.state, s.cause = empty, m.cause
	v.mu.Unlock()
	if m.cause != nil && s.Crashed != nil {
		if err := s.Crashed(m.ref, m.cause); err != nil {
			return err
		}
	}
	if s.Child.Restart == Temporary || s.Child.Restart == Transient && m.cause == nil {
		v.goes(s)
		return nil
	}
	if d := v.delay(s, m.cause); d > 0 {
		v.later(s, d)
		return nil
	}
	return v.restart(s)
}

// goes notes that a child will not be started again. One that was added is forgotten.
func (v *Supervisor) goes(s *slot) {
	v.mu.Lock()
	defer v.mu.Unlock()
	s.state = down
	v.settle(s)
	if i := slices.Index(v.slots, s); i >= len(v.plan.Children) {
		v.slots = slices.Delete(slices.Clone(v.slots), i, i+1)
	}
}

// delay is how long a child has to wait until it is started again.
func (v *Supervisor) delay(s *slot, cause error) time.Duration {
	switch {
	case cause == nil:
		return 0
	case s.delay == 0 || time.Since(s.since) > v.plan.Within:
		s.delay = firstDelay
		return 0
	}
	s.delay = min(2*s.delay, longestDelay)
	return s.delay
}

// later has a child started again after a time.
func (v *Supervisor) later(s *slot, d time.Duration) {
	over := v.system.Source()
	v.mu.Lock()
	defer v.mu.Unlock()
	t := time.AfterFunc(d, func() {
		// There is nothing to start when the supervisor has ended.
		_, _ = v.Post(due{s})
		over()
	})
	s.cancel = func() {
		t.Stop()
		over()
	}
}

// restart starts a child again, and with it those that its end concerns.
func (v *Supervisor) restart(s *slot) error {
	if !v.allowed() {
		return &IntensityError{v.plan.Intensity, v.plan.Within, s.cause}
	}
	group := v.concerned(s)
	for i := len(group) - 1; i >= 0; i-- {
		v.stop(group[i])
	}
	for _, g := range group {
		if g != s && g.Child.Restart == Temporary {
			v.goes(g)
			continue
		}
		old := g.ref
		if err := v.start(g); err != nil || g.ref == old {
			return err
		}
		v.system.observe(Event{Kind: Restarted, Ref: g.ref, Old: old})
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.restarts++
	var rest []counting
	for _, c := range v.counting {
		if v.restarts < c.number || !c.reply.Give(v.restarts, nil) {
			rest = append(rest, c)
		}
	}
	v.counting = rest
	return nil
}

// short is a length of time without its zeros: 1h, not 1h0m0s.
func short(d time.Duration) string {
	text := d.String()
	for _, zero := range []string{"m0s", "h0m"} {
		if s, ok := strings.CutSuffix(text, zero); ok {
			text = s + zero[:1]
		}
	}
	return text
}

// allowed tells whether one more restart is within the intensity, and counts it.
func (v *Supervisor) allowed() bool {
	now := time.Now()
	for len(v.times) > 0 && now.Sub(v.times[0]) > v.plan.Within {
		v.times = v.times[1:]
	}
	if len(v.times) >= v.plan.Intensity {
		return false
	}
	v.times = append(v.times, now)
	return true
}

// concerned are the slots that are started again with s, in order.
func (v *Supervisor) concerned(s *slot) []*slot {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch v.plan.Strategy {
	case OneForAll:
		return v.slots
	case RestForOne:
		return v.slots[slices.Index(v.slots, s):]
	}
	return []*slot{s}
}

// stop stops the child of a slot, if it has one, and waits until it has ended.
func (v *Supervisor) stop(s *slot) {
	v.mu.Lock()
	ref, running := s.ref, s.state == up
	if s.state == up {
		s.state = empty
	}
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
	v.mu.Unlock()
	if !running {
		return
	}
	over := NewReply[struct{}](v.system)
	ref.OnEnd(func(error) { over.Give(struct{}{}, nil) })
	arms := []Arm{over}
	switch d := s.Shutdown; d {
	case AtOnce:
		ref.Kill()
	case Forever:
	case 0:
		arms = append(arms, &Timer{After: defaultShutdown})
	default:
		arms = append(arms, &Timer{After: d})
	}
	ref.halt()
	if first, err := v.system.First(v.ctx, arms...); err == nil && first == 0 {
		return
	}
	ref.Kill()
	again := NewReply[struct{}](v.system)
	ref.OnEnd(func(error) { again.Give(struct{}{}, nil) })
	// A child that does not end now is left behind; System.Live knows.
	_, _ = v.system.First(context.WithoutCancel(v.ctx), again, &Timer{After: killTime})
}

// Child gives the actor that has the place of child i. It is given at once unless the child is
// about to be started again, or may be. Of a child that will not be, it is the last one; nil if there was
// none.
func (v *Supervisor) Child(i int) *Reply[*Ref] {
	r := NewReply[*Ref](v.system)
	v.mu.Lock()
	defer v.mu.Unlock()
	s := v.slots[i]
	if v.over || v.known(i) {
		r.Give(s.ref, nil)
	} else {
		s.waiters = append(s.waiters, r)
	}
	return r
}

// known tells whether it is known who has the place of child i: no actor has ended whose end
// concerns it, but for those that the supervisor has handled. v is locked.
func (v *Supervisor) known(i int) bool {
	first, last := i, i
	switch v.plan.Strategy {
	case OneForAll:
		first, last = 0, len(v.slots)-1
	case RestForOne:
		first = 0
	}
	for _, s := range v.slots[first : last+1] {
		if s.state == up && !s.ref.Alive() {
			return false
		}
	}
	return v.slots[i].state != empty
}

// Add starts one more child. Its supervisor stops the children that were added before those that
// it had from the beginning, the last one first.
func (v *Supervisor) Add(c Child) *Reply[*Ref] {
	r := NewReply[*Ref](v.system)
	if _, err := v.Post(addition{c, r}); err != nil {
		r.Give(nil, err)
	}
	return r
}

// Next gives one child after the other, of those that are there; nil if there is none.
func (v *Supervisor) Next() *Ref {
	v.mu.Lock()
	defer v.mu.Unlock()
	for range v.slots {
		s := v.slots[v.next%len(v.slots)]
		v.next++
		if s.state == up && s.ref.Alive() {
			return s.ref
		}
	}
	return nil
}

// Restarted gives the number of restarts when there were at least n, those of several children
// counted as one. It fails with ErrStopped when the supervisor ends before.
func (v *Supervisor) Restarted(n int) *Reply[int] {
	r := NewReply[int](v.system)
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case v.restarts >= n:
		r.Give(v.restarts, nil)
	case v.over:
		r.Give(0, ErrStopped)
	default:
		v.counting = append(v.counting, counting{n, r})
	}
	return r
}
