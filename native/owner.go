package native

// This file holds what actors own: the resources behind handles.

import (
	"context"
	"reflect"
	"sort"
)

// A Resource is what a handle stands for, if it must be closed when the actor that owns it
// ends. Its methods may be called from any goroutine.
type Resource interface {
	// Abandon closes the resource: its actor has ended. It does not wait; what takes time goes on
	// behind, and ends with the program at the latest. ctx may have ended already.
	Abandon(ctx context.Context, how Departure)

	// Over tells that there is nothing left to close.
	Over() bool
}

// A Departure is how an actor ended.
type Departure uint8

// The ways in which actors end.
const (
	Done     Departure = iota // all its messages were handled, or it could get no more
	Broken                    // it was stopped, interrupted, or has crashed: what it did may be half done
	WithMain                  // it waited for messages when the program ended
)

var resource = reflect.TypeFor[Resource]()

// An Owner has resources until it ends. Each actor is one, main too. It is safe for use from
// several goroutines: who sends a handle to an actor makes the actor own it.
type Owner struct {
	parent  *Owner // has the resources instead, if not nil
	held    map[Resource]struct{}
	sweepAt int
	ended   bool
	how     Departure
}

// Within makes parent own what o takes. It must be called before o takes anything.
func (o *Owner) Within(parent *Owner) { o.parent = parent }

func (o *Owner) root() *Owner {
	for o.parent != nil {
		o = o.parent
	}
	return o
}

// sweepAtLeast is how many resources an owner has before it looks which are over.
const sweepAtLeast = 64

// Own makes o the owner of r, whatever owned it before. If o has ended, r is closed at once.
func (e *Env) Own(ctx context.Context, o *Owner, r Resource) {
	o = o.root()
	e.ownMu.Lock()
	if o.ended {
		how := o.how
		e.disown(r)
		e.ownMu.Unlock()
		r.Abandon(ctx, how)
		return
	}
	defer e.ownMu.Unlock()
	age := e.disown(r)
	if age == 0 {
		e.lastOwned++
		age = e.lastOwned
	}
	if e.owned == nil {
		e.owned = map[Resource]owning{}
	}
	if len(o.held) >= max(sweepAtLeast, o.sweepAt) {
		e.sweep(o)
	}
	if o.held == nil {
		o.held = map[Resource]struct{}{}
	}
	e.owned[r] = owning{o, age}
	o.held[r] = struct{}{}
}

// An owning is who owns a resource, and how many others were owned before it for the first time.
type owning struct {
	by  *Owner
	age uint64
}

// disown forgets who owns r. It gives the age of r, 0 if it has no owner.
func (e *Env) disown(r Resource) (age uint64) {
	o, ok := e.owned[r]
	if ok {
		delete(o.by.held, r)
		delete(e.owned, r)
		if len(o.by.held) == 0 {
			o.by.held = nil // most actors wait with nothing
		}
	}
	return o.age
}

// sweep forgets what is over. It looks at as many resources as were taken since the last time,
// so that a resource costs the same however many there are.
func (e *Env) sweep(o *Owner) {
	for r := range o.held {
		if r.Over() {
			e.disown(r)
		}
	}
	o.sweepAt = 2 * len(o.held)
}

// Abandon closes r, which will not be used any more.
func (e *Env) Abandon(ctx context.Context, r Resource, how Departure) {
	e.ownMu.Lock()
	e.disown(r)
	e.ownMu.Unlock()
	r.Abandon(ctx, how)
}

// Disown leaves r without an owner, if it is over.
func (e *Env) Disown(r Resource) {
	if r.Over() {
		e.ownMu.Lock()
		defer e.ownMu.Unlock()
		e.disown(r)
	}
}

// EndOwner closes what o owns, the youngest first: a stream before its connection. What o takes
// afterwards is closed at once. What is within another has nothing of its own to close.
func (e *Env) EndOwner(ctx context.Context, o *Owner, how Departure) {
	if o.parent != nil {
		return
	}
	type aged struct {
		r   Resource
		age uint64
	}
	e.ownMu.Lock()
	all := make([]aged, 0, len(o.held))
	for r := range o.held {
		all = append(all, aged{r, e.disown(r)})
	}
	o.ended, o.how = true, how
	e.ownMu.Unlock()
	sort.Slice(all, func(i, j int) bool { return all[i].age > all[j].age })
	for _, x := range all {
		x.r.Abandon(ctx, how)
	}
}

// Held is how many resources o owns, some of which may be over.
func (e *Env) Held(o *Owner) int {
	e.ownMu.Lock()
	defer e.ownMu.Unlock()
	return len(o.root().held)
}
