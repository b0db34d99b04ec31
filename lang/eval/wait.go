package eval

// This file notes what threads wait for, so that people can be told when it never comes.

import (
	"time"

	"hewq/actor"
)

// A waitKind is what a thread waits for.
type waitKind uint8

const (
	waitReply waitKind = iota
	waitItem
	waitRoom
	waitSelect
	waitPermit
	waitTask
	waitTasks
	waitEnd
	waitChild
	waitInit
	waitMailbox
	waitSleep
	waitNative   // what a module waits for
	waitMessages // what a program waits for when main has returned
	waitActors
	waitModules
)

// callsKept is how many calls a wait knows.
const callsKept = 8

// A wait is one wait of a thread. It never changes: any goroutine may read it, while the thread
// goes on.
type wait struct {
	kind  waitKind
	deep  bool            // there are more calls
	since int64           // on the clock of the system
	limit time.Duration   // how long it may take; 0 if that is not known
	on    any             // what it waits for: a pointer, or a text; nil if the kind has nothing
	words string          // of a module: see native.Waits
	calls [callsKept]site // where it waits, innermost first; 0 behind the last one
}

// waitsFor notes that the thread waits for something, until goesOn. What is in w already is what
// is waited for.
func (f *frame) waitsFor(at site, w *wait) {
	f.place(at, w)
	f.thread.wait.Store(w)
}

// place notes where a wait is, and when it begins.
func (f *frame) place(at site, w *wait) {
	w.since = f.thread.process.system.Now()
	w.calls[0] = at
	n := 1
	for c := f.caller(); c != nil; c = c.caller() {
		if n == callsKept {
			w.deep = true
			return
		}
		w.calls[n] = c.at
		n++
	}
}

// caller is the frame that has called f, or that wants a value of the generator that f begins with. It is
// nil if nothing has.
func (f *frame) caller() *frame {
	if f.prev == nil {
		return nil
	}
	if f.prev.prev != nil {
		return f.prev
	}
	if g := f.thread.generator; g != nil {
		return g.asker
	}
	return nil
}

// waitsOn is waitsFor for a call of a module, of which there may be very many: a wait that is like the
// one before is noted by the same wait.
func (f *frame) waitsOn(at site, words string, on any) {
	t := f.thread
	w := wait{kind: waitNative, words: words, on: on}
	f.place(at, &w)
	if t.latest == nil || *t.latest != w {
		kept := w
		t.latest = &kept
	}
	t.wait.Store(t.latest)
}

// waitsAtEnd notes that main waits when it has returned, until goesOn.
func (t *thread) waitsAtEnd(kind waitKind) {
	t.wait.Store(&wait{kind: kind, since: t.process.system.Now()})
}

// atEnd tells whether the program has done what main does.
func (k waitKind) atEnd() bool { return k >= waitMessages }

// goesOn notes that the thread waits no more.
func (t *thread) goesOn() { t.wait.Store(nil) }

// waiting is what the thread waits for, or the generator that runs in it; nil if it does not wait.
func (t *thread) waiting() *wait {
	for t != nil {
		if w := t.wait.Load(); w != nil {
			return w
		}
		t = t.inside.Load()
	}
	return nil
}

// first waits for the first of several things. If the thread has to stop before, it is unwound.
func (f *frame) first(at site, w *wait, arms ...actor.Arm) int {
	t := f.thread
	t.flush()
	t.mayWait()
	f.waitsFor(at, w)
	t.blocks()
	i, err := t.process.system.First(t.ctx, arms...)
	t.goesOn()
	if err != nil {
		f.unwind()
	}
	return i
}

// unwind unwinds the thread when what it waits for will not come: its context has ended.
func (f *frame) unwind() {
	f.pollContext()
	panic(stopped{}) // it was being unwound, and has no time left
}

// blocks tells the system that the thread is about to wait, if it has a goroutine of the system.
func (t *thread) blocks() {
	if !t.onMain {
		t.process.system.Blocks()
	}
}
