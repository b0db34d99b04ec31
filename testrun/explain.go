package testrun

// This file tells what the tests that run do at the moment.

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// explainWithin is how long processes may take to tell what their tests do.
const explainWithin = 3 * time.Second

// Explain tells what each test that runs does at the moment, in whole lines; "" if none runs or no process
// answers within moments. It may be called from any goroutine.
func (r *Runner) Explain() string {
	asked := r.live.all()
	for _, p := range asked {
		// A process that is gone does not answer.
		_ = p.requests.send(request{Explain: true})
	}
	late := time.NewTimer(explainWithin)
	defer late.Stop()
	var b strings.Builder
	for _, p := range asked {
		select {
		case text := <-p.explained:
			b.WriteString(text)
		case <-p.ended:
		case <-late.C:
			return b.String()
		}
	}
	return b.String()
}

// A liveSet has the processes that are not gone.
type liveSet struct {
	mu  sync.Mutex
	set map[*process]bool
}

// add adds p until it is gone.
func (l *liveSet) add(p *process) {
	l.mu.Lock()
	if l.set == nil {
		l.set = map[*process]bool{}
	}
	l.set[p] = true
	l.mu.Unlock()
	go func() { // ends with the process
		<-p.ended
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.set, p)
	}()
}

func (l *liveSet) all() []*process {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Collect(maps.Keys(l.set))
}

// A runningTest is a test that runs in a worker.
type runningTest struct {
	test    Test
	context *Context
}

// A runningSet has the tests that run in a worker, by what the Runner calls them.
type runningSet struct {
	mu  sync.Mutex
	set map[int]runningTest
}

// add notes a test until the result is called.
func (s *runningSet) add(i int, t Test, c *Context) (end func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.set == nil {
		s.set = map[int]runningTest{}
	}
	s.set[i] = runningTest{t, c}
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.set, i)
	}
}

// explain tells what each test does, all at the same time, since one may take half a second to say it.
func (s *runningSet) explain() string {
	s.mu.Lock()
	order := slices.Sorted(maps.Keys(s.set))
	running := make([]runningTest, len(order))
	for n, i := range order {
		running[n] = s.set[i]
	}
	s.mu.Unlock()
	texts := make([]string, len(running))
	var all sync.WaitGroup
	for n, r := range running {
		all.Go(func() { texts[n] = "test " + r.test.ID() + " runs\n" + r.context.explain() })
	}
	all.Wait()
	return strings.Join(texts, "")
}
