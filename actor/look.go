package actor

// This file looks at actors without waiting for them.

import (
	"runtime"
	"sync"
	"time"
)

// A look tries at once lookTries times to get a lock that is only held for moments. Then its holder is
// probably not running, and the look tries again after lookPause, until lookWithin is over.
const (
	lookTries  = 1000
	lookPause  = time.Millisecond
	lookWithin = 100 * time.Millisecond
)

// A Look is what an actor did when it was looked at.
type Look struct {
	Idle   bool  // it waited for messages
	Since  int64 // when that began, on the system's clock
	Queued int   // messages that waited
	Ended  bool  // also with what it does when it ends
}

// Look tells what the actor does. It does not wait: known is false if others kept the actor busy with
// sending to it all the time.
func (r *Ref) Look() (l Look, known bool) {
	if !tryLock(&r.mu) {
		return l, false
	}
	defer r.mu.Unlock()
	l = Look{Idle: r.idle(), Since: r.rested, Queued: r.box.len(), Ended: r.over}
	if r.state != waiting {
		l.Since = r.system.clock.look() // it is about to wait
	}
	return l, true
}

// TryLive is Live that does not wait for others: ok is false if they kept the system busy all the time.
func (s *System) TryLive() (refs []*Ref, ok bool) {
	if !tryLock(&s.mu) {
		return nil, false
	}
	defer s.mu.Unlock()
	return s.all(), true
}

// tryLock locks mu unless others hold it all the time.
func tryLock(mu *sync.Mutex) bool {
	for range lookTries {
		if mu.TryLock() {
			return true
		}
		runtime.Gosched()
	}
	for begun := time.Now(); time.Since(begun) < lookWithin; {
		<-time.After(lookPause)
		if mu.TryLock() {
			return true
		}
	}
	return false
}
