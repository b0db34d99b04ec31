package eval

// This file finds out where programs spend time and memory, for profiles.
//
// Now and then a Sampler sets a flag of the threads that run. A thread that sees it, at a call, in a loop
// or at the end of a function, notes where it is. What runs without a Sampler is lowered as without this
// file.

import (
	"runtime/metrics"
	"sync"
	"sync/atomic"
	"time"

	"hewq/lang/profile"
	"hewq/lang/value"
)

// SampleEvery is the time between two samples for a profile of time.
const SampleEvery = 10 * time.Millisecond

const (
	memoryEvery = time.Millisecond
	mostFrames  = 256 // of a sample; what has called them is left out
	memoryPolls = 256 // how often a thread looks at what is allocated, for one sample
)

// elsewhere stands for what no function of a program has done: modules and the collector while all threads
// wait, and the making ready of main.
var elsewhere = []profile.Frame{{Func: "(outside of Hew)"}}

// A Sampler fills profiles while a program runs. It is given to a run by its Options. Its goroutine is none
// of the program's, so it works in virtual time as well.
type Sampler struct {
	CPU, Memory *profile.Profile // nil if not wanted

	program   atomic.Pointer[watched]
	mu        sync.Mutex // guards what follows
	owed      map[*thread]*owed
	used      time.Duration // processor time up to the last sample
	allocated uint64        // bytes up to the last sample
	unseen    uint64        // bytes that no thread has seen growing
	reading   [1]metrics.Sample
}

// An owed is what a thread has used and has not yet told where.
type owed struct {
	time  time.Duration
	bytes uint64
	left  int    // how often it will still look at what is allocated; 0 before the first time
	last  uint64 // what was allocated when it last looked
	seen  []grown
	total uint64 // of seen
}

// A grown is memory that was allocated at a place.
type grown struct {
	calls []profile.Frame
	bytes uint64
}

// Start begins to take samples, until stop is called.
func (s *Sampler) Start() (stop func()) {
	s.owed = map[*thread]*owed{}
	s.reading[0].Name = "/gc/heap/allocs:bytes"
	s.used, s.allocated = profile.ProcessorTime(), s.bytes()
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		every := SampleEvery
		if s.Memory != nil {
			every = memoryEvery
		}
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				begun := time.Now()
				s.sample()
				tick.Reset(max(every, 10*time.Since(begun))) // a great many actors take long to look at
			case <-end:
				s.settle()
				return
			}
		}
	}()
	return func() {
		close(end)
		<-ended
	}
}

// watch makes s take samples of a program until the result is called.
func (s *Sampler) watch(p *watched) (end func()) {
	if s == nil {
		return func() {}
	}
	p.process.program.sampled = true
	s.program.Store(p)
	return func() { s.program.CompareAndSwap(p, nil) }
}

// sample divides what was used since the last sample among the threads that run.
func (s *Sampler) sample() {
	running := s.program.Load().running()
	s.mu.Lock()
	defer s.mu.Unlock()
	used, bytes := profile.ProcessorTime(), s.bytes()
	spent, grew := used-s.used, bytes-s.allocated
	s.used, s.allocated = used, bytes
	if len(running) == 0 {
		s.add(elsewhere, spent, grew)
		return
	}
	for _, t := range running {
		o := s.owed[t]
		if o == nil {
			o = &owed{}
			s.owed[t] = o
		}
		o.time += spent / time.Duration(len(running))
		o.bytes += grew / uint64(len(running))
		t.stop.Or(mustSample)
	}
}

// settle adds what threads have not told any more.
func (s *Sampler) settle() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for t, o := range s.owed {
		s.add(elsewhere, o.time, 0)
		s.divide(o)
		delete(s.owed, t)
	}
	if s.Memory != nil && !s.Memory.Spread(s.unseen) {
		s.add(elsewhere, 0, s.unseen)
	}
}

// add adds to the profiles.
func (s *Sampler) add(calls []profile.Frame, spent time.Duration, bytes uint64) {
	if s.CPU != nil && spent > 0 {
		s.CPU.Add(calls, int64(spent))
	}
	if s.Memory != nil && bytes > 0 {
		s.Memory.Add(calls, int64(bytes))
	}
}

// divide adds the memory of o at the places where the thread has seen it grow.
func (s *Sampler) divide(o *owed) {
	if o.total == 0 {
		s.unseen += o.bytes
	}
	for _, g := range o.seen {
		s.add(g.calls, 0, uint64(float64(o.bytes)*float64(g.bytes)/float64(o.total)))
	}
	o.bytes, o.seen, o.total = 0, nil, 0
}

// take notes that the thread of f, which has used something, is at the place at.
func (s *Sampler) take(f *frame, at site) {
	t := f.thread
	for t.generator != nil {
		t = t.generator.owner
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.owed[t]
	if o == nil {
		return
	}
	if o.left == 0 {
		s.add(f.frames(at), o.time, 0)
		o.time, o.left, o.last = 0, memoryPolls, s.allocated
	}
	o.left--
	if s.Memory != nil {
		if grew := s.bytes() - o.last; grew > 0 {
			o.seen = append(o.seen, grown{f.frames(at), grew})
			o.total += grew
		}
	}
	if s.Memory == nil || o.left == 0 {
		s.divide(o)
		delete(s.owed, t)
		return
	}
	f.stop.Or(mustSample)
	o.last = s.bytes()
}

// frames are the innermost calls that the thread is in.
func (f *frame) frames(at site) []profile.Frame {
	sites := &f.thread.process.program.sites
	if at == 0 { // main is being called
		return elsewhere
	}
	c := sites.at(at)
	all := []profile.Frame{{Func: c.Func, At: c.Span}}
	for f := f.caller(); f != nil && len(all) < mostFrames; f = f.caller() {
		c := sites.at(f.at)
		all = append(all, profile.Frame{Func: c.Func, At: c.Span})
	}
	return all
}

// running are the threads of the program that do not wait.
func (p *watched) running() []*thread {
	if p == nil {
		return nil
	}
	var all []*thread
	add := func(t *thread) {
		if t.waiting() == nil {
			all = append(all, t)
		}
	}
	add(p.main)
	for _, r := range p.process.system.Live() {
		if c, ok := r.Behavior().(*cell); ok {
			if l, known := r.Look(); !(known && l.Idle) {
				add(&c.thread)
			}
		}
	}
	for _, t := range p.process.tasks.all() {
		add(&t.thread)
	}
	return all
}

// sampledBody is the body of c, at whose end the thread notes where it is if that is asked for: what it has
// used in c is not its caller's.
func (l *lowerer) sampledBody(c *code) expr {
	at := l.site(nil)
	if c.fn != nil && c.fn.Decl != nil {
		at = l.site(c.fn.Decl)
	}
	body := c.body
	return func(f *frame) value.Value {
		v := body(f)
		if f.stop.Load()&mustSample != 0 {
			f.sampled(at)
		}
		return v
	}
}

// sampled notes where the thread is, for a profile.
func (f *frame) sampled(at site) {
	f.stop.And(^mustSample)
	f.thread.process.options.Sampler.take(f, at)
}

// bytes is how many bytes the process has allocated so far. s.mu is held, and nothing is allocated.
func (s *Sampler) bytes() uint64 {
	metrics.Read(s.reading[:])
	return s.reading[0].Value.Uint64()
}
