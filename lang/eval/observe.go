package eval

// This file tells what happens to actors, and which there are.

import (
	"errors"
	"fmt"

	"hewq/actor"
	"hewq/lang/check"
	"hewq/lang/cover"
	"hewq/lang/types"
	"hewq/lang/value"
)

// Options are what a run may have besides its surroundings.
type Options struct {
	// Observe, if not nil, is told of what happens to actors, as it happens: by several
	// goroutines, and it must not block.
	Observe func(ActorEvent)

	// Waiting, if not nil, can tell while the program runs what its threads wait for.
	Waiting *Waiting

	// Cover, if not nil, counts what of the program's own files runs.
	Cover *cover.Profile

	// Sampler, if not nil, finds out where the program spends time and memory.
	Sampler *Sampler

	// Break, if not nil, can end the run, and hold it up.
	Break *Break

	// Coroutines has each generator run as a coroutine, also those that could be resumed. It makes no other
	// difference, which is what tests use it for.
	Coroutines bool

	test *check.TestFunc // that runs in the place of main, nil for none
}

// An ActorEvent is something that happened to an actor or a supervisor.
type ActorEvent struct {
	Kind  actor.EventKind
	Actor ActorInfo
	Old   uint64 // of Restarted: the number of the actor whose place it has
	Cause string // of Crashed, in one line
}

// String tells the event in one line.
func (e ActorEvent) String() string {
	switch e.Kind {
	case actor.Spawned:
		return e.Actor.String() + " spawned"
	case actor.Crashed:
		return e.Actor.String() + " crashed: " + e.Cause
	case actor.Restarted:
		return fmt.Sprintf("%s takes the place of #%d", e.Actor, e.Old)
	}
	return e.Actor.String() + " stopped"
}

// An ActorInfo is an actor or a supervisor, for people.
type ActorInfo struct {
	ID         uint64 // 1 of the first that was spawned
	Name       string // of its type
	Supervisor bool
	Parent     uint64 // the number of its supervisor, 0 if it has none
	Does       string // what it waits for, since when and where, or where it runs: "waits for messages"
}

// String names the actor: `actor #3 (Worker)`.
func (a ActorInfo) String() string {
	kind := "actor"
	if a.Supervisor {
		kind = "supervisor"
	}
	return fmt.Sprintf("%s #%d (%s)", kind, a.ID, a.Name)
}

func infoOf(r *actor.Ref) ActorInfo {
	info := ActorInfo{ID: r.ID()}
	switch b := r.Behavior().(type) {
	case *cell:
		info.Name = b.plan.name
	case *actor.Supervisor:
		info.Supervisor = true
		if t, ok := b.Data().(*tree); ok {
			info.Name = t.plan.name
		}
	}
	return info
}

// inspectActor shows addresses of actors, nil if t is of none.
func inspectActor(t types.Type) appender {
	name := func(r *actor.Ref) string {
		if r.Alive() {
			return infoOf(r).String()
		}
		return infoOf(r).String() + ", ended"
	}
	_, isHandle := types.IsNamed(t, "Duplex")
	switch def := types.DefOf(t); {
	case def == nil:
	case def.Shape == types.Actor || isHandle:
		return func(_ *frame, b []byte, v value.Value) []byte { return append(b, name(&value.Ref[cell](v).Ref)...) }
	case def.Shape == types.Supervisor:
		return func(_ *frame, b []byte, v value.Value) []byte { return append(b, name(&value.Ref[tree](v).Ref)...) }
	}
	return nil
}

// observe tells of an event.
func (ps *process) observe(e actor.Event) {
	if ps.options.Observe == nil {
		return
	}
	told := ActorEvent{Kind: e.Kind, Actor: infoOf(e.Ref)}
	if e.Old != nil {
		told.Old = e.Old.ID()
	}
	if e.Cause != nil {
		told.Cause = oneLine(e.Cause)
	}
	ps.flush()
	ps.options.Observe(told)
}

// oneLine is what crashed an actor, without a trace.
func oneLine(cause error) string {
	var fault *Fault
	var linked *actor.LinkedError
	if errors.As(cause, &linked) {
		return "linked to " + infoOf(linked.Ref).String()
	}
	if !errors.As(cause, &fault) {
		return cause.Error()
	}
	return fault.Brief()
}
