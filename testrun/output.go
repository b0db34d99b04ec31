package testrun

// This file keeps what a test prints.

import (
	"fmt"
	"sync"
)

// mostOutput is how many bytes of each stream of a test are kept: the first half and the last half.
const mostOutput = 1 << 20

// An Output keeps what a test prints. It may be used from several goroutines.
type Output struct {
	Stdout, Stderr Stream
}

// A Stream keeps the beginning and the end of what is written to it.
type Stream struct {
	mu   sync.Mutex
	head []byte
	tail []byte // of what came after head, a ring once it is full
	next int    // in tail, where the oldest byte is
	lost int64
	copy func([]byte) // gets what is written as well; nil for nothing
}

// Write implements io.Writer. It never fails.
func (s *Stream) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(b)
	if s.copy != nil && n > 0 {
		s.copy(b)
	}
	room := min(mostOutput/2-len(s.head), len(b))
	s.head = append(s.head, b[:room]...)
	b = b[room:]
	if over := len(b) - mostOutput/2; over > 0 {
		s.lost += int64(len(s.tail) + over)
		s.tail, s.next, b = s.tail[:0], 0, b[over:]
	}
	room = min(mostOutput/2-len(s.tail), len(b))
	s.tail = append(s.tail, b[:room]...)
	for b = b[room:]; len(b) > 0; {
		done := copy(s.tail[s.next:], b)
		s.lost += int64(done)
		s.next = (s.next + done) % len(s.tail)
		b = b[done:]
	}
	return n, nil
}

// String is what was written, with a line in the place of what was not kept.
func (s *Stream) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := string(s.head)
	if s.lost > 0 {
		text += fmt.Sprintf("\n… %d bytes are left out …\n", s.lost)
	}
	return text + string(s.tail[s.next:]) + string(s.tail[:s.next])
}
