package testrun

// This file watches how much memory a worker takes.

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// memoryInterval is how often a worker looks at its memory.
const memoryInterval = 20 * time.Millisecond

// watchMemory returns ErrMemory when this process takes more than it may although the collector tries to
// stay below that, after it has told so; and nil when ctx ends.
func (w *work) watchMemory(ctx context.Context) error {
	limit := w.setup.Options.Memory
	if limit <= 0 {
		<-ctx.Done()
		return nil
	}
	debug.SetMemoryLimit(limit)
	ticker := time.NewTicker(memoryInterval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
		if taken := takenMemory(); taken > limit+limit/16 {
			_ = w.out.last(answer{Memory: taken, Doing: w.doing()}) // the Runner sees the end in any case
			return ErrMemory
		}
	}
}

// explainTime is how long it may take to find out what a test does that takes memory meanwhile.
const explainTime = 600 * time.Millisecond

// doing is what the only test of this process does, "" if there are others or it does not say in time.
func (w *work) doing() string {
	c := w.latest.Load()
	if c == nil || !c.Isolated {
		return ""
	}
	told := make(chan string, 1)
	go func() { told <- c.explain() }()
	select {
	case text := <-told:
		return text
	case <-time.After(explainTime):
		return ""
	}
}

// takenMemory is what the system has given to this process, in bytes, and not got back.
func takenMemory() int64 {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(samples)
	return int64(samples[0].Value.Uint64() - samples[1].Value.Uint64())
}
