package eval

// This file asks threads that run where they are. They answer when they next look whether they must
// stop: at a call, and now and then in a loop.

import "time"

// A question is what a report wants to know of a thread that runs.
type question struct {
	thread *thread
	calls  chan []Call // gets the answer, has room for it
}

const (
	answerWithin = 1500 * time.Millisecond // how long a report waits for answers
	askEvery     = 10 * time.Millisecond   // it asks again: a flag may have been lost
)

// ask asks where the thread is.
func (t *thread) question() *question {
	q := &question{thread: t, calls: make(chan []Call, 1)}
	t.asked.Store(q)
	t.stop.Or(mustTell)
	return q
}

// withdraw ends a question that was not answered.
func (q *question) withdraw() {
	if q.thread.asked.CompareAndSwap(q, nil) {
		q.thread.stop.And(^mustTell)
	}
}

// tell answers the question that the thread, or the one that it runs for, was asked. It is at the place
// at.
func (f *frame) tell(at site) {
	t := f.thread
	for t.generator != nil {
		t = t.generator.owner
	}
	if q := t.asked.Swap(nil); q != nil {
		q.calls <- f.calls(at)
	}
}

// calls are the calls that the thread is in, innermost first.
func (f *frame) calls(at site) []Call {
	sites := &f.thread.process.program.sites
	all := sites.calls(at)
	for c := f.caller(); c != nil; c = c.caller() {
		all = append(all, sites.at(c.at))
	}
	return all
}
