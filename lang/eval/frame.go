package eval

// This file holds what a call needs: frames in a chain, and the code they run.

import (
	"sync/atomic"

	"hewq/lang/check"
	"hewq/lang/value"
)

type (
	expr func(*frame) value.Value
	cond func(*frame) bool
	flt  func(*frame) float64
	stmt func(*frame) ctl
)

// A ctl tells how a statement was left. From labelled on it is a labelled break or continue:
// labelled+2*n breaks the loop n of the function, labelled+2*n+1 continues it.
type ctl uint8

const (
	next ctl = iota
	brk
	cont
	ret      // the result is in frame.r
	yielding // of a resumable generator: what it yields is in frame.r
	labelled
)

// A code is a lowered function. Its body is made at the first call: until then it needs more
// slots than there are, which leads each caller to grow.
type code struct {
	name   string
	need   int // slots
	body   expr
	holds  cond        // what body computes, of a closure that is a condition alone; else nil
	step   stmt        // of a resumable generator, instead of a body
	lower  func(*code) // makes need and body; nil once that is done
	fn     *check.Func // that is declared, else nil
	again  func(*code) // lower, for a declared function
	sites  []site      // of the body
	life   *life       // of the input that has made it, nil of a function
	scalar bool        // the result is an integer

	owned []capture // what a closure closes of what it has captured
	once  bool      // its body uses that up
}

// A frame holds the variables of a call. Frames form a chain that is made once: a callee's
// frame is its caller's next, and stays when the call ends.
type frame struct {
	s    []value.Value
	next *frame // noFrame if no call was made from here yet
	prev *frame
	stop *atomic.Uint32
	at   site        // of the call that is running
	r    value.Value // value of a `return` that left through a statement
	left ctl         // how the guard of a match was left, until its arm leaves as well

	resuming bool // a resumable generator goes back to its yield

	thread *thread
	depth  int
}

// noFrame stands where a frame is not made yet: it has no slots.
var noFrame = &frame{}

// maxDepth bounds the depth of calls, maxStack the Go stack they may need.
const (
	maxDepth     = 200_000
	maxStack     = 512 << 20
	closureStack = 64 // of Go stack, for each closure inside another
)

// call calls c from f. Its arguments must be in the frame that enter gave.
func (f *frame) call(c *code, at site) value.Value {
	nf := f.enter(c, at)
	return c.body(nf)
}

// enter gives the frame for a call of c. Closures of calls have its first lines in themselves.
func (f *frame) enter(c *code, at site) *frame {
	nf := f.next
	if len(nf.s) < c.need || f.stop.Load() != 0 {
		nf = f.grow(c, at)
	}
	f.at = at
	return nf
}

// deepen notes how deep the closures of a function are nested.
func (p *program) deepen(deep int) { p.nested.Store(max(p.nested.Load(), int64(deep))) }

// ready lowers c if that is not done yet.
func (c *code) ready() {
	if lower := c.lower; lower != nil {
		c.lower = nil
		lower(c)
	}
}

// grow makes the callee's frame ready where that is more than taking it.
//
//go:noinline
func (f *frame) grow(c *code, at site) *frame {
	c.ready()
	f.poll(at)
	if f.next == noFrame {
		f.follow(new(frame), at)
	}
	if nf := f.next; len(nf.s) < c.need {
		nf.s = make([]value.Value, max(8, c.need))
	}
	return f.next
}

// follow makes nf the callee's frame.
func (f *frame) follow(nf *frame, at site) {
	limit := min(maxDepth, maxStack/(closureStack*max(int(f.thread.process.program.nested.Load()), 8)))
	if f.depth >= limit {
		f.trap(at, "stack overflow: calls are nested too deeply")
	}
	*nf = frame{prev: f, next: noFrame, stop: f.stop, thread: f.thread, depth: f.depth + 1}
	f.next = nf
}

// What the stop flag of a thread may have.
const (
	mustStop   uint32 = 1 << iota
	mustTell          // where it is, see question
	mustWait          // for a moment, see Break
	mustSample        // where it is, see Sampler
)

// poll unwinds the thread if it must stop. What runs on the way, defers and the closing of
// resources, gets a context with some time left. If a report asks where the thread is, it is told: at
// the place at.
func (f *frame) poll(at site) {
	if f.stop.Load() != 0 {
		f.obey(at)
	}
}

//go:noinline
func (f *frame) obey(at site) {
	if f.stop.Load()&mustTell != 0 {
		f.stop.And(^mustTell)
		f.tell(at)
	}
	if f.stop.Load()&mustSample != 0 {
		f.sampled(at)
	}
	if f.stop.And(^mustWait)&mustWait != 0 {
		f.thread.blocks()
		f.thread.process.options.Break.pause()
	}
	f.heed()
}

// heed is poll for stopping alone.
func (f *frame) heed() {
	if t := f.thread; f.stop.Load()&mustStop != 0 && !t.stopping {
		t.unwind()
	}
}

// pollContext is heed where a context may have ended just now.
func (f *frame) pollContext() {
	if f.thread.ctx.Err() != nil {
		f.stop.Or(mustStop)
	}
	f.heed()
}
