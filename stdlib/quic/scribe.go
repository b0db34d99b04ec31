package quic

// This file writes traces, so that no connection waits for a slow reader of them.

import (
	"context"
	"fmt"
	"sync"
)

// queuedAtMost is how many lines a scribe holds; more are dropped, and counted.
const queuedAtMost = 10_000

// A scribe calls functions with lines, in order, on a goroutine of its own that ends when no line is
// left. It is safe for use from several goroutines.
type scribe struct {
	mu      sync.Mutex // guards what follows
	queue   []scribed
	dropped int
	idle    chan struct{} // closed when the goroutine ends; nil when there is none
}

// A scribed is a line and the function that takes it.
type scribed struct {
	text string
	to   func(string)
}

// put has to called with text soon. It does not wait.
func (s *scribe) put(text string, to func(string)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.queue) >= queuedAtMost {
		s.dropped++
		return
	}
	s.queue = append(s.queue, scribed{text, to})
	if s.idle == nil {
		s.idle = make(chan struct{})
		go s.write(s.idle) // wait waits for it
	}
}

func (s *scribe) write(idle chan struct{}) {
	defer close(idle)
	for {
		s.mu.Lock()
		lines, dropped := s.queue, s.dropped
		s.queue, s.dropped = nil, 0
		if len(lines) == 0 {
			s.idle = nil
			s.mu.Unlock()
			return
		}
		s.mu.Unlock()
		for _, l := range lines {
			l.to(l.text)
		}
		if dropped > 0 {
			lines[len(lines)-1].to(fmt.Sprintf("(%d lines are missing here: they came faster than they could be written)", dropped))
		}
	}
}

// wait returns when all is handed over, or when ctx ends.
func (s *scribe) wait(ctx context.Context) {
	s.mu.Lock()
	idle := s.idle
	s.mu.Unlock()
	if idle == nil {
		return
	}
	select {
	case <-idle:
	case <-ctx.Done():
	}
}
