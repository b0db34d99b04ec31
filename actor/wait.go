package actor

// This file waits for the first of several events.

import (
	"context"
	"sync/atomic"
	"time"
)

// An Arm is something that a goroutine can wait for: a Reply, a Receiving, a Timer. It is good for
// one wait.
type Arm interface {
	// arm has w end as number i when it happens. If it has happened already, arm claims w itself;
	// it tells whether that was so.
	arm(w *wait, i int32) bool

	// disarm ends what arm began. It is not called unless arm was.
	disarm(w *wait)
}

// A wait is a goroutine that waits for the first of several arms. The goroutine that claims
// it, once, may hand over what was waited for, and then wakes it.
type wait struct {
	system *System
	first  atomic.Int32 // the number of the arm that came first; 0 while none has
	woken  chan struct{}
}

// gaveUp is the number of a wait whose context has ended.
const gaveUp = -1

// claim tells whether w ends as number i.
func (w *wait) claim(i int32) bool { return w.first.CompareAndSwap(0, i) }

// wake lets the goroutine go on. It is called by who has claimed w, unless that was the goroutine
// itself.
func (w *wait) wake() {
	w.system.Enter()
	w.woken <- struct{}{}
}

// First waits for the first of several things and gives its index. Of those that have happened
// already it is the one that stands first. The others are withdrawn: a channel keeps its items,
// a reply that comes later is dropped. First fails when ctx ends before.
func (s *System) First(ctx context.Context, arms ...Arm) (int, error) {
	w := &wait{system: s, woken: make(chan struct{}, 1)}
	err := w.wait(ctx, arms)
	return int(w.first.Load()) - 1, err
}

func (w *wait) wait(ctx context.Context, arms []Arm) error {
	n, happened := 0, false
	for n < len(arms) && !happened && w.first.Load() == 0 {
		happened = arms[n].arm(w, int32(n+1))
		n++
	}
	var err error
	if !happened {
		w.system.Exit()
		select {
		case <-w.woken:
		case <-ctx.Done():
			if w.claim(gaveUp) {
				w.system.Enter()
				err = ctx.Err()
			} else {
				<-w.woken
			}
		}
	}
	for _, a := range arms[:n] {
		a.disarm(w)
	}
	return err
}

// A Timer happens after a time. While somebody waits for it, the system takes that goroutine for
// one that can go on: it needs no event of the system.
type Timer struct {
	After time.Duration
	timer *time.Timer
}

func (t *Timer) arm(w *wait, i int32) bool {
	if t.After <= 0 {
		return w.claim(i)
	}
	w.system.Enter()
	t.timer = time.AfterFunc(t.After, func() {
		if w.claim(i) {
			w.wake()
		}
	})
	return false
}

func (t *Timer) disarm(w *wait) {
	if t.timer != nil {
		t.timer.Stop()
		w.system.Exit()
	}
}
