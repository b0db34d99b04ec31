package actor

import (
	"context"
	"slices"
	"sync"
	"time"
)

// A Semaphore is a number of permits that goroutines share.
type Semaphore struct {
	system *System

	mu      sync.Mutex
	permits int64
	waiting []*acquiring // while there is no permit
}

// NewSemaphore makes a semaphore. With fewer than one permit somebody has to release some first.
func NewSemaphore(s *System, permits int64) *Semaphore {
	return &Semaphore{system: s, permits: permits}
}

// Acquire takes a permit and waits while there is none. It fails when ctx ends.
func (s *Semaphore) Acquire(ctx context.Context) error {
	if s.TryAcquire() {
		return nil
	}
	_, err := s.system.First(ctx, &acquiring{semaphore: s})
	return err
}

// AcquireWithin is Acquire that waits for at most d. It tells whether it has a permit.
func (s *Semaphore) AcquireWithin(ctx context.Context, d time.Duration) (bool, error) {
	first, err := s.system.First(ctx, &acquiring{semaphore: s}, &Timer{After: d})
	return first == 0, err
}

// TryAcquire takes a permit if there is one.
func (s *Semaphore) TryAcquire() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.permits <= 0 {
		return false
	}
	s.permits--
	return true
}

// Release gives a permit back. Who waits longest gets it.
func (s *Semaphore) Release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.permits++
	for s.permits > 0 && len(s.waiting) > 0 {
		a := s.waiting[0]
		s.waiting = slices.Delete(s.waiting, 0, 1)
		if a.wait.claim(a.number) {
			s.permits--
			a.wait.wake()
		}
	}
}

// Permits is how many permits nobody has.
func (s *Semaphore) Permits() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.permits
}

// An acquiring waits for a permit.
type acquiring struct {
	semaphore *Semaphore
	wait      *wait
	number    int32
}

func (a *acquiring) arm(w *wait, i int32) bool {
	a.wait, a.number = w, i
	s := a.semaphore
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.permits <= 0 {
		s.waiting = append(s.waiting, a)
		return false
	}
	if !w.claim(i) {
		return false
	}
	s.permits--
	return true
}

func (a *acquiring) disarm(*wait) {
	s := a.semaphore
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.Index(s.waiting, a); i >= 0 {
		s.waiting = slices.Delete(s.waiting, i, i+1)
	}
}
