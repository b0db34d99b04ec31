package eval

// This file ends programs, and holds them up, from where their context is out of reach.

import "sync"

// A Break is for a goroutine that must not touch what a program waits on: one outside of the bubble
// of virtual time that the program runs in. The program notices it as soon as it evaluates something;
// what waits is not woken. The zero value is ready, and good for one run. Its methods do not wait,
// and may be called from anywhere.
type Break struct {
	mu   sync.Mutex // guards what follows
	end  bool
	wait func()            // the latest of Pause
	mark func(flag uint32) // has all threads of the program look; nil while none runs
}

// End ends the program as the end of its context does, also before it begins.
func (b *Break) End() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.end = true
	if b.mark != nil {
		b.mark(mustStop)
	}
}

// Pause has each thread that evaluates something call wait, in its own goroutine.
func (b *Break) Pause(wait func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.wait = wait
	if b.mark != nil {
		b.mark(mustWait)
	}
}

// came tells whether the program is to end.
func (b *Break) came() bool {
	if b == nil {
		return false
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.end
}

// pause is what a thread does that must wait.
func (b *Break) pause() {
	b.mu.Lock()
	wait := b.wait
	b.mu.Unlock()
	wait()
}

// watch has the methods act on ps, until done is called.
func (b *Break) watch(ps *process) (done func()) {
	if b == nil {
		return func() {}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.mark = func(flag uint32) {
		ps.main.stop.Or(flag)
		for _, c := range ps.cells() {
			c.thread.stop.Or(flag)
		}
		for _, t := range ps.tasks.all() {
			t.thread.stop.Or(flag)
		}
	}
	if b.end {
		b.mark(mustStop)
	}
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.mark = nil
	}
}
