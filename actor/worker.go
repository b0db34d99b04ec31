package actor

// This file lends goroutines to actors that have messages.

// A worker is a goroutine that runs one actor after the other. Its stack has grown to what
// handlers need, so it is kept.
type worker struct{ next chan *Ref }

// maxIdle is how many workers wait for an actor. More are let go.
const maxIdle = 64

// schedule has a worker run r. The system counts it as active from now on.
func (s *System) schedule(r *Ref) {
	s.active.Add(1)
	s.mu.Lock()
	if n := len(s.idle); n > 0 {
		w := s.idle[n-1]
		s.idle = s.idle[:n-1]
		s.mu.Unlock()
		w.next <- r
		return
	}
	s.mu.Unlock()
	w := &worker{next: make(chan *Ref, 1)}
	s.workers.Go(func() { s.work(w, r) })
}

// work runs actors until nobody needs the worker.
func (s *System) work(w *worker, r *Ref) {
	for r != nil {
		r.run()
		s.mu.Lock()
		keep := len(s.idle) < maxIdle && !s.stopped
		if keep {
			s.idle = append(s.idle, w)
		}
		s.mu.Unlock()
		s.Exit()
		if !keep {
			return
		}
		r = <-w.next
	}
}
