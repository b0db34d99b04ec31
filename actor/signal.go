package actor

import (
	"slices"
	"sync"
)

// A Signal is something that happens once, and that several goroutines may wait for. Its methods
// may be called from any of them.
type Signal struct {
	mu      sync.Mutex
	given   bool
	waiting []awaiting
}

// An awaiting is a wait that a signal ends as its number i.
type awaiting struct {
	w *wait
	i int32
}

// Give makes the signal happen: who waits for it goes on. Giving it again does nothing.
func (s *Signal) Give() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.given = true
	for _, a := range s.waiting {
		if a.w.claim(a.i) {
			a.w.wake()
		}
	}
	s.waiting = nil
}

// Given tells whether the signal has happened.
func (s *Signal) Given() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.given
}

func (s *Signal) arm(w *wait, i int32) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.given {
		return w.claim(i)
	}
	s.waiting = append(s.waiting, awaiting{w, i})
	return false
}

func (s *Signal) disarm(w *wait) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = slices.DeleteFunc(s.waiting, func(a awaiting) bool { return a.w == w })
}
