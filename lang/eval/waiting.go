package eval

// This file finds out what the threads of a program do while it runs.

import (
	"slices"
	"sync/atomic"
	"time"

	"hewq/actor"
)

// A Waiting tells what each thread of a program waits for, where and since when, while the program
// runs. It is given to a run by its Options, or to a Session, and is for one of them at a time. The zero
// value knows no program. Its methods may be called from any goroutine at any time.
type Waiting struct{ program atomic.Pointer[watched] }

// A watched is a program that a Waiting knows.
type watched struct {
	process *process
	main    *thread
	name    string      // of main
	rests   func() bool // tells that main does nothing; nil if it always does something
}

// watch makes w tell of a program until the result is called.
func (w *Waiting) watch(p *watched) (end func()) {
	if w == nil {
		return func() {}
	}
	w.program.Store(p)
	return func() { w.program.CompareAndSwap(p, nil) }
}

// Report tells what each thread does, in whole lines; "" if no program runs. It takes no lock that the
// program holds for longer than moments, and returns within a second, also if the program does nothing
// but run in a loop.
func (w *Waiting) Report() string {
	p := w.program.Load()
	if p == nil {
		return ""
	}
	return p.report()
}

// A doing is what a thread did when it was looked at: it waited, or it ran.
type doing struct {
	who     string     // "actor #3 (Worker)"
	like    string     // what those have in common that it is one of: "Worker"
	actor   *actor.Ref // nil if it is none
	thread  *thread
	wait    *wait         // nil if it ran
	rests   string        // what an actor waits for that handles no message, or a main that does nothing; "" if it did something
	age     time.Duration // of the wait; 0 if it is not known
	calls   []Call        // where, innermost first; none if that is not known
	deep    bool          // there are more calls
	queued  int           // messages in its mailbox
	answers bool          // the thread ran and has told where
	gone    bool          // it has ended meanwhile
}

// restsIdle is what an actor waits for that handles no message.
const restsIdle = "for messages"

// look finds out what main, the actors and the tasks do.
func (p *watched) look(actors []*actor.Ref) []*doing {
	all := p.threads(actors)
	p.ask(all)
	return slices.DeleteFunc(all, func(d *doing) bool { return d.gone })
}

// waiting are the threads that wait for something while they do something.
// It waits for the locks that it needs: nothing else runs.
func (p *watched) waiting() []*doing {
	return slices.DeleteFunc(p.threads(p.process.system.Live()), func(d *doing) bool { return d.wait == nil || d.wait.kind.atEnd() })
}

// threads are main, the actors, and the tasks, with what they wait for.
func (p *watched) threads(actors []*actor.Ref) []*doing {
	main := &doing{who: p.name, like: p.name, thread: p.main}
	if p.rests != nil && p.rests() {
		main.rests = "for an input"
	} else {
		p.waits(main)
	}
	all := []*doing{main}
	for _, r := range actors {
		if d := p.actor(r); d != nil {
			all = append(all, d)
		}
	}
	for _, t := range p.process.tasks.all() {
		d := &doing{who: t.String(), like: t.String(), thread: &t.thread}
		p.waits(d)
		all = append(all, d)
	}
	return all
}

// actor is what an actor does, nil if it has ended.
func (p *watched) actor(r *actor.Ref) *doing {
	info := infoOf(r)
	d := &doing{who: info.String(), like: info.Name, actor: r}
	l, known := r.Look()
	if l.Ended {
		return nil
	}
	d.queued = l.Queued
	c, isCell := r.Behavior().(*cell)
	switch {
	case known && l.Idle && isCell:
		d.rests = restsIdle
		d.age, _ = p.process.system.Age(l.Since)
	case !isCell:
		d.like, d.rests = "supervisor ("+info.Name+")", "for the end of a child"
	default:
		d.thread = &c.thread
		p.waits(d)
	}
	return d
}

// waits fills in what the thread of d waits for, if it does.
func (p *watched) waits(d *doing) {
	const tries = 3 // it may go on meanwhile
	for range tries {
		w := d.thread.waiting()
		if w == nil {
			return
		}
		var calls []Call
		for _, at := range w.calls {
			if at == 0 {
				break
			}
			calls = append(calls, p.process.program.sites.look(at))
		}
		if d.thread.waiting() != w {
			continue
		}
		d.wait, d.calls, d.deep = w, calls, w.deep
		d.age, _ = p.process.system.Age(w.since)
		return
	}
}

// stopped tells whether d does not run any more, and fills in what it does instead.
func (p *watched) stopped(d *doing) bool {
	p.waits(d)
	if d.wait == nil && d.actor != nil {
		l, known := d.actor.Look()
		d.gone = l.Ended
		if known && l.Idle {
			d.rests = restsIdle
		}
	}
	return d.wait != nil || d.rests != "" || d.gone
}

// ask has the threads that run say where they are. It gives those that do not answer half a second.
func (p *watched) ask(all []*doing) {
	open := map[*doing]*question{}
	for _, d := range all {
		if d.wait == nil && d.rests == "" {
			open[d] = d.thread.question()
		}
	}
	if len(open) == 0 {
		return
	}
	again, late := time.NewTicker(askEvery), time.NewTimer(answerWithin)
	defer again.Stop()
	defer late.Stop()
	over := false
	for _, d := range all {
		for q := open[d]; q != nil; q = open[d] {
			select {
			case d.calls = <-q.calls:
				d.answers = true
				delete(open, d)
				continue
			default:
			}
			if over || p.stopped(d) {
				q.withdraw()
				delete(open, d)
				continue
			}
			select {
			case d.calls = <-q.calls:
				d.answers = true
				delete(open, d)
			case <-again.C:
				for other := range open {
					other.thread.stop.Or(mustTell)
				}
			case <-late.C:
				over = true
			}
		}
	}
}
