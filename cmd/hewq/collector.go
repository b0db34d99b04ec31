package main

// This file lets the garbage collector rest while there is little garbage.

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// How much new garbage a heap with little in use may have before it is collected: more and more with each
// collection, since memory that is touched for the first time is dearer than collecting a small heap once.
const (
	restAtFirst = 8 << 20
	restMore    = 4 << 20
	restAtMost  = 32 << 20
)

// A collector adjusts GOGC after each collection.
type collector struct {
	_       [64]byte // an object with a finalizer must not share its place with others
	rest    uint64   // how much garbage there may be before the next collection
	percent int      // that was set last
	live    []metrics.Sample
}

// restCollector makes the collector rest, unless the user has set how it works. It waits for the first
// collection, since the setting stops the world and most programs end before.
func restCollector(lookup func(string) (string, bool)) {
	for _, name := range []string{"GOGC", "GOMEMLIMIT"} {
		if _, set := lookup(name); set {
			return
		}
	}
	c := &collector{rest: restAtFirst, percent: 100, live: []metrics.Sample{{Name: "/gc/heap/live:bytes"}}}
	runtime.SetFinalizer(c, (*collector).collected)
}

// collected sets GOGC for the next collection, if that makes a difference. The finalizer that runs it
// is set again, so it runs after the next one too.
func (c *collector) collected() {
	metrics.Read(c.live)
	if p := percentFor(c.live[0].Value.Uint64(), c.rest); p > c.percent+c.percent/8 || p < c.percent-c.percent/8 {
		debug.SetGCPercent(p)
		c.percent = p
	}
	c.rest = min(c.rest+restMore, restAtMost)
	runtime.SetFinalizer(c, (*collector).collected)
}

// percentFor is the GOGC that starts the next collection after rest of new garbage: after twice what is
// live, if that is more, up to restAtMost; after as much as is live, if that is still more.
func percentFor(live, rest uint64) int {
	const least = 4 << 20 // the runtime does not collect heaps below least * GOGC/100
	if live >= restAtMost {
		return 100
	}
	rest = max(rest, min(2*live, restAtMost))
	return int(min(100*rest/max(live, 1), 100*(rest+live)/least))
}
