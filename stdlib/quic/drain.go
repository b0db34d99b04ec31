package quic

// This file saves what has arrived when the peer ends the connection.
//
// quic-go drops what its streams have not given out yet when a CONNECTION_CLOSE frame takes effect.
// It tells the ledger of the packet before that, and waits until the ledger has heard: in that moment
// everything that arrived is read.

import (
	"sync/atomic"
	"time"
)

const (
	drainPause  = 100 * time.Millisecond // how long the connection waits for a pump that does not move
	drainAtMost = 2 * time.Second        // and for all
)

// A drain is the rescue of one connection's unread data.
type drain struct {
	on       atomic.Bool // pumps read without a limit
	accepted atomic.Int64
	step     chan struct{} // holds one token after something was read or accepted
}

func (d *drain) init() { d.step = make(chan struct{}, 1) }

// progress notes that something was read or accepted.
func (d *drain) progress() {
	if d.on.Load() {
		poke(d.step)
	}
}

// accept notes that a stream of the peer has been taken in.
func (d *drain) accept() {
	d.accepted.Add(1)
	d.progress()
}

// takeAll returns when the pumps have read what has arrived, also on streams that were not
// accepted yet. Nothing more arrives meanwhile: it runs on the connection's goroutine, or the peer
// is silent.
func (l *ledger) takeAll() {
	l.drain.on.Store(true)
	l.release()
	begun, pause := time.Now(), time.NewTimer(drainPause)
	defer pause.Stop()
	for !l.dry() && time.Since(begun) < drainAtMost {
		select {
		case <-l.drain.step:
			pause.Reset(drainPause)
		case <-pause.C:
			return
		}
	}
}

// dry reports whether nothing is left to read.
func (l *ledger) dry() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.drain.accepted.Load() < l.opened {
		return false
	}
	for _, f := range l.flows {
		if !f.over.Load() && !f.cut && (f.read.Load() < f.arrived.upto || f.arrived.upto == f.final) {
			return false
		}
	}
	return true
}
