package actor

// This file lends goroutines to actors that have messages.
//
// Actors begin in the order in which they were scheduled, and short handlers mostly run one
// after the other: one worker does what is in the queue. Another one comes when that takes too
// long, or when all who handle a message wait.

import (
	"sync/atomic"
	"time"
)

// A worker is a goroutine that runs one actor after the other. Its stack has grown to what
// handlers need, so it is kept.
type worker struct {
	wake  chan struct{}
	epoch uint64 // of the system when it was last known to come back soon
}

const (
	maxIdle  = 64                     // how many workers wait for an actor; more are let go
	patience = 200 * time.Microsecond // how long an actor waits for a worker that is busy
)

// workers is what a system knows of its workers, guarded by it.
type workers struct {
	idle    []*worker
	ready   line
	coming  int         // workers on their way to ready
	fresh   int         // workers of this epoch that are not idle
	epoch   uint64      // begins anew when those that are not idle are too slow
	begun   uint64      // how many actors were taken from ready
	watched *time.Timer // until somebody looks whether they are too slow, else nil

	pending atomic.Int64 // ready.n + coming + fresh, for those who do not lock
}

// count makes known how much is pending.
func (w *workers) count() { w.pending.Store(int64(w.ready.n + w.coming + w.fresh)) }

// schedule has a worker run r. The system counts it as active from now on.
func (s *System) schedule(r *Ref) {
	s.active.Add(1)
	s.mu.Lock()
	s.ready.add(r)
	if s.fresh > 0 || s.coming > 0 {
		s.count()
		s.watch()
		s.mu.Unlock()
		return
	}
	s.call()
}

// call sends a worker to the queue. It unlocks the system.
func (s *System) call() {
	s.fresh++
	s.coming++
	s.count()
	if n := len(s.idle); n > 0 {
		w := s.idle[n-1]
		s.idle = s.idle[:n-1]
		w.epoch = s.epoch
		s.mu.Unlock()
		w.wake <- struct{}{}
		return
	}
	w := &worker{wake: make(chan struct{}, 1), epoch: s.epoch}
	s.mu.Unlock()
	s.running.Go(func() { s.work(w) })
}

// work runs actors until the worker is not needed any more.
func (s *System) work(w *worker) {
	s.mu.Lock()
	s.coming--
	for {
		if r := s.ready.take(); r != nil {
			s.begun++
			if w.epoch != s.epoch {
				w.epoch = s.epoch
				s.fresh++
			}
			if s.ready.n > 0 {
				s.watch()
			}
			s.count()
			s.mu.Unlock()
			r.run()
			s.leave()
			s.mu.Lock()
			continue
		}
		if w.epoch == s.epoch {
			s.fresh--
		}
		s.count()
		keep := len(s.idle) < maxIdle && !s.stopped
		if keep {
			s.idle = append(s.idle, w)
		}
		s.mu.Unlock()
		if !keep {
			return
		}
		if _, more := <-w.wake; !more {
			return
		}
		s.mu.Lock()
		s.coming--
	}
}

// watch has somebody look soon whether workers come. The system is locked.
func (s *System) watch() {
	if s.watched == nil {
		begun := s.begun
		s.watched = time.AfterFunc(patience, func() { s.look(begun) })
	}
}

// look calls a worker if none has come since begun.
func (s *System) look(begun uint64) {
	s.mu.Lock()
	s.watched = nil
	if s.ready.n == 0 {
		s.mu.Unlock()
		return
	}
	slow := s.begun == begun
	s.watch()
	if !slow {
		s.mu.Unlock()
		return
	}
	s.relieve()
}

// Blocks tells that the goroutine which handles a message is about to wait for something that the
// system may not know of: actors that are scheduled meanwhile need another worker at once.
func (s *System) Blocks() {
	s.mu.Lock()
	if s.ready.n > 0 && s.coming == 0 {
		s.relieve()
		return
	}
	s.epoch++
	s.fresh = 0
	s.count()
	s.mu.Unlock()
}

// relieve calls a worker instead of all that are busy. It unlocks the system.
func (s *System) relieve() {
	s.epoch++
	s.fresh = 0
	s.call()
}

// waits calls a worker if there are actors in the queue and no worker comes for them, now that
// a goroutine waits: perhaps for one of them.
func (s *System) waits() {
	s.mu.Lock()
	if s.ready.n == 0 || s.coming > 0 {
		s.mu.Unlock()
		return
	}
	s.relieve()
}

// A line is refs that wait for a worker.
type line struct {
	first, last *Ref
	n           int
}

func (q *line) add(r *Ref) {
	if q.last != nil {
		q.last.behind = r
	} else {
		q.first = r
	}
	q.last = r
	q.n++
}

// take removes the first ref; nil if there is none.
func (q *line) take() *Ref {
	r := q.first
	if r == nil {
		return nil
	}
	q.first, r.behind = r.behind, nil
	q.n--
	if q.first == nil {
		q.last = nil
	}
	return r
}
