package actor

// This file tells since when something has been going on, at almost no cost.

import (
	"sync"
	"sync/atomic"
	"time"
)

// clockStep is how far the clock of a system may be behind.
const clockStep = 50 * time.Millisecond

// A clock is read at every wait. Reading it costs two loads: a timer moves it on while it is read,
// and stops soon after nothing reads it any more, so that a program that only waits is not woken.
type clock struct {
	begun time.Time
	now   atomic.Int64 // nanoseconds since begun
	runs  atomic.Bool  // the timer does
	read  atomic.Bool  // since the timer has moved it on

	mu    sync.Mutex // guards timer
	timer *time.Timer
}

// Now is a moment on the system's clock, which Age understands: it may be up to 50 ms behind. It
// may be called from any goroutine.
func (s *System) Now() int64 {
	c := &s.clock
	if !c.read.Load() {
		c.read.Store(true)
	}
	if !c.runs.Load() {
		c.start()
	}
	return c.now.Load()
}

// look is Now for a goroutine that may be outside of the synthetic time in which the program runs: there the
// timer must not be touched, and the moment is the one that was last read.
func (c *clock) look() int64 {
	if now := time.Now(); monotonic(now) == monotonic(c.begun) {
		return int64(now.Sub(c.begun))
	}
	return c.now.Load()
}

// Age is how long ago a moment was that Now gave. ok is false if that cannot be told: the caller
// is outside of the synthetic time in which the program runs.
func (s *System) Age(moment int64) (age time.Duration, ok bool) {
	now := time.Now()
	if monotonic(now) != monotonic(s.clock.begun) {
		return 0, false
	}
	return max(0, now.Sub(s.clock.begun)-time.Duration(moment)), true
}

// monotonic tells whether a time has a reading of the monotonic clock: synthetic times have none.
func monotonic(t time.Time) bool { return t != t.Round(0) }

// start moves the clock on and has the timer do it from now on.
func (c *clock) start() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.runs.Load() {
		return
	}
	c.now.Store(int64(time.Since(c.begun)))
	c.runs.Store(true)
	if c.timer == nil {
		c.timer = time.AfterFunc(clockStep, c.tick)
	} else {
		c.timer.Reset(clockStep)
	}
}

// tick moves the clock on; it is called by the timer.
func (c *clock) tick() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now.Store(int64(time.Since(c.begun)))
	if c.read.Swap(false) {
		c.timer.Reset(clockStep)
	} else {
		c.runs.Store(false)
	}
}
