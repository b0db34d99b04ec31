package actor

// This file links actors, which then crash together, and ends one without haste.

import (
	"fmt"
	"slices"
	"time"
)

// A LinkedError is why an actor has crashed that was linked to Ref, which crashed before.
type LinkedError struct {
	Ref   *Ref
	Cause error // of Ref
}

func (e *LinkedError) Error() string {
	return fmt.Sprintf("linked to actor #%d, which has crashed", e.Ref.id)
}

// The ties of an actor are those to others. Most actors have none.
type ties struct {
	links []*Ref       // that crash with it
	doom  *LinkedError // crashes it when the message that it handles is done
}

// tied are the ties of r, which is locked, made if there were none.
func (r *Ref) tied() *ties {
	if r.ties == nil {
		r.ties = &ties{}
	}
	return r.ties
}

// links are the actors that crash with r, which is locked.
func (r *Ref) links() []*Ref {
	if r.ties == nil {
		return nil
	}
	return r.ties.links
}

// doom is why r crashes when its message is done, nil if it does not. r is locked.
func (r *Ref) doom() error {
	if r.ties == nil || r.ties.doom == nil {
		return nil
	}
	return r.ties.doom
}

// unlink makes r forget that it is linked to o. r is locked.
func (r *Ref) unlink(o *Ref) {
	if r.ties != nil {
		r.ties.links = slices.DeleteFunc(r.ties.links, func(l *Ref) bool { return l == o })
	}
}

// Link links r and o: when one of them crashes, so does the other one, with a LinkedError, as soon
// as the message that it handles is done; that is interrupted as by Stop. The end of an actor
// without a crash ends the link alone. Link tells whether there was none before. It fails with
// ErrStopped if o has ended or is about to stop; if o has crashed r does so too, when the message that it handles is
// done. An actor is not linked to itself.
func (r *Ref) Link(o *Ref) (fresh bool, err error) {
	if r == o {
		return false, nil
	}
	unlock := lockBoth(r, o)
	if o.state == ended {
		crashed := o.cause != nil
		unlock()
		if crashed {
			r.doomWith(o)
		}
		return false, ErrStopped
	}
	defer unlock()
	if r.state == ended || o.stop && o.doom() == nil {
		return false, ErrStopped
	}
	if slices.Contains(r.links(), o) {
		return false, nil
	}
	r.tied().links = append(r.links(), o)
	o.tied().links = append(o.links(), r)
	return true, nil
}

// Unlink ends what Link began.
func (r *Ref) Unlink(o *Ref) {
	if r != o {
		defer lockBoth(r, o)()
		r.unlink(o)
		o.unlink(r)
	}
}

// lockBoth locks two refs, always in the same order.
func lockBoth(a, b *Ref) (unlock func()) {
	if b.id < a.id {
		a, b = b, a
	}
	a.mu.Lock()
	b.mu.Lock()
	return func() {
		b.mu.Unlock()
		a.mu.Unlock()
	}
}

// cut ends the links of an actor that has ended, and crashes those it was linked to if it has.
func (r *Ref) cut(links []*Ref) {
	for _, o := range links {
		o.mu.Lock()
		o.unlink(r)
		o.mu.Unlock()
	}
	if r.cause == nil {
		return
	}
	for _, o := range links {
		if i, ok := o.behavior.(Interrupter); o.doomWith(r) && ok {
			i.Interrupt()
		}
	}
}

// doomWith has r crash because o has, and tells whether there is something to interrupt. An actor
// that is being stopped is left alone.
func (r *Ref) doomWith(o *Ref) (busy bool) {
	r.mu.Lock()
	if r.state == ended || r.stop {
		r.mu.Unlock()
		return false
	}
	r.stop, r.tied().doom = true, &LinkedError{o, o.cause}
	return !r.wake()
}

// Patiently is how long StopSoon lets an actor handle a message.
const Patiently = 5 * time.Second

// StopSoon is Stop that lets the actor handle its message to the end: what that waits for is
// interrupted only after d, or never if d is Forever.
func (r *Ref) StopSoon(d time.Duration) {
	i, ok := r.behavior.(Interrupter)
	if busy := r.halt(); !busy || !ok || d == Forever {
		return
	}
	over := r.system.Source()
	t := time.AfterFunc(d, i.Interrupt)
	r.OnEnd(func(error) {
		t.Stop()
		over()
	})
}
