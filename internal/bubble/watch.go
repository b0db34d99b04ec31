package bubble

// This file has the time of a bubble pass, and ends what runs in it.

import (
	"context"
	"time"
)

// What is virtual passes in the bubble, what is real outside.
const (
	firstLook = time.Millisecond     // virtual
	seldom    = 100 * 24 * time.Hour // virtual
	lifetime  = 10 * 365 * 24 * time.Hour

	beatTime = 20 * time.Millisecond // real: a clock in the bubble shows virtual time
	often    = 3                     // beats between two looks
	tooBusy  = 10                    // beats without a look
)

// watch cancels the context of the bubble when the one outside has ended, which nothing can tell its
// goroutines, and when nothing has happened but its own looks for ten years of virtual time: then
// nothing can.
//
// How much virtual time passes between two looks depends on how much real time that takes. Where
// nothing happens between two looks they become rarer, and ten years are over at once.
func (b *bubble) watch(done <-chan struct{}, cancel context.CancelCauseFunc) {
	begun, every := time.Now(), firstLook
	timer := time.NewTimer(every)
	defer timer.Stop()
	for {
		before := b.real.Load()
		select {
		case <-done:
			return
		case <-b.soon:
			every = firstLook
		case <-timer.C:
		}
		b.looks.Add(1)
		switch {
		case b.outside.Err() != nil:
			cancel(context.Cause(b.outside))
			return
		case time.Since(begun) > lifetime:
			if b.options.Stuck != nil {
				b.options.Stuck()
			}
			cancel(ErrStuck)
			return
		case b.real.Load()-before < often:
			every = min(2*every, seldom)
		default:
			every = max(every/2, firstLook)
		}
		timer.Reset(every)
	}
}

// beat counts real time until over is closed. While virtual time does not pass, it has that pass about
// as fast as real time.
func (b *bubble) beat(over <-chan struct{}) {
	ticker := time.NewTicker(beatTime)
	defer ticker.Stop()
	looks, since := int64(0), int64(0)
	for {
		select {
		case <-ticker.C:
		case <-over:
			return
		}
		now := b.real.Add(1)
		switch seen := b.looks.Load(); {
		case seen != looks:
			looks, since = seen, now
		case now-since > tooBusy && b.options.Busy != nil:
			missed := time.Duration(now-since) * beatTime
			b.options.Busy(func() { b.wait(missed) })
			since = now
		}
	}
}

// wait has the calling goroutine, one of the bubble, wait for d of virtual time, and watch look.
func (b *bubble) wait(d time.Duration) {
	<-time.After(d)
	select {
	case b.soon <- struct{}{}:
	default:
	}
}
