package eval

// This file calls the receive functions with `#[every(d)]`.

import (
	"sync"
	"time"
)

// A periodic is a receive function that is called again and again.
type periodic struct {
	code  *code
	every time.Duration
}

// timers are those of an actor.
type timers struct {
	mu   sync.Mutex
	all  []*time.Timer
	over bool
	ends []func() // of the sources that they are for the system
}

// startTimers begins to call the periodic functions of an actor.
func (c *cell) startTimers() {
	if len(c.plan.periodic) == 0 {
		return
	}
	t := &timers{}
	c.timers = t
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, p := range c.plan.periodic {
		var timer *time.Timer
		timer = time.AfterFunc(p.every, func() {
			// A call for which there is no room in the mailbox is left out.
			_ = c.Offer(&message{code: p.code})
			t.mu.Lock()
			defer t.mu.Unlock()
			if !t.over {
				timer.Reset(p.every)
			}
		})
		t.all = append(t.all, timer)
		t.ends = append(t.ends, c.thread.process.system.Source())
	}
}

// stop stops the timers.
func (t *timers) stop() {
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.over = true
	for _, timer := range t.all {
		timer.Stop()
	}
	for _, end := range t.ends {
		end()
	}
}
