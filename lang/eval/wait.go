package eval

// This file has what threads wait for, so that people can be told when it never comes.

import "hewq/actor"

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
)

// String says it in the report of a deadlock.
func (k waitKind) String() string {
	return [...]string{
		waitReply:  "for a reply",
		waitItem:   "to receive",
		waitRoom:   "to send",
		waitSelect: "in a select",
		waitPermit: "for a permit",
		waitTask:   "for a task",
		waitTasks:  "for the tasks of its scope",
		waitEnd:    "for the end of an actor",
		waitChild:  "for the child of a supervisor",
	}[k]
}

// waitsFor notes what the thread waits for, until goesOn.
func (t *thread) waitsFor(at site, kind waitKind) { t.waits.Store(uint64(at)<<8 | uint64(kind+1)) }

func (t *thread) goesOn() { t.waits.Store(0) }

// waiting is where a thread waits, and for what; ok is false if it does not wait.
func (t *thread) waiting() (at site, kind waitKind, ok bool) {
	w := t.waits.Load()
	if in := t.inside.Load(); w == 0 && in != nil {
		return in.waiting()
	}
	return site(w >> 8), waitKind(w&0xff) - 1, w != 0
}

// first waits for the first of several things. If the thread has to stop before, it is unwound.
func (f *frame) first(at site, kind waitKind, arms ...actor.Arm) int {
	t := f.thread
	t.flush()
	t.mayWait()
	t.waitsFor(at, kind)
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
