package eval

// This file ends actors and links them: stop, close, link, unlink.

import (
	"fmt"
	"sync"

	"hewq/actor"
	"hewq/lang/value"
)

// The tags of LinkError.
const (
	linkAlready = 0
	linkDead    = 1
)

func lifecycleIntrinsics() map[string]intrinsic {
	return map[string]intrinsic{
		"stop": ofActor(func(f *frame, _ site, r *actor.Ref) value.Value {
			if own := f.thread.cell; own != nil && &own.Ref == r {
				r.StopSoon(actor.Forever)
			} else {
				r.StopSoon(actor.Patiently)
			}
			return unit
		}),
		"close": func(_ *lowerer, c *call) expr {
			x := c.args[0].x
			return func(f *frame) value.Value {
				closed := value.Ref[cell](x(f))
				closed.Finish()
				return value.FromRef(closed)
			}
		},
		"link": ofActor(func(f *frame, at site, r *actor.Ref) value.Value {
			fresh, err := f.link(at, r)
			switch {
			case err != nil:
				return value.Variant1(tagErr, value.Unit(linkDead))
			case !fresh:
				return value.Variant1(tagErr, value.Unit(linkAlready))
			}
			return okUnit
		}),
		"unlink": ofActor(func(f *frame, at site, r *actor.Ref) value.Value {
			if own := f.thread.cell; own != nil {
				own.Unlink(r)
			} else {
				f.thread.process.links.remove(r)
			}
			return unit
		}),
	}
}

// ofActor is an intrinsic whose argument is the address of an actor or of a supervisor.
func ofActor(do func(f *frame, at site, r *actor.Ref) value.Value) intrinsic {
	return func(l *lowerer, c *call) expr {
		x, at := c.args[0].x, c.at
		if l.program.prog.Supervisor(c.args[0].typ) != nil {
			return func(f *frame) value.Value { return do(f, at, &value.Ref[tree](x(f)).Ref) }
		}
		return func(f *frame) value.Value { return do(f, at, &value.Ref[cell](x(f)).Ref) }
	}
}

// link links the actor that f belongs to, or main, with r.
func (f *frame) link(at site, r *actor.Ref) (fresh bool, err error) {
	ps := f.thread.process
	switch own := f.thread.cell; {
	case own != nil:
		return own.Link(r)
	case ps.prompt != nil:
		f.trap(at, "`link` links the actor that calls it: at the prompt there is none")
	}
	return ps.link(r)
}

// A mainLinks is the actors that main is linked to.
type mainLinks struct {
	mu   sync.Mutex
	refs map[*actor.Ref]bool // false of one that was unlinked
}

// link links main with r: the crash of r ends the program.
func (ps *process) link(r *actor.Ref) (fresh bool, err error) {
	known, linked := ps.links.add(r)
	if !known {
		r.OnEnd(func(cause error) {
			if cause != nil && ps.links.remove(r) {
				ps.report(fmt.Sprintf("main is linked to %s and ends with it\n", infoOf(r)))
				ps.end(1)
			}
		})
	}
	if !r.Alive() {
		return false, actor.ErrStopped
	}
	return !linked, nil
}

// add notes a link. It tells whether r was ever linked, and whether it is.
func (l *mainLinks) add(r *actor.Ref) (known, linked bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.refs == nil {
		l.refs = map[*actor.Ref]bool{}
	}
	linked, known = l.refs[r]
	l.refs[r] = true
	return known, linked
}

// remove ends a link, and tells whether there was one.
func (l *mainLinks) remove(r *actor.Ref) (linked bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	linked = l.refs[r]
	if _, known := l.refs[r]; known {
		l.refs[r] = false
	}
	return linked
}
