package actor

import (
	"slices"
	"sync"
)

// A Semaphore is a number of permits that goroutines share.
type Semaphore struct {
	system *System

	mu      sync.Mutex
	permits int64
	waiting []*Acquiring // while there is no permit
}

// NewSemaphore makes a semaphore. With fewer than one permit somebody has to release some first.
func NewSemaphore(s *System, permits int64) *Semaphore {
	return &Semaphore{system: s, permits: permits}
}

// Acquiring makes an Arm that happens when there is a permit for who waits.
func (s *Semaphore) Acquiring() *Acquiring { return &Acquiring{semaphore: s} }

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

// Permits is how many permits are free.
func (s *Semaphore) Permits() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.permits
}

// An Acquiring waits for a permit. If it happens first, who has waited has one.
type Acquiring struct {
	semaphore *Semaphore
	wait      *wait
	number    int32
}

func (a *Acquiring) arm(w *wait, i int32) bool {
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

func (a *Acquiring) disarm(*wait) {
	s := a.semaphore
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.Index(s.waiting, a); i >= 0 {
		s.waiting = slices.Delete(s.waiting, i, i+1)
	}
}
